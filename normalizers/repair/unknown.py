"""Words that no law text holds: on a scan they are misread more often than not."""

from normalizers.repair.syllable_model import load_model
from normalizers.repair.syllables import find_syllables

_SHORTEST = 2


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
