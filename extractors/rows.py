"""What a row is. The order of a short list of patterns is the rule book; unknown is an answer too."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from extractors.alphabet import CAPITAL
from extractors.headers import is_drawn
from extractors.model import RowKind
from extractors.ordinals import OrdinalStyle, is_ordinal, parse_ordinal

# Recognition loses the stop behind a Roman number: "II CẢI CÁCH".
_CODED_TITLE = re.compile(
    rf"(?:(?:PHẦN|Phần|MỤC|Mục)\s+)?(?:([IVXLC]{{1,6}}|[A-ZĐ])\s*[.:)\-–]\s*|([IVX]{{1,6}})\s+(?=[{CAPITAL}]))(\S.*)"
)
# Recognition takes one tone for another, and dust for a comma: "Tống cộng,".
_TOTAL = re.compile(
    r"(?:t[ổốôóỏo]ng(?:\s+(?:c[ộôọốo]ng|s[ốôó]|kinh phí|toàn bộ))?|cộng)\s*[:.,;]?(?:\s*\(.*\))?", re.IGNORECASE
)
_COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,2}|[A-Z])[)\]]?[.,]?(?:\s*=[\d\s()+\-x*/]{1,20})?")
_NOTE = re.compile(r"(?:ghi chú|chú thích|nguồn)\s*:|\*+\s", re.IGNORECASE)
_MOST_TITLE_WORDS = 40
# A worn number of a column is no longer than this; beside three in brackets, dust and all.
_MOST_WORN, _MOST_BESIDE = 4, 5
# Likeness of a label that recognition misread to the one printed first: "Tống số" to "Tổng số".
_SAME_LABEL = 0.8


@dataclass(frozen=True, slots=True)
class TableTraits:
    """What the whole table tells about its rows: the header's texts, and whether the first column numbers the rows."""

    header: tuple[str, ...]
    has_ordinals: bool


class SectionHeading(NamedTuple):
    """The code and title of a section row; the code is None when none is printed."""

    code: str | None
    title: str


def classify(texts: Sequence[str], traits: TableTraits) -> RowKind:
    """Return the kind of a row by the first pattern that fits; `CONTINUATION` is a candidate that `stitch` judges.

    >>> traits = TableTraits(("TT", "Nhiệm vụ", "Chủ trì"), has_ordinals=True)
    >>> rows = ("II", "Chính phủ số", ""), ("3", "Số hóa hồ sơ", "Vụ A"), ("", "hồ sơ", "")
    >>> [str(classify(row, traits)) for row in rows]
    ['section', 'task', 'continuation']
    """
    return next((kind for kind, fits in PATTERNS.items() if fits(texts, traits)), RowKind.UNKNOWN)


def parse_section(texts: Sequence[str]) -> SectionHeading | None:
    """Return the heading that a section row carries, or None when the row is none.

    The code stands in the first cell alone, or before the title in a merged cell that readers repeat in every column.

    >>> parse_section(("I", "Thể chế số", "", "")), parse_section(("A. Nhiệm vụ chung", "", ""))
    (SectionHeading(code='I', title='Thể chế số'), SectionHeading(code='A', title='Nhiệm vụ chung'))
    >>> parse_section(("II Nhiệm vụ", "")), parse_section(("Ghi chép", ""))[0]
    (SectionHeading(code='II', title='Nhiệm vụ'), None)
    >>> parse_section(("1", "Thể chế số", "", "")), parse_section(("I", "Số hóa", "Vụ A"))
    (None, None)
    """
    code = parse_ordinal(texts[0]) if texts and texts[0] else None
    others = {text for text in texts[1:] if text}
    if code and code.style in (OrdinalStyle.ROMAN, OrdinalStyle.CAPITAL):
        return SectionHeading(code.code, others.pop()) if len(others) == 1 else None
    distinct = {text for text in texts if text}
    if len(distinct) != 1:
        return None
    text = distinct.pop()
    if found := _CODED_TITLE.fullmatch(text):
        return SectionHeading(found[1] or found[2], found[3])
    is_first_or_merged = bool(texts[0]) and len(texts) > 1
    return SectionHeading(None, text) if is_first_or_merged and _is_title(text) else None


