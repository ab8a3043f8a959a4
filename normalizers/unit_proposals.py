"""Names of units that the gazetteer lacks, proposed from running text for a person to judge."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.actors.cell_words import Word, words_of
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.unit_entries import unit_heads
from normalizers.actors.units import ActorContext, find_units, opens_unit
from normalizers.nlp import Tagged, find_tags
from normalizers.resources import load_resource
from normalizers.text import clean

# Nouns, proper nouns, adjectives and numerals (the tagger's guess for what it does not know) go on with a name.
# A capital letter does so too; a small verb ends it.
_NAME_TAGS = frozenset({"N", "Np", "Ny", "A", "M"})
_NO_CONTEXT = ActorContext()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name as written, and how often the texts name it."""

    name: str
    count: int


def propose_units(texts: Iterable[str], context: ActorContext = _NO_CONTEXT) -> tuple[Proposal, ...]:
    """Return the unknown units that running texts seem to name, the most frequent first.

    A name begins with a head noun (Cục, Trung tâm …) before a capital letter and ends where the part of speech or a
    duty ("rà soát") says that no name goes on. Two of three names are right to the letter, most others begin right and
    end wrong: proposals for `units.yml`, not facts.

    >>> propose_units(["Giao Cục Kiểm định hàng không rà soát.", "Vụ Pháp chế báo cáo."], ActorContext("Bộ Y tế"))
    (Proposal(name='Cục Kiểm định hàng không', count=1),)
    """
    counts = Counter(name for text in texts for line in text.splitlines() for name in _names(line, context))
    return tuple(Proposal(name, count) for name, count in counts.most_common())


def _names(line: str, context: ActorContext) -> Iterator[str]:
    line = unicodedata.normalize("NFC", line)
    words = words_of(line)
    starts = [index for index, word in enumerate(words) if _opens_name(words, index) and not _is_shouted(word, line)]
    if not starts:
        return
    tags = find_tags(line)
    known = [(unit.start, unit.end) for unit in find_units(line, context)]
    done = 0
    for index in starts:
        start, end = words[index].start, _end_of_name(line, words, index, tags)
        if start >= done and not any(first < end and start < last for first, last in known):
            yield clean(line[start:end])
        done = max(done, end)


def _opens_name(words: Sequence[Word], index: int) -> bool:
    if words[index].mark or not words[index].is_capital or not opens_unit(words, index):
        return False
    found = unit_heads().at(words, index)
    return found is not None and found[1] < len(words) and words[found[1]].is_capital


def _is_shouted(word: Word, line: str) -> bool:
    """Capitals as in a letterhead ("BỘ TRƯỞNG", "XÃ HỘI CHỦ NGHĨA"), or a short form ("TT"): no name to propose."""
    return line[word.start : word.end].isupper()


def _end_of_name(line: str, words: Sequence[Word], index: int, tags: Sequence[Tagged]) -> int:
    """Behind the last word that belongs to the name; its first capital word belongs in any case."""
    found = unit_heads().at(words, index)
    first = index if found is None else found[1]
    end = words[first].end
    duty = _start_of_duty(words, first + 1)
    for tagged in tags:
        if tagged.end <= end:
            continue
        goes_on = tagged.start < end or tagged.tag in _NAME_TAGS or line[tagged.start].isupper()
        if not goes_on or tagged.start >= duty:
            break
        end = tagged.end
    return min(end, max(duty, words[first].end))


def _start_of_duty(words: Sequence[Word], index: int) -> int:
    """Where the first small word stands that tells of duties ("rà soát", "báo cáo"), or the end of the line."""
    for at in range(index, len(words)):
        if words[at].text.islower() and _duties().at(words, at) is not None:
            return words[at].start
    return words[-1].end


@cache
def _duties() -> Phrases:
    lists = load_resource("list_words.yml")
    return phrases_of((phrase, phrase) for phrase in (*lists["trailing"], *lists["trailing_unknown"]))
