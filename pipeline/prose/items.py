"""Printed lines to items: a number or bullet with all its wrapped lines, or a plain paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.line_shapes import is_type, parse_article, type_name
from extractors.model import Document, Paragraph, ParagraphRole, join_lines
from extractors.ordinals import Ordinal, OrdinalStyle, parse_ordinal
from normalizers.assignments.bodies import Follows, opens_with_verb, parse_body_line
from normalizers.assignments.labels import parse_label
from normalizers.assignments.vocabulary import starts_with_any

_MARKER = re.compile(
    r"([IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s*[.)/]\s*(?=\D)|([-–—+•*●▪◦])\s*(?=[^\s\d])"
)
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\D)")
_ENDED = (".", ";", ":", "!", "?", "…")
# A line this near to the usual full length was wrapped by the margin, not ended by its writer.
_FULL = 0.72
# Of lines without a number this share begins with a small letter where lines are wrapped.
_WRAPPED_SHARE = 0.2
# What stands behind "Kính gửi:" on the lines below it is shorter than a sentence of the letter.
_LONGEST_RECIPIENT = 90
# "h" and "L)" in the margin are no lines; "TT" may be.
_LEAST_SIGNS = 2
# The last words of a heading below a gap are no more than these.
_MOST_LAST_WORDS = 3
_SILENT = frozenset(
    {
        ParagraphRole.NUMBER,
        ParagraphRole.PLACE_DATE,
        ParagraphRole.MOTTO,
        ParagraphRole.PAGE_NUMBER,
        ParagraphRole.SCRIBBLE,
        ParagraphRole.SIGNATURE,
        ParagraphRole.AUTHORITY,
        ParagraphRole.ORDER,
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """A number or bullet with its text, or a plain paragraph (`number` None); `lines` are positions from 0.

    An article is an item of its own kind; its number is "Điều 2".
    """

    text: str
    number: Ordinal | None
    marker: str | None
    lines: tuple[int, ...]
    article: str | None = None
    is_in_article: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether a dash, a plus or another sign opens it."""
        return self.number is not None and self.number.style is OrdinalStyle.BULLET


def find_items(document: Document) -> tuple[Item, ...]:
    """Return the items of the running text in reading order: no head, no recipients, no signatures, no tables.

    >>> from extractors.assemble import assemble
    >>> from extractors.delimited import read_delimited
    >>> made = assemble(read_delimited("CHỈ THỊ\\n\\nVề rừng\\n\\n1. Sở Y tế\\n- Rà soát\\nhồ sơ."))
    >>> [(item.marker, item.text) for item in find_items(made)][-2:]
    [('1', 'Sở Y tế'), ('-', 'Rà soát hồ sơ.')]
    """
    lines = [(at, document.paragraphs[at]) for at in _text_lines(document)]
    width = _full_width([paragraph.text for _, paragraph in lines])
    items: list[Item] = []
    last: Paragraph | None = None
    for at, paragraph in lines:
        item = replace(_opened(paragraph.text, at), is_in_article=document.roles[at] is ParagraphRole.ARTICLE)
        if (
            items
            and last
            and item.number is None
            and item.article is None
            and _goes_on(items[-1], last, paragraph, width)
        ):
            items[-1] = replace(
                items[-1], text=join_lines((items[-1].text, paragraph.text)), lines=(*items[-1].lines, at)
            )
        else:
            items.append(item)
        last = paragraph
    return tuple(items)


def _text_lines(document: Document) -> Iterator[int]:
    """The positions of lines that may give tasks: recipients and attachments of standing rules are passed over."""
    is_passed = False
    is_letter = False
    for at, (paragraph, role) in enumerate(zip(document.paragraphs, document.roles, strict=True)):
        text = paragraph.text
        if is_type(text):
            is_passed = starts_with_any(type_name(text), "standing_types")
        if role is ParagraphRole.RECIPIENT and not is_letter:
            is_letter = starts_with_any(text, "letter_openings") or is_letter
        silent = role in _SILENT or (role is ParagraphRole.RECIPIENT and not (is_letter and _is_of_letter(text)))
        if not (is_passed or silent or is_type(text) or _is_noise(text)):
            yield at


def _is_noise(text: str) -> bool:
    """Whether a line holds fewer letters and figures than a word has: specks and stamps that were read as signs."""
    return sum(sign.isalnum() for sign in text) < _LEAST_SIGNS


def _is_of_letter(text: str) -> bool:
    """Whether a line below "Kính gửi:" is a sentence of the letter, not one more recipient."""
    found = _opened(text, 0)
    is_numbered = found.number is not None and found.number.style is not OrdinalStyle.BULLET
    return is_numbered or len(text) > _LONGEST_RECIPIENT


def _opened(text: str, at: int) -> Item:
    """The line as the first of an item."""
    article = parse_article(text)
    if article:
        return Item(article[1], None, None, (at,), article=article[0])
    found = _DOTTED.match(text) or _MARKER.match(text)
    number = (
        parse_ordinal((found[1] or found[2]).replace("●", "•").replace("▪", "•").replace("◦", "•")) if found else None
    )
    if found is None or number is None:
        return Item(text, None, None, (at,))
    return Item(text[found.end() :].strip(), number, found[0].strip().rstrip("./) ") or found[0].strip(), (at,))


def _full_width(texts: Sequence[str]) -> int | None:
    """The usual length of a line that the margin ended, in characters; None where every line is a whole paragraph."""
    plain = [text for text in texts if _opened(text, 0).number is None and text]
    if not plain or sum(text[0].islower() for text in plain) < _WRAPPED_SHARE * len(plain):
        return None
    cut = sorted(len(line) for line, rest in pairwise(texts) if rest[:1].islower() and _opened(rest, 0).number is None)
    return cut[len(cut) // 2] if cut else None


def _goes_on(item: Item, before: Paragraph, line: Paragraph, width: int | None) -> bool:
    """Whether a line without a number goes on with the item above it."""
    if parse_label(line.text) is not None or line.text.isupper():
        return False
    if line.text[:1].islower():
        return not item.text.endswith((":", ".", ";")) or width is not None
    if width is None or before.text.endswith(_ENDED) or len(before.text) < _FULL * width:
        return False
    body = parse_body_line(item.text)
    is_heading = body is not None and body.follows is Follows.NOTHING
    is_rest = len(line.text.split()) <= _MOST_LAST_WORDS and not line.text.endswith(_ENDED)
    return not is_heading or is_rest or (before.block == line.block and not opens_with_verb(line.text))
