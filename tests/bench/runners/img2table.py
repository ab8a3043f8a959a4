"""img2table with Tesseract, tilted pages straightened; it reads a text layer by itself, without Tesseract."""

from typing import Any


def read(path: str) -> dict[str, Any]:
    from img2table.document import PDF
    from img2table.ocr import TesseractOCR

    found = PDF(src=path, detect_rotation=True).extract_tables(ocr=TesseractOCR(n_threads=1, lang="vie"))
    return {"pages": [[_rows(table) for table in found[page]] for page in sorted(found)]}


def _rows(table: Any) -> list[list[str | None]]:
    return [[cell.value for cell in row] for row in table.content.values()]
