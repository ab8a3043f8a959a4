"""What the rest of the document says: its own phrases, counted, and words outvoted by them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from normalizers.repair.look_alikes import DocumentForms, learn_forms
from normalizers.repair.syllables import find_syllables


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """How often each pair and each run of three syllables stands in one document, as keys joined by a blank.

    `loses_hooks` where its scan shows hooks as acutes (`hooks.py`). `forms`: how it writes quarters and abbreviations.
    """

    runs: Mapping[str, int] = field(default_factory=dict)
    loses_hooks: bool = False
    forms: DocumentForms = field(default_factory=DocumentForms)

    def count(self, *words: str | None) -> int:
        """How often these two or three syllables stand side by side; 0 where one is missing."""
        known = [word for word in words if word is not None]
        return self.runs.get(" ".join(known), 0) if len(known) == len(words) else 0


def learn_words(texts: Sequence[str]) -> DocumentWords:
    """Return the phrases of a document, given its cells and paragraphs in NFC.

    >>> learn_words(["Ban Chỉ đạo chuyển đổi số", "chuyển đổi số"]).count("chuyển", "đổi")
    2
    """
    runs: Counter[str] = Counter()
    for text in texts:
        first = second = ""
        for word in find_syllables(text):
            if not word.is_joined:
                first = second = ""
            if second:
                runs[f"{second} {word.key}"] += 1
            if first:
                runs[f"{first} {second} {word.key}"] += 1
            first, second = second, word.key
    return DocumentWords(dict(runs), forms=learn_forms(texts))
