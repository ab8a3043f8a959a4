"""Specks of dirt that a recogniser read as stops: between two words that law texts never part, before the figures of a
date, before the first word of a text; and a quotation mark that nothing opens or closes.
"""

import re
from collections.abc import Iterator
from itertools import product

from normalizers.repair.hooks import with_hook
from normalizers.repair.repaired import Repair
from normalizers.repair.syllable_model import SyllableModel, load_model
from normalizers.repair.syllables import key_of

RULE = "stray_stop"

_BETWEEN = re.compile(r"(?<![\w.])(?P<left>[^\W\d_]+)(?P<stop> [.'’-]|[.,:'’-] ?)(?P<right>[^\W\d_]+)(?![\w.])")
# Syllables that law texts hold this often are words, not pieces of an address (gov.vn).
_COMMON = 100
# A comma may stand between two words that often make one ("bảo vệ, môi trường"); a full stop before a small letter not.
_TIES = {".": (5, 0.002), "'": (5, 0.002), "’": (5, 0.002), ":": (20, 0.1), "-": (20, 0.1), ",": (20, 0.2)}
# No stop stands between "ngày" and a date, "tháng" and its number, "năm" and a year, "quý" and its Roman number.
_IN_DATE = re.compile(
    r"\b(?:ngày(?=[.,'’] ?\d{1,2}[/-]\d)|tháng(?=[.,'’] ?\d{1,2}(?:[/-]| năm))|năm(?=[.,'’] ?(?:19|20)\d\d(?!\d))"
    r"|quý(?=[.,'’] ?[IV]+\b))(?P<stop>[.,'’] ?)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[.,;:'’‘]{1,2} ?(?=[^\W\d_]{2})", re.MULTILINE)
# Right before a word no stop stands; a point may before the end of an address (".vn").
_BEFORE_WORD = re.compile(r"(?<=[^\W\d_,;] )(?:[,;:'’‘]|\.(?=[^\W\d_]*[^\x00-\x7f]|[A-Z]))(?=[^\W\d_]{2})")
# A sum whose thousands are parted by points, but for one sign.
_IN_SUM = re.compile(r"(?<![\d.,])\d{1,3}(?:[.:;'’]\d{3}){2,}(?![\d])")
# A quotation mark that no other opens or closes; behind a figure it may say inches.
_QUOTE = re.compile(r"(?P<left>[^\W\d_])?(?P<quote>[“”\"])(?P<right>\w)?")


def find_stop_repairs(text: str) -> Iterator[Repair]:
    """Yield the stops to be a blank or nothing; those before a text and inside dates first.

    Only for texts that were recognised: a person may print such a stop.

    >>> [(found.before, found.after) for found in find_stop_repairs("họp tập. trung tại cơ quan y.tế")]
    [('. ', ' '), ('.', ' ')]
    >>> [(found.before, found.after) for found in find_stop_repairs(".Sở Y tế trước ngày. 30/7/2023")]
    [('.', ''), ('. ', ' ')]
    """
    yield from _stray_signs(text)
    yield from (_repair(found, "stop", " ") for found in _IN_DATE.finditer(text))
    model, at = load_model(), 0
    while match := _BETWEEN.search(text, at):
        at = match.start("right")
        left, stop, right = match["left"], match["stop"], match["right"]
        if right.islower() and not left.isupper() and _is_stray(model, key_of(left), stop, key_of(right)):
            yield _repair(match, "stop", " ")


def _stray_signs(text: str) -> Iterator[Repair]:
    yield from (_repair(found, 0, "") for found in (*_LEADING.finditer(text), *_BEFORE_WORD.finditer(text)))
    sums = (found for found in _IN_SUM.finditer(text) if "." in found[0])
    for start, number in ((found.start(), found[0]) for found in sums):
        places = (start + at for at, sign in enumerate(number) if sign in ":;'’")
        yield from (Repair(place, place + 1, text[place], ".", RULE, 0.95) for place in places)
    if sum(map(text.count, '“”"')) == 1 and (found := _QUOTE.search(text)) and (found["left"] or found["right"]):
        yield _repair(found, "quote", " " if found["left"] and found["right"] else "")


def _repair(found: re.Match[str], group: str | int, after: str) -> Repair:
    return Repair(found.start(group), found.end(group), found[group], after, RULE, 0.95)


def _is_stray(model: SyllableModel, left: str, stop: str, right: str) -> bool:
    """Whether no stop stands there: a full stop before a small letter (on 54 made scans none of 16 was printed), or two
    words side by side too often to be parted.
    """
    least = _COMMON if stop == "." else 1
    if stop.strip() == "." and all(len(word) > 1 and _is_word(model, word, least) for word in (left, right)):
        return True
    pairs, binding = _TIES[stop.strip()]
    return any(
        model.pair(first, second) >= pairs
        and max(model.binding(first, second, first), model.binding(first, second, second)) >= binding
        for first, second in product((left, with_hook(left)), (right, with_hook(right)))
        if first and second
    )


def _is_word(model: SyllableModel, word: str, least: int) -> bool:
    return any(model.counts.get(read, 0) >= least for read in (word, with_hook(word)))
