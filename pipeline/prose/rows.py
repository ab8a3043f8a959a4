"""Assignments of running text as rows of `tasks`: kind prose, no table."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.model import Document
from normalizers.assignments.vocabulary import starts_with_any
from normalizers.deadlines.find import find_deadlines
from normalizers.text import clean
from pipeline.datasets import DocumentRow, TaskRow
from pipeline.prose.assigning import find_assignments
from pipeline.prose.assignment import CONFIDENCE, Assignment
from pipeline.prose.items import find_items
from pipeline.prose.outline import grow

KIND = "prose"
# The number of a document stands within its first lines.
_HEAD_LINES = 15
_NORMATIVE = re.compile(
    r"(?:quyết định |nghị quyết |luật |chỉ thị )?số\s*:?\s*\d+[a-z]?\s*/\s*(?:19|20)\d\d\s*/\s*[A-ZĐ]", re.IGNORECASE
)


def prose_rows(document: Document, fields: DocumentRow) -> tuple[tuple[TaskRow, ...], frozenset[int]]:
    """Return the tasks that the running text gives, and the positions (from 0) of the paragraphs they hold.

    Documents that lay down standing rules give none. Whoever asks sees to it that no table of the document holds tasks.
    """
    if _is_standing(document, fields):
        return (), frozenset()
    found = find_assignments(grow(find_items(document)))
    rows = tuple(_numbered(found, document, fields))
    # Articles have a location of their own for what they cite.
    lines = {at for each in found if not _is_of_article(each) for at in each.lines}
    return rows, frozenset(lines)


def _is_standing(document: Document, fields: DocumentRow) -> bool:
    """Whether the document lays down rules: by its type, or by a year in its number (43/2025/QĐ-TTg is normative).

    Decree 30/2020/NĐ-CP numbers documents of a single case without a year; law 64/2025/QH15 those with rules with one.
    """
    if fields.type and starts_with_any(fields.type, "standing_types"):
        return True
    head = [paragraph.text for paragraph in document.paragraphs[:_HEAD_LINES]]
    return any(_NORMATIVE.match(text) for text in head)


def is_of_article(task: TaskRow) -> bool:
    """Whether a task of running text stands in an article of the decision."""
    return task.kind == KIND and (task.section_code or "").startswith("Điều")


def _is_of_article(assignment: Assignment) -> bool:
    return assignment.branch.item.is_in_article


def _numbered(found: Sequence[Assignment], document: Document, fields: DocumentRow) -> Iterator[TaskRow]:
    ids = _ids(found, fields.document_id or "")
    for position, (each, task_id) in enumerate(zip(found, ids, strict=True), start=1):
        yield _row(each, task_id, _parent_id(each, found, ids), (document, fields, position))


def _ids(found: Sequence[Assignment], document_id: str) -> list[str]:
    ids: list[str] = []
    seen: dict[str, int] = {}
    for each in found:
        plain = f"{document_id}:{KIND}:{each.branch.section_code or ''}:{'/'.join(each.branch.path)}"
        seen[plain] = seen.get(plain, 0) + 1
        ids.append(plain if seen[plain] == 1 else f"{plain}~{seen[plain]}")
    return ids


def _parent_id(each: Assignment, found: Sequence[Assignment], ids: Sequence[str]) -> str | None:
    by_branch = {id(one.branch): task_id for one, task_id in zip(found, ids, strict=True)}
    return next((by_branch[id(above)] for above in each.branch.ancestors() if id(above) in by_branch), None)


def _row(each: Assignment, task_id: str, parent_id: str | None, place: tuple[Document, DocumentRow, int]) -> TaskRow:
    document, fields, position = place
    branch, item = each.branch, each.branch.item
    places = [document.paragraphs[at].place for at in each.lines]
    texts: dict[str, Any] = {"task": each.task, "lead": each.lead, "coordinating": each.coordinating, **each.values}
    texts.setdefault("deadline", _deadline(each.task))
    texts = {name: clean(text) if text else None for name, text in texts.items()}
    sure = [one.confidence for one in places if one.confidence is not None]
    return TaskRow(
        task_id=task_id,
        document_id=fields.document_id or "",
        year=fields.year,
        plan_year=fields.plan_year,
        table=None,
        position=position,
        section_code=branch.section_code,
        section_title=branch.section_title,
        ordinal=item.marker,
        path=branch.path,
        level=max(1, len(branch.path)),
        parent_id=parent_id,
        kind=KIND,
        other={},
        inherited=each.inherited,
        pages=tuple(sorted({one.page for one in places if one.page})),
        confidence=min([CONFIDENCE[each.pattern], *sure]),
        **texts,
        **{f"{name}_raw": text for name, text in texts.items()},
    )


def _deadline(task: str) -> str | None:
    """The words of the task that say by when, as printed."""
    return "; ".join(dict.fromkeys(found.raw for found in find_deadlines(task, "task"))) or None