def is_repeated_header(texts: Sequence[str], traits: TableTraits) -> bool:
    """Whether the row prints the header, or one of its levels, again; half of its labels to the letter.

    >>> is_repeated_header(("TT", "Nhiệm vụ"), TableTraits(("TT", "Nhiệm vụ"), True))
    True
    """
    levels = [header.split(" / ") for header in traits.header]
    filled = [(_squeeze(text), level) for text, level in zip(texts, levels, strict=False) if text]
    labels = [{_squeeze(label) for label in (*level, " / ".join(level))} for _, level in filled]
    exact = sum(text in own for (text, _), own in zip(filled, labels, strict=True))
    if len(filled) < 2 or exact < len(filled) / 2:
        return False
    return all(_is_nearly_one_of(text, own) for (text, _), own in zip(filled, labels, strict=True))


def _is_nearly_one_of(text: str, labels: set[str]) -> bool:
    """Whether a text is a label, a letter misread here and there."""
    return text in labels or any(
        SequenceMatcher(None, text, label, autojunk=False).ratio() >= _SAME_LABEL for label in labels
    )


def is_column_numbers(texts: Sequence[str], _: TableTraits) -> bool:
    """Whether the row numbers the columns: "(1) (2) (3)", or "1 2 3 = 1 + 2".

    >>> traits = TableTraits((), True)
    >>> is_column_numbers(("(1)", "(2)", "(3)"), traits), is_column_numbers(("1", "2"), traits)
    (True, False)
    >>> is_column_numbers(("(1)", "(2)", ")", "(4)"), traits), is_column_numbers(("1", "2", "3", "km"), traits)
    (True, False)
    >>> is_column_numbers(("(1)", "(2) „", "(3)", "@", "(5)"), traits), is_column_numbers(("1", "2", "3", "@"), traits)
    (True, False)
    >>> is_column_numbers(("(1)", "(2)", "(3)", "(Œ) (5)", "", "(6)"), traits)
    True
    """
    found = [_COLUMN_NUMBER.fullmatch(text) for text in texts]
    is_bracketed = sum(bool(match) and text.endswith(")") for match, text in zip(found, texts, strict=True)) >= 3
    rest = [text for match, text in zip(found, texts, strict=True) if text and not match]
    # A wall that is worn off leaves the numbers of two columns in one cell.
    worn = [part for text in rest for part in ((text,) if len(text) <= _MOST_BESIDE else text.split())]
    if sum(map(bool, found)) < 3 or not all(_is_worn(part, is_bracketed=is_bracketed) for part in worn):
        return False
    places = [int(match[1]) - at for at, match in enumerate(found) if match and match[1].isdigit()]
    # Letters ("A", "B") may number the first columns and digits go on from 1 behind them.
    return len(places) > 1 and len(set(places)) == 1


def _is_worn(text: str, *, is_bracketed: bool) -> bool:
    """A column's number in brackets of which recognition lost a part: "()", "(S)", "3)"; beside others "@", "(2) „"."""
    if is_bracketed and len(text) <= _MOST_BESIDE:
        return True
    return len(text) <= _MOST_WORN and (text.startswith(("(", "[")) or text.endswith((")", "]")))


def is_total(texts: Sequence[str], _: TableTraits) -> bool:
    """Whether the row sums others up ("Tổng cộng").

    >>> traits = TableTraits((), True)
    >>> is_total(("", "Tống cộng", "120"), traits), is_total(("1", "Tổng hợp", ""), traits)
    (True, False)
    """
    first = next((text for text in texts if text), "")
    return _TOTAL.fullmatch(first) is not None


def _is_title(text: str) -> bool:
    return len(text.split()) <= _MOST_TITLE_WORDS and not text.endswith((".", ";", ",")) and not _NOTE.match(text)


def _squeeze(text: str) -> str:
    return re.sub(r"[\s/]+", "", text).casefold()


PATTERNS: dict[RowKind, Callable[[Sequence[str], TableTraits], bool]] = {
    RowKind.RULE: lambda texts, _: is_drawn(texts),
    RowKind.HEADER: is_repeated_header,
    RowKind.COLUMN_NUMBERS: is_column_numbers,
    RowKind.TOTAL: is_total,
    RowKind.SECTION: lambda texts, _: parse_section(texts) is not None,
    RowKind.TASK: lambda texts, traits: traits.has_ordinals and is_ordinal(texts[0]),
    RowKind.CONTINUATION: lambda texts, traits: traits.has_ordinals and not texts[0],
    RowKind.UNNUMBERED: lambda _, traits: not traits.has_ordinals,
}
