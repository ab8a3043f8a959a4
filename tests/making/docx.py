"""Word files as an office writes them: vertical merges (vMerge) and horizontal ones (gridSpan) on a real grid."""

import io
from typing import Any

from tests.making.archive import freeze_archive
from tests.making.grid import Grid, GridCell, make_grid
from tests.making.truth import Align, Attachment, DocumentFacts, PrintStyle, TableFacts, Truth
from tests.making.wording import (
    MOTTO,
    RECIPIENTS,
    STATE,
    article_heading,
    number_line,
    place_date_line,
    recipient_lines,
    signature_lines,
)

_TEXT_WIDTH = {False: 9070, True: 13600}  # twentieths of a point, portrait and landscape
_JUSTIFICATION = {Align.LEFT: "left", Align.CENTRE: "center", Align.JUSTIFY: "both"}


def make_docx(truth: Truth) -> bytes:
    """The truth as a .docx file."""
    import docx
    from docx.enum.section import WD_ORIENT, WD_SECTION

    file: Any = docx.Document()
    file.styles["Normal"].font.name = "Times New Roman"
    file.sections[0].page_width, file.sections[0].page_height = 7560310, 10692130
    _front(file, truth.document)
    section = file.add_section(WD_SECTION.NEW_PAGE)
    if truth.style.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if truth.document.attachment:
        _attachment(file, truth.document, truth.document.attachment)
    for table in truth.tables:
        _table(file, table, truth.style)
    content = io.BytesIO()
    file.save(content)
    return freeze_archive(content.getvalue())


def _front(file: Any, document: DocumentFacts) -> None:
    head = _pair(file)
    parent = [document.letterhead.parent] if document.letterhead.parent else []
    _write(head[0], [*parent, f"**{document.letterhead.issuing}"])
    _write(head[1], [f"**{STATE}", f"**{MOTTO}"])
    line = _pair(file)
    _write(line[0], [number_line(document)])
    _write(line[1], [f"//{place_date_line(document.place, document.date)}"])
    kind = document.type.upper()
    for text in [kind, document.title, document.authority]:
        _paragraph(file, f"**{text}", "center")
    for basis in [*document.legal_bases, *([document.proposal] if document.proposal else [])]:
        _paragraph(file, f"//{basis}", "both")
    _paragraph(file, f"**{kind}:", "center")
    for article in document.articles:
        paragraph = _paragraph(file, f"**{article_heading(article)}", "both")
        paragraph.add_run(f" {article.text}")
        for clause in article.clauses:
            _paragraph(file, f"{clause.ordinal}. {clause.text}", "both")
    foot = _pair(file)
    _write(foot[0], [f"**{RECIPIENTS}", *recipient_lines(document.recipients)])
    name = document.signer.printed_name or document.signer.name
    _write(foot[1], [*(f"**{line}" for line in signature_lines(document)), "", "", f"**{name}"])


def _attachment(file: Any, document: DocumentFacts, attachment: Attachment) -> None:
    if attachment.with_place_and_date:
        _paragraph(file, f"//{place_date_line(document.place, document.date)}", "right")
    _paragraph(file, f"**{attachment.type.upper()}", "center")
    _paragraph(file, f"**{attachment.title}", "center")
    _paragraph(file, f"//{attachment.attached_to}", "center")
    for part in attachment.parts:
        _paragraph(file, f"**{part.heading}", "left")
        for text in part.paragraphs:
            _paragraph(file, text, "both")


def _table(file: Any, table: TableFacts, style: PrintStyle) -> None:
    if table.appendix:
        _paragraph(file, f"**{table.appendix.heading}", "center")
        _paragraph(file, f"**{table.appendix.title}", "center")
        _paragraph(file, f"//{table.appendix.attached_to}", "center")
    grid = make_grid(table, style.sections)
    made = file.add_table(rows=0, cols=len(grid.weights))
    made.style = "Table Grid"
    widths = _widths(grid, style)
    for rows, heads in ((grid.header, True), (grid.body, False)):
        for cells in _with_merged(rows, len(widths)):
            _add_row(made, cells, widths, heads and style.repeat_header)
    for text in [*table.notes, *(note.text for note in table.footnotes)]:
        _paragraph(file, text, "left")


