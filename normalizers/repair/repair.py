"""Repair of recognition errors in words of Vietnamese administrative text; every change is recorded.

Codes, numbers, addresses, abbreviations and names of persons are left alone. Both right spellings stay: hằng năm and
hàng năm, hòa and hoà. The rules run in order until none of them changes a word any more, so repairing twice changes
nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from normalizers.repair.confusions import print_like
from normalizers.repair.context import find_context_changes, find_scanned_changes
from normalizers.repair.date_words import find_date_words
from normalizers.repair.evidence import Change, Evidence, Rule, weigh
from normalizers.repair.glued import find_glued_words
from normalizers.repair.hooks import find_hook_changes
from normalizers.repair.lists import find_list_repairs
from normalizers.repair.look_alikes import find_look_alikes
from normalizers.repair.lost_letters import find_lost_letters
from normalizers.repair.phrases import find_phrase_changes, find_purpose_changes
from normalizers.repair.province_names import find_province_repairs
from normalizers.repair.repaired import Repair, RepairedText, apply_repairs, moved_back, shift_at
from normalizers.repair.stops import find_stop_repairs
from normalizers.repair.syllables import Syllable, find_syllables
from normalizers.repair.symbols import find_symbol_repairs
from normalizers.repair.votes import find_vote_changes
from normalizers.repair.voting import DocumentWords, learn_words

__all__ = ["DocumentWords", "Repair", "RepairedText", "learn_words", "repair_text"]

RULES: tuple[Rule, ...] = (
    find_purpose_changes,
    find_phrase_changes,
    find_context_changes,
    find_hook_changes,
    find_vote_changes,
)
# Recognition loses letters, persons do not: what a person types that no law text holds is the person's own word.
_OF_RECOGNISED: tuple[Rule, ...] = (*RULES, find_scanned_changes, find_lost_letters)
# Each round settles at least one word and mends its neighbours' context; damaged runs are short.
_MOST_ROUNDS = 6
# A text without one Vietnamese mark is foreign or a code list.
_MARKED = re.compile(r"[à-ỹÀ-Ỹđ]", re.IGNORECASE)


def repair_text(text: str, document: DocumentWords, doubtful: Sequence[tuple[int, int]] | None = None) -> RepairedText:
    """Return the text with damaged words repaired, and what was changed by which rule.

    `document`: the document's own phrases (`learn_words`). `doubtful`: spans that the recogniser was not sure of, None
    where the text was not recognised; without them only words in impossible company are looked at. Stops that are
    specks, signs that look alike, lost letters and provinces without their marks are only looked for in recognised
    text. Offsets are those of the NFC form of `text`.

    >>> repaired = repair_text("Quản triệt chủ trương chuyên đổi số", DocumentWords())
    >>> repaired.text, [(repair.before, repair.rule) for repair in repaired.repairs]
    ('Quán triệt chủ trương chuyển đổi số', [('Quản', 'phrase'), ('chuyên', 'phrase')])
    """
    text = unicodedata.normalize("NFC", text)
    if not _MARKED.search(text):
        return RepairedText(text)
    if doubtful is None:
        return apply_repairs(text, _word_repairs(text, document, (), RULES))
    signs = tuple(_sign_repairs(text, document, doubtful))
    plain = apply_repairs(text, signs).text
    spans = [(start + shift_at(start, signs), end + shift_at(end, signs)) for start, end in doubtful]
    words = _word_repairs(plain, document, spans, _OF_RECOGNISED)
    both = (*signs, *(moved_back(repair, signs) for repair in words))
    return RepairedText(apply_repairs(plain, words).text, tuple(sorted(both, key=lambda repair: repair.start)))


def _sign_repairs(text: str, document: DocumentWords, doubtful: Sequence[tuple[int, int]]) -> Iterator[Repair]:
    """Provinces by their letters, words run together, stops that are specks, look-alikes; in reading order, apart."""
    end = 0
    found = [
        *find_province_repairs(text),
        *find_glued_words(text),
        *find_list_repairs(text),
        *find_date_words(text),
        *find_symbol_repairs(text),
        *find_stop_repairs(text),
        *find_look_alikes(text, document.forms, doubtful),
    ]
    for repair in sorted(found, key=lambda repair: repair.start):
        if repair.start >= end:
            yield repair
            end = repair.end


def _word_repairs(
    text: str, document: DocumentWords, doubtful: Sequence[tuple[int, int]], rules: Sequence[Rule]
) -> tuple[Repair, ...]:
    words = find_syllables(text)
    changes: dict[int, Change] = {}
    doubted = _doubted(words, doubtful)
    for _ in range(_MOST_ROUNDS):
        fresh = _next_changes(weigh(text, words, document, doubted), rules)
        if not fresh:
            break
        for change in fresh:
            words[change.place] = words[change.place]._replace(key=change.key)
            changes[change.place] = change
    repairs = (_repair(text, words[index], changes[index]) for index in sorted(changes))
    return tuple(repair for repair in repairs if repair.before != repair.after)


def _next_changes(evidence: Evidence, rules: Sequence[Rule]) -> list[Change]:
    """The changes of the first rule that proposes any: what it mends may be all that the next one needs."""
    return next((found for rule in rules if (found := list(rule(evidence)))), [])


def _repair(text: str, word: Syllable, change: Change) -> Repair:
    before = text[word.start : word.end]
    return Repair(word.start, word.end, before, print_like(before, change.key), change.rule, change.confidence)


def _doubted(words: Sequence[Syllable], spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        index for index, word in enumerate(words) if any(start < word.end and word.start < end for start, end in spans)
    )
