"""Provenance: where every cell, paragraph and table stands."""

from collections.abc import Iterator, Sequence

from extractors.model import Article, Cell, CellPart, Document, Row, RowKind
from pipeline.datasets import ArticleRow, CellRow, DocumentRow, ParagraphRow, TableRow
from pipeline.rows.tasks import ReadTable

_DRAWN = (RowKind.RULE, RowKind.HEADER, RowKind.COLUMN_NUMBERS)


def cell_rows(read: ReadTable, document: DocumentRow) -> Iterator[CellRow]:
    """Yield one row a printed piece of a cell, header rows as row 0; an empty cell is one row without text."""
    for row in read.table.header_rows:
        yield from _row_cells(read, row, 0, document)
    for number, row in enumerate(read.table.rows, start=1):
        yield from _row_cells(read, row, number, document)


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


def paragraph_rows(document: Document, fields: DocumentRow) -> Iterator[ParagraphRow]:
    """Yield every paragraph outside tables with its role."""
    for position, (paragraph, role) in enumerate(zip(document.paragraphs, document.roles, strict=True), start=1):
        yield ParagraphRow(
            document_id=fields.document_id or "",
            year=fields.year,
            position=position,
            role=role,
            text=paragraph.text,
            line=paragraph.place.line,
            page=paragraph.place.page,
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


def _row_cells(read: ReadTable, row: Row, number: int, document: DocumentRow) -> Iterator[CellRow]:
    for column, cell in enumerate(row.cells):
        filled = [part for part in cell.parts if part.text]
        for part in filled or cell.parts[:1] or (None,):
            yield _cell_row(read, (row, number, column), (cell, part), document)


def _cell_row(
    read: ReadTable, address: tuple[Row, int, int], seen: tuple[Cell, CellPart | None], document: DocumentRow
) -> CellRow:
    (row, number, column), (cell, part) = address, seen
    header = read.table.header[column] if column < len(read.table.header) else None
    text = (part.text or None) if part else None
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
        text_raw=text,
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
    )
