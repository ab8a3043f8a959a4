"""The raw file behind a document at review time: there and unchanged, or not; its lines where it has no pages."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.identify import decode
from extractors.model import join_lines
from pipeline.datasets import DocumentRow
from pipeline.process import document_id
from pipeline.review.published import PublishedDocument
from pipeline.sources import read_source

_AS_TEXT = ("text",)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a source without page pictures: its sheet (workbooks only), its number, its text."""

    page: int | None
    line: int
    text: str


def find_source(raw: Path, document: DocumentRow) -> Path | None:
    """Return the raw file of a document; None where it is gone or holds something else now."""
    file = raw / document.source_path
    try:
        status = file.stat()
        known = _identity(file, status.st_size, status.st_mtime_ns)
    except OSError:
        return None
    return file if known == document.document_id else None


@lru_cache(maxsize=256)
def _identity(file: Path, _size: int, _modified_ns: int) -> str:
    """The id of a file's content; read again only when size or time of change differ."""
    return document_id(read_source(str(file)))


def source_lines(file: Path | None, published: PublishedDocument) -> tuple[SourceLine, ...]:
    """Return what stands in the source line by line: of a text its lines, of other files what was read of each."""
    if file is not None and published.document.file_kind in _AS_TEXT:
        text, _ = decode(file.read_bytes())
        return tuple(SourceLine(None, at, line) for at, line in enumerate(text.splitlines(), start=1))
    found: dict[tuple[int | None, int], list[str]] = {}
    for paragraph in published.paragraphs:
        if paragraph.line is not None:
            found.setdefault((paragraph.page, paragraph.line), []).append(paragraph.text)
    for cell in published.cells:
        if cell.line is not None and cell.text_raw:
            found.setdefault((cell.page, cell.line), []).append(cell.text_raw)
    ordered = sorted(found, key=lambda place: (place[0] or 0, place[1]))
    return tuple(SourceLine(page, line, join_lines(found[page, line])) for page, line in ordered)
