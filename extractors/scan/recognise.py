"""A clean page image to a page of words: lines found, looked at, words placed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.page import BBox, HowRead, Page, ReadingMode, Word
from extractors.scan.bars import count_bars
from extractors.scan.dashes import settle_dash
from extractors.scan.handwriting import is_written
from extractors.scan.line_measures import SMALL_LETTER
from extractors.scan.line_pictures import cut_line
from extractors.scan.looks import read_all, read_once
from extractors.scan.ocr import SeenWord, engine
from extractors.scan.page_image import CleanImage, Pixels
from extractors.scan.readings import Choice, tidy_case
from extractors.scan.specks import without_specks
from extractors.scan.spots import Spots, find_spots
from extractors.scan.sureness import is_hard_page, sureness
from extractors.scan.text_lines import TextLine, find_text_lines

# To see which way is up, so many lines are read; small letters of 12 to 13 point print, in points.
_SAMPLE, _USUAL_LETTER = 12, 5.6
# The box of a letter as fonts draw it, above and below the baseline, in shares of the type size.
_ASCENT, _DESCENT = 0.78, 0.22


def recognise(clean: CleanImage) -> Page:
    """Return the page's words in points, with type size, baseline and confidence, and its rulings.

    Raises `Unreadable` as `ocr.read_lines` does.
    """
    scale = clean.dpi / 72
    letter = clean.letter_height * scale
    ink = find_spots(clean.unruled)
    lines = find_text_lines(ink, letter, clean.rulings, scale)
    cuts = [cut_line(clean.unruled, ink, line) for line in lines]
    choices = read_all(cuts, letter)
    is_hard = is_hard_page(clean.dpi, is_two_tone=clean.is_two_tone)
    words = tuple(
        word
        for line, chosen in zip(lines, choices, strict=True)
        for word in _words(without_specks(_settled(chosen, line, ink)), line, scale, is_hard=is_hard)
    )
    how = HowRead(ReadingMode.OCR, clean.turned, clean.skew, round(clean.dpi), engine())
    size = clean.letter_height / SMALL_LETTER
    return Page(clean.number, clean.width, clean.height, size, words, clean.rulings, has_picture=True, how=how)


def read_sample(grey: Pixels, dpi: float) -> tuple[Word, ...]:
    """Return the words of the longest lines of a straight grey picture: enough to tell which way is up."""
    ink = find_spots(grey)
    letter = _USUAL_LETTER * dpi / 72
    lines = sorted(find_text_lines(ink, letter), key=lambda line: line.x0 - line.x1)[:_SAMPLE]
    cuts = [cut_line(grey, ink, line) for line in lines]
    return tuple(
        word
        for line, reading in zip(lines, read_once(cuts, letter), strict=True)
        for word in _words([Choice(tuple(reading), 1, 1)], line, dpi / 72)
    )


def _settled(choices: Sequence[Choice], line: TextLine, ink: Spots) -> list[Choice]:
    """The choices with Roman numerals by their strokes and without stray capitals.

    What was changed is doubtful, and so are figures written by hand, though every look reads them alike.
    """
    words = [word for choice in choices for word in choice.words]
    pieces: dict[int, list[int]] = {id(word): [] for word in words}
    for number in line.letters if words else ():
        middle = (ink.x0[number] + ink.x1[number]) / 2
        nearest = min(words, key=lambda word: max(word.x0 - middle, middle - word.x1))
        pieces[id(nearest)].append(number)

    def by_hand(word: SeenWord) -> bool:
        return is_written(word.text, ink, pieces[id(word)], line.measures)

    def settle(word: SeenWord) -> SeenWord:
        text = tidy_case(settle_dash(count_bars(word.text, ink, pieces[id(word)]), ink, pieces[id(word)]))
        is_same = text == word.text and not by_hand(word)
        return word if is_same else replace(word, text=text, confidence=word.confidence / 2)

    return [
        replace(
            choice,
            words=tuple(map(settle, choice.words)),
            votes=0 if any(map(by_hand, choice.words)) else choice.votes,
        )
        for choice in choices
    ]


def _words(choices: Sequence[Choice], line: TextLine, scale: float, *, is_hard: bool | None = None) -> Iterator[Word]:
    """The words of a line; with the recogniser's own confidence where nothing is known of the page (`is_hard`)."""
    size = line.measures.letter / scale / SMALL_LETTER
    baseline = line.measures.baseline / scale
    found = [(choice, word) for choice in choices for word in choice.words]
    after = [*(word.text for _, word in found[1:]), ""] if found else []
    for (choice, word), follower in zip(found, after, strict=True):
        # A raised mark was read enlarged beside other words: it stands where its ink does.
        x0, x1 = (line.x0, line.x1) if line.is_raised else (word.x0, word.x1)
        box = BBox(x0 / scale, baseline - _ASCENT * size, x1 / scale, baseline + _DESCENT * size)
        sure = word.confidence if is_hard is None else sureness(word, choice, follower, is_hard=is_hard)
        yield Word(word.text, box, size, baseline, line.is_raised, sure)
