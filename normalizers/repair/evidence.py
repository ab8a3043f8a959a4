"""What a rule of repair may look at: the words with their neighbours, the model, the document, the doubts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from normalizers.repair.phrase_matches import Match, find_matches
from normalizers.repair.syllable_model import SyllableModel, load_model
from normalizers.repair.syllables import Syllable, find_syllables
from normalizers.repair.voting import DocumentWords


class Change(NamedTuple):
    """A rule's proposal: the word at `place` in the list of words reads `key`."""

    place: int
    key: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One text and all that is known about it. `settled` words belong to a right phrase of three words or more."""

    text: str
    words: Sequence[Syllable]
    model: SyllableModel
    document: DocumentWords = field(default_factory=DocumentWords)
    doubted: frozenset[int] = frozenset()
    matches: tuple[Match, ...] = ()
    settled: frozenset[int] = frozenset()

    def left(self, index: int) -> str | None:
        """The key of the word before, when nothing but a blank stands between."""
        return self.words[index - 1].key if index > 0 and self.words[index].is_joined else None

    def right(self, index: int) -> str | None:
        """The key of the word after, when nothing but a blank stands between."""
        after = index + 1
        return self.words[after].key if after < len(self.words) and self.words[after].is_joined else None

    def is_name_like(self, index: int) -> bool:
        """Whether the word has a capital and stands beside another one: a person, a place, a heading.

        The capital of a first word says nothing where small letters follow both: "Các Chi cục", but "Đỗ Thị Lan".
        """
        words = self.words
        if not words[index].is_capital:
            return False
        before = index > 0 and words[index].is_joined and words[index - 1].is_capital
        is_followed = index + 1 < len(words) and words[index + 1].is_joined
        if is_followed and words[index + 1].is_capital:
            return True
        return before and not (is_followed and (index == 1 or not words[index - 1].is_joined))


def gather(text: str, document: DocumentWords | None = None, doubted: Iterable[int] = ()) -> Evidence:
    """Return the evidence of a text in NFC; `doubted` are indices of words.

    >>> gather("Cổng dữ liệu").settled == {0, 1, 2}
    True
    """
    return weigh(text, find_syllables(text), document or DocumentWords(), frozenset(doubted))


def weigh(text: str, words: Sequence[Syllable], document: DocumentWords, doubted: frozenset[int]) -> Evidence:
    """Return the evidence of a text whose words are read so far as `words`."""
    matches = find_matches(text, words)
    right = [match for match in matches if not match.changed and len(match.phrase.words) > 2]
    settled = frozenset(index for match in right for index in range(match.start, match.end))
    return Evidence(text, words, load_model(), document, doubted, matches, settled)


Rule = Callable[[Evidence], Iterable[Change]]
