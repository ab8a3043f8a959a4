"""Whether a row without a number goes on with the row above it, or is a row of its own: evidence, weighed.

An empty first cell proves nothing (unnumbered sub-rows exist), nor does a page break (new rows and section rows follow
some). The weights say how far each sign is trusted; with them all 12 cut rows of the two sample plans are joined and
none of the rows beside them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from extractors.alphabet import SMALL
from extractors.bare_text import bare
from extractors.resources import load_words

_PAGE_START = 2
_MID_PAGE = -2
_FULLY_NUMBERED = 2
_NUMBERING_CONSECUTIVE = 1
_NUMBERING_GAP = -5
_SOME_CELLS = 1
_ALL_CELLS = -1
_MOST_FROM_CELLS = 2
# So many cells with words, none of which goes on with the one above: a cut row shows it in one of them at least. Where
# all rows are numbered, one without a number is the rest of another all the same.
_SEVERAL, _NONE_GOES_ON, _MOST_AGAINST = 3, -2, 3
_NO_ORDINALS = -3
_CERTAIN = 2
_HAD_ROOM = -8
_WAS_FULL = 1

_GOES_ON, _GOES_ON_ANYWAY = re.compile(f"[{SMALL}]"), re.compile(r"[,.;:)%]")
_UNFINISHED = re.compile(r"(?:[,(–/&]|\b(?:và|của|các|những|về|theo|cho|với|hoặc|là|trong|tại|đến|từ|số))$")
_FINISHED = re.compile(r"[.;!?…]$")
_LAST_ITEM = re.compile(r"[^,;]+$")
# Of the cells of a column, so many begin in lower case where that is how they are written.
_LEAST_LOW = 0.05


class Numbering(Enum):
    """What the numbers around a row say if it is not counted."""

    CONSECUTIVE = "consecutive"
    GAP = "gap"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a row: a page break before it, the numbers around it, the table's own habit.

    `had_room` says whether a cell that has words here had room for more lines above the break: a cut cell has none.
    `low_columns`: those whose cells begin in lower case anyway ("quý III", "tháng 8"), so that it proves nothing there.
    """

    at_page_start: bool
    numbering: Numbering
    has_ordinals: bool
    is_fully_numbered: bool
    had_room: bool | None = None
    low_columns: frozenset[int] = frozenset()


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
    weight = _weigh_place(around) + _weigh_filling(above, texts) + _weigh_cells(above, texts, around)
    return Verdict(weight > 0, abs(weight) >= _CERTAIN)


def goes_on(before: str, after: str, *, begins_low: bool = False) -> bool:
    """Whether a text is plainly the rest of another: it begins in lower case, or the other ends unfinished.

    `begins_low`: texts of this kind begin in lower case anyway. The bare name of a kind of body is unfinished.

    >>> goes_on("Sở Nội vụ, Văn", "phòng Ủy ban"), goes_on("Sở Nội vụ", "Sở Y tế"), goes_on("Chi cục", "Thủy lợi")
    (True, False, True)
    >>> goes_on("Thường xuyên", "quý III/2024", begins_low=True)
    False
    """
    return bool(_GOES_ON_ANYWAY.match(after) or (not begins_low and _GOES_ON.match(after))) or _is_unfinished(before)


def low_columns(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the columns in which whole cells begin in lower case too: at least two, and one in twenty.

    >>> sorted(low_columns([("1", "Số hóa", "quý I"), ("2", "Kiểm tra", "quý II"), ("3", "Báo cáo", "Quý III")]))
    [2]
    """
    lows, filled = Counter[int](), Counter[int]()
    for texts in rows:
        filled.update(column for column, text in enumerate(texts) if text)
        lows.update(column for column, text in enumerate(texts) if text[:1].islower())
    return frozenset(
        column for column, count in lows.items() if count >= _LEAST_LOW * max(1, filled[column]) and count > 1
    )


def _is_unfinished(text: str) -> bool:
    return bool(_UNFINISHED.search(text)) or ((last := _LAST_ITEM.search(text)) is not None and _is_bare_body(last[0]))


def _is_bare_body(item: str) -> bool:
    """Whether an item is no more than a kind of body, its marks aside: recognition confuses them ("Chỉ cục")."""
    name = item.strip()
    return name[:1].isupper() and bare(name) in _bare_bodies()


@cache
def _bare_bodies() -> frozenset[str]:
    return frozenset(map(bare, load_words("layout_words.yml")["bare_bodies"]))


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


def _weigh_cells(above: Sequence[str], texts: Sequence[str], around: Surroundings) -> float:
    pairs = enumerate(zip(above, texts, strict=False))
    weights = [_weigh_cell(before, after, column in around.low_columns) for column, (before, after) in pairs if after]
    none_goes_on = not around.is_fully_numbered and len(weights) >= _SEVERAL and max(weights) < 1
    least = -_MOST_AGAINST if none_goes_on else -_MOST_FROM_CELLS
    return max(least, min(_MOST_FROM_CELLS, sum(weights) + _NONE_GOES_ON * none_goes_on))


def _weigh_cell(before: str, after: str, begins_low: bool) -> int:
    """One cell's sign: a lower-case start or an unfinished end goes on; a capital after a full stop begins anew."""
    if not before:
        return -1
    if goes_on(before, after, begins_low=begins_low):
        return 1
    return -1 if _FINISHED.search(before) else 0
