"""Symbols of documents misread: "Nghị định số 107/2021/NĐ:CP", "Quyết định số 2878/QĐĐ-BKHCN", "Chỉ thị số 14/CT-TTE".

The words before the number say which code of its kind the symbol begins with; the Prime Minister's ends with "TTg".
"""

import re
from collections.abc import Iterator
from functools import cache

from normalizers.repair.repaired import Repair
from normalizers.resources import load_resource
from normalizers.text import strip_marks

RULE = "symbol"
_CONFIDENCE = 0.95
# What the small g of "TTg" is read as, and the T of "TW" (the Party's Central Committee).
_ENDS = ((re.compile(r"TT[E8B9&qe]"), "TTg"), (re.compile(r"[I1lJ]W"), "TW"))


def find_symbol_repairs(text: str) -> Iterator[Repair]:
    """Yield the codes and dashes of cited symbols that are not as the kind of document has them. For recognised text.

    >>> text = "Nghị định số 107/2021/NĐ:CP, Quyết định số 2878/QĐĐ-BKHCN, Chỉ thị số 14/CT-TTE"
    >>> [(found.before, found.after) for found in find_symbol_repairs(text)]
    [('NĐ:CP', 'NĐ-CP'), ('QĐĐ-BKHCN', 'QĐ-BKHCN'), ('CT-TTE', 'CT-TTg')]
    """
    pattern, codes = _cited()
    for found in pattern.finditer(text):
        code, issuer = codes[found["kind"].casefold()], _issuer(found["issuer"])
        symbol = f"{code}{'-' if found['dash'] != '/' else '/'}{issuer}"
        if symbol != found["symbol"] and _is_like(found["code"], code):
            yield Repair(*found.span("symbol"), found["symbol"], symbol, RULE, _CONFIDENCE)


def _issuer(read: str) -> str:
    return next((right for wrong, right in _ENDS if wrong.fullmatch(read)), read)


def _is_like(read: str, code: str) -> bool:
    """Whether what was read is the code but for one letter, marks aside.

    >>> [_is_like(*pair) for pair in (("QĐĐ", "QĐ"), ("C1", "CT"), ("ÑQ", "NQ"), ("KH", "QĐ"), ("QĐ", "QĐ"))]
    [True, True, True, False, True]
    """
    one, other = strip_marks(read), strip_marks(code)
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    return abs(len(one) - len(other)) == 1 and any(other == one[:at] + one[at + 1 :] for at in range(len(one)))


@cache
def _cited() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a cited symbol, and the code of each kind by its name in small letters."""
    kinds = [kind for kind in load_resource("document_types.yml")["types"] if "code" in kind]
    codes = {name.casefold(): kind["code"] for kind in kinds for name in (kind["name"], *kind.get("also", ()))}
    names = "|".join(re.escape(name) for name in sorted(codes, key=len, reverse=True))
    number = r"\d{1,5}[a-z]?(?:/\d{4})?[/-]"
    symbol = r"(?P<symbol>(?P<code>[A-ZĐÑ1]{2,4})(?P<dash>[-–:. /])(?P<issuer>[A-ZĐ1][A-ZĐa-z&0-9]+))"
    return re.compile(rf"(?i:(?P<kind>{names}))\s+số\s*:?\s*{number}{symbol}(?![\w/])"), codes
