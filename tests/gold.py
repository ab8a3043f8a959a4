"""Hand-checked truth kept beside the repository; a test that wants it is skipped where it is missing."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

_BESIDE = Path(__file__).parents[1].parent / "shared"


def gold(name: str) -> list[dict[str, Any]]:
    """Records of one gold file, `.jsonl` or `.json`; skips the test where there is no such file."""
    path = Path(os.environ.get("BOCTACH_SHARED", _BESIDE)) / "gold" / name
    if not path.exists():
        pytest.skip(f"no gold file {name}")
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line] if path.suffix == ".jsonl" else [json.loads(text)]
