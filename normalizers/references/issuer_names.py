"""The words of a citation that name who issued the document: "của Chủ tịch UBND tỉnh Thanh Hóa"."""

import re
from dataclasses import dataclass
from functools import cache

from normalizers.references.forms import ReferenceText, fold_letters
from normalizers.references.issuers import issuers, resolve_issuer_code
from normalizers.references.places import read_place
from normalizers.resources import load_resource
from normalizers.text import clean, slug

_ABBREVIATED = re.compile(r"(?P<head>Bộ|Sở|BỘ|SỞ) (?P<code>[A-ZĐ][A-ZĐ&-]{1,9})(?!\w)")
_CODE = re.compile(r"[A-ZĐ][A-ZĐ&]+(?:g(?:CP)?)?(?!\w)")
_TERM = re.compile(r" khoa ?(?:[ivx]{1,5}|\d{1,2})(?!\w)")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class IssuerWords:
    """Who issued, in words. `words` has the official spelling where the body is known; `scope` is a slug."""

    start: int
    end: int
    words: str
    code: str | None
    scope: str | None = None
    is_listed: bool = True


def read_issuer(forms: ReferenceText, start: int, is_generic: bool = True) -> IssuerWords | None:
    """Return the issuer whose name starts at the offset, or None; `is_generic` allows bodies that no list knows.

    >>> from normalizers.references.forms import reference_text
    >>> read_issuer(reference_text("Chủ tịch UBND tỉnh Thanh Hóa về"), 0).words
    'Chủ tịch Ủy ban nhân dân tỉnh Thanh Hóa'
    """
    posts, position = _read_posts(forms, start)
    body = (
        _local(forms, position) or _abbreviated(forms, position) or _listed(forms, position) or _coded(forms, position)
    )
    if body is None and posts:  # "Tổng Kiểm toán nhà nước", "Thanh tra Chính phủ": the post is part of the name
        posts, position, body = "", start, _listed(forms, start)
    if body is None and is_generic:
        posts, position = _read_posts(forms, start)
        body = _generic(forms, position)
    if body is None:
        return None
    return IssuerWords(start, body.end, f"{posts}{body.words}", body.code, body.scope, body.is_listed)


def find_issuer_before(forms: ReferenceText, end: int) -> IssuerWords | None:
    """Return the listed body named right before the offset, as in "của Sở Tư pháp tại" before a citation.

    >>> from normalizers.references.forms import reference_text
    >>> find_issuer_before(reference_text("ý kiến của Sở Tư pháp tại Công văn"), 26).code
    'STP'
    """
    begin = max(0, end - _LONGEST_NAME)
    for match in _names().finditer(forms.folded, begin, end):
        found = _listed(forms, match.start())
        if found is not None and forms.folded[found.end : end] in (" tai ", " co "):
            return found
    return None


def code_of_name(name: str) -> str | None:
    """Return the code of a body by its full name, or None.

    >>> code_of_name("Bộ Thông tin và Truyền thông")
    'BTTTT'
    """
    return _codes_by_name().get(_words_key(name))


def _read_posts(forms: ReferenceText, start: int) -> tuple[str, int]:
    found, position = [], start
    while match := _posts().match(forms.folded, position):
        if forms.plain[position : position + 6].lower() == "trường":  # a school, not its head
            break
        found.append(_spelled_posts()[" ".join(match["post"].split())] + match["link"])
        position = match.end()
    return clean("".join(found)) + " " if found else "", position


def _local(forms: ReferenceText, start: int) -> IssuerWords | None:
    match = _local_grammar().match(forms.folded, start)
    if match is None:
        return None
    name = _local_names()[" ".join(match[1].split())]
    place = read_place(forms, match.end())
    end = place.end if place else match.end()
    words = clean(name + forms.text[match.end() : end])
    return IssuerWords(
        start, end, words, load_resource("reference_phrases.yml")["local_codes"][name], place.scope if place else None
    )


def _abbreviated(forms: ReferenceText, start: int) -> IssuerWords | None:
    match = _ABBREVIATED.match(forms.plain, start)
    if match is None:
        return None
    issuer, _ = resolve_issuer_code(fold_letters(match["head"])[0].upper() + match["code"])
    if issuer is None or issuer.name.split()[0] != match["head"].capitalize():
        return None
    return IssuerWords(start, match.end(), issuer.name, issuer.main_code)


def _coded(forms: ReferenceText, start: int) -> IssuerWords | None:
    """The code itself as a word: "của TTg", "của TTCP"; only bodies of the whole state have no other."""
    match = _CODE.match(forms.plain, start)
    issuer = issuers().get("TTg" if match and match[0] == "TTgCP" else match[0]) if match else None
    if match is None or issuer is None or issuer.level not in ("state", "judicial", "ministry"):
        return None
    return IssuerWords(start, match.end(), issuer.name, issuer.main_code)


