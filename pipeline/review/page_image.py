"""The picture of a page, drawn when somebody looks at it and kept in the cache."""

import threading
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pipeline.files import write_atomically

# Sharp enough to read 12 point type enlarged to twice its size, small enough (about 150 KB) to come at once.
_DPI = 130
_POINTS = 72
_QUALITY = 80
# PDFium may be used by one thread at a time.
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of a file, and by how many degrees clockwise it was turned and straightened before it was read."""

    number: int
    turned: int = 0
    skew: float = 0.0


def draw_page(data: bytes, request: PageRequest) -> bytes:
    """Return a page as JPEG, turned as its boxes are; `ValueError` where the file shows no such page."""
    picture = _pdf_page(data, request.number) if data[:1024].find(b"%PDF") >= 0 else _image_page(data, request.number)
    if request.turned:
        picture = picture.rotate(-request.turned, expand=True)
    if request.skew:
        picture = picture.rotate(-request.skew, expand=False, fillcolor="white", resample=2)
    out = BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def cached_page(cache: Path, file: Path, document_id: str, request: PageRequest) -> bytes:
    """Return a page as JPEG, drawn once and kept under `cache/review`; drawn anew where nothing can be kept."""
    kept = cache / "review" / f"{document_id}-{request.number}-{_DPI}-{request.turned}-{request.skew:.2f}.jpg"
    try:
        return kept.read_bytes()
    except OSError:
        picture = draw_page(file.read_bytes(), request)
    try:
        write_atomically(kept, picture)
    except OSError:
        return picture
    return picture


def _pdf_page(data: bytes, number: int) -> Any:
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as fault:
            raise ValueError("The file is no PDF that can be drawn.") from fault
        try:
            if not 0 < number <= len(document):
                raise ValueError(f"The file has no page {number}.")
            return document[number - 1].render(scale=_DPI / _POINTS).to_pil()
        finally:
            document.close()


def _image_page(data: bytes, number: int) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(BytesIO(data))
        picture.seek(number - 1)
        picture.thumbnail((2200, 2200))
        return picture.convert("RGB")
    except (UnidentifiedImageError, EOFError, OSError) as fault:
        raise ValueError(f"The file shows no page {number}.") from fault
