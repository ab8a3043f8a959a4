"""The one place that judges. One function a flag: its name is the code, its docstring the data dictionary's text."""

from collections.abc import Iterator, Mapping

from extractors.model import RowKind, RowNote
from extractors.ordinals import Ordinal, OrdinalStyle, follows, parse_ordinal
from extractors.rows import parse_section
from normalizers.actors import find_actors
from normalizers.actors.leftovers import find_leftovers
from normalizers.columns.classify import ColumnRole
from normalizers.references.history import find_date_order_suspects
from normalizers.references.reference import LegalReference
from pipeline import quality_letters, quality_scans  # noqa: F401 (their flags register themselves)
from pipeline.datasets import ActorRow, FlagRow, ReferenceRow
from pipeline.judging import FLAGS, Facts, Finding, Judge, Weight, flag
from pipeline.quality_corrections import ABOUT_CORRECTIONS
from pipeline.rows.people import actor_context
from pipeline.rows.tasks import ReadTable


def all_flags() -> Mapping[str, tuple[Weight, Judge]]:
    """Return every flag by its code, with its weight and the function that judges."""
    return FLAGS


def judge_document(facts: Facts) -> tuple[FlagRow, ...]:
    """Return every flag that applies to a document, in the order of the rule book, then of the document.

    What a person accepted is no doubt any more; what became of the corrections themselves is always told.
    """
    return tuple(
        FlagRow(
            document_id=facts.fields.document_id or "",
            year=facts.fields.year,
            code=code,
            weight=weight,
            message=finding.message,
            task_id=finding.task_id,
            table=finding.table,
            row=finding.row,
            page=finding.page,
            column=finding.column,
        )
        for code, (weight, judge) in FLAGS.items()
        for finding in judge(facts)
        if code in ABOUT_CORRECTIONS or not facts.is_settled(finding)
    )


@flag(Weight.NOTE)
def number_missing(facts: Facts) -> Iterator[Finding]:
    """The document shows no number: it is blank on the page, stamped or written by hand."""
    if facts.fields.type and facts.fields.number is None:
        yield Finding(
            f"No number on the page ({facts.document.front_matter.number_line or 'no number line'}).", column="number"
        )


@flag(Weight.NOTE)
def date_missing(facts: Facts) -> Iterator[Finding]:
    """The document shows no full date: day or month is blank."""
    if facts.fields.type and facts.fields.date is None:
        yield Finding(
            f"No full date on the page ({facts.document.front_matter.place_date_line or 'no date line'}).",
            column="date",
        )


@flag(Weight.CHECK)
def type_missing(facts: Facts) -> Iterator[Finding]:
    """No line names the type of the document: its head was not understood."""
    if facts.document.paragraphs and facts.fields.type is None:
        yield Finding("No line names the type of the document (QUYẾT ĐỊNH, KẾ HOẠCH …).", column="type")


@flag(Weight.ALARM)
def page_unreadable(facts: Facts) -> Iterator[Finding]:
    """A page holds a picture and no text, and was not read: its rows are missing."""
    for page in facts.document.reading.pages_not_read:
        yield Finding(f"Page {page} holds no text and was not read.", page=page)


@flag(Weight.ALARM)
def header_missing(facts: Facts) -> Iterator[Finding]:
    """A table has no header row: the roles of its columns are guessed from their cells."""
    for read in facts.tables:
        if not any(read.table.header):
            yield Finding(
                "The table has no header row; its columns are known by their cells only.", table=read.table.number
            )


@flag(Weight.ALARM)
def ordinal_gap(facts: Facts) -> Iterator[Finding]:
    """A number is missing in the numbering of its section or group: a row may be lost."""
    for read in facts.tables:
        yield from _numbering_breaks(facts, read)


@flag(Weight.ALARM)
def section_gap(facts: Facts) -> Iterator[Finding]:
    """The code of a section does not follow that of the section before: a section may be lost."""
    for read in facts.tables:
        before: Ordinal | None = None
        for at, row in enumerate(read.table.rows if read.is_task_table else ()):
            heading = parse_section(row.texts) if row.kind is RowKind.SECTION else None
            number = parse_ordinal(heading.code) if heading and heading.code else None
            if number is None:
                continue
            if before and not _begins(number) and not follows(number, before) and number.style is before.style:
                message = f"Section {number.code} comes after {before.code}: a section may be missing."
                yield Finding(message, table=read.table.number, row=at + 1)
            before = number


@flag(Weight.CHECK)
def ordinal_repeated(facts: Facts) -> Iterator[Finding]:
    """The same number stands twice in one section or group: a row may have been read twice."""
    for read in facts.tables:
        for place in facts.places(read):
            if "~" in place.task.task_id and place.node.ordinal and place.node.ordinal.style is not OrdinalStyle.BULLET:
                yield place.finding(f"Number {place.task.ordinal} stands more than once in its section.")


