"""Runs of Office text in legacy fonts to Unicode: the font's name claims an encoding, the syllables confirm it.

Unicode text that merely names such a font stays as it is; legacy text under the name of a plain font is found by what
all the text in that font reads as. A run is judged with the rest of its paragraph in the same font.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from extractors.legacy_fonts import convert_letters, draws_capitals, font_encoding
from extractors.syllables import is_syllable

ENCODINGS = ("tcvn3", "vni", "viscii")
_NAMED = (*ENCODINGS, "vps")
# Letters that legacy fonts never store: Vietnamese letters of Unicode beyond Latin-1, and marks of their own.
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_PIECE = re.compile("[A-Za-z\u0080-\u024f\u0300-\u036f\u1e00-\u1eff\u2026\u0192]+")
# "QuyÕt", "viÖc": a capital inside a word of small letters is none of Vietnamese print.
_CAPITAL_INSIDE = re.compile("[a-zß-ÿ][A-ZÀ-Þ]")
# "QĐ", "HĐND", "TƯ": short forms are no syllables, and hold capitals without tones only.
_SHORT_FORM = re.compile("[A-ZĂÂÊÔƠƯĐ]{2,7}")
# What decides under a plain font's name: this many words with letters beyond ASCII, most of them syllables when
# converted and many of them none as they stand. Foreign words stay far below the first share.
_ENOUGH_WORDS = 6
_READ_WELL = 0.85
_READ_BADLY = 0.7


@dataclass(frozen=True, slots=True)
class FontRun:
    """Text with one look; raised text may be the mark of a footnote."""

    text: str
    font: str | None = None
    is_raised: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a font's text may be stored in, likeliest first; `is_pure` where none of it is Unicode for certain."""

    encodings: tuple[str, ...]
    is_pure: bool


@dataclass(frozen=True, slots=True)
class LegacyFonts:
    """What the families of fonts of one document hold; those of Unicode are not named."""

    claims: Mapping[str | None, _Claim] = field(default_factory=dict)

    @property
    def encodings(self) -> tuple[str, ...]:
        """The encodings found, in alphabetical order."""
        return tuple(sorted({claim.encodings[0] for claim in self.claims.values()}))

    def to_print(self, runs: Sequence[FontRun]) -> list[FontRun]:
        """Return the runs of one paragraph as printed; those that share an encoding are joined."""
        if not self.claims:
            return list(runs)
        encodings = {family: self._encoding(family, text) for family, text in _texts_by_family(runs).items()}
        kinds = [self._kind(run, encodings.get(_family(run.font))) for run in runs]
        _carry_bases(runs, kinds)
        printed = []
        for (encoding, is_capital, is_raised), group in groupby(
            zip(runs, kinds, strict=True), key=lambda pair: pair[1]
        ):
            members = [run for run, _ in group]
            text = "".join(run.text for run in members)
            text = convert_letters(text, encoding) if encoding else text
            printed.append(replace(members[0], text=text.upper() if is_capital else text, is_raised=is_raised))
        return printed

    def _kind(self, run: FontRun, encoding: str | None) -> tuple[str | None, bool, bool]:
        is_claimed = _family(run.font) in self.claims and not _UNICODE.search(run.text)
        return encoding, is_claimed and run.font is not None and draws_capitals(run.font), run.is_raised

    def _encoding(self, family: str | None, text: str) -> str | None:
        """What the text of a paragraph in this family is stored in; None for Unicode and plain ASCII."""
        claim = self.claims.get(family)
        if claim is None or text.isascii() or _UNICODE.search(text):
            return None
        order: list[str | None] = [*claim.encodings, None] if claim.is_pure else [None, *claim.encodings]
        return max(order, key=lambda encoding: _good_words(text, encoding))


def find_legacy_fonts(paragraphs: Iterable[Sequence[FontRun]]) -> LegacyFonts:
    """Return what the fonts of a document hold, judged over all its paragraphs (or cells)."""
    texts: dict[str | None, list[str]] = defaultdict(list)
    for runs in paragraphs:
        for family, text in _texts_by_family(runs).items():
            texts[family].append(text)
    claims = {family: claim for family, found in texts.items() if (claim := _claim(family, found)) is not None}
    return LegacyFonts(claims)


def _claim(family: str | None, texts: Sequence[str]) -> _Claim | None:
    named = family if family in _NAMED else None
    doubtful = [text for text in texts if not text.isascii() and not _UNICODE.search(text)]
    if named is None and not doubtful:
        return None
    certain = sum(len(text) for text in texts if _UNICODE.search(text))
    is_pure = certain * 10 <= sum(map(len, doubtful))
    if named and not doubtful and certain:
        return None
    is_believed = named is not None and (not doubtful or _may_be(named, doubtful, is_pure=is_pure))
    encodings = [*([named] if named and is_believed else []), *_proven(doubtful)]
    return _Claim(tuple(dict.fromkeys(encodings)), is_pure) if encodings else None


def _may_be(encoding: str, texts: Sequence[str], *, is_pure: bool) -> bool:
    """Whether the text reads at least as well in the encoding that the font's name claims as it stands."""
    text = " ".join(texts)
    read, plain = _good_words(text, encoding), _good_words(text, None)
    return read >= plain if is_pure else read > plain


def _proven(texts: Sequence[str]) -> Iterator[str]:
    """The encodings that the text in a font proves by itself, the one with the most words first."""
    weights: dict[str, int] = defaultdict(int)
    for text in [*texts, " ".join(texts)]:
        count = len(_words(text))
        if count < _ENOUGH_WORDS or _good_words(text, None) > _READ_BADLY * count:
            continue
        encoding = max(ENCODINGS, key=lambda each: _good_words(text, each))
        if _good_words(text, encoding) >= _READ_WELL * count:
            weights[encoding] += count
    yield from sorted(weights, key=lambda encoding: -weights[encoding])


def _good_words(text: str, encoding: str | None) -> int:
    """How many of the words with letters beyond ASCII are syllables when read so."""
    return sum(_is_good(convert_letters(word, encoding) if encoding else word) for word in _words(text))


def _words(text: str) -> list[str]:
    """The words with letters beyond ASCII; a sign that stands alone ("§ 4", "± 2") is evidence of nothing."""
    return [word for word in _PIECE.findall(text) if len(word) > 1 and not word.isascii()]


def _is_good(word: str) -> bool:
    is_short_form = _SHORT_FORM.fullmatch(word) is not None
    return is_short_form or (not _CAPITAL_INSIDE.search(word) and is_syllable(unicodedata.normalize("NFC", word)))


def _texts_by_family(runs: Iterable[FontRun]) -> dict[str | None, str]:
    found: dict[str | None, str] = defaultdict(str)
    for run in runs:
        found[_family(run.font)] += run.text
    return found


def _family(font: str | None) -> str | None:
    """Fonts whose names claim the same encoding are one family: a word's capitals may stand in another of them."""
    return (font_encoding(font) or font) if font else None


def _carry_bases(runs: Sequence[FontRun], kinds: list[tuple[str | None, bool, bool]]) -> None:
    """A vowel in another font belongs to the mark of VNI behind it: plain ASCII is the same in both."""
    for at, (run, following) in enumerate(pairwise(runs)):
        encoding, is_capital, is_raised = kinds[at]
        is_base = encoding is None and run.text.isascii() and run.text[-1:].isalpha() and not is_capital
        if is_base and kinds[at + 1][0] == "vni" and not following.text[:1].isascii():
            kinds[at] = "vni", is_capital, is_raised
