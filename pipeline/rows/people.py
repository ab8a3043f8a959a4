"""Who does what: rows of `actors`, and the units they name."""

from collections.abc import Iterator, Sequence
from functools import cache

from extractors.model import Document
from normalizers.actors.abbreviations import Declaration, find_declarations
from normalizers.actors.find import Actor, find_actors
from normalizers.actors.unit_entries import load_entries
from normalizers.actors.units import ActorContext, resolve_unit
from pipeline.corrections.entries import NameDecision
from pipeline.corrections.names import decided
from pipeline.datasets import ActorRow, DocumentRow, TaskRow, UnitRow

# Column of `tasks` → the role its actors have unless the cell says otherwise.
_ROLES = {"lead": "lead", "coordinating": "coordinating", "assignee": "assigned"}


def actor_context(document: Document, tasks: Sequence[TaskRow], fields: DocumentRow) -> ActorContext:
    """Return what the document tells about names: its body, its year, the short forms that it declares anywhere."""
    return ActorContext(fields.issuing_body, fields.year, tuple(_declarations(document, tasks)))


def actor_rows(
    tasks: Sequence[TaskRow], context: ActorContext, decisions: Sequence[NameDecision] = ()
) -> Iterator[ActorRow]:
    """Yield who leads, coordinates and is assigned, task by task, in the order of the cell.

    Names that the gazetteer lacks become what people decided about them.
    """
    settle = decided(decisions, context)
    for task in tasks:
        counts: dict[str, int] = {}
        for column, role_of_column in _ROLES.items():
            for actor in find_actors(getattr(task, column) or "", column, context):
                role = str(actor.role) if actor.role else role_of_column
                counts[role] = counts.get(role, 0) + 1
                yield settle(_actor_row(task, actor, (role, column), counts[role]))


def unit_rows(actors: Sequence[ActorRow], context: ActorContext) -> tuple[UnitRow, ...]:
    """Return the units that actors name with the number of mentions, and the units above them with none."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for actor in actors:
        if actor.unit_id and actor.kind in ("unit", "post"):
            counts[actor.unit_id] = counts.get(actor.unit_id, 0) + 1
            names.setdefault(actor.unit_id, actor.name)
    rows = {unit_id: _unit_row(unit_id, names[unit_id], counts[unit_id], context) for unit_id in counts}
    for unit_id in list(rows):
        parent_id = rows[unit_id].parent_id
        if parent_id and parent_id not in rows and (name := _known_names().get(parent_id)):
            rows[parent_id] = _unit_row(parent_id, name, 0, context)
    return tuple(rows[unit_id] for unit_id in sorted(rows))


def _declarations(document: Document, tasks: Sequence[TaskRow]) -> Iterator[Declaration]:
    for paragraph in document.paragraphs:
        yield from find_declarations(paragraph.text)
    for task in tasks:
        for text in _texts(task):
            yield from find_declarations(text or "")


def _texts(task: TaskRow) -> Iterator[str | None]:
    for column in ("task", "lead", "coordinating", "assignee", "result"):
        yield getattr(task, column if column in task.reviewed else f"{column}_raw")


def _actor_row(task: TaskRow, actor: Actor, place: tuple[str, str], position: int) -> ActorRow:
    role, column = place
    return ActorRow(
        document_id=task.document_id,
        year=task.year,
        task_id=task.task_id,
        position=position,
        role=role,
        column=column,
        raw=actor.raw,
        name=actor.name,
        unit_id=actor.unit_id,
        kind=actor.kind,
        post_title=actor.post_title,
        method=actor.method,
        score=actor.score,
    )


def _unit_row(unit_id: str, name: str, mentions: int, context: ActorContext) -> UnitRow:
    entry = resolve_unit(name, context).entry
    parent = unit_id.rpartition("/")[0] or None
    return UnitRow(
        unit_id=unit_id,
        name=name,
        short_names=entry.short_names if entry else (),
        level=entry.level if entry else None,
        parent_id=parent,
        head_title=entry.head_title if entry else None,
        valid_from=entry.valid_from if entry else None,
        valid_to=entry.valid_to if entry else None,
        mention_count=mentions,
    )


@cache
def _known_names() -> dict[str, str]:
    return {entry.unit_id: entry.name for entry in load_entries() if entry.unit_id}
