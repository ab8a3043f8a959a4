"""Cases as YAML: label, input, expected. `load_cases` turns a file into pytest parameters."""

from pathlib import Path
from typing import Any

import pytest
import yaml


def load_cases(name: str) -> list[Any]:
    """Parameters for `pytest.mark.parametrize`: one case each, named by its label; known failures are strict."""
    cases = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["label"], marks=_marks(case)) for case in cases]


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason="known failure")] if case.get("known_failure") else []
