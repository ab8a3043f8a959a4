"""Whether words can be Vietnamese: the shape of a syllable, as the spelling rules of the language allow it."""

import re
import unicodedata

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_RIME = (
    "(?:iêu|yêu|ươi|ươu|uôi|oai|oay|oeo|uây|uyê|uya|uyu|iê|yê|ươ|uô|uơ|uê|uâ|uy|oa|oă|oe|oo|ai|ay|ây|ao|au|âu|eo|êu|"
    "ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|[aăâeêioôơuưy])"
)
_CODA = "(?:ch|nh|ng|[cmnpt])?"
_SYLLABLE = re.compile(f"{_ONSET}{_RIME}{_CODA}")
_WORD = re.compile(r"[^\W\d_]+")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_MARKED = re.compile("[\u0300-\u036f\u01b0\u01a1đ]")


def is_syllable(word: str) -> bool:
    """Whether the word is spelt as a Vietnamese syllable can be, tones aside.

    >>> [is_syllable(word) for word in ("chuyển", "Nghiệp", "Qu", "QuyÕt", "scan")]
    [True, True, True, False, False]
    """
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.casefold()).translate(_TONES))
    return _SYLLABLE.fullmatch(toneless) is not None


def vietnamese_share(text: str) -> float:
    """Share of the words that are possible Vietnamese syllables, 0–1; 0 where hardly a word bears a Vietnamese mark.

    >>> vietnamese_share("Quyết định ban hành Kế hoạch") > 0.9 > 0.5 > vietnamese_share("QuyÕt ®Þnh ban hµnh KÕ ho¹ch")
    True
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    good = sum(map(is_syllable, words)) / len(words)
    marked = sum(bool(_MARKED.search(unicodedata.normalize("NFD", word.casefold()))) for word in words) / len(words)
    return good if marked > 0.2 or text.isascii() else 0.0
