"""Numbers as Vietnamese writes them: "." between thousands, "," before decimals, letters misread for figures."""

import re
from dataclasses import dataclass
from decimal import Decimal

# o, l and | are figures only where no other letter follows: "5 lớp" is no fifty-one.
_FIGURE = r"(?:\d|[ol|](?=[ol|]*(?:[\d.,%\s]|$)))"
_GROUPED = rf"{_FIGURE}{{1,3}}(?:(?:\.{_FIGURE}{{3}})+|(?: {_FIGURE}{{3}}(?!{_FIGURE}))+)(?!{_FIGURE})(?:,{_FIGURE}+)?"
NUMBER = rf"(?<![\w.,/|])(?=[ol|.,]*\d)(?:{_GROUPED}|{_FIGURE}+(?:[.,]{_FIGURE}+)*)"


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number; `ambiguous` where "1,500" may be a thousand and a half or one and a half."""

    value: Decimal
    ambiguous: bool = False
    ocr: bool = False


def parse_number(text: str) -> WrittenNumber | None:
    """Return the number a string of figures and separators writes, None where it writes none.

    >>> [parse_number(text).value for text in ("1.500", "1,5", "1.500.000,25", "2.5", "1 250 000")]
    [Decimal('1500'), Decimal('1.5'), Decimal('1500000.25'), Decimal('2.5'), Decimal('1250000')]
    >>> parse_number("1,500").ambiguous, parse_number("l.5OO")
    (True, WrittenNumber(value=Decimal('1500'), ambiguous=False, ocr=True))
    """
    plain = text.strip().lower().translate(str.maketrans("ol|", "011"))
    ocr = plain != text.strip().lower()
    plain = plain.replace(" ", "")
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", plain):
        return None
    for thousands, decimal in ((".", ","), (",", ".")):
        found = re.fullmatch(rf"(\d{{1,3}}(?:\{thousands}\d{{3}})+)(?:\{decimal}(\d+))?", plain)
        # One comma before three figures is a decimal comma or an English thousand; "0,350" can only be the first.
        if found and (thousands == "." or found[2] or plain.count(",") > 1):
            return WrittenNumber(Decimal(f"{found[1].replace(thousands, '')}.{found[2] or 0}").normalize() + 0, ocr=ocr)
    if plain.count(".") + plain.count(",") > 1:
        return None
    ambiguous = re.fullmatch(r"[1-9]\d{0,2},\d{3}", plain) is not None
    return WrittenNumber(Decimal(plain.replace(",", ".")), ambiguous, ocr)