def _listed(forms: ReferenceText, start: int) -> IssuerWords | None:
    match = _names().match(forms.folded, start)
    if match is None:
        return None
    code, name = _codes_by_name()[_words_key(match[0])], _names_by_key()[_words_key(match[0])]
    issuer = issuers()[code]
    end, scope = match.end(), None
    if code == "QH" and (term := _TERM.match(forms.folded, end)):
        return IssuerWords(start, term.end(), name, code)
    if issuer.is_scoped or issuer.is_vague:
        end, scope = _read_parent(forms, end)
    return IssuerWords(start, end, clean(name + forms.text[match.end() : end]), code, scope)


def _read_parent(forms: ReferenceText, end: int) -> tuple[int, str | None]:
    """The ministry or place that a shared name belongs to: "của Bộ Y tế", "tỉnh Bình Phước"."""
    place = read_place(forms, end)
    if place is not None:
        return place.end, place.scope
    of = re.compile(r" (?:cua )?(?=bo |ubnd|uy ban nhan dan)").match(forms.folded, end)
    parent = (_abbreviated(forms, of.end()) or _local(forms, of.end()) or _ministry(forms, of.end())) if of else None
    if parent is None:
        return end, None
    return parent.end, parent.scope or (slug(parent.code) if parent.code else None)


def _ministry(forms: ReferenceText, start: int) -> IssuerWords | None:
    match = _names().match(forms.folded, start)
    code = match and _codes_by_name()[_words_key(match[0])]
    return IssuerWords(start, match.end(), "", code) if match and code else None


def _generic(forms: ReferenceText, start: int) -> IssuerWords | None:
    match = _generic_grammar().match(forms.plain, start, start + _LONGEST_NAME)
    if match is None or not forms.text[start].isupper():
        return None
    place = read_place(forms, match.end())
    end = place.end if place else match.end()
    return IssuerWords(start, end, clean(forms.text[start:end]), None, place.scope if place else None, is_listed=False)


@cache
def _posts() -> re.Pattern[str]:
    posts = sorted(_spelled_posts(), key=len, reverse=True)
    return re.compile(rf"(?P<post>{'|'.join(p.replace(' ', ' +') for p in posts)})(?P<link>,? +(?:va +)?)(?=\w)")


@cache
def _spelled_posts() -> dict[str, str]:
    return {fold_letters(post): post for post in load_resource("reference_phrases.yml")["posts"]}


@cache
def _local_names() -> dict[str, str]:
    return {fold_letters(seen): name for seen, name in load_resource("reference_phrases.yml")["local"].items()}


@cache
def _local_grammar() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(name.replace(' ', ' +') for name in _local_names())})(?!\w)")


@cache
def _generic_grammar() -> re.Pattern[str]:
    # With its marks: folded, "có" is "cơ" and "số" is "sở".
    phrases = load_resource("reference_phrases.yml")
    heads = "|".join(sorted(phrases["bodies"], key=len, reverse=True))
    ends = "|".join([*phrases["stops"], *map(re.escape, phrases["places"])])
    after = rf"(?= (?:{ends})(?!\w)|[ ]?[,;:.()\t\"/]|[ ]?$| *- )"
    return re.compile(rf"(?:{heads}) \w[^,;:.()\t\"/]*?{after}", re.IGNORECASE)


@cache
def _names_by_key() -> dict[str, str]:
    names: dict[str, str] = {}
    for entries in load_resource("issuers.yml")["known"].values():
        for entry in entries.values():
            for name in (entry["name"], entry.get("head"), *entry.get("names", ())):
                if name and " / " not in name:
                    names.setdefault(_words_key(name), name)
    return names


@cache
def _codes_by_name() -> dict[str, str]:
    codes: dict[str, str] = {}
    for entries in load_resource("issuers.yml")["known"].values():
        for code, entry in entries.items():
            for name in (entry["name"], entry.get("head"), *entry.get("names", ())):
                if name:
                    codes.setdefault(_words_key(name), code)
    return codes


@cache
def _names() -> re.Pattern[str]:
    # Any connective may be written otherwise or left out: "Ủy ban Quốc gia chuyển đổi số", "Lao động-Thương binh".
    between = r"(?: *[,&-] *| +)(?:va +|ve +)?"
    keys = sorted(_names_by_key(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(between.join(key.split()) for key in keys)})(?!\w)")


def _words_key(name: str) -> str:
    words = re.findall(r"\w+", fold_letters(name))
    return " ".join(word for word in words if word not in ("va", "ve"))