def _widths(grid: Grid, style: PrintStyle) -> list[int]:
    return [round(_TEXT_WIDTH[style.landscape] * weight / sum(grid.weights)) for weight in grid.weights]


def _with_merged(rows: tuple[tuple[GridCell, ...], ...], width: int) -> list[list[tuple[GridCell, bool]]]:
    """The cells of every row with, as Word wants it, an empty one under each vertical merge (second value True)."""
    open_cells: dict[int, tuple[GridCell, int]] = {}  # column -> merged cell, rows still to cover
    result = []
    for row in rows:
        own = {cell.column: cell for cell in row}
        line, place = [], 0
        while place < width:
            covering = open_cells.get(place)
            cell = own.get(place) or (covering[0] if covering else None)
            assert cell is not None, "a grid without holes"
            left = cell.rows - 1 if place in own else open_cells[place][1] - 1
            open_cells[place] = (cell, left)
            line.append((cell, place not in own))
            place += cell.columns
        result.append(line)
        open_cells = {key: value for key, value in open_cells.items() if value[1] > 0}
    return result


def _add_row(made: Any, cells: list[tuple[GridCell, bool]], widths: list[int], repeated: bool) -> None:
    row = _element("w:tr")
    if repeated:
        row.append(_element("w:trPr", children=[_element("w:tblHeader")]))
    for cell, merged in cells:
        row.append(_cell(cell, merged, sum(widths[cell.column : cell.column + cell.columns])))
    made._tbl.append(row)


def _cell(cell: GridCell, merged: bool, width: int) -> Any:
    properties = [_element("w:tcW", {"w:w": str(width), "w:type": "dxa"})]
    if cell.columns > 1:
        properties.append(_element("w:gridSpan", {"w:val": str(cell.columns)}))
    if cell.rows > 1:
        properties.append(_element("w:vMerge", {} if merged else {"w:val": "restart"}))
    texts = [""] if merged else cell.text.split("\n")
    paragraphs = [_cell_paragraph(text, cell) for text in texts]
    if cell.mark and not merged:
        raised = _element("w:rPr", children=[_element("w:vertAlign", {"w:val": "superscript"})])
        paragraphs[-1].append(_element("w:r", children=[raised, _text(cell.mark)]))
    return _element("w:tc", children=[_element("w:tcPr", children=properties), *paragraphs])


def _cell_paragraph(text: str, cell: GridCell) -> Any:
    properties = _element("w:pPr", children=[_element("w:jc", {"w:val": _JUSTIFICATION[cell.align]})])
    bold = [_element("w:rPr", children=[_element("w:b")])] if cell.bold else []
    return _element("w:p", children=[properties, *([_element("w:r", children=[*bold, _text(text)])] if text else [])])


def _text(text: str) -> Any:
    element = _element("w:t", {"xml:space": "preserve"})
    element.text = text
    return element


def _element(tag: str, attributes: dict[str, str] | None = None, children: list[Any] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    for child in children or []:
        element.append(child)
    return element


def _pair(file: Any) -> tuple[Any, Any]:
    table = file.add_table(rows=1, cols=2)
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _write(cell: Any, lines: list[str]) -> None:
    texts = [line for text in lines for line in _split(text)]
    _fill(cell.paragraphs[0], texts[0], "center")
    for text in texts[1:]:
        _fill(cell.add_paragraph(), text, "left" if text.startswith("-") else "center")


def _split(text: str) -> list[str]:
    mark = text[:2] if text[:2] in ("**", "//") else ""
    return [mark + line for line in text.removeprefix(mark).split("\n")]


def _paragraph(file: Any, text: str, align: str) -> Any:
    return _fill(file.add_paragraph(), text, align)


def _fill(paragraph: Any, text: str, align: str) -> Any:
    """Write marked text: `**` bold, `//` italic."""
    paragraph.alignment = {"left": 0, "center": 1, "right": 2, "both": 3}[align]
    plain = text.removeprefix("**").removeprefix("//")
    for place, line in enumerate(plain.split("\n")):
        run = paragraph.add_run(line)
        run.bold, run.italic = text.startswith("**") or None, text.startswith("//") or None
        if place < plain.count("\n"):
            run.add_break()
    return paragraph