@flag(Weight.CHECK)
def columns_inferred(facts: Facts) -> Iterator[Finding]:
    """The columns of the table are not drawn: they are read from the gutters between its words."""
    for read in facts.tables:
        if any(RowNote.COLUMNS_INFERRED in row.notes for row in read.table.rows):
            yield Finding("The table has no drawn columns; they were inferred.", table=read.table.number)


@flag(Weight.NOTE)
def merge_inferred(facts: Facts) -> Iterator[Finding]:
    """At the top of a page a cell was taken for the rest of one merged over rows on the page before."""
    message = "A cell at the top of the page is read as the rest of a merged cell above."
    for place in facts.all_places():
        if RowNote.MERGE_INFERRED in place.row.notes:
            yield place.finding(message)
    for read in facts.tables:
        for at, row in enumerate(() if read.is_task_table else read.table.rows, start=1):
            if RowNote.MERGE_INFERRED in row.notes:
                pages = [part.place.page for cell in row.cells for part in cell.parts if part.place.page]
                yield Finding(message, table=read.table.number, row=at, page=min(pages, default=None))


@flag(Weight.NOTE)
def row_joined_across_pages(facts: Facts) -> Iterator[Finding]:
    """The row was cut by a page break and joined again."""
    for place in facts.all_places():
        if RowNote.JOINED in place.row.notes:
            yield place.finding(f"Joined from {len(place.row.fragments)} pieces.")


@flag(Weight.CHECK)
def row_join_uncertain(facts: Facts) -> Iterator[Finding]:
    """Whether this row goes on from the one before is not clear."""
    for place in facts.all_places():
        if RowNote.JOIN_UNCERTAIN in place.row.notes:
            done = "joined with the row above" if RowNote.JOINED in place.row.notes else "kept as a row of its own"
            yield place.finding(f"A row without a number was {done}; the evidence is weak.")


@flag(Weight.NOTE)
def row_hidden(facts: Facts) -> Iterator[Finding]:
    """The row is hidden in the workbook, by hand or by a filter left on; it was read all the same."""
    for place in facts.all_places():
        if RowNote.HIDDEN in place.row.notes:
            yield place.finding("The row is hidden in the workbook.")


@flag(Weight.CHECK)
def column_folded(facts: Facts) -> Iterator[Finding]:
    """A word that stood in a column of its own was put back into the cell on its left; the order may be wrong."""
    for place in facts.all_places():
        if RowNote.COLUMN_FOLDED in place.row.notes:
            yield place.finding("A stray column of this page was folded into the one on its left.")


@flag(Weight.ALARM)
def unknown_row(facts: Facts) -> Iterator[Finding]:
    """The row fits no pattern, or holds more cells than the header; it was kept as it is."""
    for place in facts.all_places():
        if place.row.kind is RowKind.UNKNOWN or RowNote.CELLS_SURPLUS in place.row.notes:
            yield place.finding("The row fits no pattern of the table and was kept as it stands.")


@flag(Weight.CHECK)
def row_without_number(facts: Facts) -> Iterator[Finding]:
    """A row has no number although the table numbers its rows."""
    for read in facts.tables:
        if ColumnRole.ORDINAL not in read.roles:
            continue
        for place in facts.places(read):
            if place.row.kind is RowKind.UNNUMBERED:
                yield place.finding("The row has no number of its own.")


@flag(Weight.CHECK)
def required_cell_empty(facts: Facts) -> Iterator[Finding]:
    """A task has no text, or nobody who is to do it although the table has a column for that."""
    for read in facts.tables:
        who = [field for field in ("lead", "assignee") if read.column_of(field) is not None]
        for place in facts.places(read):
            if place.task.kind != "task":
                continue
            if not place.task.task:
                yield place.finding("The task cell is empty.", "task")
            elif who and not any(getattr(place.task, field) for field in who):
                yield place.finding("Nobody is named who is to do it.", who[0])


@flag(Weight.NOTE)
def result_empty(facts: Facts) -> Iterator[Finding]:
    """The table has a column for results and this task's cell is empty."""
    for read in facts.tables:
        for place in facts.places(read):
            if read.column_of("result") is not None and place.task.kind == "task" and not place.task.result:
                yield place.finding("The result cell is empty.", "result")


@flag(Weight.NOTE)
def text_repaired(facts: Facts) -> Iterator[Finding]:
    """Words of the row were misread and repaired; `repairs` shows each change."""
    changes: dict[str, list[str]] = {}
    for repair in facts.repairs:
        if repair.task_id:
            changes.setdefault(repair.task_id, []).append(f"{repair.before} → {repair.after}")
    for task in facts.tasks:
        if found := changes.get(task.task_id):
            yield facts.finding_on(task.task_id, f"Repaired: {'; '.join(found)}.")


