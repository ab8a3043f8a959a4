"""Two forms of a text in which references are looked for; both have the text's own offsets."""

import re
import string
import unicodedata
from dataclasses import dataclass
from functools import cache

from normalizers.text import same_length_form, strip_marks

# What a reference never runs across: a tab (cell border), an empty line, the start of the next list item.
_BORDER = re.compile(
    r"\n[ \t]*\n\s*|\n(?=[ ]*(?:[-+*•][ ]|\d{1,2}[.)][ ]|[a-zđ]\)[ ]|Căn cứ |Điều \d+\.|Số ?:|[IVX]{1,5}\. ))|\|\s*\n"
)


@dataclass(frozen=True, slots=True)
class ReferenceText:
    """`text` is NFC; `plain` has plain dashes and blanks and tabs for borders; `folded` is it in ASCII lower case."""

    text: str
    plain: str
    folded: str


def reference_text(text: str) -> ReferenceText:
    """Return the NFC text with its two forms; all three are of one length.

    >>> reference_text("Nghị định\\nsố 45/2020/NĐ–CP").folded
    'nghi dinh so 45/2020/nd-cp'
    """
    composed = unicodedata.normalize("NFC", text)
    plain = same_length_form(composed)
    if "\n" in plain:
        plain = _BORDER.sub(lambda border: "\t" * len(border[0]), plain)
        plain = plain.replace("\n", " ").replace("\r", " ")
    return ReferenceText(composed, plain, plain.translate(_ascii_letters()))


def fold_letters(text: str) -> str:
    """Return NFC text as ASCII lower case, one character for one character.

    >>> fold_letters("Bộ Giáo dục")
    'bo giao duc'
    """
    return text.translate(_ascii_letters())


@cache
def _ascii_letters() -> dict[int, str]:
    marked = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1F00))]
    table = {ord(letter): strip_marks(letter).lower() for letter in marked if strip_marks(letter).isascii()}
    return table | {ord(letter): letter.lower() for letter in string.ascii_uppercase}
