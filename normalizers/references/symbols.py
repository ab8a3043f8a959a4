"""The part of a citation after its number: "QĐ-TTg", "QH14", "BTTTT-THH", "NQ/TW". Read, corrected, never guessed."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from normalizers.references.document_types import (
    DocumentType,
    is_ignored_code,
    is_joint_code,
    is_type_code,
    resolve_type_code,
)
from normalizers.references.issuers import CodeMatch, Issuer, issuers, resolve_issuer_code

_LETTER = "A-ZĐƯƠÔÂĂÊ"
# One code: capitals, with the lower case of TTg, CTr, QyĐ, SNgV, and digits of BCĐ389, QH15, C06 or of a misreading.
# A capital with small letters is the next word of the sentence, not a code: "27/2013/TT-⏎Trong".
_WORD = rf"(?!Ttg)[{_LETTER}][a-z]{{2,}}(?!\w)"
TOKEN = rf"(?=[0-9]{{0,3}}[{_LETTER}])(?!{_WORD})[{_LETTER}0-9][{_LETTER}a-zđơưø0-9&]{{0,22}}(?!\w)"
# "QĐ-UBND.VX": some provinces put the drafting unit after a dot.
SYMBOL = rf"{TOKEN}(?:(?: ?[-/] ?){TOKEN})?(?:[-/] ?{TOKEN}){{0,8}}(?:\.[A-ZĐ]{{1,6}}(?!\w))?"
_NATIONAL_ASSEMBLY = re.compile(r"(?P<body>UBTVQH|[QO0]H)(?P<term>K?[0-9IlSO]{0,2})")
_MISREAD_DIGITS = str.maketrans("IlSO", "1150")


class SymbolForm(StrEnum):
    """Which grammar the symbol follows."""

    STATE = "state"  # QĐ-TTg
    PARTY = "party"  # NQ/TW, the number before a dash
    ASSEMBLY = "assembly"  # QH14
    LETTER = "letter"  # BTTTT-THH: an official letter, no kind in the symbol
    OLD = "old"  # CP, TTg, TC/QĐ-CĐKT


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol with what its codes mean. `text` is corrected; `issuers` is empty where no code is known."""

    text: str
    form: SymbolForm
    type: DocumentType | None
    issuers: tuple[Issuer, ...]
    is_repaired: bool = False

    @property
    def issuer_code(self) -> str | None:
        """The codes of the issuers as the symbol has them, joined by hyphens; those of laws keep their term."""
        codes = [issuer.code + (issuer.term or "" if self._keeps_term(issuer) else "") for issuer in self.issuers]
        return "-".join(codes) or None

    @property
    def names_issuer(self) -> bool:
        """Whether the symbol has a code for the issuer, even one that no list knows: "QĐ-ĐHXYZ", but not "QĐ"."""
        return "-" in self.text or "/" in self.text or self.type is None

    def _keeps_term(self, issuer: Issuer) -> bool:
        return issuer.code == "QH" or len(self.issuers) > 1


def parse_symbol(text: str, separator: str = "/", named: str | None = None, *, is_joint: bool = False) -> Symbol | None:
    """Return what a symbol means, or None where the string is of no kind of document.

    `separator` is what stood between number and symbol, `named` the code of the issuer in the words beside it;
    `is_joint` says that the words make it a joint document, so that every code is an issuer's.

    >>> parse_symbol("QD-BKHHCN").text, parse_symbol("BTTTT-THH").issuer_code, parse_symbol("NĐCP").text
    ('QĐ-BKHCN', 'BTTTT', 'NĐ-CP')
    >>> parse_symbol("QH14").form, parse_symbol("GP-BTNMT")
    (<SymbolForm.ASSEMBLY: 'assembly'>, None)
    """
    text, dot, unit = text.partition(".")
    symbol = _parse(text, separator, named, is_joint)
    return replace(symbol, text=f"{symbol.text}{dot}{unit}") if symbol and dot else symbol


def _parse(text: str, separator: str, named: str | None, is_joint: bool) -> Symbol | None:
    tokens, marks = _split(text)
    if is_ignored_code(tokens[0]) and separator != " ":
        return None
    assembly = _NATIONAL_ASSEMBLY.fullmatch(tokens[0])
    if assembly is not None and len(tokens) == 1:
        return _assembly(assembly)
    kind, is_fixed = resolve_type_code(tokens[0])
    if kind is not None and len(tokens) > 1:
        many = is_joint or kind.id in ("ttlt", "nqlt") or is_joint_code(tokens[0])
        symbol = _of_kind(kind, (tokens, marks), named, is_joint=many)
        form = SymbolForm.PARTY if separator == "-" and marks[0] == "/" else SymbolForm.STATE
        return replace(symbol, form=form, is_repaired=symbol.is_repaired or is_fixed)
    if kind is not None and (resolve_issuer_code(tokens[0])[0] is None or len(tokens[0]) == 2):
        return Symbol(kind.code or tokens[0], SymbolForm.OLD, kind, (), is_fixed)
    return _letter(tokens, marks, named) if len(tokens) > 1 else _single(tokens[0], named)


def _split(text: str) -> tuple[tuple[str, ...], str]:
    squeezed = text.replace(" ", "")
    return tuple(re.split(r"[-/]", squeezed)), "".join(re.findall(r"[-/]", squeezed))


