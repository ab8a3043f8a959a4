"""Golden files: what a document becomes, readable, beside the document. `make golden` rewrites them; CI never does."""

import dataclasses
from pathlib import Path
from typing import Any

import yaml

from pipeline.process import process

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests/documents"
# Provenance is tested by its own tests; pages of cells would hide what matters in a golden file.
SHOWN = ("documents", "articles", "tables", "tasks", "actors", "references", "flags", "repairs")
HIDDEN = {"document_id", "year", "source_path", "file_kind", "reading", "seconds", "position"}


def documents() -> list[Path]:
    """Every document with a golden file to its name: the sample input and the small documents of the tests."""
    return sorted([*(ROOT / "data/raw").glob("*.txt"), *FOLDER.glob("*.txt"), *FOLDER.glob("*.md")])


def golden_path(document: Path) -> Path:
    return FOLDER / f"{document.name}.golden.yml"


def golden_text(document: Path) -> str:
    """The rows of a document as YAML, nulls and empty lists left out."""
    result = process(document.read_bytes())
    content = {dataset: [_shown(row) for row in result.rows[dataset]] for dataset in SHOWN if result.rows.get(dataset)}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=118)


def _shown(row: Any) -> dict[str, Any]:
    values = {field.name: getattr(row, field.name) for field in dataclasses.fields(row) if field.name not in HIDDEN}
    return {name: _plain(value) for name, value in values.items() if value not in (None, (), {}, False)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(map(_plain, value))
    if isinstance(value, str):
        return str(value)
    return dict(value) if isinstance(value, dict) else value


def main() -> None:
    for document in documents():
        golden_path(document).write_text(golden_text(document), encoding="utf-8")
        print(golden_path(document).relative_to(ROOT))


if __name__ == "__main__":
    main()
