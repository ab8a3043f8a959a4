"""Targets in a result: a number to reach, with its bound and what it counts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from normalizers.amounts.words import alternatives, bounds, folded, is_spelt_so, op_of, words
from normalizers.amounts.written_numbers import NUMBER, parse_number
from normalizers.resources import load_resource
from normalizers.text import fold

_PERCENT = r"\s*(?:%|phan\s+tram(?!\w))"
_CLAUSE_START = r"(?:^|[.;:,\n(+•-])\s*$"


@dataclass(frozen=True, slots=True)
class Target:
    """One number to reach; `raw` is `text[start:end]` of the NFC text.

    `op` is one of = > >= < <= + - range, `value` a number or the two ends of a range, `of` what a share is of,
    `total` the whole of "27/30 huyện"; `implicit` marks "Tất cả …", which says a hundred per cent without a number.
    """

    raw: str
    start: int
    end: int
    op: str
    value: float | tuple[float, float]
    unit: str | None
    of: str | None = None
    total: float | None = None
    implicit: bool = False
    ocr: bool = False


def find_targets(text: str, unit: str | None = None) -> tuple[Target, ...]:
    """Targets of one cell in reading order; offsets are those of its NFC form.

    `unit` is the row's unit of measure, for cells that are only a figure.

    Shares count wherever they stand; other numbers only before a counted noun, with a bound, at the start of a clause
    or after a verb of achieving: "mô hình 4 lớp" and "Đề án 06" are none (domain guide 4.5).

    >>> found = find_targets("tối thiểu 90% hồ sơ; tổ chức 05 lớp tập huấn")
    >>> [(target.op, target.value, target.unit) for target in found]
    [('>=', 90, '%'), ('=', 5, 'lớp tập huấn')]
    """
    text = unicodedata.normalize("NFC", text)
    key = folded(text)
    found = list(_quantified(text))
    if bare := _bare_pattern().fullmatch(key):
        return tuple(_bare(text, bare, unit))
    if re.search(r"\d", key):
        found += [target for match in _pattern().finditer(key) if (target := _read(text, match)) is not None]
    return tuple(sorted(found, key=lambda target: target.start))


def _read(text: str, found: re.Match[str]) -> Target | None:
    numbers = [parse_number(found[group]) for group in ("low", "high", "number") if found[group]]
    if any(number is None for number in numbers):
        return None
    values = [_plain(number.value) for number in numbers if number is not None]
    target = Target(
        text[slice(*found.span())].strip(), *found.span(), _op(found), values[0], "%",
        ocr=any(number.ocr for number in numbers if number),
    )  # fmt: skip
    target = replace(target, end=target.start + len(target.raw))
    if found["high"]:
        if values[0] >= values[1]:
            return None
        op = target.op if target.op in {"+", "-"} else "range"
        target = replace(target, op=op, value=(values[0], values[1]))
    return _share(text, found, target) if found["percent"] else _count(text, found, target)


def _op(found: re.Match[str]) -> str:
    if found["onwards"]:
        return ">=" if found["onwards"].split()[-1] == "len" else "<="
    sign = op_of(found["op"]) or (">=" if found["since"] else "=")
    before = found.string[: found.start()]
    if re.search(r"khong\s+(?:\w+\s+){0,4}?qua\s*$", before):
        return "<="
    # "Không được thấp hơn 85%"
    denied = re.search(r"khong\s*(?:duoc|the)?\s*$", before)
    return {"<": ">=", ">": "<="}.get(sign, sign) if denied else sign


def _bare(text: str, found: re.Match[str], unit: str | None) -> Iterator[Target]:
    """A cell that is one figure, with a sign or the unit of its row: "≥ 50"."""
    numbers = [number for group in ("low", "high") if found[group] and (number := parse_number(found[group]))]
    raw = text.strip()
    start = text.index(raw)
    if (unit is not None or found["op"]) and numbers and not any(number.ambiguous for number in numbers):
        values = [_plain(number.value) for number in numbers]
        value = (values[0], values[1]) if len(values) == 2 else values[0]
        op = "range" if len(values) == 2 else op_of(found["op"]) or "="
        yield Target(raw, start, start + len(raw), op, value, unit, ocr=any(number.ocr for number in numbers))


def _share(text: str, found: re.Match[str], target: Target) -> Target | None:
    before, after = found.string[: found.start()], found.string[found.end() :]
    if re.match(rf"\s*{words('not_percent_after')}", after) or re.search(rf"{words('not_percent_before')}\s*$", before):
        return None
    whole = re.match(r"\s*(.{2,120}?)\s*(?=[.;\n(]|\b(?:duoc|dat|co|da|phai|so voi|tro len)\b|$)", after)
    of = text[found.end() + whole.start(1) : found.end() + whole.end(1)].strip(" ,") if whole else None
    noun = re.match(rf"\s+{words('counted')}", after)
    end = found.end() + noun.end() if noun else 0
    if noun and target.op == "=" and is_spelt_so(text[found.end() : end].strip(), ("counted",)):
        target = replace(target, raw=text[target.start : end], end=end)
    return replace(target, of=of or None)


def _count(text: str, found: re.Match[str], target: Target) -> Target | None:
    unit = text[slice(*found.span("noun"))]
    if (
        not is_spelt_so(unit, ("counted",))
        or re.match(rf"{words('not_counted')}", fold(unit))
        or re.match(r"\s*tuoi(?!\w)", found.string[found.end() :])
    ):
        return None
    bound = target.op != "="
    if not bound and not _counts(found, unit):
        return None
    total = parse_number(found["total"]) if found["total"] else None
    if total is not None and (
        isinstance(target.value, tuple) or total.value < target.value or 1990 < total.value < 2100
    ):
        return None
    return replace(target, unit=unit, total=_plain(total.value) if total else None)


def _counts(found: re.Match[str], unit: str) -> bool:
    """Without a bound the number must open the clause or follow a verb of achieving."""
    if fold(unit) in {fold(word) for word in load_resource("amounts.yml")["bounded_only"]}:
        return False
    before = found.string[: found.start()]
    return re.search(rf"{_CLAUSE_START}|(?<!\w){words('achieving')}\s*$", before) is not None


def _quantified(text: str) -> Iterator[Target]:
    """ "Tất cả các hệ thống có …" says a hundred per cent."""
    for found in re.finditer(
        r"(?:^|(?<=[.;\n])\s*)tất cả (?:các )?.{3,200}?(?=;|\n|\.\s|\.?\s*$)", text, re.IGNORECASE
    ):
        if re.search(r"\s(?:có|được|đều|phải|đạt|hoàn thành|sử dụng|triển khai|thực hiện)\s", found[0]):
            raw = found[0].strip()
            start = text.index(raw, found.start())
            yield Target(raw, start, start + len(raw), "=", 100, "%", implicit=True)


def _plain(value: object) -> float:
    number = float(str(value))
    return int(number) if number.is_integer() else number


@cache
def _pattern() -> re.Pattern[str]:
    nouns = alternatives(tuple(load_resource("amounts.yml")["counted"]))
    ranged = rf"(?P<low>{NUMBER})(?:{_PERCENT})?[ \t]*(?:-|den)[ \t]*(?P<high>{NUMBER})"
    single = rf"(?P<number>{NUMBER})(?:\s*/\s*(?P<total>\d[\d.]*))?"
    share = rf"(?P<percent>{_PERCENT})(?:\s*(?P<onwards>tro\s+(?:len|xuong|lai)))?"
    return re.compile(rf"{bounds()}(?P<since>(?<!\w)tu\s+)?(?:{ranged}|{single})(?:{share}|\s+(?P<noun>{nouns}))")


@cache
def _bare_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*{bounds()}(?P<low>{NUMBER})(?:\s*-\s*(?P<high>{NUMBER}))?\s*")
