"""Provenance: every word of a table has a line, and the pieces of a cell join to what is published."""

from pathlib import Path

import pytest

from pipeline.process import process

RAW = Path(__file__).parents[2] / "data/raw"
FIELDS = {"task", "result", "lead", "coordinating", "assignee"}


@pytest.fixture(scope="module", params=sorted(RAW.glob("*.txt")), ids=lambda path: path.stem)
def plan(request):
    return request.param, process(request.param.read_bytes())


def joined(cells, field):
    texts = {}
    for cell in cells:
        texts.setdefault((cell.row, cell.column, cell.role), []).append(getattr(cell, field) or "")
    return {key: " ".join(filter(None, parts)) for key, parts in texts.items()}


def test_pieces_join_to_the_published_cells(plan):
    _, result = plan
    for field, suffix in (("text", ""), ("text_raw", "_raw")):
        cells = joined(result.rows["cells"], field)
        for role in FIELDS:
            published = sorted(getattr(task, f"{role}{suffix}") for task in result.rows["tasks"] if getattr(task, role))
            kinds = {cell.row: cell.row_kind for cell in result.rows["cells"]}
            seen = sorted(
                text for (row, _, its), text in cells.items() if its == role and text and kinds[row] == "task"
            )
            assert seen == published


def test_every_piece_stands_on_the_line_it_names(plan):
    path, result = plan
    lines = path.read_text(encoding="utf-8").replace("<p>", "").replace("</p>", "").split("\n")
    pieces = [cell for cell in result.rows["cells"] if cell.text_raw]
    assert pieces and all(cell.text_raw in " ".join(lines[cell.line - 1].split()) for cell in pieces)


def test_row_zero_is_the_header(plan):
    _, result = plan
    header = [cell.text_raw for cell in result.rows["cells"] if cell.row == 0]
    assert tuple(header) == result.rows["tables"][0].header
