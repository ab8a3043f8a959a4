"""The values that the templates of the review page show."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.corrections.entries import Correction
from pipeline.datasets import CorrectionRow, DocumentRow, FlagRow
from pipeline.review.marks import Segment

WEIGHTS = ("alarm", "check", "note")
# Longer words (addresses, mostly) are broken in a narrow column: "1.500.000.000" is not.
_LONGEST_WORD = 13


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: its text as published and in pieces, what the machine read, where it stands, what is doubtful.

    `boxes` are pages with corners in points; `name` is how a correction names the column, `pending` what an entry
    says that no run has seen yet.
    """

    column: int
    name: str
    text: str = ""
    segments: tuple[Segment, ...] = ()
    raw: str = ""
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()
    lines: tuple[tuple[int | None, int], ...] = ()
    confidence: float | None = None
    flags: tuple[FlagRow, ...] = ()
    is_covered: bool = False
    is_reviewed: bool = False
    pending: str | None = None

    @property
    def weight(self) -> str:
        """The weight of the worst flag; empty without one."""
        return worst(self.flags)

    @property
    def classes(self) -> str:
        """What the cell looks like: its worst doubt, whether a merged cell covers it, whether a person looked at it."""
        return _classes(self, is_covered=self.is_covered)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table with its cells; `flags` are those on the row as a whole."""

    row: int
    kind: str
    address: str | None
    cells: tuple[CellView, ...]
    flags: tuple[FlagRow, ...] = ()
    is_editable: bool = True
    pending: str | None = None

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that show the row."""
        return tuple(sorted({box[0] for cell in self.cells for box in cell.boxes}))

    @property
    def heading_column(self) -> int | None:
        """The column from which one title takes the rest of a section's row; None for rows of other kinds."""
        filled = [cell.column for cell in self.cells if cell.text]
        return filled[-1] if filled and self.kind in ("section", "total") else None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its header and rows; `names` is how corrections name its columns."""

    number: int
    title: str | None
    header: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[RowView, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide each column is shown, in percent: wider for longer texts, but far less than in proportion.

        Where words are long, as sums of money are, they must not be broken.
        """
        columns = range(1, len(self.header) + 1)
        wanted = [
            max(_usual_length(self.rows, column) ** 0.6 + 3, _longest_word(self.rows, column)) for column in columns
        ]
        return tuple(round(100 * each / sum(wanted)) for each in wanted)


@dataclass(frozen=True, slots=True)
class FieldView:
    """A printed field of the document; a list has one text a line."""

    name: str
    text: str
    raw: str
    flags: tuple[FlagRow, ...] = ()
    is_reviewed: bool = False
    pending: str | None = None
    is_list: bool = False

    @property
    def weight(self) -> str:
        """The weight of the worst flag; empty without one."""
        return worst(self.flags)

    @property
    def classes(self) -> str:
        """What the field looks like: its worst doubt, whether a person looked at it."""
        return _classes(self)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: a cell (`target` c-table-row-column), a row (r-table-row), a field (f-name) or all."""

    target: str
    label: str
    column: str
    flags: tuple[FlagRow, ...]
    confidence: float | None = None

    @property
    def weight(self) -> str:
        """The weight of the worst flag; a cell without one is there for its confidence and is to be checked."""
        return worst(self.flags) or "check"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page of one document."""

    document: DocumentRow
    tables: tuple[TableView, ...]
    fields: tuple[FieldView, ...]
    doubts: tuple[Doubt, ...]
    corrections: tuple[CorrectionRow, ...] = ()
    pending: tuple[Correction, ...] = field(default=())


def worst(flags: Sequence[FlagRow]) -> str:
    """Return the gravest weight among flags; empty where there is none."""
    return next((weight for weight in WEIGHTS if any(flag.weight == weight for flag in flags)), "")


def _classes(view: CellView | FieldView, *, is_covered: bool = False) -> str:
    marks = {
        f"w-{view.weight}": bool(view.flags),
        "is-covered": is_covered,
        "is-reviewed": view.is_reviewed,
        "has-pending": view.pending is not None,
    }
    return " ".join(name for name, is_so in marks.items() if is_so)


def _longest_word(rows: Sequence[RowView], column: int) -> float:
    """The longest word of a column, as the width that a cell of average text would take for it."""
    words = (
        len(word)
        for row in rows
        if row.heading_column is None
        for cell in row.cells
        if cell.column == column
        for word in cell.text.split()
    )
    return 0.9 * min(max(words, default=0), _LONGEST_WORD)


def _usual_length(rows: Sequence[RowView], column: int) -> float:
    lengths = [
        len(cell.text)
        for row in rows
        if row.heading_column is None
        for cell in row.cells
        if cell.column == column and cell.text
    ]
    return sum(lengths) / len(lengths) if lengths else 1.0
