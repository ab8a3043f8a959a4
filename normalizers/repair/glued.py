"""Two words that recognition ran together: "Vềviệc" is "Về việc". No Vietnamese word is longer than a syllable."""

import re
from collections.abc import Iterator

from normalizers.repair.repaired import Repair
from normalizers.repair.syllable_model import SyllableModel, load_model
from normalizers.repair.syllables import key_of

RULE = "glued"
_CONFIDENCE = 0.95
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]{4,}(?![\w@/-]|\.\w)")
# Law texts hold the two side by side so often: 13 of 18 words run together that were seen on made and real scans.
_LEAST_PAIR = 3
_LEAST_LETTERS = 2
_QUARTER = re.compile(r"(I{1,3}|IV)(năm)")


def find_glued_words(text: str) -> Iterator[Repair]:
    """Yield words that law texts do not hold as the two that they do, where these stand side by side there.

    Only for texts that were recognised. Words without a mark are foreign as often as not and are left alone.

    >>> [found.after for found in find_glued_words("Vềviệc tổchức hội nghị quý Inăm 2024")]
    ['Về việc', 'tổ chức', 'I năm']
    >>> list(find_glued_words("dữ liệu online, Internet, VNeID, nghệm thu"))
    []
    """
    model = load_model()
    for found in _WORD.finditer(text):
        after = _parted(model, found[0])
        if after:
            yield Repair(found.start(), found.end(), found[0], after, RULE, _CONFIDENCE)


def _parted(model: SyllableModel, word: str) -> str | None:
    if quarter := _QUARTER.fullmatch(word):
        return f"{quarter[1]} {quarter[2]}"
    if word.isascii() or key_of(word) in model.counts:
        return None
    places = range(_LEAST_LETTERS, len(word) - _LEAST_LETTERS + 1)
    pairs = {at: model.pair(key_of(word[:at]), key_of(word[at:])) for at in places if _is_cased(word, at)}
    best = max(pairs, key=pairs.__getitem__, default=None)
    return f"{word[:best]} {word[best:]}" if best is not None and pairs[best] >= _LEAST_PAIR else None


def _is_cased(word: str, at: int) -> bool:
    """Whether both parts are written as words are: small letters, a capital before them, or capitals alone."""
    return all(part.isupper() or part[1:].islower() for part in (word[:at], word[at:])) and (
        word[:at].isupper() == word[at:].isupper() or not word[at:].isupper()
    )
