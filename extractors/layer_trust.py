"""Whether the text layer of a page can be believed: measured on its words, and on what is drawn around them.

Two questions. Text that lies over a picture of the page is somebody's recognition, and is believed where it reads as
Vietnamese with its marks. Text that is the page itself is believed unless most of its letters cannot be what is drawn:
English, names, codes and numbers are no reason for doubt. What is not believed is read from the picture instead.

The figures below were measured on 250 pages of real and made text layers and 2,550 passages of laws; as junk, on the
hidden layer of a scan and on 12 scanned pages read by a recogniser of English, as many office scanners do; as good
recognition, on the same pages read by a recogniser of Vietnamese.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.font_maps import UNKNOWN_LETTER
from extractors.page import BBox
from extractors.syllables import is_syllable

# From this share of the page on, its images are the page: scans cover 0.65 to 1.00, logos and emblems up to 0.05.
_WHOLE_PAGE = 0.5
# So few words on a picture of the page are a stamp, a page number or a signature. A signature has up to 40; a scanned
# page holds 80 words at its sparsest, a page of text over a background picture seldom fewer.
_FEW_WORDS = 50
# And so few beside a picture that is a good part of the page, or beside outlines that spread over it.
_HARDLY_A_WORD, _PART_OF_PAGE = 10, 0.2
# Share of words with Vietnamese marks: text layers 0.73 to 0.93, good recognition 0.75 to 0.91, junk 0.16 to 0.28.
_LEAST_MARKED = 0.55
# Share of possible syllables: text layers from 0.88 on, good recognition from 0.84 on, junk 0.64 to 0.82.
_LEAST_SYLLABLES = 0.83
# Fewer words than this prove nothing.
_ENOUGH_WORDS = 20
# Share of words that no language writes so (letters with marks that are no syllable, or mixed alphabets): text layers
# up to 0.03, French and German up to 0.2; text in a wrong encoding from 0.5 on.
_MOST_BROKEN = 0.35
# Share of words with a letter that nothing names. Below it the page is worth more than its recognition.
_MOST_UNKNOWN = 0.3
# The page is looked at in so many fields, across and down: about the size of two letters.
_FIELDS = (40, 56)

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[\u0300-\u036f\u01b0\u01a1đ]")


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Which share of the page its images cover, and which its outlines (curves) touch: 0–1."""

    images: float = 0.0
    outlines: float = 0.0

    @property
    def is_whole_page(self) -> bool:
        """Whether the images are the page: a scan, or a background."""
        return self.images >= _WHOLE_PAGE

    @property
    def may_hold_text(self) -> bool:
        """Whether what is drawn is enough to hold the page's text: then hidden words may be somebody's recognition."""
        return self.is_whole_page or self.outlines >= _PART_OF_PAGE


@dataclass(frozen=True, slots=True)
class _Shares:
    """What is measured of words; shares of the words of two letters and more."""

    count: int
    syllables: float
    marked: float
    broken: float


def covered_share(boxes: Iterable[BBox], width: float, height: float) -> float:
    """Return which share of a page the boxes cover together, 0–1; overlaps count once.

    >>> covered_share([BBox(0, 0, 100, 50), BBox(0, 0, 100, 50)], 100, 100)
    0.5
    """
    across, down = _FIELDS
    fields: set[tuple[int, int]] = set()
    for box in boxes:
        columns = _steps(box.x0 / width * across, box.x1 / width * across, across)
        fields.update((column, row) for row in _steps(box.top / height * down, box.bottom / height * down, down)
                      for column in columns)  # fmt: skip
    return len(fields) / (across * down)


def doubt_count(count: int, backdrop: Backdrop) -> str | None:
    """Return why so few words cannot be what the page says, None where nothing else is drawn that could say more.

    >>> doubt_count(4, Backdrop(images=0.98)), doubt_count(4, Backdrop(images=0.03))
    ('only 4 words lie on a picture of the whole page', None)
    """
    if not count:
        return None
    words = "only one word lies" if count == 1 else f"only {count} words lie"
    if backdrop.is_whole_page and count < _FEW_WORDS:
        return f"{words} on a picture of the whole page"
    if count < _HARDLY_A_WORD and max(backdrop.images, backdrop.outlines) >= _PART_OF_PAGE:
        return f"{words} on a page that is mostly drawn"
    return None


def doubt_recognition(texts: Sequence[str]) -> str | None:
    """Return why words that somebody recognised from the picture are not believed; None where they read well.

    >>> doubt_recognition(["Uy ban nhan dan thanh pho ban hanh"] * 5)
    'only 0 % of its words bear Vietnamese marks'
    """
    shares = _measure(texts)
    if shares.count < _ENOUGH_WORDS:
        return f"it holds only {shares.count} words of letters"
    if shares.marked < _LEAST_MARKED:
        return f"only {shares.marked:.0%} of its words bear Vietnamese marks".replace("%", " %")
    if shares.syllables < _LEAST_SYLLABLES:
        return f"only {shares.syllables:.0%} of its words are Vietnamese syllables".replace("%", " %")
    return doubt_text(texts)


def doubt_text(texts: Sequence[str]) -> str | None:
    """Return why words that are the page itself are not believed; None where nothing speaks against them.

    >>> doubt_text(["Annex II: list of borrowers", "IBRD 8534-VN", "https://example.org/a?b=1"]) is None
    True
    """
    unknown = sum(UNKNOWN_LETTER in text for text in texts)
    if unknown >= max(1, _MOST_UNKNOWN * len(texts)) and len(texts) >= _HARDLY_A_WORD:
        return f"{unknown} of its {len(texts)} words hold letters that no font names"
    shares = _measure(texts)
    if shares.count >= _ENOUGH_WORDS and shares.broken > _MOST_BROKEN:
        return f"{shares.broken:.0%} of its words are written as no language is: the letters have a wrong code".replace(
            "%", " %", 1
        )
    return None


def why_rejected(rejections: Mapping[int, str]) -> str:
    """Return a sentence with a blank behind it on the pages whose text layer was not believed; "" for none.

    >>> why_rejected({1: "only one word lies on a picture of the whole page"})
    'The text layer of page 1 was not believed: only one word lies on a picture of the whole page. '
    """
    if not rejections:
        return ""
    pages = ", ".join(map(str, rejections))
    reasons = "; ".join(dict.fromkeys(rejections.values()))
    return f"The text layer of page{'s' if len(rejections) > 1 else ''} {pages} was not believed: {reasons}. "


def _measure(texts: Sequence[str]) -> _Shares:
    words = [word for text in texts for word in _WORD.findall(text) if len(word) > 1]
    if not words:
        return _Shares(0, 0.0, 0.0, 0.0)
    syllables = [is_syllable(word) for word in words]
    marked = sum(bool(_MARKS.search(unicodedata.normalize("NFD", word.casefold()))) for word in words)
    broken = sum(_is_broken(word) for word, is_good in zip(words, syllables, strict=True) if not is_good)
    return _Shares(len(words), sum(syllables) / len(words), marked / len(words), broken / len(words))


def _is_broken(word: str) -> bool:
    """Whether a word that is no syllable holds marked letters, or letters of two alphabets."""
    if word.isascii():
        return False
    kinds = {unicodedata.name(letter, "?").split(" ")[0] for letter in word}
    return "LATIN" in kinds


def _steps(start: float, end: float, count: int) -> range:
    """The fields whose middle lies between start and end; at least the one that holds their middle."""
    first, last = max(0, round(start)), min(count, round(end))
    middle = min(count - 1, max(0, int((start + end) / 2)))
    return range(first, last) if first < last else range(middle, middle + 1)
