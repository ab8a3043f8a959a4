"""TCVN3 (.VnTime), VNI, VISCII and VPS text to Unicode, by viparse's tables; which font names claim which of them."""

import unicodedata
from functools import cache
from typing import Any

# Letters of VNI: a vowel and a mark behind it. viparse's table has those that it met in documents; "aú" (ẳ) and a
# capital with a small mark ("Uûy ban") are not among them.
_VNI_VOWELS = {
    "\u0302": {"a": "âáàåãä", "e": "âáàåãä", "o": "âáàåãä"},
    "\u0306": {"a": "êéèúüë"},
    "": dict.fromkeys(("a", "e", "o", "u", "i", "y", "ô", "ö"), "ùøûõï"),
}
_VNI_PLAIN = {"ô": "ơ", "ö": "ư"}
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")


def to_unicode(text: str) -> list[tuple[str, str]]:
    """Return the text read in each legacy encoding, with the encoding's name.

    >>> dict((name, read) for read, name in to_unicode("QuyÕt ®Þnh"))["tcvn3"]
    'Quyết định'
    """
    import viparse

    return [(viparse.fix(text, encoding=name), name) for name in ("tcvn3", "vni", "viscii")]


def convert_letters(text: str, encoding: str) -> str:
    r"""Return the text with its legacy letters as Unicode, NFC; spaces, tabs and all else as they are.

    >>> convert_letters("Thñ t\xadíng", "tcvn3"), convert_letters("Uûy ban\tchaúng ", "vni")
    ('Thủ tướng', 'Ủy ban\tchẳng ')
    """
    from viparse.normalize.tables import convert

    converted: str = convert(text, _letters(encoding))
    return converted


@cache
def font_encoding(font: str) -> str | None:
    """Return the encoding that a font's name claims, None for fonts of Unicode.

    >>> [font_encoding(name) for name in (".VnTimeH", "VNI-Helve-Condense", "Times New Roman")]
    ['tcvn3', 'vni', None]
    """
    entry = _entry(font)
    return entry["encoding"] if entry else None


@cache
def draws_capitals(font: str) -> bool:
    """Return whether the font draws small letters as capitals.

    >>> draws_capitals(".VnTimeH"), draws_capitals(".VnTime")
    (True, False)
    """
    entry = _entry(font)
    ending = entry.get("capitals") if entry else None
    return ending is not None and font.casefold().strip().endswith(ending)


def _entry(font: str) -> dict[str, str] | None:
    from extractors.resources import load_words

    name = font.casefold().strip()
    return next((entry for entry in load_words("legacy_fonts.yml") if name.startswith(entry["begins"])), None)


@cache
def legacy_letters(encoding: str) -> dict[str, str]:
    """Return legacy letter, or letter and mark, → Vietnamese letter: viparse's table, that of VNI made whole.

    >>> legacy_letters("vni")["aú"], legacy_letters("tcvn3")["®"]
    ('ẳ', 'đ')
    """
    from viparse.normalize.encodings import get_charmap

    return (_vni_pairs() if encoding == "vni" else {}) | dict(get_charmap(encoding).pairs)


@cache
def _letters(encoding: str) -> Any:
    from viparse.normalize.tables import build_charmap

    return build_charmap(encoding, legacy_letters(encoding).items())


def _vni_pairs() -> dict[str, str]:
    """What VNI writes with a vowel and a mark, in small letters, capitals, and a capital with a small mark."""
    found = {"î": "ỵ", "Î": "Ỵ"}  # the one letter whose dot has a code of its own in VNI's table
    for shape, vowels in _VNI_VOWELS.items():
        for vowel, marks in vowels.items():
            for mark, tone in zip(marks, _TONES[-len(marks) :], strict=True):
                letter = unicodedata.normalize("NFC", _VNI_PLAIN.get(vowel, vowel) + shape + tone)
                found |= {vowel + mark: letter, vowel.upper() + mark: letter.upper()}
                found |= {vowel.upper() + mark.upper(): letter.upper()}
    return found
