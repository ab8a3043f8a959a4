"""Words that the page sets letter by letter ("Q U Y Ế T Đ Ị N H") or cuts in two ("Đ iều"), made whole again.

Only what the spelling proves is joined: every word that comes out is a Vietnamese syllable, and what it is made of
is none. The blanks of the page decide where a word ends, and where they are all alike, the only reading in syllables.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractors.page import BBox, Word
from extractors.syllables import is_syllable

# So many single letters in a row are a word set letter by letter; two or three may be labels or a formula.
_LEAST_LETTERS = 4
# Letters set apart stand no further from each other than this share of their size; columns do.
_LETTERS_APART = 1.5
# The blank between words set letter by letter is wider than that between their letters by this factor.
_WIDER = 1.6
# A word cut in two shows no more than a narrow blank.
_CUT = 0.4
# No syllable is longer: "nghiêng".
_LONGEST = 7
# Letters that begin a syllable and are none themselves; and a rime that is written so only behind another letter
# ("yê" where it begins the word).
_ONSETS = {"ng", "ngh", "nh", "gh", "kh", "ph", "th", "tr", "ch", "qu"}
_INNER_RIMES = ("iê", "iế", "iề", "iể", "iễ", "iệ")

Parted = Callable[[Word, Word], bool]


def mend_spacing(line: Sequence[Word], is_parted: Parted) -> list[Word]:
    """Return the words of one line, from left to right, with words set letter by letter or cut in two made whole.

    `is_parted` tells whether a drawn line stands between two words.

    >>> make = lambda text, x: Word(text, BBox(x, 0, x + 8 * len(text), 12), 12, 10)
    >>> never = lambda before, after: False
    >>> [word.text for word in mend_spacing([make(text, 11 * at) for at, text in enumerate("QUYẾTĐỊNH")], never)]
    ['QUYẾT', 'ĐỊNH']
    >>> [word.text for word in mend_spacing([make("Đ", 0), make("iều", 11), make("A", 40), make("B", 51)], never)]
    ['Điều', 'A', 'B']
    """
    words: list[Word] = []
    for run in _runs(line, is_parted):
        words += _whole(run) if len(run) >= _LEAST_LETTERS else run
    return list(_with_heads(words, is_parted))


def _runs(line: Sequence[Word], is_parted: Parted) -> Iterator[list[Word]]:
    """Neighbouring single letters together, every other word alone."""
    run: list[Word] = []
    for word in line:
        is_letter = len(word.text) == 1 and word.text.isalpha()
        if run and not (is_letter and _is_near(run[-1], word, _LETTERS_APART) and not is_parted(run[-1], word)):
            yield run
            run = []
        run.append(word)
        if not is_letter:
            yield run
            run = []
    if run:
        yield run


def _whole(run: Sequence[Word]) -> list[Word]:
    parts = _by_blanks(run)
    if not all(_is_word("".join(word.text for word in part)) for part in parts):
        found = _only_reading("".join(word.text for word in run))
        if found is None:
            return list(run)
        parts = _cut(run, [len(text) for text in found])
    return [_joined(part) for part in parts]


def _by_blanks(run: Sequence[Word]) -> list[list[Word]]:
    narrow = min(_gap(before, after) for before, after in pairwise(run))
    parts = [[run[0]]]
    for before, after in pairwise(run):
        if _gap(before, after) > max(_WIDER * narrow, narrow + 0.1 * after.size):
            parts.append([])
        parts[-1].append(after)
    return parts


def _only_reading(text: str) -> list[str] | None:
    """The text as the fewest syllables of two letters and more; None where there is no such reading, or two."""
    readings: list[list[list[str]]] = [[[]]]
    for end in range(1, len(text) + 1):
        found = [
            [*before, text[start:end]]
            for start in range(max(0, end - _LONGEST), end)
            if _is_word(text[start:end])
            for before in readings[start]
        ]
        fewest = min(map(len, found), default=0)
        readings.append([reading for reading in found if len(reading) == fewest][:2])
    return readings[-1][0] if len(readings[-1]) == 1 else None


def _is_word(text: str) -> bool:
    return len(text) > 1 and is_syllable(text)


def _cut(run: Sequence[Word], lengths: Sequence[int]) -> list[list[Word]]:
    parts, start = [], 0
    for length in lengths:
        parts.append(list(run[start : start + length]))
        start += length
    return parts


def _with_heads(words: Sequence[Word], is_parted: Parted) -> Iterator[Word]:
    """Beginnings of words joined with the rest that stands close behind them."""
    head: Word | None = None
    for word in words:
        if head is not None and _is_cut_off(head, word) and not is_parted(head, word):
            yield _joined([head, word])
            head = None
            continue
        if head is not None:
            yield head
        head = word
    if head is not None:
        yield head


def _is_cut_off(head: Word, rest: Word) -> bool:
    if not rest.text.islower() or not _is_near(head, rest, _CUT) or not is_syllable(head.text + rest.text):
        return False
    if head.text.casefold() in _ONSETS:
        return not head.text[1:].isupper()
    return len(head.text) == 1 and not is_syllable(head.text) and rest.text.startswith(_INNER_RIMES)


def _is_near(before: Word, after: Word, reach: float) -> bool:
    return before.size == after.size and _gap(before, after) <= reach * after.size


def _gap(before: Word, after: Word) -> float:
    return after.box.x0 - before.box.x1


def _joined(words: Sequence[Word]) -> Word:
    box = BBox(
        min(word.box.x0 for word in words),
        min(word.box.top for word in words),
        max(word.box.x1 for word in words),
        max(word.box.bottom for word in words),
    )
    first = words[0]
    return Word("".join(word.text for word in words), box, first.size, first.baseline, first.is_raised)
