"""Provenance: where every cell, paragraph and table stands."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from extractors.model import Article, Cell, CellPart, Document, Row, RowKind
from pipeline.datasets import ArticleRow, CellRow, DocumentRow, PageRow, ParagraphRow, TableRow
from pipeline.rows.tasks import ReadTable

_DRAWN = (RowKind.RULE, RowKind.HEADER, RowKind.COLUMN_NUMBERS)


def cell_rows(read: ReadTable, document: DocumentRow, corrected: Mapping[tuple[int, int], str]) -> Iterator[CellRow]:
    """Yield one row a printed piece of a cell, header rows as row 0; an empty cell is one row without text.

    `corrected` holds published texts by row and column: their words are dealt out to the pieces they were printed in.
    """
    for row in read.table.header_rows:
        yield from _row_cells(read, (row, 0), document, {})
    for at, row in enumerate(read.table.rows):
        texts = {column: text for column in range(len(row.cells)) if (text := corrected.get((at, column)))}
        yield from _row_cells(read, (row, at + 1), document, texts)


def table_row(read: ReadTable, document: DocumentRow) -> TableRow:
    """Return what one table is: its header, the roles of its columns, how many rows it has."""
    parts = [part for row in read.table.rows for cell in row.cells for part in cell.parts]
    return TableRow(
        document_id=document.document_id or "",
        year=document.year,
        table=read.table.number,
        title=read.table.title,
        kind="task" if read.is_task_table else "other",
        pages=tuple(sorted({part.place.page for part in parts if part.place.page})),
        header=read.table.header,
        column_roles=tuple(map(str, read.roles)),
        row_count=sum(row.kind not in _DRAWN for row in read.table.rows),
    )


def page_rows(document: Document, fields: DocumentRow) -> Iterator[PageRow]:
    """Yield what is known of every page of a PDF or image."""
    for page in document.reading.pages:
        yield PageRow(
            document_id=fields.document_id or "",
            year=fields.year,
            page=page.number,
            width=page.width,
            height=page.height,
            reading=page.how.mode,
            is_read=page.how.is_read,
            word_count=page.word_count,
            confidence=page.confidence,
            turned=page.how.turned,
            skew=page.how.skew,
            dpi=page.how.dpi,
            engine=page.how.engine,
            rejected=page.how.rejected,
        )


def paragraph_rows(document: Document, fields: DocumentRow) -> Iterator[ParagraphRow]:
    """Yield every paragraph outside tables with its role."""
    for position, (paragraph, role) in enumerate(zip(document.paragraphs, document.roles, strict=True), start=1):
        x0, top, x1, bottom = paragraph.place.box or (None,) * 4
        yield ParagraphRow(
            document_id=fields.document_id or "",
            year=fields.year,
            position=position,
            role=role,
            text=paragraph.text,
            line=paragraph.place.line,
            page=paragraph.place.page,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
        )


def article_rows(articles: Sequence[Article], fields: DocumentRow) -> Iterator[ArticleRow]:
    """Yield the articles of the decision."""
    for position, article in enumerate(articles, start=1):
        yield ArticleRow(
            document_id=fields.document_id or "",
            year=fields.year,
            position=position,
            ordinal=article.ordinal,
            heading=article.heading,
            text=article.text or None,
        )


def _row_cells(
    read: ReadTable, numbered: tuple[Row, int], document: DocumentRow, corrected: Mapping[int, str]
) -> Iterator[CellRow]:
    row, number = numbered
    for column, cell in enumerate(row.cells):
        filled = [part for part in cell.parts if part.text]
        if not filled:
            part = next(iter(cell.parts), None)
            yield _cell_row(read, (row, number, column), (cell, part, cell.reading or None), document)
            continue
        given = cell.settled if cell.reading is None else cell.reading
        texts = _deal_out(corrected.get(column), filled) if given is None else _deal_out_reading(given, filled)
        for part, text in zip(filled, texts, strict=True):
            yield _cell_row(read, (row, number, column), (cell, part, text), document)


def _deal_out(corrected: str | None, parts: Sequence[CellPart]) -> list[str]:
    """The corrected words piece by piece, each where the words stand that it was read as; as read where none are."""
    if not corrected:
        return [part.text for part in parts]
    read, words = [word for part in parts for word in part.text.split()], corrected.split()
    if read == words:  # Of thousands of pages too, which cost minutes to compare.
        return [part.text for part in parts]
    steps = SequenceMatcher(None, read, words, autojunk=False).get_opcodes()
    ends = [_place(end, steps) for end in accumulate(len(part.text.split()) for part in parts[:-1])]
    return [" ".join(words[start:end]) for start, end in pairwise([0, *ends, len(words)])]


def _place(at: int, steps: Sequence[tuple[str, int, int, int, int]]) -> int:
    """Behind how many corrected words the piece ends that ends behind `at` words as read."""
    _, start, end, to_start, to_end = next(step for step in steps if step[1] <= at <= step[2])
    return to_end if at == end else min(to_start + at - start, to_end)


def _deal_out_reading(reading: str, parts: Sequence[CellPart]) -> list[str | None]:
    """A person's words piece by piece; the last piece takes what the machine did not count."""
    counts = [len(part.text.split()) for part in parts]
    words = reading.split()
    counts[-1] = max(len(words) - sum(counts[:-1]), 0)
    return [text or None for text in _by_counts(words, counts)]


def _by_counts(words: Sequence[str], counts: Sequence[int]) -> list[str]:
    ends = list(accumulate(counts))
    return [" ".join(words[end - count : end]) for end, count in zip(ends, counts, strict=True)]


def _cell_row(
    read: ReadTable,
    address: tuple[Row, int, int],
    seen: tuple[Cell, CellPart | None, str | None],
    document: DocumentRow,
) -> CellRow:
    (row, number, column), (cell, part, text) = address, seen
    header = read.table.header[column] if column < len(read.table.header) else None
    x0, top, x1, bottom = (part.place.box if part else None) or (None,) * 4
    return CellRow(
        document_id=document.document_id or "",
        year=document.year,
        table=read.table.number,
        row=number,
        column=column + 1,
        header=header or None,
        role=str(read.roles[column]) if column < len(read.roles) else None,
        text=text,
        text_raw=(part.text or None) if part else None,
        page=part.place.page if part else None,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        fragment=part.fragment if part else None,
        row_span=cell.row_span,
        column_span=cell.column_span,
        confidence=part.place.confidence if part else None,
        line=part.place.line if part else None,
        row_kind=row.kind,
        address=read.check_of(number - 1).address or None if number else None,
        is_covered=cell.is_covered,
    )
