"""How many of the truth's Vietnamese letters come out the same: the yardstick for text in legacy fonts and for OCR."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.evaluation.figures import Ratio

# Horn, breve, circumflex and the five tones, as NFD writes them; đ is a letter of its own.
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_Tokens = Sequence[str]


def score_diacritics(truth: str, result: str, *, ignores_case: bool = True) -> Ratio:
    """Return how many of the truth's letters with a Vietnamese mark (or đ) stand in the result, of how many.

    Words are aligned in NFC; within words that differ, letters are. Words that stand elsewhere in the result (columns
    read in another order) count as found: order is another figure. Capitals of all-capital fonts are a matter of print
    and count as the same unless `ignores_case` is off.

    >>> score_diacritics("Quyết định", "Quyêt định")
    Ratio(good=2, total=3)
    >>> score_diacritics("Hà Nội, ngày 5", "ngày 5 Hà Nội,").score
    1.0
    """
    wanted, found = (_tokens(text, ignores_case=ignores_case) for text in (truth, result))
    total = sum(map(_marked_count, wanted))
    missing: list[tuple[str, ...]] = []
    spare: Counter[str] = Counter()
    right = 0
    for is_equal, ours, theirs in _spans(wanted, found):
        if is_equal:
            right += sum(map(_marked_count, ours))
        else:
            missing.append((" ".join(ours), " ".join(theirs)))
            spare.update(theirs)
    return Ratio(right + sum(_right_letters(ours, theirs, spare) for ours, theirs in missing), total)


def _tokens(text: str, *, ignores_case: bool) -> list[str]:
    plain = unicodedata.normalize("NFC", text)
    return (plain.casefold() if ignores_case else plain).split()


def _spans(wanted: _Tokens, found: _Tokens) -> Iterator[tuple[bool, _Tokens, _Tokens]]:
    """Runs of words that are equal, and what stands between them on both sides."""
    begin, start = 0, 0
    for block in Levenshtein.editops(wanted, found).as_matching_blocks():
        if (begin, start) != (block.a, block.b):
            yield False, wanted[begin : block.a], found[start : block.b]
        if block.size:
            yield True, wanted[block.a : block.a + block.size], found[block.b : block.b + block.size]
        begin, start = block.a + block.size, block.b + block.size


def _right_letters(ours: str, theirs: str, spare: Counter[str]) -> int:
    """Marked letters of one span: words found elsewhere first, letters aligned in what is left of both."""
    left = []
    right = 0
    for word in ours.split():
        if spare[word]:
            spare[word] -= 1
            right += _marked_count(word)
        else:
            left.append(word)
    rest = " ".join(left)
    blocks = Levenshtein.editops(rest, theirs).as_matching_blocks()
    return right + sum(_marked_count(rest[block.a : block.a + block.size]) for block in blocks)


def _marked_count(word: str) -> int:
    return sum(map(_is_marked, word))


def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or (letter.isalpha() and not _MARKS.isdisjoint(unicodedata.normalize("NFD", letter)))
