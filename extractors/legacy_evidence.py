"""Which fonts of a PDF page are TCVN3 or VNI, by their names and by what their words gain; their letters as Unicode."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.legacy_fonts import legacy_letters
from extractors.syllables import is_syllable

# A subset's tag ("ABCDEF+") stands before the name; writers drop or keep the dot.
_TAG = re.compile(r"^[A-Z]{6}\+")
_NAMES = (
    ("vni", re.compile(r"vni[- _]?[a-z]", re.IGNORECASE)),
    ("tcvn3", re.compile(r"\.vn\w|(?-i:Vn[A-Z])", re.IGNORECASE)),
)
_CAPITALS = re.compile(r"\.?Vn[A-Za-z0-9 ]*H\b")
# What a PDF gives for some codes of single-byte fonts, by the names of the signs: the letters of Latin-1 meant.
_SAME_CODE = str.maketrans({"\u03bc": "µ", "\u2219": "·", "\u2212": "\xad", "\u0110": "Ð", "\u02c9": "¯"})
# Letters that only Unicode text has: Vietnamese ones outside Latin-1.
_UNICODE_LETTERS = re.compile("[\u1ea0-\u1ef9\u0103\u01a1\u01b0\u0102\u01a0\u01af\u0129\u0169]")
_CUTS = re.compile(r"""[\s0-9/.,;:!?()\[\]{}"'“”‘’…–—_+*=<>|&%@#$^`~\\-]+""")
# A font with an ordinary name is taken for a legacy one once so many words become syllables and hardly one ceases to
# be one. In 24,000 words of Unicode text no font gains more than 2; a page of TCVN3 gains 150 and more.
_ENOUGH_GAINS, _FEW_LOSSES = 12, 0.05


class Gain(NamedTuple):
    """How many words become Vietnamese syllables by a conversion, and how many cease to be."""

    gained: int = 0
    lost: int = 0

    @property
    def is_good(self) -> bool:
        """Whether the conversion helps more than it harms."""
        return self.gained > self.lost


def named_encoding(font: str) -> str | None:
    """Return the encoding that the name of a font speaks for.

    >>> [named_encoding(name) for name in ("BADEPR+.VnTimeH,Bold", "VNI-Times", "ABCDEE+Times New Roman")]
    ['tcvn3', 'vni', None]
    """
    name = _TAG.sub("", font)
    return next((encoding for encoding, pattern in _NAMES if pattern.match(name)), None)


def is_capitals_font(font: str) -> bool:
    """Whether a font shows small letters as capitals: TCVN3 has no codes for capitals with marks.

    >>> [is_capitals_font(name) for name in (".VnTimeH,Bold", ".Vn3DH", ".VnTime", "VNI-Helve")]
    [True, True, False, False]
    """
    return _CAPITALS.match(_TAG.sub("", font)) is not None


def convert_letters(letters: Sequence[str], encoding: str) -> list[str]:
    """Return what each letter of a run stands for; "" for a mark that is part of the letter before it.

    >>> convert_letters("®Þnh", "tcvn3"), convert_letters("ñònh laäp", "vni")
    (['đ', 'ị', 'n', 'h'], ['đ', 'ị', 'n', 'h', ' ', 'l', 'ậ', '', 'p'])
    """
    table = legacy_letters(encoding)
    plain = [letter.translate(_SAME_CODE) for letter in letters]
    found: list[str] = []
    for at, letter in enumerate(plain):
        if at and found[-1] and plain[at - 1] + letter in table and len(letter) == 1:
            found[-1] = table[plain[at - 1] + letter]
            found.append("")
        else:
            found.append(table.get(letter, letters[at]))
    return found


def weigh_conversion(text: str, encoding: str) -> Gain:
    """Return what reading the text in this encoding does to its words; only words that it changes count.

    >>> weigh_conversion("QuyÕt ®Þnh ban hµnh", "tcvn3"), weigh_conversion("ưu tiên có", "tcvn3")
    (Gain(gained=3, lost=0), Gain(gained=0, lost=1))
    """
    gained = lost = 0
    for word in _CUTS.split(text):
        after = "".join(convert_letters(word, encoding))
        if after != word:
            was, now = is_syllable(word), is_syllable(after)
            gained, lost = gained + (now and not was), lost + (was and not now)
    return Gain(gained, lost)


def find_encodings(texts: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return font → encoding for the fonts of a page whose letters are not Unicode; `texts` is what each font draws.

    A name alone decides nothing: the words must gain by the conversion, or the words of another font so named, here
    or on an earlier page (`known`). A font with an ordinary name needs many words that gain.

    >>> find_encodings({".VnTime": "QuyÕt ®Þnh", ".VnTimeH": "Nam", "VNI-Times": "3"}, {})
    {'.VnTime': 'tcvn3', '.VnTimeH': 'tcvn3'}
    """
    open_fonts = {font: text for font, text in texts.items() if not _UNICODE_LETTERS.search(text)}
    named = {font: encoding for font in open_fonts if (encoding := named_encoding(font))}
    gains = {font: weigh_conversion(open_fonts[font], encoding) for font, encoding in named.items()}
    proven = {named[font] for font, gain in gains.items() if gain.is_good} | set(known.values())
    found = {
        font: encoding
        for font, encoding in named.items()
        if gains[font].is_good or (encoding in proven and gains[font].gained == gains[font].lost)
    }
    for font in open_fonts.keys() - named.keys():
        encoding = known.get(font) or _evident_encoding(open_fonts[font])
        if encoding:
            found[font] = encoding
    return found


def _evident_encoding(text: str) -> str | None:
    if text.isascii():
        return None
    gains = {encoding: weigh_conversion(text, encoding) for encoding in ("tcvn3", "vni", "viscii")}
    encoding, gain = max(gains.items(), key=lambda pair: pair[1].gained - pair[1].lost)
    return encoding if gain.gained >= _ENOUGH_GAINS and gain.lost <= _FEW_LOSSES * gain.gained else None


def words_by_font(letters: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return font → all that it draws, from (font, text) in the order of drawing; runs are parted by a blank."""
    texts: dict[str, list[str]] = {}
    for font, run in groupby(letters, key=lambda letter: letter[0]):
        texts.setdefault(font, []).append("".join(text for _, text in run))
    return {font: " ".join(runs) for font, runs in texts.items()}