@flag(Weight.NOTE)
def task_from_prose(facts: Facts) -> Iterator[Finding]:
    """The task was found in running text, by headings, bullets and role words; no table says so."""
    for task in facts.prose:
        yield facts.finding_on(task.task_id, f"Given in running text ({task.section_title or 'no section'}).")


@flag(Weight.CHECK)
def unit_unknown(facts: Facts) -> Iterator[Finding]:
    """A name of a unit is not in the gazetteer; it is kept as written."""
    for actor in facts.actors:
        is_collective = (actor.unit_id or "").startswith("collective/")
        if actor.kind in ("unit", "post") and actor.method == "none" and not is_collective:
            yield _on_actor(facts, actor, f"Unknown unit: {actor.name}.")


@flag(Weight.CHECK)
def actor_unread(facts: Facts) -> Iterator[Finding]:
    """Words in a column of actors were not read as anybody; they stand in the cell, not in `actors`."""
    context = actor_context(facts.document, facts.tasks, facts.fields)
    for task in facts.tasks:
        for column in ("lead", "coordinating", "assignee"):
            text = getattr(task, column) or ""
            for words in find_leftovers(text, find_actors(text, column, context)):
                yield facts.finding_on(task.task_id, f"Nobody was read in {words!r} ({column}).", column)


@flag(Weight.NOTE)
def unit_fuzzy(facts: Facts) -> Iterator[Finding]:
    """A name of a unit was matched by likeness, not letter by letter."""
    for actor in facts.actors:
        if actor.method == "fuzzy":
            yield _on_actor(facts, actor, f"{actor.raw} was taken for {actor.name}.")


@flag(Weight.NOTE)
def unit_in_persons_column(facts: Facts) -> Iterator[Finding]:
    """A unit stands where the column names persons."""
    for actor in facts.actors:
        if actor.role == "assigned" and actor.kind == "unit":
            yield _on_actor(facts, actor, f"{actor.raw} stands in the column of persons.")


@flag(Weight.CHECK)
def issuer_unknown(facts: Facts) -> Iterator[Finding]:
    """The code of a cited document's issuer is not known, or its words and its code name different bodies."""
    for reference in facts.references:
        if {"issuer_unknown", "issuer_conflict"} & set(reference.notes):
            yield _on_reference(facts, reference, f"The issuer of {reference.raw} is not certain.")


@flag(Weight.NOTE)
def reference_incomplete(facts: Facts) -> Iterator[Finding]:
    """A citation lacks its number or its year, so that it cannot be joined with others for certain."""
    for reference in facts.references:
        if reference.canonical_id is None or "/-/" in reference.canonical_id:
            yield _on_reference(facts, reference, f"{reference.raw} lacks number or year.")


@flag(Weight.CHECK)
def date_order_suspect(facts: Facts) -> Iterator[Finding]:
    """The number and date of a citation contradict others of its series: numbers follow dates within a year."""
    for at in find_date_order_suspects([_as_reference(row) for row in facts.references]):
        row = facts.references[at]
        yield _on_reference(facts, row, f"{row.raw}: number and date do not fit the other citations of the series.")


def _on_actor(facts: Facts, actor: ActorRow, message: str) -> Finding:
    return facts.finding_on(actor.task_id, message, actor.column)


def _on_reference(facts: Facts, reference: ReferenceRow, message: str) -> Finding:
    return facts.finding_on(reference.task_id, message, reference.column)


def _as_reference(row: ReferenceRow) -> LegalReference:
    return LegalReference(
        row.raw,
        row.start,
        row.end,
        row.type or "",
        type_code=row.type_code,
        number=row.number,
        symbol=row.symbol,
        year=row.reference_year,
        date=row.date,
    )


def _numbering_breaks(facts: Facts, read: ReadTable) -> Iterator[Finding]:
    """Places where a number does not follow the one before it in its series (same section, same parent, same style).

    A series begins at 1 or runs on from the section before.
    """
    last: dict[tuple[object, ...], Ordinal] = {}
    last_of_style: dict[OrdinalStyle, Ordinal] = {}
    for place in facts.places(read):
        number = place.node.ordinal
        if number is None or number.style is OrdinalStyle.BULLET:
            continue
        depth = len(number.value) if number.style is OrdinalStyle.DOTTED else 0
        series = (place.node.section, place.node.parent, number.style, depth)
        before = last.get(series) or last_of_style.get(number.style)
        repeats = before is not None and before.value == number.value
        if not repeats and not _begins(number) and not (before and follows(number, before)):
            was = before.code if before else "nothing"
            yield place.finding(f"Number {number.code} comes after {was}: rows may be missing.")
        last[series] = last_of_style[number.style] = number


def _begins(number: Ordinal) -> bool:
    return number.value[-1] == 1
