"""Held-out noise: clean law texts damaged the way Tesseract damages them, and what the repair makes of it.

The counts of syllables were taken over the sample texts too, so they are first taken out of the model.
"""

import random
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from normalizers.repair.repair import learn_words, repair_text
from normalizers.repair.repaired import RepairedText
from normalizers.repair.syllable_model import SyllableModel, build_model, load_model
from normalizers.repair.syllables import Syllable, find_syllables

# Letter printed -> letters read, with how often; counted on Tesseract 5 pages of known text. Not the rules' own table.
CONFUSED: Mapping[str, str] = {
    "i": "ỉỉỉỉỉíìị", "d": "đđđ", "đ": "d", "a": "ảảáạà", "á": "aaảàạâ", "à": "aảạã", "ả": "àâáa", "ã": "ảà",
    "ạ": "aậ", "ă": "àâa", "ắ": "áăầ", "ằ": "àă", "ặ": "ăạ", "â": "àaắầ", "ấ": "áâầắẩ", "ầ": "âấaẩ",
    "ẩ": "âầ", "ẫ": "âẩ", "ậ": "âạ", "e": "é", "é": "e", "ẻ": "e", "ê": "eé", "ế": "êéệ", "ề": "ểểểêếeẽ",
    "ể": "êềe", "ễ": "êể", "ệ": "êẹ", "í": "iịì", "ì": "i", "ỉ": "íi", "ị": "íỉi", "o": "ỏ", "ó": "o",
    "ò": "ọo", "ọ": "o", "ô": "óỗồo", "ố": "óôồổỏo", "ồ": "ốỏỗộ", "ổ": "ốôỏ", "ỗ": "ô", "ộ": "ôọ", "ơ": "oò",
    "ớ": "ơờ", "ờ": "ơò", "ở": "ờơ", "ợ": "ơọ", "u": "ụù", "ú": "uù", "ủ": "úùu", "ụ": "u", "ư": "ừu",
    "ứ": "ửựư", "ừ": "ưử", "ử": "ứư", "ữ": "ừử", "ự": "ưụ", "y": "ý", "ý": "y", "ỹ": "ỳý",
}  # fmt: skip


@dataclass(slots=True)
class Score:
    """Counts over the words of a text, by rule: repaired, wrongly repaired though damaged, changed though right."""

    words: int = 0
    damaged: int = 0
    repaired: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    spoilt: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)

    def table(self) -> str:
        """One line a rule."""
        rules = sorted({*self.repaired, *self.wrong, *self.spoilt})
        lines = [f"{r:24}{self.repaired[r]:8}{self.wrong[r]:6}{self.spoilt[r]:6}" for r in rules]
        found = sum(self.repaired.values())
        return "\n".join([f"words {self.words} damaged {self.damaged} repaired {found}", *lines])


def held_out_model(texts: Iterable[str]) -> SyllableModel:
    """The project's counts without those of the given texts; what falls below 3 would not have been counted."""
    model = load_model()
    counts, pairs = Counter(model.counts), {word: Counter(after) for word, after in model.pairs.items()}
    for text in texts:
        words = find_syllables(unicodedata.normalize("NFC", text))
        for index, word in enumerate(words):
            counts[word.key] -= word.key in model.counts
            if word.is_joined and words[index - 1].key in pairs:
                pairs[words[index - 1].key][word.key] -= 1
    kept = {word: {after: count for after, count in seen.items() if count >= 3} for word, seen in pairs.items()}
    return build_model({word: count for word, count in counts.items() if count > 0}, kept)


def damage(text: str, rate: float, rng: random.Random) -> str:
    """The text with about this share of its free syllables damaged in one letter; lengths stay."""
    letters = list(text)
    for word in find_syllables(text):
        if word.is_free and word.end - word.start > 1 and rng.random() < rate:
            _damage_word(letters, word, rng)
    return "".join(letters)


def _damage_word(letters: list[str], word: Syllable, rng: random.Random) -> None:
    places = [at for at in range(word.start, word.end) if letters[at].lower() in CONFUSED]
    if places:
        at = rng.choice(places)
        read = rng.choice(CONFUSED[letters[at].lower()])
        letters[at] = read.upper() if letters[at].isupper() else read


def paragraphs(text: str, least: int = 4) -> list[str]:
    """The lines of a text that have some words."""
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines()]
    return [line for line in lines if len(line.split()) >= least]


def score_document(score: Score, clean: Sequence[str], noisy: Sequence[str], doubtful: bool = False) -> None:
    """Repair the noisy paragraphs of one document and add what came of it; lengths of clean and noisy are equal."""
    document = learn_words(noisy)
    for right, read in zip(clean, noisy, strict=True):
        spans = list(_damaged_spans(right, read)) if doubtful else None
        _count(score, right, read, repair_text(read, document, spans))


def _damaged_spans(right: str, read: str) -> Iterator[tuple[int, int]]:
    return (
        (word.start, word.end)
        for word in find_syllables(read)
        if right[word.start : word.end] != read[word.start : word.end]
    )


def _count(score: Score, right: str, read: str, repaired: RepairedText) -> None:
    words = find_syllables(right)
    score.words += len(words)
    score.damaged += sum(right[word.start : word.end] != read[word.start : word.end] for word in words)
    for repair in repaired.repairs:
        printed = right[repair.start : repair.end]
        kind = "spoilt" if printed == repair.before else "repaired" if printed == repair.after else "wrong"
        getattr(score, kind)[repair.rule] += 1
        context = read[max(0, repair.start - 25) : repair.end + 25]
        score.changes.append(
            f"{kind} {repair.rule} {repair.confidence} {repair.before}→{repair.after} ({printed}) | {context}"
        )
