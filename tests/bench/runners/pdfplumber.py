"""pdfplumber with its defaults: tables from ruled lines."""

from typing import Any


def read(path: str) -> dict[str, Any]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return {"pages": [page.extract_tables() for page in document.pages]}