def _assembly(found: re.Match[str]) -> Symbol:
    body = "UBTVQH" if found["body"] == "UBTVQH" else "QH"
    term = found["term"].translate(_MISREAD_DIGITS)
    known = issuers()[body]
    issuer = Issuer(known.code, known.name, known.level, known.main_code, term=term or None)
    return Symbol(body + term, SymbolForm.ASSEMBLY, None, (issuer,), body + term != found[0])


def _of_kind(kind: DocumentType, parts: tuple[tuple[str, ...], str], named: str | None, *, is_joint: bool) -> Symbol:
    tokens, marks = parts
    # VBHN-NĐ-BCT: the kind of the consolidated text stands before its issuer.
    head = 2 if kind.id == "vbhn" and len(tokens) > 2 and resolve_type_code(tokens[1])[0] is not None else 1
    # Only joint documents have several issuers; in QĐ-BNN-TCLN what follows the first is its unit.
    bodies = tokens[head:] if is_joint else tokens[head : head + 1]
    resolved = [resolve_issuer_code(token, named) for token in bodies]
    if len(resolved) > 1:  # TTLT/BTC-KHCN: in a joint circular the short code is the ministry's, never a department's
        resolved = [_ministry(token, *found) for token, found in zip(bodies, resolved, strict=True)]
    codes = [_spelling(token, *found) for token, found in zip(bodies, resolved, strict=True)]
    written = (_type_spelling(tokens[0], kind), *tokens[1:head], *codes, *tokens[head + len(bodies) :])
    text = _joined(written, marks)
    known = tuple(issuer for issuer, _ in resolved if issuer is not None)
    return Symbol(text, SymbolForm.STATE, kind, known, text.lower() != _joined(tokens, marks).lower())


def _ministry(token: str, issuer: Issuer | None, how: CodeMatch) -> tuple[Issuer | None, CodeMatch]:
    ministry = issuers().get(f"B{token}")
    if ministry is None or how is not CodeMatch.ALIAS:
        return issuer, how
    return replace(ministry, code=token), how


def _letter(tokens: tuple[str, ...], marks: str, named: str | None) -> Symbol:
    first, how = resolve_issuer_code(tokens[0], named)
    second = resolve_type_code(tokens[1])[0]
    if second is not None and marks[0] == "/":  # TC/QĐ-CĐKT and HĐ/CTN, before 1997: the body first
        return Symbol(_joined(tokens, marks), SymbolForm.OLD, second, (first,) if first else ())
    code = _spelling(tokens[0], first, how)
    text = _joined((code, *tokens[1:]), marks)
    return Symbol(text, SymbolForm.LETTER, None, (first,) if first else (), code.lower() != tokens[0].lower())


def _single(token: str, named: str | None) -> Symbol:
    issuer, how = resolve_issuer_code(token, named)
    if issuer is not None and how in (CodeMatch.EXACT, CodeMatch.ALIAS):
        return Symbol(issuer.code + (issuer.term or ""), SymbolForm.OLD, None, (issuer,))
    split = _missing_hyphen(token)
    if split is not None:
        return split
    if issuer is None:
        return Symbol(token, SymbolForm.OLD, None, ())
    return Symbol(issuer.code, SymbolForm.OLD, None, (issuer,), issuer.code.lower() != token.lower())


def _missing_hyphen(token: str) -> Symbol | None:
    """NĐCP, QĐUBND, TTVPCP: the longest kind that leaves a known code."""
    for length in (4, 3, 2):
        kind, _ = resolve_type_code(token[:length])
        issuer, how = resolve_issuer_code(token[length:])
        if kind is not None and issuer is not None and how in (CodeMatch.EXACT, CodeMatch.ALIAS, CodeMatch.FOLDED):
            spelling = _spelling(token[length:], issuer, how)
            return Symbol(f"{_type_spelling(token[:length], kind)}-{spelling}", SymbolForm.STATE, kind, (issuer,), True)
    return None


def _spelling(token: str, issuer: Issuer | None, how: CodeMatch) -> str:
    if issuer is None or how in (CodeMatch.EXACT, CodeMatch.ALIAS):
        return token
    return issuer.code + (issuer.term or "")


def _type_spelling(token: str, kind: DocumentType) -> str:
    return token if is_type_code(token) else kind.code or token


def _joined(tokens: tuple[str, ...], marks: str) -> str:
    return tokens[0] + "".join(mark + token for mark, token in zip(marks, tokens[1:], strict=True))


# Terms of the National Assembly with the years of their first and last session.
_TERMS = {9: (1992, 1997), 10: (1997, 2002), 11: (2002, 2007), 12: (2007, 2011), 13: (2011, 2016), 14: (2016, 2021)}
_TERMS |= {15: (2021, 2026), 16: (2026, 2031)}


def assembly_of_year(symbol: Symbol, year: int) -> Symbol:
    """Return the symbol with a lost term digit put back where the year leaves one term that begins with what is left.

    >>> assembly_of_year(parse_symbol("QH1"), 2025).text, assembly_of_year(parse_symbol("QH14"), 2025).text
    ('QH15', 'QH14')
    """
    term = symbol.issuers[0].term or ""
    if len(term) > 1:
        return symbol
    fitting = [str(n) for n, (first, last) in _TERMS.items() if first <= year <= last and str(n).startswith(term)]
    if len(fitting) != 1 or fitting[0] == term:
        return symbol
    issuer = replace(symbol.issuers[0], term=fitting[0])
    return Symbol(issuer.code + fitting[0], SymbolForm.ASSEMBLY, None, (issuer,), True)
