"""Laws, codes and ordinances cited by title: "Luật Cư trú", "Luật sửa đổi, bổ sung một số điều của Luật …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalizers.references.forms import ReferenceText, fold_letters
from normalizers.resources import load_resource
from normalizers.text import clean

_KINDS = {"bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh", "hien phap": "Hiến pháp"}
_LAW_WORD = re.compile(r"(?:bo luat|luat|phap lenh)(?= \w)|hien phap(?!\w)")
_CAPITALS = "BLPH"
_AMENDING = re.compile(r"(?:ve )?(?:viec )?(?:sua doi|bo sung)[^;:()\t\"]{0,160}? (?=(?:bo luat|luat|phap lenh) )")
_JOIN = re.compile(r" ?(?:, ?(?:va )?|va |va cac )")
_RELATED_LAWS = re.compile(r"luat (?:co )?lien quan[^;,.()\t]*?(?= ngay \d| so \d| ?[;,.()\t]| ?$)")
# A title that no list holds may have commas and "và" where its own number follows.
_NUMBERED_TITLE = re.compile(r"[^\W\d_][^;:.()\t\"/]{2,140}?(?= số \d{1,3}/(?:19|20)\d\d/(?:QH|UBTVQH|PL-UBTVQH)\d)")
_OTHER_DOCUMENT = re.compile(
    r"(?<!\w)(?:luật|bộ luật|pháp lệnh|nghị định|nghị quyết|thông tư|quyết định|hiến pháp)(?!\w)"
)
_COUNTRY = re.compile(r" nuoc cong hoa xa hoi chu nghia viet nam| nuoc viet nam dan chu cong hoa")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class LawTitle:
    """A law word with its title: `end` is the end of the title, `title` is in the list's spelling, type word aside."""

    start: int
    end: int
    kind: str
    title: str
    is_listed: bool


def find_law_titles(forms: ReferenceText) -> tuple[LawTitle, ...]:
    """Return the laws named by title, in reading order and never one inside another.

    >>> from normalizers.references.forms import reference_text
    >>> [law.title for law in find_law_titles(reference_text("Luật Cư trú và các văn bản; Đoàn Luật sư"))]
    ['Cư trú']
    """
    return tuple(_laws(forms))


def read_listed_title(forms: ReferenceText, start: int, kind: str) -> str | None:
    """Return the listed title that stands at the offset, after "về" or without it, in the list's spelling; or None.

    >>> from normalizers.references.forms import reference_text
    >>> read_listed_title(reference_text("về công nghệ thông tin và"), 0, "Luật")
    'Công nghệ thông tin'
    """
    found = _listed(forms, start, kind)
    return found[1] if found else None


def _laws(forms: ReferenceText) -> Iterator[LawTitle]:
    end = 0
    for match in _LAW_WORD.finditer(forms.folded):
        start, word = _law_word(forms, match)
        if start < end or (start and forms.folded[start - 1].isalnum()):
            continue
        if not (
            forms.plain[start] in _CAPITALS or forms.plain[start + len(word) + 1 : start + len(word) + 2].isupper()
        ):
            continue
        law = _read_law(forms, start, word)
        if law is not None:
            yield law
            end = law.end


def _law_word(forms: ReferenceText, match: re.Match[str]) -> tuple[int, str]:
    """ "công bố Luật" and "cán bộ Luật" hold the letters of "bộ luật" but not the word."""
    if match[0] != "bo luat" or forms.plain[match.start() : match.start() + 2] in ("Bộ", "BỘ", "Bo", "BO"):
        return match.start(), match[0]
    return match.start() + 3, "luat"


def _read_law(forms: ReferenceText, start: int, word: str) -> LawTitle | None:
    end, kind = start + len(word), _KINDS[word]
    if kind == "Hiến pháp":
        country = _COUNTRY.match(forms.folded, end)
        return LawTitle(start, country.end() if country else end, kind, "Hiến pháp", True)
    position = end + 1
    if _not_laws_before().search(forms.folded, max(0, start - 24), start):
        return None
    found = _amending(forms, position) or _listed(forms, position, kind)
    if found is None and forms.plain[start] in _CAPITALS and not _not_laws().match(forms.folded, position):
        found = _unlisted(forms, position)
    if found is None:
        return None
    title_end, title, is_listed = found
    return LawTitle(start, title_end, kind, title, is_listed)


