"""What a repair says of itself: where, what stood there, what it means, by which rule and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Repair:
    """One changed stretch of the raw text: `text[start:end] == before`; confidence 0–1 is measured on noise."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The text with its repairs applied, and the repairs in reading order with offsets in the raw text."""

    text: str
    repairs: tuple[Repair, ...] = ()


def apply_repairs(text: str, repairs: tuple[Repair, ...]) -> RepairedText:
    """Return the text with the repairs written in; they are sorted and do not overlap.

    >>> apply_repairs("Pháp ché", (Repair(5, 8, "ché", "chế", "phrase", 1.0),)).text
    'Pháp chế'
    """
    parts, done = [], 0
    for repair in repairs:
        parts += [text[done : repair.start], repair.after]
        done = repair.end
    return RepairedText("".join([*parts, text[done:]]), repairs)


def shift_at(offset: int, repairs: Sequence[Repair]) -> int:
    """Return by how many characters the repairs before an offset of the raw text lengthen it.

    >>> shift_at(9, (Repair(3, 5, ". ", " ", "stray_stop", 1.0),))
    -1
    """
    return sum(len(repair.after) - len(repair.before) for repair in repairs if repair.end <= offset)


def moved_back(repair: Repair, before: Sequence[Repair]) -> Repair:
    """Return a repair of the text that the others already mended with its offsets in the raw text.

    >>> moved_back(Repair(4, 6, "ốn", "ổn", "context", 1.0), (Repair(3, 5, ". ", " ", "stray_stop", 1.0),)).start
    5
    >>> moved_back(Repair(0, 3, "gầy", "ngày", "lost_letter", 1.0), (Repair(0, 1, '"', "", "stray_stop", 1.0),)).start
    1
    """
    start = repair.start
    for earlier in before:
        # What was taken out right before a word stands before it.
        if earlier.start < start or (earlier.start == start and not earlier.after):
            start += len(earlier.before) - len(earlier.after)
    return replace(repair, start=start, end=start + repair.end - repair.start)
