"""Short forms a document declares for itself: "Công nghệ thông tin (CNTT)", "(sau đây gọi là Ban Chỉ đạo)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.resources import load_resource
from normalizers.text import SMALL, fold, same_length_form

# At most sixty signs: a longer parenthesis is a remark, not a short form.
_PARENTHESIS = re.compile(r"\(([^()]{2,60}?)\)")
_WORD = re.compile(r"[^\W_]+(?:['&][^\W_]+)*|[,;:.()\n\-/]")
_YEAR = re.compile(r" năm \d{4}$")
_LOOK_BACK = 30
_ACRONYM = re.compile(rf"(?=\D)[^\W_{SMALL}]{{2,}}(?:[&/\-,][^\W_{SMALL}]+)*|(?:[A-ZĐ][\w/&]*[A-ZĐ][\w/&]*)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A short form with the long form it stands for; `raw` is the long form with its parenthesis as printed."""

    raw: str
    start: int
    end: int
    short: str
    long: str


def find_declarations(text: str) -> tuple[Declaration, ...]:
    """Return what the text declares, in reading order; offsets are those of the NFC text.

    Decree 30/2020/NĐ-CP, annex I, asks that a short form be spelled out where it first stands.

    >>> [(each.short, each.long) for each in find_declarations("Cục Thông tin khoa học và công nghệ (KH&CN) quốc gia")]
    [('KH&CN', 'khoa học và công nghệ')]
    >>> find_declarations("Thủ tướng Chính phủ (để báo cáo)")
    ()
    """
    return tuple(_declarations(text)) if "(" in text else ()


def _declarations(text: str) -> Iterator[Declaration]:
    plain = same_length_form(text)
    for found in _PARENTHESIS.finditer(plain):
        content = found[1].strip(' "')
        phrase = _announced(content)
        short = phrase if phrase is not None else content
        start = _start_of_long(plain[: found.start()], short, is_announced=phrase is not None)
        if start is not None:
            long_form = _without_year(" ".join(text[start : found.start()].strip(" \n,;").split()), short)
            yield Declaration(text[start : found.end()], start, found.end(), short, long_form)


def _without_year(long_form: str, short: str) -> str:
    is_document = short in load_resource("abbreviations.yml")["documents"]
    return long_form if is_document else _YEAR.sub("", long_form)


def _announced(content: str) -> str | None:
    """The short form after "sau đây gọi tắt là", or None where no such words stand."""
    folded = fold(content)
    for phrase in _announcements():
        if folded.startswith(phrase):
            return content[len(phrase) :].strip(' ":“”')
    return None


@cache
def _announcements() -> tuple[str, ...]:
    phrases = [fold(phrase) for phrase in load_resource("abbreviations.yml")["phrases"]]
    return tuple(sorted(phrases, key=len, reverse=True))


def _start_of_long(before: str, short: str, is_announced: bool) -> int | None:
    words = [(found[0], found.start()) for found in _WORD.finditer(before, max(0, len(before) - 300))][-_LOOK_BACK:]
    if not words or not short:
        return None
    start = start_by_initials([word for word, _ in words], short)
    if start is not None:
        return words[start][1]
    if short[:1].isupper() and (is_announced or (" " in short and not short.isupper())):
        return _start_of_name(words, short)
    is_acronym = _ACRONYM.fullmatch(short) is not None and len(short) > 1
    return _start_of_phrase(words, over_commas=short.isupper()) if is_acronym else None


def start_by_initials(words: Sequence[str], short: str) -> int | None:
    """Return the index of the first of the last words whose initials give the short form, or None.

    >>> start_by_initials(["các", "cơ", "sở", "dữ", "liệu"], "CSDL")
    1
    """
    letters = [letter for letter in fold(short) if letter.isalnum()]
    if len(letters) < 2:
        return None
    index = len(words)
    while letters and index:
        index -= 1
        initial = fold(words[index])[:1]
        if initial == letters[-1]:
            letters.pop()
        elif words[index].casefold() not in _silent():
            return None
    return index if not letters else None


@cache
def _silent() -> frozenset[str]:
    return frozenset(load_resource("abbreviations.yml")["silent"]) | {"-", ",", "/"}


@cache
def _stops() -> frozenset[str]:
    return frozenset(load_resource("abbreviations.yml")["stops"])


def _start_of_name(words: Sequence[tuple[str, int]], short: str) -> int | None:
    """A name declared by its own first words: "Ban Chỉ đạo chuyển đổi số (sau đây gọi là Ban Chỉ đạo)"."""
    opening = fold(short).split()
    keys = [fold(word) for word, _ in words]
    # A name does not reach over the end of a sentence.
    first = max((index + 1 for index, (word, _) in enumerate(words) if word in ".;:\n"), default=0)
    for index in range(first, len(words) - len(opening)):
        if keys[index : index + len(opening)] == opening and words[index][0][:1].isupper():
            return words[index][1]
    return None


def _start_of_phrase(words: Sequence[tuple[str, int]], over_commas: bool) -> int | None:
    """A foreign short form has no initials to go by: back to the capital letter or the nearest joining word."""
    near = words[-12:]
    first = max((index + 1 for index, (word, _) in enumerate(near) if word in ";:.()\n"), default=0)
    capitals = [at for word, at in near[first:] if word[:1].isupper()]
    if over_commas and capitals:
        return capitals[-1]
    start = None
    for word, at in reversed(words[-8:]):
        if word.casefold() in _stops() or word in ",;:.()\n":
            break
        start = at
        if word[:1].isupper():
            break
    return start
