"""Repair of signs that look alike: digits in words ("8óp"), quarters ("Quý 1" beside "Quý II"), capitals ("VILTNN").

Only for recognised text. A digit in a word is settled by the words of law texts, an abbreviation or the number of a
quarter by how the document writes them elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from normalizers.repair.repaired import Repair
from normalizers.repair.syllable_model import load_model
from normalizers.repair.syllables import key_of
from normalizers.resources import load_resource
from normalizers.text import strip_marks

DIGIT_RULE, QUARTER_RULE, CAPITALS_RULE = "digit_in_word", "roman_quarter", "capitals"

# What letters of small print are read as; seen in cells of 12 point at 150 and 200 dpi.
_LETTERS = {"8": "g", "9": "g", "0": "o", "5": "s", "ø": "g"}
_WITH_DIGIT = re.compile(r"(?<![\w.,/&-])(?P<digit>[8905ø])(?P<rest>[^\W\d_]{1,6})(?![\w/&-])")
# Syllables that law texts hold this often are words.
_COMMON = 30
_SEEN = 3
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
# A quarter has one number from I to IV; strokes are read as ones, as small L or as bars. "1" itself may be printed.
_QUARTER = re.compile(
    r"\b(?:[Qq]uý|QUÝ) (?P<number>[1lI|![\]]{1,3}|[1l|[][Vv])(?=\s?[/-]|\s*năm\b|,? (?:và )?(?:quý )?[IV])"
)
_ROMAN = re.compile(r"\b(?:[Qq]uý|QUÝ) (?:I{1,3}|IV)\b")
_ARABIC = re.compile(r"\b(?:[Qq]uý|QUÝ) [234]\b")
# Capitals of one stroke, and the signs that they are read as.
_ONE_STROKE = str.maketrans(dict.fromkeys("TIL1l|!", "I"))
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐ][A-ZĐ1l|!]{3,11}(?!\w)")
# An abbreviation in two pieces ("CNT T"); the pieces themselves may be abbreviations too.
_IN_PIECES = re.compile(r"(?<![\w/&-])(?P<left>[A-ZĐ]{1,8}) (?P<right>[A-ZĐ]{1,8})(?![\w/&-])")
# A form stands so often, and so many times as often as the one that it outvotes; where that was doubted, as often.
_VOTES, _MAJORITY = 3, 3
# Two whole abbreviations side by side have so many letters each.
_LONG_PIECE = 3


@dataclass(frozen=True, slots=True)
class DocumentForms:
    """How a document writes: whether quarters are Roman; how often each abbreviation in capitals stands."""

    has_roman_quarters: bool = False
    capitals: Mapping[str, int] = field(default_factory=dict)


def learn_forms(texts: Sequence[str]) -> DocumentForms:
    """Return how these texts write quarters and abbreviations.

    >>> learn_forms(["Quý II/2025", "quý III", "Cục VTLTNN"])
    DocumentForms(has_roman_quarters=True, capitals={'VTLTNN': 1})
    """
    roman = sum(len(_ROMAN.findall(text)) for text in texts)
    arabic = sum(len(_ARABIC.findall(text)) for text in texts)
    capitals = Counter(found for text in texts for found in _CAPITALS.findall(text))
    return DocumentForms(roman >= 2 and not arabic, dict(capitals))


def find_look_alikes(text: str, forms: DocumentForms, doubtful: Sequence[tuple[int, int]] = ()) -> Iterator[Repair]:
    """Yield what is settled, in reading order; `doubtful` are the spans that the recogniser was not sure of.

    >>> forms = DocumentForms(True, {"VTLTNN": 5, "VILTNN": 1})
    >>> [(found.before, found.after) for found in find_look_alikes("Cục VILTNN 8óp ý trong Quý 1/2025", forms)]
    [('VILTNN', 'VTLTNN'), ('8óp', 'góp'), ('1', 'I')]
    >>> list(find_look_alikes("Cục VILTNN, mục 8a, Quý 1/2025", DocumentForms()))
    []
    """
    found = [*_words_with_digits(text), *_quarters(text, forms), *_capitals(text, forms, doubtful)]
    found += _pieces(text, forms.capitals)
    yield from sorted(found, key=lambda repair: repair.start)


def _words_with_digits(text: str) -> Iterator[Repair]:
    for match in _WITH_DIGIT.finditer(text):
        read = (_LETTERS[match["digit"]] + match["rest"]).lower()
        # "8a", "5h" and "9GB" are numbers with a letter or a unit; a word of ours bears a mark.
        if not match["rest"].isascii() and (word := _word_behind(key_of(read), text[: match.start()])):
            yield Repair(*match.span(), match[0], read if word == key_of(read) else word, DIGIT_RULE, 0.95)


def _word_behind(read: str, before: str) -> str | None:
    """The word itself where law texts hold it often, else the one of its letters that stands behind what is before.

    >>> _word_behind("gở", "tháo "), _word_behind("góp", ""), _word_behind("gở", "")
    ('gỡ', 'góp', None)
    """
    model = load_model()
    if model.counts.get(read, 0) >= _COMMON:
        return read
    left = _LAST_WORD.search(before)
    alike = [
        word for word in model.others.get(strip_marks(read), ()) if left and model.pair(key_of(left[1]), word) >= _SEEN
    ]
    return alike[0] if len(alike) == 1 else None


def _quarters(text: str, forms: DocumentForms) -> Iterator[Repair]:
    for match in _QUARTER.finditer(text):
        number = match["number"]
        meant = "IV" if number[-1] in "Vv" else "I" * len(number)
        if number != meant and (number != "1" or forms.has_roman_quarters):
            yield Repair(*match.span("number"), number, meant, QUARTER_RULE, 0.95)


def _pieces(text: str, capitals: Mapping[str, int]) -> Iterator[Repair]:
    """Abbreviations that a blank parts where the document writes them whole; one piece is too short for one."""
    for match in _IN_PIECES.finditer(text):
        whole = match["left"] + match["right"]
        if capitals.get(whole, 0) >= _VOTES and min(len(match["left"]), len(match["right"])) < _LONG_PIECE:
            yield Repair(*match.span(), match[0], whole, CAPITALS_RULE, 0.95)


def _capitals(text: str, forms: DocumentForms, doubtful: Sequence[tuple[int, int]]) -> Iterator[Repair]:
    for match in _CAPITALS.finditer(text):
        is_doubted = any(start < match.end() and match.start() < end for start, end in doubtful)
        if better := _outvoting(match[0], forms.capitals, 1 if is_doubted else _MAJORITY) or _known_code(match[0]):
            yield Repair(*match.span(), match[0], better, CAPITALS_RULE, 0.95)


def _outvoting(seen: str, capitals: Mapping[str, int], majority: int) -> str | None:
    """The one form of the same strokes, one more or one less, that the document writes often enough."""
    least = max(_VOTES, majority * capitals.get(seen, 1))
    return _only_alike(seen, (form for form, count in capitals.items() if count >= least and form.isalpha()))


def _known_code(seen: str) -> str | None:
    """The one code of an issuing body of these strokes, where a digit among the capitals shows that some were lost.

    >>> _known_code("BI1II"), _known_code("BIII")
    ('BTTTT', None)
    """
    return _only_alike(seen, _issuer_codes()) if not seen.isalpha() else None


def _only_alike(seen: str, forms: Iterable[str]) -> str | None:
    strokes = seen.translate(_ONE_STROKE)
    alike = {form for form in forms if _is_same_but_a_stroke(strokes, form.translate(_ONE_STROKE))}
    return alike.pop() if len(alike) == 1 and seen not in alike else None


@cache
def _issuer_codes() -> frozenset[str]:
    groups: Mapping[str, Mapping[str, object]] = load_resource("issuers.yml")["known"]
    return frozenset(code for group in groups.values() for code in group if code.isupper())


def _is_same_but_a_stroke(one: str, other: str) -> bool:
    """Whether two rows of strokes and letters are equal, or would be with one stroke more or less in a run of them.

    >>> _is_same_but_a_stroke("VIIINN", "VIIIINN"), _is_same_but_a_stroke("BIIII", "BI")
    (True, False)
    """
    return abs(len(one) - len(other)) <= 1 and re.sub(r"I+", "I", one) == re.sub(r"I+", "I", other)
