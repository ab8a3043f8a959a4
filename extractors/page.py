"""The values of one page before any table is seen: words, ruled lines, and how they were read.

Coordinates are points (1/72 inch), origin top left, `x0 top x1 bottom`. Pages count from 1.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple


class ReadingMode(StrEnum):
    """How the words were obtained."""

    TEXT = "text"
    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    MIXED = "mixed"


class BBox(NamedTuple):
    """A rectangle on a page, in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


# What stands for ink of a letter's size of which recognition made nothing, in no look.
UNREAD = "\N{WHITE SQUARE}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page with its box, type size and baseline; `is_raised` for a superscript mark.

    `confidence` (0–1) is the recogniser's; None for a word of a text layer.
    """

    text: str
    box: BBox
    size: float
    baseline: float
    is_raised: bool = False
    confidence: float | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """The midpoint of the box: it says which cell the word belongs to."""
        return (self.box.x0 + self.box.x1) / 2, (self.box.top + self.box.bottom) / 2

    def is_inside(self, box: BBox) -> bool:
        """Whether its midpoint lies in a box."""
        x, y = self.middle
        return box.x0 <= x < box.x1 and box.top <= y < box.bottom


class Doubt(NamedTuple):
    """A word of a text that the recogniser was not sure of: its index among the words between blanks, as it stood."""

    word: int
    text: str
    confidence: float


class Ruling(NamedTuple):
    """A drawn line: it stands at `at` (y of a horizontal, x of a vertical) and runs from `start` to `end`."""

    at: float
    start: float
    end: float
    is_horizontal: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature as its entries and its certificate name it: claims, none of them verified.

    `page` and `box` say where it shows, `text` what is drawn there; None and empty where it shows nothing. `is_stamp`
    where that text names signer or time: it is then about the signature and none of the page's words. `signed_at` is
    in UTC. `covers_document` says whether the signed bytes reach the end of the file: nothing was added after.
    """

    page: int | None = None
    box: BBox | None = None
    text: str = ""
    is_stamp: bool = False
    signer: str | None = None
    organisation: str | None = None
    signed_at: dt.datetime | None = None
    reason: str | None = None
    location: str | None = None
    field: str | None = None
    sub_filter: str | None = None
    covers_document: bool | None = None


@dataclass(frozen=True, slots=True)
class PageFailure:
    """Why a page could not be recognised: a code for programs and a sentence for people."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a page came to its words.

    `turned` is by how many degrees clockwise the picture was turned to stand upright, `skew` by how many more to lie
    straight; boxes are those of the page so turned. `rejected` says why the page's text layer was not believed.
    """

    mode: ReadingMode = ReadingMode.TEXT_LAYER
    turned: int = 0
    skew: float = 0.0
    dpi: int | None = None
    engine: str | None = None
    rejected: str | None = None
    is_read: bool = True
    failure: PageFailure | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is kept of a page: its size in points, how it was read, the mean confidence of its words."""

    number: int
    width: float
    height: float
    word_count: int = 0
    confidence: float | None = None
    how: HowRead = HowRead()


@dataclass(frozen=True, slots=True)
class Page:
    """A page before any table is seen. `size` is its usual type size; `has_picture` where images or outlines stand."""

    number: int
    width: float
    height: float
    size: float
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    has_picture: bool = False
    how: HowRead = HowRead()
    signatures: tuple[Signature, ...] = ()

    @property
    def is_unread(self) -> bool:
        """Whether something is drawn on the page and none of it is text: a scan, or letters drawn as outlines."""
        return self.has_picture and not self.words

    @property
    def facts(self) -> PageFacts:
        """What is kept of this page once its words stand in paragraphs and cells."""
        how = replace(self.how, is_read=not self.is_unread)
        known = [word.confidence for word in self.words if word.confidence is not None]
        confidence = sum(known) / len(known) if known else None
        return PageFacts(self.number, self.width, self.height, len(self.words), confidence, how)


def least_confidence(words: Iterable[Word]) -> float | None:
    """Return the confidence of the least sure word: a cell or paragraph is as sure as that; None for text.

    >>> least_confidence([]) is None
    True
    """
    return min((word.confidence for word in words if word.confidence is not None), default=None)
