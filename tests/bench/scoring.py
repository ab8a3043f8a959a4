"""How much of the truth a tool's rows hold: cells and rows exact after NFC and single spaces, words found."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from rapidfuzz.fuzz import ratio

_ALIKE = 60  # likeness, 0 to 100, from which two texts are the same row's
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TruthRow:
    """A printed row, left to right. `merged`: columns under a merged cell; a tool may repeat its text or not."""

    cells: Cells
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, so that documents add up. Cells are the printed ones with text; a row is exact when all of it is."""

    cells: int = 0
    cells_exact: int = 0
    rows: int = 0
    rows_exact: int = 0
    words: int = 0
    words_found: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def score(truth: Sequence[TruthRow], given: Sequence[Sequence[str | None]], text: str = "") -> Score:
    """The score of the rows given (and of the text, for tools without tables) against the truth."""
    wanted = [TruthRow(tuple(map(plain, row.cells)), row.merged) for row in truth]
    rows = [tuple(plain(cell or "") for cell in row) for row in given]
    pairs = [(wanted[i], rows[j]) for i, j in align(wanted, rows)]
    printed = [text for row in wanted for i, text in enumerate(row.cells) if text and i not in row.merged]
    words = Counter(" ".join(printed).split())
    found = Counter(" ".join([plain(text), *(cell for row in rows for cell in row)]).split())
    return Score(
        cells=len(printed),
        cells_exact=sum(_exact_cells(row, cells) for row, cells in pairs),
        rows=len(wanted),
        rows_exact=sum(_is_exact(row, cells) for row, cells in pairs),
        words=words.total(),
        words_found=(words & found).total(),
    )


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def align(truth: Sequence[TruthRow], given: Sequence[Cells]) -> list[tuple[int, int]]:
    """Pairs of truth row and given row, in order, that share an identity and agree in as much as can be."""
    best: list[list[tuple[int, tuple[tuple[int, int], ...]]]] = [[(0, ())] * (len(given) + 1)]
    for i, row in enumerate(truth):
        line = [best[-1][0]]
        for j, cells in enumerate(given):
            gain = 1 + _exact_cells(row, cells) + 100 * _is_exact(row, cells) if _is_same(row, cells) else 0
            before = best[-1][j]
            paired = (before[0] + gain, (*before[1], (i, j))) if gain else before
            line.append(max(best[-1][j + 1], line[-1], paired, key=lambda option: option[0]))
        best.append(line)
    return list(best[-1][-1][1])


def _is_same(row: TruthRow, cells: Cells) -> bool:
    longest = max(range(len(row.cells)), key=lambda column: len(row.cells[column]))
    if cells and row.cells[0] and row.cells[0].rstrip(".)") == cells[0].rstrip(".)"):
        return True
    return longest < len(cells) and ratio(row.cells[longest], cells[longest]) >= _ALIKE


def _exact_cells(row: TruthRow, cells: Cells) -> int:
    places = enumerate(zip(row.cells, cells, strict=False))
    return sum(text == given != "" and i not in row.merged for i, (text, given) in places)


def _is_exact(row: TruthRow, cells: Cells) -> bool:
    padded = [*cells, *[""] * (len(row.cells) - len(cells))]
    allowed = ({text, ""} if i in row.merged else {text} for i, text in enumerate(row.cells))
    return not any(padded[len(row.cells) :]) and all(a in b for a, b in zip(padded, allowed, strict=False))
