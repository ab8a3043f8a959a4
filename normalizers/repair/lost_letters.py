"""Repair of words that are no words: a letter lost, doubled or taken for another ("nghệm", "php", "kinñ").

Only for recognised text, and only where no law text holds the word as read: there one letter more, less or other makes
the one word that its neighbours ask for. A word that Vietnamese could have ("trũng") must be doubted besides.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from normalizers.repair.evidence import Change, Evidence
from normalizers.repair.syllable_model import SyllableModel, load_model
from normalizers.text import strip_marks

RULE = "lost_letter"

# What may stand before the vowel; "gi" and "qu" before another one.
_ONSET = re.compile(r"(?:ngh|ng|nh|gh|gi(?=[^\Wbcdđghklmnpqrstvx])|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?")
_SHORTEST = 3
_SEEN = 3
# What a candidate must show: so much more than the next one, in natural logarithms, and a neighbour that it binds to
# or stands beside so often.
_AHEAD, _BINDING, _OFTEN = 2.0, 0.05, 20
# Of 53 letters so mended on 24 made scans 42 were right; every one asks to be looked at.
_CONFIDENCE = 0.8
# Every mark that differs, in natural logarithms: recognition loses letters and keeps the marks of the others.
_OTHER_MARK = 2.0


def find_lost_letters(evidence: Evidence) -> Iterator[Change]:
    """Yield words unknown to all law texts with the one word, a letter apart, that fits between their neighbours.

    >>> from normalizers.repair.evidence import gather
    >>> [change.key for change in find_lost_letters(gather("bộ phận php chế, kinñ phí, vùng trũng"))]
    ['pháp', 'kinh']
    >>> [change.key for change in find_lost_letters(gather("thử nghệm thiết bị", doubted=[1]))]
    ['nghiệm']
    """
    for index, word in enumerate(evidence.words):
        is_word = not word.is_free or word.end - word.start < _SHORTEST or word.key in evidence.model.counts
        if is_word or evidence.text[word.start : word.end][1:].lower() != evidence.text[word.start + 1 : word.end]:
            continue
        if evidence.is_name_like(index) or (is_possible(word.key) and index not in evidence.doubted):
            continue
        if best := _best(evidence, index):
            yield Change(index, best, RULE, _CONFIDENCE)


def is_possible(word: str) -> bool:
    """Whether a word begins and ends as known words do, tone included: it may be one that law texts never use.

    >>> [is_possible(word) for word in ("trũng", "nghệm", "php", "kinñ", "mửở")]
    [True, True, False, False, False]
    """
    onset = _ONSET.match(word)
    onsets, rimes = _known_parts()
    return onset is not None and onset[0] in onsets and word[onset.end() :] in rimes


@cache
def _known_parts() -> tuple[frozenset[str], frozenset[str]]:
    """How the words of law texts begin and end: consonants, and the rest with its tone."""
    parts = [(found[0], word[found.end() :]) for word in _common_words() if (found := _ONSET.match(word))]
    return frozenset(onset for onset, _ in parts), frozenset(rime for _, rime in parts)


def _common_words() -> Iterator[str]:
    return (word for words in load_model().others.values() for word in words)


def _best(evidence: Evidence, index: int) -> str | None:
    left, read, right = evidence.left(index), evidence.words[index].key, evidence.right(index)
    model = evidence.model
    fits = [
        (model.fit(left, word, right) - _OTHER_MARK * _differing_marks(read, word), word)
        for word in _a_letter_apart(strip_marks(read))
        if _is_called_for(model, left, word, right)
    ]
    ranked = sorted(fits, reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None
    return ranked[0][1]


def _is_called_for(model: SyllableModel, left: str | None, word: str, right: str | None) -> bool:
    pairs = model.pair(left, word), model.pair(word, right)
    if min(pairs) >= _SEEN or max(pairs) >= _OFTEN:
        return True
    return max(pairs) >= _SEEN and max(model.binding(left, word, word), model.binding(word, right, word)) >= _BINDING


@cache
def _a_letter_apart(bare: str) -> tuple[str, ...]:
    """The known words whose letters, marks aside, are these with one more, one less or one other."""
    others = load_model().others
    return tuple(word for letters, words in others.items() if _is_a_letter_apart(bare, letters) for word in words)


def _is_a_letter_apart(one: str, other: str) -> bool:
    """Whether one change of a letter makes one word the other.

    >>> [_is_a_letter_apart("nghem", word) for word in ("nghiem", "nghe", "nghen", "nghiep", "nghem")]
    [True, True, True, False, True]
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(
        one[start + skip_one :] == other[start + skip_other :] for skip_one, skip_other in ((1, 1), (1, 0), (0, 1))
    )


def _differing_marks(one: str, other: str) -> int:
    first, second = _marks(one), _marks(other)
    return sum(((first - second) + (second - first)).values())


def _marks(word: str) -> Counter[str]:
    return Counter(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.combining(sign))
