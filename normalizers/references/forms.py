"""Two forms of a text in which references are looked for; both have the text's own offsets."""

import re
import string
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from normalizers.text import same_length_form, strip_marks

# What a reference never runs across: a tab (cell border), an empty line, the start of the next list item.
_BORDER = re.compile(
    r"\n[ \t]*\n\s*|\n(?=[ ]*(?:[-+*•][ ]|\d{1,2}[.)][ ]|[a-zđ]\)[ ]|Căn cứ |Điều \d+\.|Số ?:|[IVX]{1,5}\. ))|\|\s*\n"
)


# Justified lines and form blanks: one blank is read as well as five.
_WIDE = re.compile("[ \u00a0\u2009]*\n[ \u00a0\u2009]*|[ \u00a0\u2009]{2,}")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """NFC text with single blanks, and the way back: `cuts` are offsets in it, `removed` what was cut up to there."""

    text: str
    cuts: tuple[int, ...]
    removed: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the squeezed text stands in the NFC text."""
        return start + self._shift(start), end + self._shift(max(start, end - 1))

    def _shift(self, offset: int) -> int:
        index = bisect_right(self.cuts, offset)
        return self.removed[index - 1] if index else 0


def squeeze(text: str) -> Squeezed:
    """Return the NFC text with runs of blanks made one; empty lines and tabs stay.

    >>> squeeze("số  749/QĐ-TTg").text, squeeze("số  749/QĐ-TTg").original(0, 14)
    ('số 749/QĐ-TTg', (0, 15))
    """
    parts: list[str] = []
    cuts: list[int] = []
    removed: list[int] = []
    done = 0
    for run in _WIDE.finditer(text):
        if run.end() - run.start() == 1:
            continue
        parts += [text[done : run.start()], "\n" if "\n" in run[0] else " "]
        done = run.end()
        total = (removed[-1] if removed else 0) + len(run[0]) - 1
        cuts.append(run.end() - total)
        removed.append(total)
    return Squeezed("".join([*parts, text[done:]]) if parts else text, tuple(cuts), tuple(removed))


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
