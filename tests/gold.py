"""The gold files that lie beside the repository; a test that asks for one is skipped where the folder is missing."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("BOCTACH_SHARED") or Path(__file__).parents[1].parent / "shared")


def gold(name: str) -> list[dict[str, Any]]:
    """Rows of a gold file (`legal_refs.jsonl`), or a list of one for a whole document (`seed_2022.json`)."""
    text = shared_file(f"gold/{name}").read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return [json.loads(text)]


def shared_file(name: str) -> Path:
    """A file beside the repository, or a skipped test."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path
