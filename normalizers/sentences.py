"""Sentences of running text: a full stop ends one unless it belongs to a short form, a number or a parenthesis.

Word segmentation does not help here: underthesea's own sentence splitter knows neither line ends nor "Điều 3." nor a
stop inside a web address, so these rules take its place (figures in the docstring of `normalizers.nlp`).
"""

import re
from collections.abc import Iterator
from functools import cache

from normalizers.resources import load_resource

# Sentences never run over a line end or a tab: articles hold one paragraph a line, a tab is the border of a cell.
_LINE = re.compile(r"[^\n\r\t]+")
_STOP = re.compile(r"[.!?…]+[\"”»’)\]]*(?=[^\S\n]+(?P<next>\S))")
_FIRST_NUMBER = re.compile(r":\s*[1a]$")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]+/)?[^\W\d_]+$")


def find_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence starts and ends, without the blanks around it; offsets are those of the text given.

    >>> find_sentences("Gửi UBND TP. Huế.  Hết.")
    ((0, 17), (19, 23))
    """
    return tuple(span for line in _LINE.finditer(text) for span in _sentences(text, line.start(), line.end()))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text (an article, a task) in reading order.

    >>> sentences("Điều 3. Giao TS. Lê An làm Trưởng ban. Tổ họp hằng tháng./.")
    ('Điều 3. Giao TS. Lê An làm Trưởng ban.', 'Tổ họp hằng tháng./.')
    """
    return tuple(text[start:end] for start, end in find_sentences(text))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        if not stop["next"].islower() and _ends_sentence(text[start : stop.start()], stop[0], text[stop.end() : end]):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    printed = text[start:end]
    if printed.strip():
        yield start + len(printed) - len(printed.lstrip()), start + len(printed.rstrip())


def _ends_sentence(before: str, sign: str, after: str) -> bool:
    if _is_open(before + sign, after):
        return False
    return not sign.startswith(".") or sign.startswith("..") or not (_is_number(before) or _is_short_form(before))


def _is_open(before: str, after: str) -> bool:
    """Inside a parenthesis that is closed in the same line; one that nobody closes does not swallow the line."""
    return before.count("(") > before.count(")") and after.find(")") >= 0


def _is_number(before: str) -> bool:
    """Its number opens a paragraph, or the first number of an enumeration stands behind a colon ("gồm: 1. Đơn")."""
    return _number().fullmatch(before.strip()) is not None or _FIRST_NUMBER.search(before) is not None


def _is_short_form(before: str) -> bool:
    found = _WORD_BEFORE.search(before)
    if found is None:
        return False
    if found[0] in _abbreviations():
        return True
    is_initial = len(found[0]) == 1 and found[0].isupper()
    return is_initial and _before_initial().search(before[: found.start()]) is not None


@cache
def _number() -> re.Pattern[str]:
    words = "|".join(load_resource("sentences.yml")["numbered"])
    return re.compile(rf"[-+*•]?\s*(?:(?:{words})\s+)?(?:\d+[a-zđ]?(?:\.\d+)*|[IVXL]+|[a-zđA-ZĐ])", re.IGNORECASE)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_resource("sentences.yml")["abbreviations"])


@cache
def _before_initial() -> re.Pattern[str]:
    """A short form with its stop, or an honorific, right before the initial."""
    words = "|".join(map(re.escape, load_resource("sentences.yml")["before_initials"]))
    return re.compile(rf"(?:\.|(?<!\w)(?:{words}))\s*$", re.IGNORECASE)
