"""camelot, lattice flavour: ruled lines found in the rendered page, text from the text layer."""

from typing import Any


def read(path: str) -> dict[str, Any]:
    import camelot

    pages: dict[int, list[list[list[str]]]] = {}
    for table in camelot.read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True):
        pages.setdefault(int(table.page), []).append(table.data)
    return {"pages": [pages.get(number, []) for number in range(1, max(pages, default=0) + 1)]}
