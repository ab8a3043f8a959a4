"""Sums of money in a budget cell, in đồng; the targets of a result are read beside them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from normalizers.amounts.targets import Target, find_targets
from normalizers.amounts.words import bounds, folded, op_of, words
from normalizers.amounts.written_numbers import NUMBER, parse_number
from normalizers.resources import load_resource
from normalizers.text import clean, fold

__all__ = ["Budget", "Target", "find_budgets", "find_targets"]


# The unit stands in brackets, after "ĐVT:" or at the end; elsewhere "đồng" may be of "hội đồng".
_UNIT_PLACES = (
    r"\(\s*(?:đvt|đơn vị tính|đơn vị)?\s*:?\s*{}\s*\)",
    r"(?:đvt|đơn vị tính)\s*:\s*{}",
    r"(?:kinh phí|vốn|số tiền)\s*{}\s*$",
)


@dataclass(frozen=True, slots=True)
class Budget:
    """One sum; `raw` is `text[start:end]` of the NFC text, sums are whole đồng, None where they are not certain.

    `unit_from` says that the unit stands in the header, `per` is what the sum is for ("người/ngày"), `label` the words
    before a colon ("NSTW"); `ambiguous` marks a figure that can be read in two ways or has no unit.
    """

    raw: str
    start: int
    end: int
    value_vnd: int | None = None
    min_vnd: int | None = None
    max_vnd: int | None = None
    op: str | None = None
    per: str | None = None
    approx: bool = False
    total: bool = False
    ocr: bool = False
    ambiguous: bool = False
    unit_from: str | None = None
    label: str | None = None
    currency: str | None = None


def find_budgets(text: str, header: str | None = None) -> tuple[Budget, ...]:
    """Sums of money of one cell in reading order; offsets are those of its NFC form.

    The unit is the cell's, else the header's ("Kinh phí (triệu đồng)"); a figure without any has no value. Words that
    name a source of funds give nothing (domain guide 4.5).

    >>> [budget.value_vnd for budget in find_budgets("15 tỷ 200 triệu đồng; NSĐP: 1.5OO triệu đồng")]
    [15200000000, 1500000000]
    >>> find_budgets("2.500", "Kinh phí (triệu đồng)")[0].value_vnd, find_budgets("1,500 triệu đồng")[0].value_vnd
    (2500000000, None)
    """
    text = unicodedata.normalize("NFC", text)
    key = re.sub(r"bang chu\s*:[^)]*", lambda words: " " * len(words[0]), folded(text))
    found = [_read_sum(text, match) for match in _sum_pattern().finditer(key) if not _is_letter_d(text, match)]
    if found or not re.search(r"\d", key):
        return tuple(found)
    return tuple(_bare_figures(text, key, header_unit(header or "")))


def header_unit(header: str) -> tuple[str, int] | None:
    """Return the unit of money a header names and its đồng, None where it names none.

    >>> header_unit("Dự kiến kinh phí (Triệu đồng)"), header_unit("Kinh phí / NSTW")
    (('triệu đồng', 1000000), None)
    """
    key = clean(header).lower()
    for place in _UNIT_PLACES:
        for unit, value in _header_units():
            if re.search(place.format(re.escape(unit)), key):
                return unit, value
    return None


@cache
def _header_units() -> tuple[tuple[str, int], ...]:
    units = load_resource("amounts.yml")["header_units"].items()
    return tuple(sorted(((unit.lower(), value) for unit, value in units), key=lambda pair: -len(pair[0])))


def _is_letter_d(text: str, found: re.Match[str]) -> bool:
    """ "3D" and "Điều 43d" are no sums: the short đồng is a đ."""
    return re.fullmatch(r"\d{1,3}\s*[dD]", text[slice(*found.span())].strip()) is not None


def _read_sum(text: str, found: re.Match[str]) -> Budget:
    start, end = found.span()
    budget = _before(_cut(text, start, end), found.string[:start], text)
    values = [_total(found[group]) for group in ("low", "high", "sum") if found[group]]
    if found["low"] and not _has_unit(found["low"]):
        values[0] = _total(f"{found['low']} {_first_unit(found['high'])}")
    budget = replace(
        budget,
        op=">=" if found["onwards"] else op_of(found["op"]),
        approx=found["approx"] is not None,
        per=_per(text, found),
        ocr=any(ocr for _, ocr in values),
        currency=text[slice(*found.span("currency"))].strip() if found["currency"] else None,
    )
    return _with_values(budget, [value for value, _ in values])


def _with_values(budget: Budget, values: list[int | None]) -> Budget:
    if budget.currency:
        return budget
    if len(values) == 2:
        return replace(budget, min_vnd=values[0], max_vnd=values[1], ambiguous=None in values)
    return replace(budget, value_vnd=values[0], ambiguous=values[0] is None)


def _cut(text: str, start: int, end: int) -> Budget:
    raw = text[start:end].strip()
    start = text.index(raw, start)
    return Budget(raw, start, start + len(raw))


def _before(budget: Budget, key: str, text: str) -> Budget:
    """The sum with what the words before it say: a total, or the source before a colon."""
    clause = re.split(r"[;\n]", key)[-1]
    start = len(key) - len(clause)
    label = re.search(r"([^:;,]{2,60}?)\s*:\s*$", clause)
    printed = text[start + label.start(1) : start + label.end(1)].strip(" -+•") if label else None
    return replace(budget, total=re.search(rf"{words('totals')}\s*:?\s*$", clause) is not None, label=printed)


def _total(key: str) -> tuple[int | None, bool]:
    """Đồng of "15 tỷ 200 triệu đồng" and whether letters were read as figures."""
    value, ocr = Decimal(0), False
    for part in re.finditer(rf"(?P<number>{NUMBER})\s*(?P<unit>{_unit_words()})(?P<half>\s*ruoi)?", key):
        number = parse_number(part["number"])
        unit = _units()[re.sub(r"\s+", " ", part["unit"])]
        if number is None:
            return None, ocr
        amount = number.value * 1000 if number.ambiguous and unit == 1 else number.value
        if number.ambiguous and unit != 1:
            return None, number.ocr
        value += (amount + Decimal("0.5") * bool(part["half"])) * unit
        ocr = ocr or number.ocr
    return int(value.to_integral_value()), ocr


def _bare_figures(text: str, key: str, unit: tuple[str, int] | None) -> Iterator[Budget]:
    """Cells that are figures only, or a label and a figure; the header says of what."""
    for segment in re.finditer(r"(?:\([^)]*\)|[^;\n(])+", key):
        found = _figure_pattern().fullmatch(segment[0])
        if found is None:
            continue
        start, end = (segment.start() + place for place in found.span("body"))
        budget = _before(_cut(text, start, end), key[:start], text)
        budget = replace(budget, op=op_of(found["op"]), approx=found["approx"] is not None)
        yield _in_unit(budget, [found[group] for group in ("low", "high") if found[group]], unit)


def _in_unit(budget: Budget, figures: list[str], unit: tuple[str, int] | None) -> Budget:
    numbers = [parse_number(figure) for figure in figures]
    ocr = any(number.ocr for number in numbers if number)
    if len(numbers) == 1 and numbers[0] is not None and numbers[0].value == 0:
        return replace(budget, value_vnd=0)
    if unit is None:
        return replace(budget, ambiguous=True, ocr=ocr)
    name, size = unit
    values = [None if number is None or number.ambiguous else int(number.value * size) for number in numbers]
    return replace(_with_values(budget, values), unit_from=f"header ({name})", ocr=ocr)


def _has_unit(key: str) -> bool:
    return re.search(_unit_words(), key) is not None


def _first_unit(key: str) -> str:
    found = re.search(_unit_words(), key)
    return found[0] if found else ""


def _per(text: str, found: re.Match[str]) -> str | None:
    if not found["per"]:
        return None
    return re.sub(r"\s*/\s*|^\s*mỗi\s+", "/", text[slice(*found.span("per"))]).strip("/ ")


@cache
def _units() -> dict[str, int]:
    return {fold(unit): value for unit, value in load_resource("amounts.yml")["money_units"].items()}


@cache
def _unit_words() -> str:
    listed = sorted(_units(), key=len, reverse=True)
    return rf"(?:{'|'.join(re.escape(unit).replace(chr(92) + ' ', chr(92) + 's+') for unit in listed)})(?!\w)"


@cache
def _sum_pattern() -> re.Pattern[str]:
    dong = r"(?:\s*(?:\.?\s*dong|vnd|d)(?!\w))?"
    sum_ = rf"{NUMBER}\s*{_unit_words()}(?:\s*ruoi(?!\w))?{dong}(?:\s*{NUMBER}\s*{_unit_words()}{dong})*"
    per = rf"(?:\s*/\s*(?:\d+\s*)?(?:{words('per')}|[a-z]+\d?)|\s*moi\s+{words('per')})"
    return re.compile(
        rf"{bounds()}(?:(?:tu\s+)?(?P<low>{NUMBER}(?:\s*{_unit_words()}{dong})?)\s*(?:-|den)\s*(?P<high>{sum_})|(?:tu\s+)?(?P<sum>{sum_}))"
        rf"(?P<currency>\s*{words('currencies')})?(?P<per>{per}+)?(?P<onwards>\s*tro\s+len(?!\w))?"
    )


@cache
def _figure_pattern() -> re.Pattern[str]:
    figures = rf"{bounds()}(?P<low>{NUMBER})(?:\s*(?:-|den)\s*(?P<high>{NUMBER}))?"
    return re.compile(rf"(?:[^:]{{2,60}}:)?\s*(?P<body>{figures})\s*(?:\([^)]*\))?[.,]?\s*")
