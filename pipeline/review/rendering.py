"""Templates of the review page, and the words they speak."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.review.messages import Say, column_label, explain_flag, speaker

HERE = Path(__file__).parent


def make_renderer() -> Any:
    """Return the Jinja environment of the review pages: everything escaped, unknown names an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["boxes"] = format_boxes
    for name in environment.list_templates():  # compiled now, not when the first page is asked for
        environment.get_template(name)
    return environment


@cache
def load_assets() -> Mapping[str, bytes]:
    """Return the files that pages are shown with, by name."""
    return {file.name: file.read_bytes() for file in sorted((HERE / "assets").iterdir())}


def format_boxes(boxes: Sequence[tuple[int, float, float, float, float]]) -> str:
    """Return boxes as the page's script reads them.

    >>> format_boxes([(3, 71.234, 100, 220, 140.5)])
    '3 71.2 100.0 220.0 140.5'
    """
    return ";".join(f"{page} {x0:.1f} {top:.1f} {x1:.1f} {bottom:.1f}" for page, x0, top, x1, bottom in boxes)


def words(language: str) -> dict[str, Any]:
    """Return the functions by which templates speak a language."""
    say: Say = speaker(language)
    return {
        "t": say,
        "language": language,
        "explain": lambda code: explain_flag(code, language),
        "column": lambda name: column_label(name, language),
    }
