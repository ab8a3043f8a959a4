"""Repair by closed vocabularies: fixed phrases, names of bodies, kinds of documents, purposes in recipient lists."""

import re
from collections.abc import Iterator
from functools import cache

from normalizers.repair.evidence import Change, Evidence
from normalizers.repair.phrase_matches import GUARD, LONG_NAME, Match
from normalizers.resources import load_resource
from normalizers.text import strip_marks

# Laws hold misprints too: the pair as printed may have been seen, but far less than the phrase's own; and in a phrase
# of two words no more often than this.
_MISPRINTS = 5
_RARER = 30
# What binds a word this much to the word beyond the phrase makes it part of that: "chi | thị trường".
_BOUND = 0.3
# Of so many words in a row one impossible pair is enough.
_LONG = 4
_NUMBERED = re.compile(r"\s*số\s*:?\s*\d{1,5}\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]", re.IGNORECASE)


def find_phrase_changes(evidence: Evidence) -> Iterator[Change]:
    """Yield the damaged words of fixed phrases, names of bodies and kinds of documents.

    >>> from normalizers.repair.evidence import gather
    >>> def changed(text): return [change.key for change in find_phrase_changes(gather(text))]
    >>> changed("Công dữ liệu của Bộ"), changed("dịch vụ công dữ liệu"), changed("Chi thị số 14/CT-TTg")
    (['cổng'], [], ['chỉ'])
    """
    for match in evidence.matches:
        if match.changed and match.phrase.kind != GUARD and _is_damaged(evidence, match):
            for offset in match.changed:
                rule = match.phrase.kind
                yield Change(match.start + offset, match.phrase.words[offset], rule, _confidence(match))


def find_purpose_changes(evidence: Evidence) -> Iterator[Change]:
    """Yield "để" where a recipient's bracket has another word of those letters: "(đề t/h, p/h)".

    >>> from normalizers.repair.evidence import gather
    >>> [change.key for change in find_purpose_changes(gather("- Bộ Nội vụ (đề b/c);"))]
    ['để']
    """
    if "(" not in evidence.text:
        return
    starts = {found.start(1) for found in _purpose().finditer(evidence.text)}
    for index, word in enumerate(evidence.words):
        if word.start in starts and word.key != "để" and strip_marks(word.key) == "de":
            yield Change(index, "để", "purpose", 0.99)


def _is_damaged(evidence: Evidence, match: Match) -> bool:
    """Whether nobody writes it as printed, judged by the pairs inside and at both edges."""
    if match.phrase.kind == "document_type" and _NUMBERED.match(evidence.text, evidence.words[match.end - 1].end):
        return True
    pairs = [place for place in range(len(match.phrase.words) - 1) if {place, place + 1} & set(match.changed)]
    unseen = [_is_unseen(evidence, match, place) for place in pairs]
    length = len(match.phrase.words)
    enough = length >= LONG_NAME or (any(unseen) if length >= _LONG else all(unseen))
    return enough and not _is_bound_before(evidence, match) and not _is_bound_after(evidence, match)


def _is_unseen(evidence: Evidence, match: Match, place: int) -> bool:
    first, second = evidence.words[match.start + place].key, evidence.words[match.start + place + 1].key
    meant = evidence.model.pair(match.phrase.words[place], match.phrase.words[place + 1])
    seen = evidence.model.pair(first, second)
    return seen == 0 or (seen * _RARER <= meant and (seen <= _MISPRINTS or len(match.phrase.words) > 2))


def _is_bound_before(evidence: Evidence, match: Match) -> bool:
    """Whether the first word belongs to what stands before: "dịch vụ công | dữ liệu", "trọng tâm | quan trọng"."""
    before, first = evidence.left(match.start), evidence.words[match.start].key
    if before is None or (0 not in match.changed and len(match.phrase.words) > 2):
        return False
    return _is_phrase(evidence, match.start - 1) or _is_bound(evidence, before, first)


def _is_bound_after(evidence: Evidence, match: Match) -> bool:
    """Whether the last word belongs to what stands after: "chi | thị trường"."""
    last = len(match.phrase.words) - 1
    final, after = evidence.words[match.end - 1].key, evidence.right(match.end - 1)
    if after is None or (last not in match.changed and len(match.phrase.words) > 2):
        return False
    return _is_phrase(evidence, match.end - 1) or _is_bound(evidence, final, after)


def _is_phrase(evidence: Evidence, index: int) -> bool:
    """Whether this word and the next stand in one right phrase."""
    return any(not match.changed and match.start <= index < match.end - 1 for match in evidence.matches)


def _is_bound(evidence: Evidence, first: str, second: str) -> bool:
    rarer = min(evidence.model.counts.get(first, 0), evidence.model.counts.get(second, 0))
    return evidence.model.pair(first, second) > max(_BOUND * rarer, 5)


def _confidence(match: Match) -> float:
    return 0.99 if len(match.phrase.words) > 2 or match.phrase.kind == "document_type" else 0.97


@cache
def _purpose() -> re.Pattern[str]:
    purposes = "|".join(map(re.escape, load_resource("phrases.yml")["purposes"]))
    return re.compile(rf"\(\s*([dđDĐ]\w)\s+(?:{purposes})(?!\w)")
