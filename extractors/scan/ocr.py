"""Tesseract as a function: pictures of text lines to words with box and confidence."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.model import Unreadable
from extractors.scan.page_image import Pixels
from extractors.scan.tesseract import NotInstalled, Settings, Silent, Stopped, ask, version

LANGUAGE = "vie"
# A line takes about 10 ms; a process that needs this many seconds a picture, and some to start, hangs.
_SECONDS_A_PICTURE, _SECONDS_TO_START = 1.0, 60.0
# Tesseract only uses it to tell that small letters are not dirt; the pictures are brought to one height before.
_DPI = 200
# So many pictures are handed over at a time: their names must not fill the pipe that they go through.
_AT_ONCE = 500
# Signs that decisions never show and that dirt and rules are read as.
_NEVER = "|~`^_\\{}<>€£¥§©®«»¡¿ˆ¬¢"
# Signs that look like the one that is printed and are another: slashes of fractions, the Eth, the long dash. The slash
# of fractions comes beside the one that is printed: "I/⁄2024".
_LOOK_ALIKES = str.maketrans("Ðð—", "Đđ–")
_COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)
_WORD = "5"
_SLASHES = re.compile("/?[⁄∕]/?")
# The capital Đ before a dash is often told twice; no office abbreviates a decision so.
_TWICE = re.compile(r"\bQĐĐ(?=-)")
_GET_IT = (
    "Install Tesseract with its Vietnamese model (Debian: apt-get install tesseract-ocr tesseract-ocr-vie; "
    "macOS: brew install tesseract tesseract-lang) and run again, or set TESSDATA to the folder that holds "
    "vie.traineddata."
)


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in a picture: its box in pixels of that picture, and Tesseract's confidence from 0 to 1.

    `skips`: its box holds ink beyond a blank as between words, of which the reading tells nothing. `is_counted`: the
    strokes of the Roman numeral at its beginning are as many as its ink shows.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    skips: bool = False
    is_counted: bool = False


def read_lines(pictures: Sequence[Pixels]) -> list[list[SeenWord]]:
    """Return the words of each picture of one text line, in the order of reading.

    Raises `Unreadable`: `ocr_missing` where the program or its Vietnamese model is not there, `ocr_failed` where it
    crashes, hangs or answers with what is no table of words.
    """
    starts = range(0, len(pictures), _AT_ONCE)
    return [line for start in starts for line in _read(pictures[start : start + _AT_ONCE])]


def _read(pictures: Sequence[Pixels]) -> list[list[SeenWord]]:
    answer = _ask(pictures, _SECONDS_TO_START + _SECONDS_A_PICTURE * len(pictures))
    words: list[list[SeenWord]] = [[] for _ in pictures]
    for number, word in _parse_table(answer, len(pictures)):
        words[number].append(word)
    return words


@cache
def engine() -> str:
    """Return the name, version and language of the engine, such as "tesseract 5.3.0 vie"."""
    try:
        return f"tesseract {version()} {LANGUAGE}"
    except NotInstalled as error:
        raise _missing("Tesseract is not installed") from error


def _ask(pictures: Sequence[Pixels], seconds: float) -> str:
    try:
        return ask(pictures, Settings(LANGUAGE, _DPI, _NEVER, os.environ.get("TESSDATA", "")), seconds).decode()
    except NotInstalled as error:
        raise _missing("Tesseract is not installed") from error
    except Stopped as error:
        if f"{LANGUAGE}.traineddata" in error.said or "load any languages" in error.said:
            raise _missing("Tesseract has no Vietnamese model") from error
        raise _failed(f"it stopped with status {error.status}") from error
    except Silent as error:
        raise _failed(f"it gave no answer within {seconds:.0f} seconds") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _failed("its answer is missing or is no text") from error


def _parse_table(answer: str, count: int) -> Iterator[tuple[int, SeenWord]]:
    """The words of Tesseract's table with the picture, counted from 0, in which each stands, as read."""
    try:
        for row in answer.splitlines():
            fields = row.split("\t")
            if len(fields) != len(_COLUMNS):
                raise ValueError("no row of the table")
            if fields[0] == _WORD and fields[-1].strip():
                cells = dict(zip(_COLUMNS, fields, strict=True))
                yield _picture_number(cells["page_num"], count), _word(cells)
    except ValueError as error:
        raise _failed("its answer is no table of words") from error


def _picture_number(number: str, count: int) -> int:
    if not 1 <= int(number) <= count:
        raise ValueError("a picture that was not asked for")
    return int(number) - 1


def _word(cells: Mapping[str, str]) -> SeenWord:
    left, top, width, height = (float(cells[name]) for name in ("left", "top", "width", "height"))
    confidence = min(max(float(cells["conf"]) / 100, 0.0), 1.0)
    return SeenWord(_as_printed(cells["text"].strip()), left, top, left + width, top + height, confidence)


def _as_printed(text: str) -> str:
    """The signs that decisions print for those that Tesseract knows besides: long dashes, slashes of fractions, Eths.

    >>> [_as_printed(text) for text in ("I/⁄2024", "—", "QÐ-TTg", "29/QĐĐ-UBND", "CCQLĐĐ-VP")]
    ['I/2024', '–', 'QĐ-TTg', '29/QĐ-UBND', 'CCQLĐĐ-VP']
    """
    return _TWICE.sub("QĐ", _SLASHES.sub("/", text).translate(_LOOK_ALIKES))


def _missing(what: str) -> Unreadable:
    return Unreadable("ocr_missing", f"The document is a scan and {what}. {_GET_IT}")


def _failed(what: str) -> Unreadable:
    return Unreadable(
        "ocr_failed",
        f"Text recognition (Tesseract) failed: {what}. Run again; if it stays so, reinstall Tesseract, or put a "
        "typed copy of the document in its place.",
    )
