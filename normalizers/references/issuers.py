"""Codes of issuing bodies: known, fixable, or unknown; never one valid code turned into another."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from normalizers.references.forms import fold_letters
from normalizers.resources import load_resource
from normalizers.text import same_length_form

# Domain guide 2.5: shorter codes differ from one another by one letter (BTC, BTP, BCT), so they are never repaired.
_SHORTEST_REPAIRED = 5
_SHORTEST_REPAIRED_TWICE = 7
# QH14, UBTVQH15, UBTVQHK9, HĐND16, HĐNN8: the term of office closes the code.
_TERM = re.compile(r"(?P<body>QH|UBTVQH|H[ĐD]ND|H[ĐD]NN)(?P<term>K?\d{1,2})")


class CodeMatch(StrEnum):
    """How a code was recognised, from certain to not at all."""

    EXACT = "exact"
    ALIAS = "alias"
    FOLDED = "folded"
    FIXED = "fixed"
    NEAR = "near"
    WORDS = "words"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents. `code` is how its symbols name it; a scoped code is shared by many bodies."""

    code: str
    name: str
    level: str
    main_code: str
    is_scoped: bool = False
    is_vague: bool = False
    is_party: bool = False
    term: str | None = None


def resolve_issuer_code(code: str, named: str | None = None) -> tuple[Issuer | None, CodeMatch]:
    """Return the body that a code in a symbol means and how that was found; `named` is the code of the words beside it.

    Order of domain guide 2.5: exact and stop; equal when folded; listed misspelling; one edit for codes of five
    letters and more, if unique or named; two edits from the named code for seven letters and more; else unknown.

    >>> [str(found.code) + " " + how for found, how in map(resolve_issuer_code, ["BKHHCN", "BTC", "BCDCDS", "UBQGĐS"])]
    ['BKHCN near', 'BTC exact', 'BCĐCĐS folded', 'UBQGCĐS near']
    >>> resolve_issuer_code("8KHCN"), resolve_issuer_code("8KHCN", named="BKHCN")[1]
    ((None, <CodeMatch.UNKNOWN: 'unknown'>), <CodeMatch.WORDS: 'words'>)
    """
    exact = issuers().get(code)
    if exact is not None:
        return exact, CodeMatch.EXACT if exact.code == exact.main_code else CodeMatch.ALIAS
    term = _TERM.fullmatch(code)
    if term is not None:
        return _with_term(term)
    folded = _folded_codes().get(_key(code))
    if folded is not None:
        return folded, CodeMatch.FOLDED
    fixed = load_resource("issuers.yml")["fixable"].get(code)
    if fixed is not None:
        return issuers()[fixed], CodeMatch.FIXED
    return _near(_key(code), named)


@cache
def issuers() -> dict[str, Issuer]:
    """Return the bodies by code; other right spellings of a code are entries too, with the same `main_code`."""
    found: dict[str, Issuer] = {}
    for level, entries in load_resource("issuers.yml")["known"].items():
        for code, entry in entries.items():
            found[code] = _issuer(code, code, level, entry)
    for level, entries in load_resource("issuers.yml")["known"].items():
        for code, entry in entries.items():
            for other in entry.get("also", ()):
                found.setdefault(other, _issuer(other, code, level, entry))
    return found


def _issuer(code: str, main_code: str, level: str, entry: dict[str, object]) -> Issuer:
    return Issuer(
        code,
        str(entry["name"]),
        level,
        main_code,
        is_scoped=bool(entry.get("scoped")),
        is_vague=bool(entry.get("vague")),
        is_party=level == "party" or bool(entry.get("party")),
    )


def _with_term(found: re.Match[str]) -> tuple[Issuer, CodeMatch]:
    body = _folded_codes()[_key(found["body"])]
    how = CodeMatch.EXACT if body.code == found["body"] else CodeMatch.FOLDED
    return (
        Issuer(body.code, body.name, body.level, body.main_code, is_scoped=body.is_scoped, term=found["term"]),
        how,
    )


@lru_cache(maxsize=4096)
def _near(key: str, named: str | None) -> tuple[Issuer | None, CodeMatch]:
    if len(key) < _SHORTEST_REPAIRED:
        return None, CodeMatch.UNKNOWN
    near = [issuer for other, issuer in _folded_codes().items() if _repairable(key, other, 1)]
    bodies = {issuer.main_code: issuer for issuer in near}
    if named in bodies:
        return issuers()[named], CodeMatch.WORDS
    if len(bodies) == 1:
        return near[0], CodeMatch.NEAR
    if named is not None and len(key) >= _SHORTEST_REPAIRED_TWICE and _repairable(key, _key(named), 2):
        return issuers()[named], CodeMatch.WORDS
    return None, CodeMatch.UNKNOWN


def _repairable(seen: str, known: str, edits: int) -> bool:
    if len(known) < _SHORTEST_REPAIRED or abs(len(seen) - len(known)) > edits:
        return False
    return edit_distance(seen, known) <= edits


def edit_distance(one: str, other: str) -> int:
    """Return the number of inserted, deleted and replaced letters between two short strings.

    >>> edit_distance("bkhhcn", "bkhcn"), edit_distance("btc", "btp")
    (1, 1)
    """
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, candidate in enumerate(other, 1):
            substituted = previous[column - 1] + (letter != candidate)
            current.append(min(substituted, previous[column] + 1, current[-1] + 1))
        previous = current
    return previous[-1]


@cache
def _folded_codes() -> dict[str, Issuer]:
    # Two codes that fold alike settle nothing, so neither is offered; main codes go before other spellings.
    found: dict[str, Issuer] = {}
    doubled: set[str] = set()
    for issuer in sorted(issuers().values(), key=lambda issuer: issuer.code != issuer.main_code):
        key = _key(issuer.code)
        if key in found and found[key].main_code != issuer.main_code:
            doubled.add(key)
        found.setdefault(key, issuer)
    return {key: issuer for key, issuer in found.items() if key not in doubled}


def _key(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold_letters(same_length_form(code)))
