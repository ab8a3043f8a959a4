"""A clean page image to a page of words: lines found, looked at, words placed."""

from collections.abc import Iterator, Sequence
from functools import partial

from extractors.page import UNREAD, BBox, HowRead, Page, ReadingMode, Word
from extractors.scan.line_measures import SMALL_LETTER
from extractors.scan.line_pictures import cut_line
from extractors.scan.looks import read_all, read_once
from extractors.scan.ocr import engine
from extractors.scan.page_image import CleanImage, Pixels
from extractors.scan.readings import Choice
from extractors.scan.settling import settle
from extractors.scan.specks import without_specks
from extractors.scan.spots import find_spots
from extractors.scan.sureness import Judge, as_told, is_hard_page, sure_words, sureness
from extractors.scan.text_lines import TextLine, find_text_lines

# To see which way is up, so many lines are read; small letters of 12 to 13 point print, in points.
_SAMPLE, _USUAL_LETTER = 12, 5.6
# The box of a letter as fonts draw it, above and below the baseline, in shares of the type size.
_ASCENT, _DESCENT = 0.78, 0.22
# Ink of which nothing was read is a letter from small ones to a capital with its marks, in heights of a small letter.
_LEAST_UNREAD, _MOST_UNREAD = 0.9, 2.6


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
    unread = [
        word for line, chosen in zip(lines, choices, strict=True) for word in _unread(line, chosen, letter, scale)
    ]
    is_hard = is_hard_page(clean.dpi, is_two_tone=clean.is_two_tone)
    choices = [without_specks(settle(chosen, line, ink)) for line, chosen in zip(lines, choices, strict=True)]
    judge = partial(sureness, sure=sure_words(choices), is_hard=is_hard)
    read = (word for line, chosen in zip(lines, choices, strict=True) for word in _words(chosen, line, scale, judge))
    how = HowRead(ReadingMode.OCR, clean.turned, clean.skew, round(clean.dpi), engine())
    size = clean.letter_height / SMALL_LETTER
    words = (*read, *unread)
    return Page(clean.number, clean.width, clean.height, size, words, clean.rulings, has_picture=True, how=how)


def _unread(line: TextLine, chosen: Sequence[Choice], letter: float, scale: float) -> Iterator[Word]:
    """What stands for a line of which nothing was read, where it is as high as letters are: no dust, no seal."""
    is_read = any(choice.words for choice in chosen)
    if not is_read and _LEAST_UNREAD * letter <= line.bottom - line.top <= _MOST_UNREAD * letter:
        yield Word(UNREAD, _box(line, line.x0, line.x1, scale), *_type(line, scale), confidence=0.0)


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


def _words(choices: Sequence[Choice], line: TextLine, scale: float, judge: Judge = as_told) -> Iterator[Word]:
    size, baseline = _type(line, scale)
    found = [(choice, word) for choice in choices for word in choice.words]
    after = [*(word.text for _, word in found[1:]), ""] if found else []
    for (choice, word), follower in zip(found, after, strict=True):
        # A raised mark was read enlarged beside other words: it stands where its ink does.
        x0, x1 = (line.x0, line.x1) if line.is_raised else (word.x0, word.x1)
        sure = judge(word, choice, follower)
        yield Word(word.text, _box(line, x0, x1, scale), size, baseline, line.is_raised, sure)


def _type(line: TextLine, scale: float) -> tuple[float, float]:
    """Type size and baseline in points."""
    return line.measures.letter / scale / SMALL_LETTER, line.measures.baseline / scale


def _box(line: TextLine, x0: float, x1: float, scale: float) -> BBox:
    size, baseline = _type(line, scale)
    return BBox(x0 / scale, baseline - _ASCENT * size, x1 / scale, baseline + _DESCENT * size)
