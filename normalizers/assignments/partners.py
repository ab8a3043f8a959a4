"""With whom a duty is to be done: "Chủ trì, phối hợp với A, B và các đơn vị liên quan <verb> …"."""

from collections.abc import Sequence

from normalizers.actors.cell_words import Word, words_of
from normalizers.actors.openings import find_opening
from normalizers.actors.unit_entries import load_gazetteer
from normalizers.assignments.bodies import is_verb
from normalizers.assignments.vocabulary import listed
from normalizers.text import clean

# A clause before the verb ("Căn cứ chức năng, nhiệm vụ được giao,") is no longer than this.
_MOST_CLAUSE_WORDS = 30
_MOST_PARTNER_WORDS = 60
_MOST_WITHOUT_VERB = 25


def find_partners(text: str) -> str | None:
    """Return the bodies a duty is to be done with, as printed, where its first words name them; else None.

    >>> find_partners("Chủ trì, phối hợp với Sở Xây dựng và các đơn vị liên quan tổ chức hội nghị")
    'Sở Xây dựng và các đơn vị liên quan'
    >>> find_partners("Phối hợp chặt chẽ, kịp thời trong công tác kiểm tra") is None
    True
    """
    text = clean(text)
    words = words_of(text)
    start = _start_of_partners(words)
    if start is None or start >= len(words) or not _opens(words, start):
        return None
    stop = _end_of_partners(words, start)
    if stop is None:
        return None
    return text[words[start].start : words[stop - 1].end].strip(" ,;:.") or None


def _start_of_partners(words: Sequence[Word]) -> int | None:
    """The index behind the cue, where nothing but words of duty stands before it."""
    index = _behind_clause(words)
    while index < len(words):
        stop = listed("partner_cues").end(words, index)
        if stop is not None:
            return stop
        stop = listed("before_partners").end(words, index)
        if stop is None and words[index].mark not in {",", "-", "–", "+", "•"}:
            return None
        index = stop if stop is not None else index + 1
    return None


def _behind_clause(words: Sequence[Word]) -> int:
    """The index behind an opening clause that ends with a comma before a word of duty; 0 where there is none."""
    if listed("opening_clauses").end(words, 0) is None:
        return 0
    for index in range(1, min(len(words) - 1, _MOST_CLAUSE_WORDS)):
        if words[index].mark == "," and (
            listed("before_partners").end(words, index + 1) or listed("partner_cues").end(words, index + 1)
        ):
            return index + 1
    return 0


def _opens(words: Sequence[Word], index: int) -> bool:
    return find_opening(words, index) is not None or listed("partners").end(words, index) is not None


def _end_of_partners(words: Sequence[Word], start: int) -> int | None:
    index = start
    while index < min(len(words), start + _MOST_PARTNER_WORDS):
        if index > start and _ends(words, index):
            return index
        index = _next(words, index, start)
    # Without a verb a long list is a sentence that was not understood.
    return len(words) if index >= len(words) and len(words) - start <= _MOST_WITHOUT_VERB else None


def _ends(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.mark:
        return word.mark in {";", ":", "."}
    if not word.text.islower():
        return False
    if listed("after_partners").end(words, index) is not None:
        return True
    return listed("verbs").end(words, index) is not None and is_verb(words, index)


def _next(words: Sequence[Word], index: int, start: int) -> int:
    if words[index].mark == "(":
        return next((at + 1 for at in range(index, len(words)) if words[at].mark == ")"), index + 1)
    known = load_gazetteer().longest(words, index) if words[index].is_capital else None
    if known:
        return known.stop
    stop = listed("partners").end(words, index) if index == start else None
    return stop or index + 1
