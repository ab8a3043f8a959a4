"""Kinds of documents: their names, their codes inside symbols, their words in canonical identifiers."""

import re
from dataclasses import dataclass
from functools import cache

from normalizers.references.forms import fold_letters
from normalizers.resources import load_resource
from normalizers.text import spelling_key


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind: Decree 30/2020/NĐ-CP article 7, or Law 64/2025/QH15 article 4. `code` is None for a công văn."""

    name: str
    code: str | None
    id: str
    is_bare: bool = False


@cache
def document_types() -> dict[str, DocumentType]:
    """Return the kinds by name, in the order of the resource."""
    entries = load_resource("document_types.yml")["types"]
    return {e["name"]: DocumentType(e["name"], e.get("code"), e["id"], e.get("bare", False)) for e in entries}


def resolve_type_word(words: str) -> DocumentType | None:
    """Return the kind that a word or abbreviation before a number names, marks and case aside.

    >>> resolve_type_word("Chi thị").name, resolve_type_word("văn bản").name, resolve_type_word("Bảng")
    ('Chỉ thị', 'Công văn', None)
    """
    return _by_word().get(fold_letters("".join(words.split())))


def is_type_spelling(words: str) -> bool:
    """Whether the words are a type word with its right marks, case and the place of the tone mark aside.

    >>> is_type_spelling("CHỈ THỊ"), is_type_spelling("Chi thị")
    (True, False)
    """
    return spelling_key(words) in _spellings()


def resolve_type_code(code: str) -> tuple[DocumentType | None, bool]:
    """Return the kind of a code inside a symbol, and whether the code had to be corrected.

    >>> resolve_type_code("QD")[0].name, resolve_type_code("QD")[1], resolve_type_code("BKHCN")
    ('Quyết định', True, (None, False))
    """
    known, fixable = _by_code(), load_resource("document_types.yml")["fixable"]
    if code in known:
        return known[code], False
    if code in fixable:
        return known[fixable[code]], True
    folded = _by_folded_code().get(fold_letters(code))
    return folded, folded is not None and fold_letters(folded.code or "") != code.lower()


def is_type_code(code: str) -> bool:
    """Whether the code is one that is written so, in letters and case.

    >>> is_type_code("QĐ"), is_type_code("QD")
    (True, False)
    """
    return code in _by_code()


def is_joint_code(code: str) -> bool:
    """Whether documents with this code have several issuers, all of them in the symbol.

    >>> is_joint_code("TTLT"), is_joint_code("TT")
    (True, False)
    """
    return code in load_resource("document_types.yml")["joint"]


def is_unmistakable(symbol: str) -> bool:
    """Whether the code of the kind alone makes the string a symbol.

    >>> is_unmistakable("QĐ-ĐHXYZ"), is_unmistakable("TT-LLTP"), is_unmistakable("QĐ")
    (True, False, False)
    """
    code, hyphen, _ = symbol.partition("-")
    return bool(hyphen) and code in load_resource("document_types.yml")["unmistakable"]


def is_ignored_code(code: str) -> bool:
    """Whether the code is of a paper that is no legal reference: a contract, a licence.

    >>> is_ignored_code("GP"), is_ignored_code("QĐ")
    (True, False)
    """
    return code in load_resource("document_types.yml")["ignored"]


@cache
def type_word_grammar() -> str:
    """Return the alternatives of type words and abbreviations over folded text, longest first."""
    # The blank may be lost: "Quyếtđịnh số".
    words = sorted(map(fold_letters, _type_words()), key=len, reverse=True)
    return "|".join(word.replace(" ", " *") for word in words)


@cache
def bare_type_grammar() -> str:
    """Return the alternatives of kinds that may be cited by a number alone, longest first."""
    words = [fold_letters(word) for word, kind in _type_words().items() if kind.is_bare]
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def excluded_before() -> re.Pattern[str]:
    """Return the pattern, over the folded words before a number, of what makes it a form, a standard or an address."""
    words = sorted(map(fold_letters, load_resource("document_types.yml")["excluded_before"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})[ :.]*$")


@cache
def _type_words() -> dict[str, DocumentType]:
    found = {}
    for entry in load_resource("document_types.yml")["types"]:
        for word in (entry["name"], *entry.get("also", ()), *entry.get("short", ())):
            found[word] = document_types()[entry["name"]]
    return found


@cache
def _by_word() -> dict[str, DocumentType]:
    return {fold_letters(word).replace(" ", ""): kind for word, kind in _type_words().items()}


@cache
def _spellings() -> frozenset[str]:
    return frozenset(map(spelling_key, _type_words()))


@cache
def _by_code() -> dict[str, DocumentType]:
    kinds = document_types()
    # The first kind in the list that has a code owns it: L is Luật in codes of codification, Lệnh in symbols.
    own = {kind.code: kind for kind in reversed(kinds.values()) if kind.code}
    older = {code: kinds[name] for code, name in load_resource("document_types.yml")["codes"].items()}
    return {code: kind for code, kind in own.items() if code} | older | {"L": kinds["Lệnh"]}


@cache
def _by_folded_code() -> dict[str, DocumentType]:
    # Reversed, so that of two codes that fold alike the one nearer the head of the list stays: ĐA and DA never fold.
    return {fold_letters(code): kind for code, kind in reversed(_by_code().items()) if code not in ("DA", "ĐA")}
