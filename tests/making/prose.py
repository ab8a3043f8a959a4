"""Documents without tables: one truth of paragraphs set as text with wrapped lines, Word, HTML and PDF."""

import io
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from tests.making.archive import freeze_archive
from tests.making.fonts import Face, register_fonts

FOLDER = Path(__file__).parent.parent / "truth_prose"
KINDS = ("txt", "docx", "html", "pdf")
_LINE_WIDTH, _PAGE_LINES = 84, 38  # characters, lines: A4 with 14 point type


@dataclass(frozen=True, slots=True)
class ProseTask:
    """A task as the text gives it: `address` is section and path; `source` is the paragraph (from 0) that holds it."""

    address: str
    lead: str
    source: int
    coordinating: str | None = None
    deadline: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class ProseTruth:
    """What a document without tables says, paragraph by paragraph, and the tasks it gives."""

    id: str
    paragraphs: tuple[str, ...]
    tasks: tuple[ProseTask, ...]


def load_prose_truths() -> list[ProseTruth]:
    """The truths of `tests/truth_prose` in order of name."""
    import yaml

    return [_truth(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yml"))]


def make_prose(truth: ProseTruth, kind: str) -> bytes:
    """The truth as a file of a kind."""
    makers = {"txt": _text, "docx": _word, "html": _html, "pdf": _pdf}
    return makers[kind](truth)


def _truth(data: Mapping[str, Any]) -> ProseTruth:
    tasks = tuple(ProseTask(source=task.pop("from"), **task) for task in data["tasks"])
    return ProseTruth(data["id"], tuple(data["paragraphs"]), tasks)


def _text(truth: ProseTruth) -> bytes:
    """As recognition leaves it: wrapped lines, a blank line behind a paragraph, the page's number between two pages."""
    return "\n".join(_with_page_numbers(_wrapped(truth))).encode()


def _wrapped(truth: ProseTruth) -> Iterator[str]:
    for paragraph in truth.paragraphs:
        yield from textwrap.wrap(paragraph, _LINE_WIDTH)
        yield ""


def _with_page_numbers(lines: Iterator[str]) -> Iterator[str]:
    for at, line in enumerate(lines, start=1):
        yield line
        if at % _PAGE_LINES == 0:
            yield from ("", str(1 + at // _PAGE_LINES), "")


def _word(truth: ProseTruth) -> bytes:
    import docx

    file: Any = docx.Document()
    for paragraph in truth.paragraphs:
        file.add_paragraph(paragraph)
    content = io.BytesIO()
    file.save(content)
    return freeze_archive(content.getvalue())


def _html(truth: ProseTruth) -> bytes:
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in truth.paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'.encode()
    )


def _pdf(truth: ProseTruth) -> bytes:
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    register_fonts()
    style = ParagraphStyle(
        "body", fontName=Face.REGULAR, fontSize=14, leading=19, spaceAfter=6, firstLineIndent=36, alignment=TA_JUSTIFY
    )
    content = io.BytesIO()
    file = SimpleDocTemplate(
        content, pagesize=A4, leftMargin=85, rightMargin=57, topMargin=57, bottomMargin=57, invariant=1
    )
    file.build([Paragraph(escape(paragraph), style) for paragraph in truth.paragraphs], onLaterPages=_page_number)
    return content.getvalue()


def _page_number(canvas: Any, file: Any) -> None:
    canvas.setFont(Face.REGULAR, 13)
    canvas.drawCentredString(file.pagesize[0] / 2, file.pagesize[1] - 40, str(canvas.getPageNumber()))
