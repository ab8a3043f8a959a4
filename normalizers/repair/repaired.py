"""What a repair says of itself: where, what stood there, what it means, by which rule and how sure."""

from dataclasses import dataclass


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
