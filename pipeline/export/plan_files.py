"""Plans as documents to read and print: one HTML page or one Word file each, named by document and citation."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from normalizers.text import slug
from pipeline.export.plan import Plan
from pipeline.files import write_atomically, written_beside
from pipeline.templates import render


def export_html(plans: Iterable[Plan], folder: Path) -> None:
    """Write each plan as an HTML page of its own."""
    for plan in plans:
        write_atomically(folder / f"{_stem(plan)}.html", render("plan.html", plan=plan).encode())


def export_word(plans: Iterable[Plan], folder: Path) -> None:
    """Write each plan as a Word file: landscape A4, header repeated on every page, sections over the whole width."""
    for plan in plans:
        document = _word_document(plan)
        with written_beside(folder / f"{_stem(plan)}.docx") as temporary:
            document.save(str(temporary))


def _stem(plan: Plan) -> str:
    return f"{slug(plan.name)[:60].strip('-')}-{plan.document_id}"


def _word_document(plan: Plan) -> Any:
    from docx import Document
    from docx.enum.section import WD_ORIENT

    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    document.add_heading(_printable(plan.title or plan.name), level=1)
    document.add_paragraph(_printable(plan.name))
    table = document.add_table(rows=1, cols=len(plan.header), style="Table Grid")
    _fill(table.rows[0], plan.header, is_bold=True)
    _repeat(table.rows[0])
    for line in plan.lines:
        row = table.add_row()
        if line.is_section:
            row.cells[0].merge(row.cells[-1])
        _fill(row, line.cells, is_bold=line.is_section)
    return document


def _fill(row: Any, texts: Iterable[str], *, is_bold: bool) -> None:
    for cell, text in zip(row.cells, texts, strict=False):
        cell.paragraphs[0].add_run(_printable(text)).bold = is_bold


def _repeat(row: Any) -> None:
    """Mark a row as one that Word prints on every page (w:tblHeader)."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _printable(text: str) -> str:
    """Text without control characters, which XML cannot hold."""
    return "".join(letter if letter >= " " or letter in "\t\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)
