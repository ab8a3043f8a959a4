"""Whether a row without a number goes on with the row above it, or is a row of its own: evidence, weighed.

An empty first cell proves nothing (unnumbered sub-rows exist), nor does a page break (new rows and section rows follow
some). The weights say how far each sign is trusted; with them all 12 cut rows of the two sample plans are joined and
none of the rows beside them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_PAGE_START = 2
_MID_PAGE = -2
_FULLY_NUMBERED = 2
_NUMBERING_CONSECUTIVE = 1
_NUMBERING_GAP = -5
_SOME_CELLS = 1
_ALL_CELLS = -1
_MOST_FROM_CELLS = 2
_NO_ORDINALS = -3
_CERTAIN = 2
_HAD_ROOM = -8
_WAS_FULL = 1

_GOES_ON = re.compile(r"[a-zà-ỹđ,.;:)%]")
_UNFINISHED = re.compile(r"(?:[,(–/&]|\b(?:và|của|các|những|về|theo|cho|với|hoặc|là|trong|tại|đến|từ|số))$")
_FINISHED = re.compile(r"[.;!?…]$")


class Numbering(Enum):
    """What the numbers around a row say if it is not counted."""

    CONSECUTIVE = "consecutive"
    GAP = "gap"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a row: a page break before it, the numbers around it, the table's own habit.

    `had_room` says whether a cell that has words here had room for more lines above the break: a cut cell has none.
    """

    at_page_start: bool
    numbering: Numbering
    has_ordinals: bool
    is_fully_numbered: bool
    had_room: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the row belongs to the one above, and whether the evidence is clear."""

    joins: bool
    is_certain: bool


def judge(above: Sequence[str], texts: Sequence[str], around: Surroundings) -> Verdict:
    """Return whether `texts` are the rest of the row whose cells read, or at least end, as `above`.

    >>> cut = Surroundings(True, Numbering.CONSECUTIVE, has_ordinals=True, is_fully_numbered=True)
    >>> judge(("1", "Số hóa hồ sơ, kết", "Vụ Pháp"), ("", "quả giải quyết", "chế"), cut)
    Verdict(joins=True, is_certain=True)
    >>> inside = Surroundings(False, Numbering.CONSECUTIVE, has_ordinals=True, is_fully_numbered=False)
    >>> judge(("1", "Số hóa hồ sơ.", "Vụ A"), ("", "Nâng cấp cổng", "Vụ B"), inside).joins
    False
    """
    weight = _weigh_place(around) + _weigh_filling(above, texts) + _weigh_cells(above, texts)
    return Verdict(weight > 0, abs(weight) >= _CERTAIN)


def goes_on(before: str, after: str) -> bool:
    """Whether a text is plainly the rest of another: it begins in lower case, or the other ends unfinished.

    >>> goes_on("Sở Nội vụ, Văn", "phòng Ủy ban"), goes_on("Sở Nội vụ", "Sở Y tế")
    (True, False)
    """
    return bool(_GOES_ON.match(after) or _UNFINISHED.search(before))


def _weigh_place(around: Surroundings) -> float:
    weight = _PAGE_START if around.at_page_start else _MID_PAGE
    if around.at_page_start and around.had_room is not None:
        weight += _HAD_ROOM if around.had_room else _WAS_FULL
    if not around.has_ordinals:
        return weight + _NO_ORDINALS
    if around.numbering is Numbering.GAP:
        weight += _NUMBERING_GAP
    if around.at_page_start:
        weight += _FULLY_NUMBERED * around.is_fully_numbered
        weight += _NUMBERING_CONSECUTIVE * (around.numbering is Numbering.CONSECUTIVE)
    return weight


def _weigh_filling(above: Sequence[str], texts: Sequence[str]) -> float:
    filled = sum(bool(text) for text in texts)
    return _ALL_CELLS if filled >= sum(bool(text) for text in above[1:]) else _SOME_CELLS


def _weigh_cells(above: Sequence[str], texts: Sequence[str]) -> float:
    weight = sum(_weigh_cell(before, after) for before, after in zip(above, texts, strict=False) if after)
    return max(-_MOST_FROM_CELLS, min(_MOST_FROM_CELLS, weight))


def _weigh_cell(before: str, after: str) -> int:
    """One cell's sign: a lower-case start or an unfinished end goes on; a capital after a full stop begins anew."""
    if not before:
        return -1
    if goes_on(before, after):
        return 1
    return -1 if _FINISHED.search(before) else 0
