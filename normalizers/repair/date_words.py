"""Dates with a letter or a mark misread: the words before the figures ("ngà 20/8/2024", "Qu II/2024"), and figures
("tháng l1 năm").

What stands there is one of four words; no other word of nearly their letters stands before such figures.
"""

import re
from collections.abc import Iterator

from normalizers.repair.confusions import print_like
from normalizers.repair.repaired import Repair
from normalizers.repair.syllable_model import load_model
from normalizers.repair.syllables import key_of
from normalizers.text import strip_marks

RULE = "date_word"
_CONFIDENCE = 0.95
# Each word, the letters that it is read as, marks aside, and the figures behind it.
_WORDS = (
    ("ngày", ("ngay", "nga", "ngy"), r"\d{1,2}/\d{1,2}(?:/\d{4})?(?![\w/])"),
    ("tháng", ("thang", "thag"), r"\d{1,2}/(?:19|20)\d\d(?![\w/])"),
    ("năm", ("nam", "ram"), r"(?:19|20)\d\d(?![\w/.])"),
    ("quý", ("quy", "qu", "qui"), r"(?:I{1,3}|IV)(?:/| ?-| năm)"),
)
# Words of their own: "miền Nam 2030", "Liên bang Nga 9/5".
_OTHERS = frozenset({"nam", "nga"})
_BEFORE = {meant: re.compile(rf"(?<![\w./-])([^\W\d_]{{2,5}}) (?={figures})") for meant, _, figures in _WORDS}
# Letters among the figures behind such a word: one figure at least is plain, or both signs are strokes.
_FIGURES = re.compile(
    r"\b(?:[Nn]gày|[Tt]háng) (?P<figures>(?=[lI|Oo]*\d|[lI|]{2})[\dlI|Oo]{1,2})(?= tháng\b| năm\b|/\d)"
    r"|\b[Nn]ăm (?P<year>(?=2[0Oo]|[1lI|]9)[\dlI|Oo]{4})(?![\w/.])"
)
_AS_FIGURES = str.maketrans("lI|Oo", "11100")
# At the head of a cell only: "nhiệm vụ quan trọng năm 2024" is no "trong năm".
_TRONG = re.compile(r"^Tr[oóòỏõọ]ng (?=năm (?:19|20)\d\d)")


def find_date_words(text: str) -> Iterator[Repair]:
    """Yield the misread words before the figures of dates, then misread figures. Only for recognised text.

    >>> [(found.before, found.after) for found in find_date_words("Hết ngà 20/8/2024, Thẳng 9/2023, Qu II/2024")]
    [('ngà', 'ngày'), ('Thẳng', 'Tháng'), ('Qu', 'Quý')]
    """
    for meant, letters, _ in _WORDS:
        for found in _BEFORE[meant].finditer(text):
            key = key_of(found[1])
            is_listed = strip_marks(key) in letters and key not in {key_of(meant), *_OTHERS}
            if is_listed or _is_one_letter_off(key, meant):
                yield Repair(*found.span(1), found[1], print_like(found[1], meant), RULE, _CONFIDENCE)
    for found in _FIGURES.finditer(text):
        read, span = found[found.lastgroup or 0], found.span(found.lastgroup or 0)
        if not read.isdigit():
            yield Repair(*span, read, read.translate(_AS_FIGURES), RULE, _CONFIDENCE)
    head = _TRONG.match(text)
    if head and (read := head[0].rstrip()) != "Trong":
        yield Repair(0, len(read), read, "Trong", RULE, _CONFIDENCE)


def _is_one_letter_off(key: str, meant: str) -> bool:
    """Whether a word that no law text holds is one of four but for one letter: "hgày"."""
    read, letters = strip_marks(key), strip_marks(meant)
    is_off = len(read) == len(letters) and sum(one != other for one, other in zip(read, letters, strict=True)) == 1
    return is_off and key not in load_model().counts
