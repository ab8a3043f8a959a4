"""A cell as a row of words: short forms spelled out, offsets of the printed text kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from normalizers.resources import load_resource
from normalizers.text import same_length_form, spelling_key, strip_marks

# Markup, "đ/c" and "t/h" (one word in spite of the slash), words ("KH&CN" is one), line ends, any other mark.
_TOKEN = re.compile(
    r"(?P<tag><[^<>]{1,60}>)|(?P<word>[Đđ]/[cC]\b|[tpb]/[a-z]\b|[^\W_]+(?:['&][^\W_]+)*)|(?P<line>[\r\n]+)|(?P<mark>\S)"
)
_BLOCK_TAG = re.compile(r"</?(?:p|br|li|div|tr|td)\b", re.IGNORECASE)
BULLET = "•"
_BULLET_MARKS = frozenset("-+*•●▪◦·>")


class Word(NamedTuple):
    """One word as meant, with the place of what is printed for it; a separator has its sign in `mark`."""

    text: str
    key: str
    folded: str
    start: int
    end: int
    mark: str = ""
    # The word opens a printed line; it was spelled out from a short form; something was taken out behind it.
    opens_line: bool = False
    is_expanded: bool = False
    is_cut: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether the printed word begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class ShortForms:
    """Short forms and what they stand for, by where they may be spelled out."""

    always: dict[str, str]
    head: dict[str, str]
    place: dict[str, str]


@cache
def built_in_short_forms() -> ShortForms:
    """Return the short forms that need no declaration."""
    lists = load_resource("abbreviations.yml")
    return ShortForms(lists["always"], lists["head"], lists["place"])


def words_of(text: str, declared: tuple[tuple[str, str], ...] = ()) -> tuple[Word, ...]:
    """Return the words and separators of a cell; `declared` pairs short forms with long ones and wins.

    Offsets are those of the NFC text.

    >>> [word.text for word in words_of("TT CNTT, Vụ KH&CN")]
    ['Trung', 'tâm', 'Công', 'nghệ', 'thông', 'tin', ',', 'Vụ', 'Khoa', 'học', 'và', 'công', 'nghệ']
    """
    tokens = _mark_bullets(tuple(_tokens(same_length_form(text))))
    forms = dict(declared)
    words: list[Word] = []
    skip = False
    for index, token in enumerate(tokens):
        if skip and token.mark == ".":
            continue
        spelled = _long_form(tokens, index, forms)
        skip = spelled is not None
        words += [token] if spelled is None else _spell_out(token, spelled, opens_name=_follows_head(words))
    return tuple(words)


def text_between(words: tuple[Word, ...], printed: str) -> str:
    """Return the words as one name: short forms spelled out, dashes plain, blanks single, marks where they stood."""
    parts: list[str] = []
    for index, word in enumerate(words):
        if index and _has_gap(words[index - 1], word, printed):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts).strip(" ,;:.-/")


def _has_gap(before: Word, word: Word, printed: str) -> bool:
    if word.mark in {",", ";", "."}:
        return False
    if before.start == word.start or before.is_cut or (before.is_expanded and not word.mark):
        return True
    if printed[before.start : before.end] == "&" or printed[word.start : word.end] == "&":
        return True
    return before.end < word.start and printed[before.end : word.start].strip() != printed[before.end : word.start]


def _tokens(text: str) -> Iterator[Word]:
    opens_line = True
    for found in _TOKEN.finditer(text):
        printed, start, end = found[0], found.start(), found.end()
        if found.lastgroup in {"line", "tag"}:
            opens_line = opens_line or found.lastgroup == "line" or _BLOCK_TAG.match(printed) is not None
            continue
        if found.lastgroup == "mark":
            yield Word(*(("và", "và", "va") if printed == "&" else (printed, printed, printed)), start, end,
                       "" if printed == "&" else printed, opens_line)  # fmt: skip
        else:
            yield _word(printed, start, end)._replace(opens_line=opens_line)
        opens_line = False


@lru_cache(maxsize=20_000)
def _keys(printed: str) -> tuple[str, str]:
    key = spelling_key(printed)
    return key, strip_marks(key)


def _word(printed: str, start: int, end: int) -> Word:
    key, folded = _keys(printed)
    return Word(printed, key, folded, start, end)


def _mark_bullets(tokens: tuple[Word, ...]) -> tuple[Word, ...]:
    """Dashes and numbers that open a line become one kind of separator: they are layout, not part of a name."""
    marked: list[Word] = []
    skip = False
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if skip:
            skip = False
        elif token.opens_line and token.mark in _BULLET_MARKS and token.mark:
            marked.append(token._replace(mark=BULLET))
        elif token.opens_line and after and after.mark in {".", ")"} and _is_item_number(token, after):
            marked.append(token._replace(mark=BULLET, end=after.end))
            skip = True
        else:
            marked.append(token)
    return tuple(marked)


def _is_item_number(token: Word, after: Word) -> bool:
    if after.start != token.end:
        return False
    return (token.text.isdigit() and len(token.text) < 3) or (len(token.text) == 1 and token.text.islower())


def _long_form(tokens: tuple[Word, ...], index: int, declared: dict[str, str]) -> str | None:
    token = tokens[index]
    if token.mark or not token.is_capital:
        return None
    forms = built_in_short_forms()
    long_form = declared.get(token.text) or forms.always.get(token.text)
    if long_form is not None:
        return long_form
    if token.text in forms.place and _stands_before_place(tokens, index):
        return forms.place[token.text]
    if token.text in forms.head and _opens_name(tokens, index):
        return forms.head[token.text]
    return None


def _stands_before_place(tokens: tuple[Word, ...], index: int) -> bool:
    """As in "TP. Hải Phòng", "UBND TP": before the name of a place, or right after a body that every place has."""
    before = tokens[index - 1].key if index and not tokens[index - 1].mark else ""
    ends = index + 1 == len(tokens) or tokens[index + 1].mark not in {"", ".", ":"}
    if before in _area_bodies() or (before and ends and tokens[index].text == "TP"):
        return True
    if not tokens[index].text.upper().endswith(("P", "X")) or len(tokens[index].text) < 2:
        return False
    following = [token.key for token in tokens[index + 1 : index + 4] if not token.mark][:2]
    return tuple(following) in _place_openings() or tuple(following[:1]) in _place_openings()


def _next_word(tokens: tuple[Word, ...], index: int) -> Word | None:
    rest = tokens[index + 1 : index + 3]
    if rest and rest[0].mark == ".":
        rest = rest[1:]
    return rest[0] if rest and not rest[0].mark else None


def _opens_name(tokens: tuple[Word, ...], index: int) -> bool:
    """A head noun in short form stands at the start of a member and a word follows at once: "TT CNTT", "P. Đào tạo"."""
    following = _next_word(tokens, index)
    before = tokens[index - 1] if index else None
    opens = before is None or bool(before.mark) or before.opens_line or tokens[index].opens_line
    opens = opens or (before is not None and (before.text.islower() or before.key in _last_words_of_heads()))
    return opens and following is not None and following.is_capital


def _follows_head(words: list[Word]) -> bool:
    """Whether the name's own tail begins here, so that the long form takes a capital letter ("Phòng CNTT")."""
    if not words or words[-1].mark or words[-1].key not in _last_words_of_heads():
        return False
    return any(word.is_capital for word in words[-2:])


def _spell_out(token: Word, long_form: str, opens_name: bool) -> list[Word]:
    if opens_name:
        long_form = long_form[:1].upper() + long_form[1:]
    found = [part for part in _tokens(same_length_form(long_form)) if part.mark != "&"]
    return [
        part._replace(start=token.start, end=token.end, is_expanded=True, opens_line=token.opens_line and not index)
        for index, part in enumerate(found)
    ]


@cache
def _area_bodies() -> frozenset[str]:
    return frozenset({"ubnd", "hđnd", "dân", "an", "ub", "ca", "chqs", "bhxh", "kbnn", "tand", "vksnd"})


@cache
def _place_openings() -> frozenset[tuple[str, ...]]:
    """The first two words of every province's name, or its only one."""
    lists = load_resource("provinces.yml")
    names = [entry["name"] for entry in lists["provinces"] + lists["since_2025_07"]]
    names += [alias for entry in lists["provinces"] for alias in entry.get("aliases", [])]
    return frozenset(tuple(spelling_key(name).replace(" -", "").split()[:2]) for name in names)


@cache
def _last_words_of_heads() -> frozenset[str]:
    return frozenset(spelling_key(head.split()[-1]) for head in load_resource("unit_heads.yml")["heads"])
