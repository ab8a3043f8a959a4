"""Every citation of a document, location by location, in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.model import Document, ParagraphRole
from normalizers.references.find import find_references
from normalizers.references.history import inherit
from normalizers.references.issuer_names import code_of_name
from normalizers.references.places import province_slug
from normalizers.references.reference import LegalReference, ReferenceContext
from pipeline.datasets import DocumentRow, ReferenceRow, TaskRow
from pipeline.prose.rows import is_of_article

_TASK_COLUMNS = ("task", "result", "deadline", "lead", "coordinating", "assignee", "budget", "note")
# Roles whose paragraphs have locations of their own, or cite nothing but the document itself.
_NOT_BODY = frozenset(
    {
        ParagraphRole.NUMBER,
        ParagraphRole.BASIS,
        ParagraphRole.PLAN_BASIS,
        ParagraphRole.ARTICLE,
        ParagraphRole.RECIPIENT,
        ParagraphRole.ATTACHMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Location:
    """A text of the document that may cite others: where it stands, and which task and column where it is a cell."""

    kind: str
    position: int
    text: str
    task_id: str | None = None
    column: str | None = None


def find_locations(
    document: Document, tasks: Sequence[TaskRow], fields: DocumentRow, prose_lines: frozenset[int] = frozenset()
) -> Iterator[Location]:
    """Yield the texts that may cite, in reading order: bases, articles, plan bases, running text, tasks.

    What stands in a task of running text is cited there alone; what stands in an article, in the article.
    """
    articles = document.front_matter.articles
    yield from (Location("basis", at, text) for at, text in enumerate(fields.legal_bases, start=1))
    yield from (Location("article", at, article.text) for at, article in enumerate(articles, start=1))
    yield from (Location("plan_basis", at, text) for at, text in enumerate(fields.plan_bases, start=1))
    for at, (paragraph, role) in enumerate(zip(document.paragraphs, document.roles, strict=True), start=1):
        if role not in _NOT_BODY and at - 1 not in prose_lines:
            yield Location("body", at, paragraph.text)
    for task in tasks:
        for column in () if is_of_article(task) else _TASK_COLUMNS:
            # What a person read goes before what the machine did; repairs keep the reading's offsets out of it.
            name = column if column in task.reviewed else f"{column}_raw"
            if text := getattr(task, name):
                yield Location("task", task.position, text, task.task_id, column)


def reference_rows(
    document: Document, tasks: Sequence[TaskRow], fields: DocumentRow, prose_lines: frozenset[int] = frozenset()
) -> tuple[ReferenceRow, ...]:
    """Return one row a citation; short second citations take the year of the full one before them.

    `prose_lines` are the positions (from 0) of paragraphs that tasks of running text hold.
    """
    locations = list(find_locations(document, tasks, fields, prose_lines))
    context = reference_context(fields)
    found = inherit([find_references(location.text, context) for location in locations])
    rows: list[ReferenceRow] = []
    for location, references in zip(locations, found, strict=True):
        first = len(rows) + 1
        rows += [_row(reference, location, fields, first) for reference in references]
    return tuple(
        replace(row, reference_id=f"{fields.document_id}:{position}") for position, row in enumerate(rows, start=1)
    )


def reference_context(fields: DocumentRow) -> ReferenceContext:
    """Return what tells bodies of one name apart in this document: its province, its own or upper body, its year.

    >>> reference_context(DocumentRow(document_id="x", issuing_body="SỞ NỘI VỤ", place="Khánh Hòa")).province
    'khanh-hoa'
    """
    body = code_of_name(fields.parent_body or fields.issuing_body or "")
    is_local = fields.place is not None and not (body and body.startswith("B"))
    return ReferenceContext(province_slug(fields.place or "") if is_local else None, body, fields.year)


def own_id(fields: DocumentRow) -> str | None:
    """Return the canonical id of the document itself, read as another document would cite it; None without a number.

    >>> names = {"type": "Quyết định", "citation": "1204/QĐ-UBND", "issuing_body": "UBND TỈNH HÀ GIANG"}
    >>> own_id(DocumentRow(document_id="x", **names))
    'vnlaw:qd/ubnd.ha-giang/-/1204'
    """
    if fields.type is None or fields.citation is None:
        return None
    date = f" ngày {fields.date:%d/%m/%Y}" if fields.date else ""
    body = f" của {fields.issuing_body.title()}" if fields.issuing_body else ""
    found = find_references(f"{fields.type} số {fields.citation}{date}{body}")
    return found[0].canonical_id if found else None


def _row(reference: LegalReference, location: Location, fields: DocumentRow, first: int) -> ReferenceRow:
    is_own_basis = location.kind in ("basis", "plan_basis") and reference.parent is None
    return ReferenceRow(
        reference_id="",
        document_id=fields.document_id or "",
        year=fields.year,
        location=location.kind,
        position=location.position,
        task_id=location.task_id,
        column=location.column,
        raw=reference.raw,
        start=reference.start,
        end=reference.end,
        type=reference.type,
        type_code=reference.type_code,
        number=reference.number,
        symbol=reference.symbol,
        reference_year=reference.year,
        year_from=reference.year_from,
        date=reference.date,
        issuer=reference.issuer,
        issuer_code=reference.issuer_code,
        title=reference.title,
        component=reference.component,
        relation="basis" if is_own_basis else str(reference.relation),
        parent_id=f"{fields.document_id}:{first + reference.parent}" if reference.parent is not None else None,
        canonical_id=reference.canonical_id,
        is_repaired=reference.is_repaired,
        confidence=reference.confidence,
        notes=tuple(map(str, reference.notes)),
    )
