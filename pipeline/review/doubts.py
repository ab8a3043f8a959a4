"""What is doubtful in a document, as a list to go through: the worst first."""

from collections.abc import Iterator, Sequence

from pipeline.datasets import FlagRow
from pipeline.review.views import WEIGHTS, Doubt, FieldView, TableView

# Cells of which the recogniser was less sure than this are shown although no flag is on them: half of the misread
# words of a scan have a confidence below it, one in fifty of the others.
_UNSURE = 0.6


def rank_doubts(
    flags: Sequence[FlagRow], tables: Sequence[TableView], fields: Sequence[FieldView]
) -> tuple[Doubt, ...]:
    """Return one doubt a cell, row, field or document with flags, and a cell that was hardly legible.

    The worst first: by weight, then by confidence, then as they stand in the document.
    """
    found = _doubts(flags, tables, fields)
    return tuple(sorted(found, key=lambda doubt: (WEIGHTS.index(doubt.weight), _or_sure(doubt.confidence))))


def _doubts(flags: Sequence[FlagRow], tables: Sequence[TableView], fields: Sequence[FieldView]) -> Iterator[Doubt]:
    for each in fields:
        if each.flags:
            yield Doubt(f"f-{each.name}", "", each.name, each.flags)
    for table in tables:
        for row in table.rows:
            where = row.address or ""
            if row.flags:
                yield Doubt(f"r-{table.number}-{row.row}", where, "", row.flags)
            for cell in row.cells:
                is_unsure = cell.confidence is not None and cell.confidence < _UNSURE and not cell.is_reviewed
                if cell.flags or is_unsure:
                    target = f"c-{table.number}-{row.row}-{cell.column}"
                    yield Doubt(target, where, cell.name, cell.flags, cell.confidence)
    placed = {flag for each in fields for flag in map(id, each.flags)}
    for flag in flags:
        if flag.row is None and id(flag) not in placed:
            yield Doubt(f"t-{flag.table}" if flag.table else "", "", "", (flag,))


def _or_sure(confidence: float | None) -> float:
    return 1.0 if confidence is None else confidence
