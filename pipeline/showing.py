"""What was read on the pages of one file, for people: a line a page, or a picture with everything drawn on it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.identify import identify
from extractors.model import FileKind, Unreadable
from pipeline.datasets import CellRow, PageRow
from pipeline.errors import ShowError
from pipeline.process import DocumentResult, process

_WITH_PAGES = (FileKind.PDF, FileKind.IMAGE)
# Of the flags on a page so many are named below its picture.
_MOST_FLAGS = 6


def list_pages(file: Path) -> Iterator[str]:
    """Yield a line a page: how it was read, its tables with their rows, its paragraphs, its flags.

    Raises `ShowError` for a file without pages, or one that cannot be read.
    """
    result = _read(file, file.read_bytes())
    pages = result.rows["pages"]
    yield f"{file.name}: {_counted(len(pages), 'page')}. Draw one: boctach show {file.name} --page N"
    for page in pages:
        yield f"{page.page:>4}  {_page_line(result, page)}"


def picture_of(file: Path, number: int) -> bytes:
    """Return the picture of page `number`, from 1, with what was read drawn on it, as PNG.

    Raises `ShowError` for a file without pages, one that cannot be read, and a page that is not there.
    """
    from pipeline.page_drawing import draw_page
    from pipeline.page_marks import marks_of
    from pipeline.page_pictures import picture_of_page

    data = file.read_bytes()
    result = _read(file, data)
    page = _page(file, result, number)
    marks = marks_of(number, result.rows["cells"], result.rows["paragraphs"])
    picture = picture_of_page(data, _kind(file, data), page)
    title = f"page {number} of {len(result.rows['pages'])}: {_page_line(result, page)}"
    return draw_page(picture, marks, title, _flags(result, number))


def _read(file: Path, data: bytes) -> DocumentResult:
    kind = _kind(file, data)
    if kind not in _WITH_PAGES:
        raise ShowError(f"{file.name} is a file of the kind {kind}: it has no pages to draw. Give a PDF or a picture.")
    result = process(data)
    if not result.rows.get("pages"):
        raise ShowError(f"{file.name} cannot be shown. {result.document.failure_message or 'It has no pages.'}")
    return result


def _kind(file: Path, data: bytes) -> FileKind:
    try:
        return identify(data)
    except Unreadable as problem:
        raise ShowError(f"{file.name} cannot be shown. {problem.sentence}") from problem


def _page(file: Path, result: DocumentResult, number: int) -> PageRow:
    pages: Sequence[PageRow] = result.rows["pages"]
    found = next((page for page in pages if page.page == number), None)
    if found is None:
        has = "one page" if len(pages) == 1 else f"pages 1 to {len(pages)}"
        raise ShowError(f"{file.name} has {has}: there is no page {number}.")
    return found


def _page_line(result: DocumentResult, page: PageRow) -> str:
    cells = [cell for cell in result.rows["cells"] if cell.page == page.page]
    count = sum(row.page == page.page for row in result.rows["paragraphs"])
    flags = sum(row.page == page.page for row in result.rows["flags"])
    parts = [page.reading if page.is_read else "not read", _counted(page.word_count, "word"), *_tables(cells)]
    parts += [_counted(count, "paragraph")] if count else []
    parts += [_counted(flags, "flag")] if flags else []
    return ", ".join(parts)


def _tables(cells: Sequence[CellRow]) -> Iterator[str]:
    for table in dict.fromkeys(cell.table for cell in cells):
        rows = sorted({cell.row for cell in cells if cell.table == table and cell.row})
        span = f"rows {rows[0]}-{rows[-1]}" if len(rows) > 1 else f"row {rows[0]}" if rows else "header"
        yield f"table {table} {span}"


def _flags(result: DocumentResult, number: int) -> str:
    counts = Counter(row.code for row in result.rows["flags"] if row.page == number)
    return "   ".join(f"{code} {count}" if count > 1 else code for code, count in counts.most_common(_MOST_FLAGS))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
