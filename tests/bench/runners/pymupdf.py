"""PyMuPDF's find_tables with its defaults."""

from typing import Any


def read(path: str) -> dict[str, Any]:
    import pymupdf

    with pymupdf.open(path) as document:
        return {"pages": [[table.extract() for table in page.find_tables().tables] for page in document]}
