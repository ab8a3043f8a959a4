"""Lines shown to the recogniser in up to three ways, and what was read each time weighed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.scan.dealing import deal
from extractors.scan.line_parts import Part, find_part
from extractors.scan.line_pictures import CutLine, Look, Slot, show_lines
from extractors.scan.ocr import SeenWord, read_lines
from extractors.scan.readings import SURE, Choice, Reading, choose, plausibility
from extractors.scan.short_lines import find_company, in_rows, is_short
from extractors.scan.word_edges import at_ink

# One look at every line, a second where a word of it is unsure or no word, a third where two differ in a code.
# Measured on 2,500 long lines of 48 made scans (wrong at 300, 200, 200 1-bit and 150 dpi): 0.9, 1.9, 9.7 and 16.9 %
# at 14 ms a line; three looks of Tesseract's own measuring 1.1, 1.3, 12.0 and 18.1 % at 27 ms. Narrower letters cost
# less time and read as well; sharp ones read better where marks are small.
_LOOKS = (
    Look(36, 1.85, 0.7, 1.0, width=0.95, sharp=0.6),
    Look(48, 1.75, 0.6, 1.0),
    Look(36, 1.95, 0.8, 1.0, width=0.95),
)
# Short lines are looked at again where a word is less sure than this, for next to no letters say how sure a number is;
# those of coarse print (a small letter of fewer pixels) always. Read more surely, none of 436 were wrong at 300 and
# 200 dpi, 5 of 195 at 150.
_SURE_SHORT, _COARSE = 0.95, 14.0
_SHORT_LOOKS = (Look(51, 1.85, 0.7, 1.0), Look(48, 1.75, 0.6, 0.8), Look(51, 1.85, 0.7, 0.85))
_CODE = re.compile(r"[A-ZĐ]{2}|\d")


def read_all(lines: Sequence[CutLine], letter: float) -> list[list[Choice]]:
    """Return the words chosen for each line: one look at all lines, further ones at the doubtful.

    `letter`: the page's usual height of a small letter in pixels. Raises `Unreadable` as `ocr.read_lines` does.
    """
    readings: list[list[Reading]] = [[] for _ in lines]
    for number in range(len(_SHORT_LOOKS)):
        wanted = [at for at, line in enumerate(lines) if _asks_for_look(number, line, readings[at], letter)]
        parts = [_part(lines[at], readings[at], letter) for at in wanted]
        answers = _look([part.line for part in parts], number, letter)
        for at, part, reading in zip(wanted, parts, answers, strict=True):
            readings[at].append(part.complete(reading))
    return [choose(reading) for reading in readings]


def read_once(lines: Sequence[CutLine], letter: float) -> list[Reading]:
    """Return the words of each line as the first look shows them, their boxes in pixels of the page."""
    return _look(lines, 0, letter)


def _asks_for_look(number: int, line: CutLine, readings: Sequence[Reading], letter: float) -> bool:
    """Whether a line is looked at (again): the doubtful ones."""
    if number == 0:
        return True
    if is_short(line, letter):
        is_sure = letter >= _COARSE and not _is_doubtful(readings, _SURE_SHORT)
        return not is_sure if number == 1 else _differ(readings)
    return _is_doubtful(readings, SURE) and (number == 1 or _differ_in_code(readings))


def _part(line: CutLine, readings: Sequence[Reading], letter: float) -> Part:
    """What of a line is looked at: all of it first, then where words were doubtful."""
    if not readings or is_short(line, letter):
        return Part(line)
    first = readings[0]
    return find_part(line, first, (at for at, word in enumerate(first) if not _is_sure(word, SURE)), letter)


def _differ_in_code(readings: Sequence[Reading]) -> bool:
    """Whether looks differ in a word with figures or several capitals: a number, the sign of a document, a unit."""
    one, other = ({word.text for word in reading} for reading in readings)
    return any(_CODE.search(text) for text in one ^ other)


def _look(lines: Sequence[CutLine], number: int, letter: float) -> list[Reading]:
    """The words of each line, their boxes in pixels of the page.

    Where a line gets none beside others, its own may stand in theirs ("9" and "2" as "92"): each of them is read behind
    a longer line.
    """
    rows = list(in_rows(lines, letter, by_column=number % 2 == 1))
    readings = _read_rows(lines, rows, number, letter)
    torn = [at for row in rows if len(row) > 1 and not all(readings[at] for at in row) for at in row]
    company = find_company(lines, letter)
    before = () if company is None else (lines.index(company),)
    alone = _read_rows(lines, [(*before, at) for at in torn], number, letter)
    readings |= {at: alone[at] for at in torn}
    return [readings[at] for at in range(len(lines))]


def _read_rows(
    lines: Sequence[CutLine], rows: Sequence[Sequence[int]], number: int, letter: float
) -> dict[int, Reading]:
    """The words of lines by their numbers; those of a row are read in one picture."""
    pictures = [
        show_lines([lines[at] for at in row], _look_for(lines[row[-1]], number, letter), letter) for row in rows
    ]
    readings: dict[int, Reading] = {}
    for row, picture, words in zip(rows, pictures, read_lines([picture.pixels for picture in pictures]), strict=True):
        for at, slot, own in zip(row, picture.slots, deal(words, picture.slots), strict=True):
            readings[at] = at_ink([_on_page(word, slot) for word in own], lines[at])
    return readings


def _look_for(line: CutLine, number: int, letter: float) -> Look:
    return (_SHORT_LOOKS if is_short(line, letter) else _LOOKS)[number]


def _on_page(word: SeenWord, slot: Slot) -> SeenWord:
    x0, x1 = (slot.left + (x - slot.start) / slot.scale for x in (word.x0, word.x1))
    return replace(word, x0=x0, x1=x1)


def _is_doubtful(readings: Sequence[Reading], sure: float) -> bool:
    """Whether the looks at a line differ, or one look saw nothing, is unsure of a word or saw what is no word."""
    are_sure = all(_is_sure(word, sure) for reading in readings for word in reading)
    return not are_sure or _differ(readings)


def _is_sure(word: SeenWord, sure: float) -> bool:
    return word.confidence >= sure and plausibility(word.text) == 1


def _differ(readings: Sequence[Reading]) -> bool:
    """Whether the looks at a line differ, or one saw nothing."""
    texts = {tuple(word.text for word in reading) for reading in readings}
    return len(texts) > 1 or () in texts
