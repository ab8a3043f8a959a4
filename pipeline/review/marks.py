"""Words of a cell that mean something: citations, units and repaired words, highlighted in its text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be found in a text, what they are (reference, unit, repair), and what they stand for."""

    raw: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text; `kind` is empty for plain words, `inner` are its repaired words and what is around them."""

    text: str
    kind: str = ""
    note: str = ""
    inner: tuple["Segment", ...] = ()


def find_segments(text: str, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """Return the text in pieces, marked words apart; words that do not stand in it are left out.

    Repaired words may stand inside a unit or a citation.

    >>> [segment.text for segment in find_segments("Vụ A, Vụ B", [Mark("Vụ B", "unit", "b"), Mark("Vụ", "unit", "")])]
    ['Vụ', ' A, ', 'Vụ B']
    >>> [unit] = find_segments("Vụ Pháp chế", [Mark("chế", "repair", "ché"), Mark("Vụ Pháp chế", "unit", "")])
    >>> unit.kind, [segment.text for segment in unit.inner]
    ('unit', ['Vụ Pháp ', 'chế'])
    """
    repairs = [mark for mark in marks if mark.kind == "repair"]
    outer = _segments(text, [mark for mark in marks if mark.kind != "repair"])
    pieces: list[Segment] = []
    for segment in outer:
        inner = _segments(segment.text, repairs)
        if all(not piece.kind for piece in inner):
            pieces.append(segment)
        else:
            pieces += [replace(segment, inner=inner)] if segment.kind else inner
    return tuple(pieces)


def _segments(text: str, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    taken: list[tuple[int, int, Mark]] = []
    for mark in marks:
        start = _free_place(text, mark.raw, taken)
        if start is not None:
            taken.append((start, start + len(mark.raw), mark))
    segments, at = [], 0
    for start, end, mark in sorted(taken, key=lambda each: each[0]):
        segments += [Segment(text[at:start])] if start > at else []
        segments.append(Segment(text[start:end], mark.kind, mark.note))
        at = end
    return (*segments, Segment(text[at:])) if at < len(text) else tuple(segments)


def _free_place(text: str, raw: str, taken: Sequence[tuple[int, int, Mark]]) -> int | None:
    start = text.find(raw) if raw else -1
    while start >= 0:
        if all(start >= end or start + len(raw) <= begin for begin, end, _ in taken):
            return start
        start = text.find(raw, start + 1)
    return None
