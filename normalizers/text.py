"""Forms of a string: clean for reading, folded for comparing. Offsets survive where the docstring says so."""

import re
import unicodedata
from functools import cache

from normalizers.resources import load_resource

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
# For character classes; spelled out, since capitals and small letters alternate in Unicode: "Đ" lies between à and ỹ.
SMALL = f"a-z{_MARKED}"
CAPITAL = f"A-Z{_MARKED.upper()}"


def clean(text: str) -> str:
    """Return the text in NFC, single-spaced, without zero-width characters; otherwise as printed.

    >>> clean(" Vụ  Pháp\\tchế\\n")
    'Vụ Pháp chế'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_removed()).split())


def same_length_form(text: str) -> str:
    """Return NFC text with every dash, quote and Đ look-alike in its plain form; `len` and offsets stay.

    The text must be NFC already, else the offsets are those of its NFC form.

    >>> same_length_form("749/QÐ–TTg “a”")
    '749/QĐ-TTg "a"'
    """
    return unicodedata.normalize("NFC", text).translate(_plain())


def strip_marks(text: str) -> str:
    """Return the text without tone marks and vowel signs, Đ as D; one character stays one character.

    >>> strip_marks("Quyết định của Ủy ban")
    'Quyet dinh cua Uy ban'
    """
    return "".join(_strip_character(character) for character in unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """Return the key under which spellings of one name meet: no marks, lower case, plain dashes, single blanks.

    >>> fold("Vụ Kế hoạch – Tài chính") == fold("vụ kế hoạch - tài chính")
    True
    """
    return strip_marks(same_length_form(clean(text))).casefold()


def spelling_key(text: str) -> str:
    """Return a key that keeps the tone marks but not case, dash or the place of the tone mark.

    >>> spelling_key("Ủy ban") == spelling_key("uỷ ban"), spelling_key("công") == spelling_key("cổng")
    (True, False)
    """
    key = same_length_form(clean(text)).casefold()
    return _old_tone_place().sub(lambda found: _tones()[found[0]], key)


def slug(text: str) -> str:
    """Return the text as it stands in identifiers: ASCII words joined by single hyphens.

    >>> slug("Cục Thông tin KH&CN quốc gia")
    'cuc-thong-tin-kh-cn-quoc-gia'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@cache
def _strip_character(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0]
    return {"đ": "d", "Đ": "D"}.get(plain, plain)


@cache
def _removed() -> dict[int, None]:
    return {ord(character): None for character in load_resource("characters.yml")["zero_width"]}


@cache
def _plain() -> dict[int, str]:
    lists = load_resource("characters.yml")
    plain = {ord(dash): "-" for dash in lists["dashes"]}
    plain |= {ord(quote): '"' for quote in lists["double_quotes"]}
    plain |= {ord(quote): "'" for quote in lists["single_quotes"]}
    return plain | {ord(seen): meant for seen, meant in lists["d_lookalikes"].items()} | {0xA0: " ", 0x2009: " "}


@cache
def _tones() -> dict[str, str]:
    return {
        unicodedata.normalize("NFC", old): new for old, new in load_resource("characters.yml")["tone_placement"].items()
    }


@cache
def _old_tone_place() -> re.Pattern[str]:
    # "hóa" and "thủy" are open syllables; "hoán" and "quý" keep their one spelling.
    return re.compile(rf"(?<!q)(?:{'|'.join(_tones())})(?!\w)")
