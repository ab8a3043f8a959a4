"""A clean page image to a page of words: its lines found, shown to the recogniser in two ways, the readings weighed."""

from collections.abc import Iterator, Sequence

from extractors.page import BBox, HowRead, Page, ReadingMode, Word
from extractors.scan.line_measures import SMALL_LETTER, Measures
from extractors.scan.line_pictures import LinePicture, Look, cut_line, show_line
from extractors.scan.ocr import SeenWord, engine, read_lines
from extractors.scan.page_image import CleanImage, Pixels
from extractors.scan.readings import Choice, Reading, choose
from extractors.scan.spots import find_spots
from extractors.scan.text_lines import find_text_lines

# Two looks for every line, a third where they differ or are unsure.
_LOOKS = (Look(14), Look(20))
_THIRD_LOOK = Look(30)
_SURE = 0.9
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
    measures = [line.measures for line in lines]
    pictures = [cut_line(clean.unruled, ink, line) for line in lines]
    words = tuple(
        word
        for choices, measure in zip(_read_all(pictures, measures), measures, strict=True)
        for word in _words(choices, measure, scale)
    )
    how = HowRead(ReadingMode.OCR, clean.turned, clean.skew, round(clean.dpi), engine())
    size = clean.letter_height / SMALL_LETTER
    return Page(clean.number, clean.width, clean.height, size, words, clean.rulings, has_picture=True, how=how)


def read_sample(grey: Pixels, dpi: float) -> tuple[Word, ...]:
    """Return the words of the longest lines of a straight grey picture: enough to tell which way is up."""
    ink = find_spots(grey)
    letter = _USUAL_LETTER * dpi / 72
    lines = sorted(find_text_lines(ink, letter), key=lambda line: line.x0 - line.x1)[:_SAMPLE]
    measures = [line.measures for line in lines]
    shown = _look([cut_line(grey, ink, line) for line in lines], measures, _LOOKS[-1])
    return tuple(
        word
        for reading, measure in zip(_read(shown), measures, strict=True)
        for word in _words([Choice(tuple(reading), 1, 1)], measure, dpi / 72)
    )


def _read_all(pictures: Sequence[LinePicture], measures: Sequence[Measures]) -> list[list[Choice]]:
    """Every line's words: two readings of all lines in one call, a third of the doubtful ones in another."""
    looks = [_look(pictures, measures, look) for look in _LOOKS]
    answers = _read([picture for shown in looks for picture in shown])
    count = len(pictures)
    readings = [[answers[at + count * number] for number in range(len(_LOOKS))] for at in range(count)]
    doubtful = [at for at in range(count) if _is_doubtful(readings[at])]
    more = _look([pictures[at] for at in doubtful], [measures[at] for at in doubtful], _THIRD_LOOK)
    for at, reading in zip(doubtful, _read(more), strict=True):
        readings[at].append(reading)
    return [choose(reading) for reading in readings]


def _look(pictures: Sequence[LinePicture], measures: Sequence[Measures], look: Look) -> list[LinePicture]:
    return [show_line(picture, measure, look) for picture, measure in zip(pictures, measures, strict=True)]


def _read(pictures: Sequence[LinePicture]) -> list[Reading]:
    """The words of each picture, their boxes in pixels of the page."""
    answers = read_lines([picture.pixels for picture in pictures])
    return [[_on_page(word, picture) for word in words] for words, picture in zip(answers, pictures, strict=True)]


def _on_page(word: SeenWord, picture: LinePicture) -> SeenWord:
    def x(value: float) -> float:
        return picture.left + value / picture.scale

    def y(value: float) -> float:
        return picture.top + value / picture.scale

    return SeenWord(word.text, x(word.x0), y(word.top), x(word.x1), y(word.bottom), word.confidence)


def _is_doubtful(readings: Sequence[Reading]) -> bool:
    texts = {tuple(word.text for word in reading) for reading in readings}
    return len(texts) > 1 or any(word.confidence < _SURE for reading in readings for word in reading)


def _words(choices: Sequence[Choice], measures: Measures, scale: float) -> Iterator[Word]:
    size = measures.letter / scale / SMALL_LETTER
    baseline = measures.baseline / scale
    for choice in choices:
        for word in choice.words:
            box = BBox(word.x0 / scale, baseline - _ASCENT * size, word.x1 / scale, baseline + _DESCENT * size)
            yield Word(word.text, box, size, baseline, confidence=word.confidence * choice.votes / choice.voters)
