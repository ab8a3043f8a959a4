"""PDF with a text layer, and the truth about its pages: which part of which cell stands in which box."""

import io
from dataclasses import dataclass
from typing import Any

from tests.making.expected import expected_tasks
from tests.making.fonts import Face, find_fonts, register_fonts, width_of
from tests.making.front_pages import set_appendix, set_attachment, set_decision
from tests.making.lines import Setting, split_words
from tests.making.pages import MM, Box, Page, Piece, Press, Run
from tests.making.table_pages import TableSetter, make_address
from tests.making.truth import Row, RowKind, TableFacts, Truth

_RULE_WIDTH = 0.5
_MARGINS = Box(30 * MM, 20 * MM, 18 * MM, 20 * MM)  # left, top, right, bottom
_NARROW = Box(20 * MM, 18 * MM, 12 * MM, 15 * MM)


@dataclass(frozen=True, slots=True)
class MadePdf:
    content: bytes
    layout: dict[str, Any]
    pages: tuple[Page, ...]


def make_pdf(truth: Truth) -> MadePdf:
    """The truth as a PDF with its layout. Same truth and fonts, same bytes."""
    pages = set_pages(truth)
    return MadePdf(_draw(pages, truth), layout_of(truth, pages), tuple(pages))


def set_pages(truth: Truth) -> list[Page]:
    """All pages of the document, set but not drawn."""
    style = truth.style
    press = Press(_NARROW if style.narrow_margins else _MARGINS)
    set_decision(press, truth.document, style)
    press.landscape = style.landscape
    for number, table in enumerate(truth.tables, start=1):
        if number == 1 or table.appendix:
            press.number = 0 if style.restart_pages else press.number
            press.new_page()
        if number == 1 and truth.document.attachment:
            set_attachment(press, truth.document, truth.document.attachment, style)
        _set_table(press, truth, table, number)
    press.close()
    return press.pages


def layout_of(truth: Truth, pages: list[Page]) -> dict[str, Any]:
    """The layout as plain data; boxes are [x0, top, x1, bottom] in points from the upper left corner."""
    return {
        "id": truth.id,
        "font": find_fonts()[0].stem,
        "cut_rows": [list(_cut_rows(pages, number)) for number in range(1, len(truth.tables) + 1)],
        "pages": [_page_layout(number, page) for number, page in enumerate(pages, start=1)],
    }


def _set_table(press: Press, truth: Truth, table: TableFacts, number: int) -> None:
    if table.appendix:
        set_appendix(press, table.appendix, truth.style)
    addresses = _addresses(truth, table, number)
    TableSetter(press, table, truth.style, make_address(table, number, addresses)).set()
    press.y += 6
    for note in table.notes:
        press.paragraph(split_words(note, Face.ITALIC), Setting(press.width, truth.style.table_size), "table note")


def _addresses(truth: Truth, table: TableFacts, number: int) -> tuple[str, ...]:
    tasks = {task.row: task.address for task in expected_tasks(truth) if task.table == number}
    return tuple(tasks.get(index, _row_name(row)) for index, row in enumerate(table.rows))


def _row_name(row: Row) -> str:
    return "total" if row.kind is RowKind.TOTAL else row.ordinal or ""


def _cut_rows(pages: list[Page], table: int) -> list[int]:
    places: dict[int, set[int]] = {}
    for number, page in enumerate(pages):
        for piece in page.pieces:
            if piece.table == table and piece.row is not None and piece.column == "ordinal":
                places.setdefault(piece.row, set()).add(number)
    return sorted(row for row, found in places.items() if len(found) > 1)


def _page_layout(number: int, page: Page) -> dict[str, Any]:
    return {
        "number": number,
        "width": page.width,
        "height": page.height,
        "pieces": [_piece_layout(piece) for piece in page.pieces],
        "lines": [{"text": line.text, "kind": line.kind, "box": _rounded(line.box)} for line in page.lines],
        "rules": [_rounded(rule) for rule in sorted(page.rules)],
        "signature": _rounded(page.signature) if page.signature else None,
    }


def _piece_layout(piece: Piece) -> dict[str, Any]:
    boxes = {"box": _rounded(piece.box), "text_box": _rounded(piece.text_box) if piece.text_box else None}
    return piece._asdict() | boxes


def _rounded(box: Box) -> list[float]:
    return [round(float(edge), 2) for edge in box]


def _draw(pages: list[Page], truth: Truth) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    content = io.BytesIO()
    canvas = Canvas(content, invariant=1, pageCompression=1)
    canvas.setTitle(truth.document.title)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        canvas.setLineWidth(_RULE_WIDTH)
        for rule in sorted(page.rules):
            canvas.line(rule.x0, page.height - rule.top, rule.x1, page.height - rule.bottom)
        _draw_runs(canvas, page)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def _draw_runs(canvas: Any, page: Page) -> None:
    """Word by word, with a blank behind each that has a neighbour on its line, as word processors write them."""
    for run, after in zip(page.runs, [*page.runs[1:], None], strict=True):
        text = canvas.beginText(run.x, page.height - run.baseline)
        text.setFont(run.face, run.size)
        text.textOut(run.text + (" " if after and _apart(run, after) else ""))
        canvas.drawText(text)


def _apart(run: Run, after: Run) -> bool:
    return run.baseline == after.baseline and after.x > run.x + width_of(run.text, run.face) * run.size + 0.5
