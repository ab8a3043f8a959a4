"""Rows written as tuples of strings, for tests."""

from extractors.model import Cell, CellPart, Place, Row, RowKind


def make_row(*texts: str, kind: RowKind = RowKind.UNKNOWN) -> Row:
    """A row whose cells hold these texts."""
    return Row(tuple(Cell((CellPart(text, Place(line=1)),)) for text in texts), kind)
