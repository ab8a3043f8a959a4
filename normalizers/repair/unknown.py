"""Words that no law text holds, and signs where none is printed: on a scan they are misread more often than not."""

import re

from normalizers.repair.syllable_model import load_model
from normalizers.repair.syllables import find_syllables, key_of

_SHORTEST = 2
# A dash that hangs on one word of two, or stands between two that law texts never hold side by side.
_HANGING = re.compile(r"(?<!\S)[^\W\d_]{2,}[-–](?= [^\W\d_])|(?<=[^\W\d_] )[-–][^\W\d_]{2,}(?![^\s,;.])")
_BETWEEN = re.compile(r"(?<!\S)([^\W\d_]{2,})-([^\W\d_]{2,})(?![\w/@.-])")


def find_unknown_words(text: str) -> tuple[str, ...]:
    """Return the words in small letters that 5.9 million syllables of law texts do not hold; codes are left out.

    >>> find_unknown_words("thi trắc nghệm trực tuyến của Cục VTLTNN tại gov.vn")
    ('nghệm',)
    """
    counts = load_model().counts
    return tuple(
        text[word.start : word.end]
        for word in find_syllables(text)
        if word.is_free
        and word.end - word.start >= _SHORTEST
        and text[word.start : word.end].islower()
        and word.key not in counts
    )


def find_odd_signs(text: str, *, has_more: bool = False) -> tuple[str, ...]:
    """Return the words with a dash that a speck was read as, and the last word where a colon stands behind it.

    `has_more`: rows below belong to it, which a colon may announce.

    >>> find_odd_signs("rà soát rõ- việc, quản lý đất-điều chỉnh, kinh tế-xã hội, kéo dài:")
    ('rõ-', 'đất-điều', 'dài:')
    >>> find_odd_signs("Hội Khoa học - Kỹ thuật; phát triển kinh tế - xã hội")
    ()
    """
    model = load_model()
    joined = (
        found[0]
        for found in _BETWEEN.finditer(text)
        if found[0].islower() and not model.pair(key_of(found[1]), key_of(found[2]))
    )
    last = text.split()[-1:] if text.endswith(":") and not has_more else ()
    return (*(found[0] for found in _HANGING.finditer(text)), *joined, *last)