def _listed(forms: ReferenceText, start: int, kind: str) -> tuple[int, str, bool] | None:
    match = _titles(kind).match(forms.folded, start)
    if match is None:
        return None
    title = _titles_by_key(kind)[_key(match[0])]
    # One syllable is too little to read without its marks: giá and gia, dược and được.
    if " " not in title and forms.text[start : match.end()].lower() != title.lower():
        return None
    country = re.compile(r" viet nam(?= ngay \d| so \d| nam \d)").match(forms.folded, match.end())
    return country.end() if country else match.end(), title, True


def _amending(forms: ReferenceText, start: int) -> tuple[int, str, bool] | None:
    """The laws that an amending law amends are its title, not citations."""
    match = _AMENDING.match(forms.folded, start)
    if match is None:
        return None
    many = _RELATED_LAWS.match(forms.folded, match.end())
    end = many.end() if many else None
    while word := _LAW_WORD.match(forms.folded, match.end() if end is None else _joined(forms, end)):
        inner = _listed(forms, word.end() + 1, _KINDS[word[0]]) or _unlisted(forms, word.end() + 1)
        if inner is None or (end is not None and _joined(forms, end) == end):
            break
        end = inner[0]
    return None if end is None else (end, clean(forms.text[start:end]), True)


def _joined(forms: ReferenceText, end: int) -> int:
    match = _JOIN.match(forms.folded, end)
    return match.end() if match else end


def _unlisted(forms: ReferenceText, start: int) -> tuple[int, str, bool] | None:
    match = _NUMBERED_TITLE.match(forms.plain, start) if forms.plain[start].isupper() else None
    if match is None or _OTHER_DOCUMENT.search(match[0].lower()):
        match = _open_title().match(forms.plain, start, start + _LONGEST)
    if match is None or not (forms.plain[start].isupper() or _has_date_or_number(forms, match.end())):
        return None
    return match.end(), clean(forms.text[start : match.end()]), False


def _has_date_or_number(forms: ReferenceText, end: int) -> bool:
    return (
        re.compile(r" (?:ngay \d{1,2} ?(?:thang|[/-])|so \d{1,3}/|nam (?:19|20)\d\d)").match(forms.folded, end)
        is not None
    )


@cache
def _not_laws() -> re.Pattern[str]:
    after = "|".join(map(fold_letters, load_resource("reference_phrases.yml")["not_laws"]))
    return re.compile(rf"(?:{after})(?!\w)")


@cache
def _not_laws_before() -> re.Pattern[str]:
    before = "|".join(map(fold_letters, load_resource("reference_phrases.yml")["not_laws_before"]))
    return re.compile(rf"(?<!\w)(?:{before}) $")


@cache
def _open_title() -> re.Pattern[str]:
    # With its marks: folded, "sở hữu" would end at "số" and "dự bị" at "bị".
    stops = "|".join(load_resource("reference_phrases.yml")["stops"])
    after = rf"(?= (?:{stops})(?!\w)| ?[,;:.()\t\"/]| (?:19|20)\d\d(?!\d)| ?$| - )"
    return re.compile(rf"[^\W\d_][^,;:.()\t\"/]*?{after}", re.IGNORECASE)


@cache
def _titles(kind: str) -> re.Pattern[str]:
    keys = sorted(_titles_by_key(kind), key=len, reverse=True)
    between = r"(?: *[,-] *| +)(?:va +)?"
    parts = (between.join(map(re.escape, key.split())) for key in keys)
    return re.compile(rf"(?:ve +)?(?:{'|'.join(parts)})(?!\w)")


@cache
def _titles_by_key(kind: str) -> dict[str, str]:
    titles = load_resource("law_titles.yml")
    found = {_key(title): title for title in titles[kind]}
    if kind != "Luật":
        return found
    return found | {_key(short): title for short, title in titles["abbreviated"].items()}


def _key(title: str) -> str:
    words = re.findall(r"[\w&]+", fold_letters(title))
    return " ".join(word for word in words[words[0] == "ve" :] if word != "va")
