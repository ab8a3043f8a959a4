"""Hooks read as acutes: where a document shows that its scan loses hooks, every acute is asked whether it was one.

On two-tone and coarse scans a recogniser reads kiểm as kiếm, đổi as đối, tổ as tố, at its usual confidence and in
every look; the other way round hardly ever. Such a page gives itself away by the words that no other rule doubts.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from normalizers.repair.evidence import Change, Evidence
from normalizers.repair.repaired import Repair

RULE = "lost_hook"

_ACUTE, _HOOK = "\u0301", "\u0309"
# So many hooks put right by stronger evidence, and so many times as many as acutes that were read as hooks.
_LEAST, _MAJORITY = 3, 3
# In natural logarithms: what the hook must gain over the acute between its neighbours, and how often the pair with the
# hook must have been seen. On 29,000 right words of the truths, 4 changes none and 2 changes six;
# of 3,700 hooks made acutes it brings 93 % back.
_GAIN = 4.0
_SEEN = 3


def loses_hooks(repairs: Iterable[Repair]) -> bool:
    """Return whether the repairs of a document show that its hooks were read as acutes.

    >>> loses_hooks([Repair(0, 4, "kiếm", "kiểm", "context", 0.9)] * 3)
    True
    """
    pairs = [(repair.before, repair.after) for repair in repairs]
    lost = sum(with_hook(before) == after for before, after in pairs)
    found = sum(with_hook(after) == before for before, after in pairs)
    return lost >= max(_LEAST, _MAJORITY * found)


def find_hook_changes(evidence: Evidence) -> Iterator[Change]:
    """Yield words with an acute that are likelier with a hook, in documents whose hooks were read as acutes.

    >>> from normalizers.repair.evidence import gather
    >>> from normalizers.repair.voting import DocumentWords
    >>> text = "gần địa bàn, ốn định"
    >>> [change.key for change in find_hook_changes(gather(text, DocumentWords(loses_hooks=True)))]
    ['ổn']
    """
    if not evidence.document.loses_hooks:
        return
    for index, word in enumerate(evidence.words):
        if not word.is_free or index in evidence.settled or word.end - word.start < 2:
            continue
        meant = with_hook(word.key)
        if meant and _fits(evidence, index, meant):
            yield Change(index, meant, RULE, 0.95)


def _fits(evidence: Evidence, index: int, meant: str) -> bool:
    model, word = evidence.model, evidence.words[index].key
    left, right = evidence.left(index), evidence.right(index)
    seen = [model.pair(left, meant) >= _SEEN, model.pair(meant, right) >= _SEEN]
    enough = all(seen) if evidence.is_name_like(index) else any(seen)
    return enough and model.gain(left, (word, meant), right) > _GAIN


@cache
def with_hook(word: str) -> str:
    """Return the word with a hook for its acute, in NFC; empty where it has none.

    >>> with_hook("kiếm"), with_hook("Kiềm")
    ('kiểm', '')
    """
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", apart.replace(_ACUTE, _HOOK)) if _ACUTE in apart else ""
