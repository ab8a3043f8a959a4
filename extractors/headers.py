"""Where a table's header is, and its levels joined into one text a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.layout_tables import is_rule_text
from extractors.model import Row
from extractors.ordinals import is_ordinal, is_ordinal_header
from extractors.resources import load_words

# The longest header cells of real plans have eleven words ("Đơn vị/cá nhân chủ trì, chịu trách nhiệm chính thực hiện").
_MOST_HEADER_WORDS = 14
_MOST_LEVELS = 3
# Two headers of a scan are one, printed twice, where this share of their words is the same, or of the letters of every
# column ("Đơn vị chủ trì" and "Đơn vị phối hợp" share 0.61).
_SAME_WORDS, _SAME_LETTERS = 0.75, 0.75
# Below "Kinh phí" a column each: numbers, yet labels.
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: joined texts, how many first rows it takes, and a title printed as first merged row."""

    texts: tuple[str, ...]
    row_count: int
    title: str | None = None


def find_header(rows: Sequence[Row]) -> Header | None:
    """Return the header that stands at the top of these rows, or None when the first row is already content.

    A lower level belongs to the header when it fills columns that all levels above leave empty. Where only the level
    right above does, a label is merged downwards, and what stands below it is the rest of a cut row.
    """
    kept = [(at, row.texts) for at, row in enumerate(rows[:8]) if not is_drawn(row.texts)]
    title = _title(kept)
    if title is not None:
        kept = kept[1:]
    if not kept or not _is_header_row(kept[0][1], kept[1][1] if len(kept) > 1 else None, rows):
        return None
    levels = [kept[0][1]]
    spanned = _spanned_rows(rows[kept[0][0]])
    for at, texts in kept[1:_MOST_LEVELS]:
        if at - kept[0][0] >= spanned and not _is_lower_level(texts, levels):
            break
        levels.append(texts)
    # A rule drawn below the header belongs to it: the header ends where the next row with words begins.
    end = kept[len(levels)][0] if len(kept) > len(levels) else len(rows)
    return Header(join_levels(levels), end, title)


def is_same_header(one: Header, other: Header, *, is_recognised: bool, counts_on: bool = False) -> bool:
    """Return whether two headers say the same; recognition misreads letters and puts a label one column off.

    Other numbers ("Năm 2025") make another header, unless the rows below count on: then one was misread.

    >>> printed, again = Header(("TT", "Nhiệm vụ", "Tiến độ"), 1), Header(("TT,", "Nhiệmvụ", "Tiển độ"), 1)
    >>> is_same_header(printed, again, is_recognised=True), is_same_header(printed, again, is_recognised=False)
    (True, False)
    >>> other = Header(("TT", "Chỉ tiêu", "Tiến độ"), 1)
    >>> is_same_header(printed, other, is_recognised=True)
    False
    """
    if _letters(one) == _letters(other):
        return True
    if not is_recognised or len(one.texts) != len(other.texts):
        return False
    if _numbers(one) != _numbers(other) and not counts_on:
        return False
    # Each word once: a label over several columns is in all of them, unless a wall was lost below it.
    words, others = _words(one), _words(other)
    if len(words & others) >= _SAME_WORDS * max(len(words), len(others)):
        return True
    # Signs are left out: specks are read as some.
    columns = (["".join(filter(str.isalnum, text.casefold())) for text in header.texts] for header in (one, other))
    return all(
        SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME_LETTERS
        for first, second in zip(*columns, strict=True)
    )


def _letters(header: Header) -> list[str]:
    return ["".join(text.casefold().split()) for text in header.texts if text]


def _words(header: Header) -> set[str]:
    return set(" ".join(header.texts).casefold().split())


def _numbers(header: Header) -> set[str]:
    return {word for word in _words(header) if any(letter.isdigit() for letter in word)}


def join_levels(levels: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return one text a column: the levels above it joined by " / ", a level's text carried right over empty cells.

    >>> join_levels([("TT", "Cơ quan thực hiện", "", "Ghi chú"), ("", "Chủ trì", "Phối hợp", "")])
    ('TT', 'Cơ quan thực hiện / Chủ trì', 'Cơ quan thực hiện / Phối hợp', 'Ghi chú')
    """
    width = max(map(len, levels))
    columns = [[level[column] if column < len(level) else "" for level in levels] for column in range(width)]
    for column in range(1, width):
        for depth in range(len(levels) - 1):
            is_spanned = not columns[column][depth] and any(columns[column][depth + 1 :])
            if is_spanned and any(columns[column - 1][depth + 1 :]):
                columns[column][depth] = columns[column - 1][depth]
    return tuple(" / ".join(dict.fromkeys(text for text in column if text)) for column in columns)


def is_drawn(texts: Sequence[str]) -> bool:
    """Whether a row holds no words: blank, or a rule drawn with characters.

    >>> is_drawn(("----", "---")), is_drawn(("", "")), is_drawn(("1", ""))
    (True, True, False)
    """
    return all(not text or is_rule_text(text) or not text.strip("-|:=_ ") for text in texts)


def _spanned_rows(row: Row) -> int:
    """How many rows the cell over the numbers takes: as many levels has the header."""
    return row.cells[0].row_span if row.cells and is_ordinal_header(row.cells[0].text) else 1


def _title(kept: Sequence[tuple[int, tuple[str, ...]]]) -> str | None:
    """A first row with one text over the whole width, when the header proper stands below it."""
    if len(kept) < 2:
        return None
    distinct = {text for text in kept[0][1] if text}
    if len(distinct) == 1 and is_ordinal_header(kept[1][1][0]) and not is_ordinal_header(kept[0][1][0]):
        return distinct.pop()
    return None


def _is_header_row(texts: tuple[str, ...], below: tuple[str, ...] | None, rows: Sequence[Row]) -> bool:
    if is_ordinal_header(texts[0]):
        return True
    filled = [text for text in texts if text]
    if not texts[0] or len(filled) < max(2, len(texts) - 1) or not all(map(_is_label, filled)):
        return False
    has_rule = len(rows) > 1 and any(rows[1].texts) and is_drawn(rows[1].texts)
    numbers_follow = below is not None and is_ordinal(below[0])
    return has_rule or numbers_follow or sum(map(_names_column, filled)) > len(filled) / 2


def _names_column(text: str) -> bool:
    return any(word in text.casefold() for word in load_words("layout_words.yml")["column_words"])


def _is_label(text: str) -> bool:
    return len(text.split()) <= _MOST_HEADER_WORDS and not is_ordinal(text) and not text.endswith((".", ";"))


def _is_lower_level(texts: tuple[str, ...], levels: Sequence[tuple[str, ...]]) -> bool:
    if texts[0] or not all(_is_label(text) or _YEAR.fullmatch(text) for text in texts if text):
        return False
    return any(
        text and not any("".join(level[column : column + 1]) for level in levels) for column, text in enumerate(texts)
    )
