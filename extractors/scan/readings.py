"""Several readings of one line to one: where they agree it stands; where they differ evidence decides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from extractors.scan.ocr import SeenWord
from extractors.syllables import is_syllable

_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[(\[\"“]*\d[\d.,/%:-]*[)\].,;:%\"”]*")
# Abbreviations with a capital behind a small letter or the other way round: the Prime Minister, degrees, drafts.
_MIXED = frozenset({"TTg", "PTTg", "ThS", "TTr"})
_CODE = re.compile(r"[A-ZĐƯƠÂĂÊÔ&/.\d-]+")

# Words read with less confidence than this are looked at again: of those with more, one in 1,000 is wrong.
SURE = 0.93

# What a look that saw nothing says: twice this is less than a word read surely. It says next to nothing where the look
# passed over ink as high as letters.
_NOTHING, _SKIPPED = 0.45, 0.1

Reading = Sequence[SeenWord]


@dataclass(frozen=True, slots=True)
class Choice:
    """The words chosen for a piece of a line: how many readings say so, of how many."""

    words: tuple[SeenWord, ...]
    votes: int
    voters: int


def choose(readings: Sequence[Reading]) -> list[Choice]:
    """Return the line piece by piece, each as the best supported reading has it.

    A reading's support for a piece is the confidence of its least sure word, less where the words are no words.
    """
    nothing = [_SKIPPED if any(word.skips for word in reading) else _NOTHING for reading in readings]
    return [_best(options, nothing) for options in _pieces(readings)]


def _best(options: Sequence[tuple[SeenWord, ...]], nothing: Sequence[float]) -> Choice:
    by_text: dict[tuple[str, ...], list[tuple[float, tuple[SeenWord, ...]]]] = {}
    for option, silent in zip(options, nothing, strict=True):
        support = _support(option) if option else silent
        by_text.setdefault(tuple(word.text for word in option), []).append((support, option))
    best = max(by_text.values(), key=lambda same: (sum(support for support, _ in same), len(same)))
    return Choice(max(best, key=itemgetter(0))[1], len(best), len(options))


def _support(words: Sequence[SeenWord]) -> float:
    """How much a reading says for its words, 0–1."""
    return min(word.confidence * plausibility(word.text) for word in words)


@lru_cache(maxsize=1 << 15)
def plausibility(text: str) -> float:
    """Return how much a word looks like one of a decision, 0–1: syllables, numbers and codes do.

    >>> [plausibility(word) for word in ("chuyển", "12/2023", "BTTTT-THH;", "749/QĐ-TTg", "gÓp", "sừ+")]
    [1.0, 1.0, 1.0, 1.0, 0.5, 0.7]
    """
    if _NUMBER.fullmatch(text) or _CODE.fullmatch(text.strip("()[],;:\"“”'")):
        return 1.0
    parts = _LETTERS.findall(text)
    if any(part[1:] != part[1:].lower() and part != part.upper() and part not in _MIXED for part in parts):
        return 0.5
    bare = _LETTERS.sub("", text)
    if len(parts) <= 1 and not re.fullmatch(r"[-–(\[\"“'‘]*[)\].,;:\"”'’…?/-]*", bare):
        return 0.7
    is_code = len(parts) > 1 and all(part.isupper() or part in _MIXED for part in parts)
    return 1.0 if is_code or all(part in _MIXED or is_syllable(part) for part in parts) else 0.8


def tidy_case(text: str) -> str:
    """Return the word without capitals behind its first letter, where that leaves a syllable: no syllable has them.

    >>> tidy_case("gÓp"), tidy_case("THương,"), tidy_case("TTg"), tidy_case("VNeID"), tidy_case("BHYT")
    ('góp', 'Thương,', 'TTg', 'VNeID', 'BHYT')
    """
    part = _LETTERS.search(text)
    if not part or not is_syllable(part[0]) or not (part[0][0].islower() or part[0][2:].islower()):
        return text
    return text.replace(part[0], part[0][0] + part[0][1:].lower())


def _pieces(readings: Sequence[Reading]) -> Iterator[tuple[tuple[SeenWord, ...], ...]]:
    """The readings cut at the places where all of them are in step with the first."""
    first, *others = readings
    cuts = [dict(_cuts(first, other)) for other in others]
    shared = [at for at in range(len(first) + 1) if all(at in cut for cut in cuts)]
    for start, end in pairwise(shared):
        yield (
            tuple(first[start:end]),
            *(tuple(other[cut[start] : cut[end]]) for other, cut in zip(others, cuts, strict=True)),
        )
    if len(shared) < 2:
        yield tuple(tuple(reading) for reading in readings)


def _cuts(one: Reading, other: Reading) -> Iterator[tuple[int, int]]:
    """Places (before a word of each) where both readings are in step: at their ends and beside words they share."""
    texts, others = [word.text for word in one], [word.text for word in other]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, texts, others, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i_end - i == j_end - j):
            yield from ((i + n, j + n) for n in range(1, i_end - i))
            if tag == "equal":
                yield i, j
                yield i_end, j_end
    # Last, for the later of two cuts at a word counts: what one reading has before the first word of the other is not
    # lost.
    yield 0, 0
    yield len(one), len(other)
