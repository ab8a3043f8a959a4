"""Parts of a document cited before it: "điểm a khoản 2 Điều 5", "từ Điều 7 đến Điều 13", "Phụ lục I kèm theo"."""

import re
from dataclasses import dataclass

from normalizers.references.forms import ReferenceText

# From large to small, as a component is written: dieu-5/khoan-2/diem-a.
LEVELS = ("phu-luc", "phan", "chuong", "muc", "tieu-muc", "dieu", "khoan", "diem", "tiet")
_WORD = r"(?:phu luc|phan|chuong|tieu muc|muc|dieu|khoan|diem|tiet)"
_ID = r"(?:\d{1,3}(?:\.\d{1,2})*[a-z]?|[ivxlc]{1,6}|[a-z]\d?|thu [a-z]{2,4})(?!\w)"
_IDS = rf"{_ID}(?:(?: ?, ?| va | hoac |, va | den | ?- ?){_ID})*"
_PART = rf"(?:cac +|tu +|den +)?{_WORD} +{_IDS}"
_CHAIN = re.compile(
    rf"(?P<chain>(?<!\w){_PART}(?:(?:,? +|, ?|; ?)(?:va +|hoac +|cua +)?{_PART}){{0,9}})"
    r"(?:,? +(?:cua|thuoc|tai|ban hanh kem theo|kem theo|ban hanh theo))?(?: +cac)? *$"
)
_EACH = re.compile(rf"(?P<word>{_WORD}) +(?P<ids>{_IDS})")
_WINDOW = 160


@dataclass(frozen=True, slots=True)
class Component:
    """A chain of parts: `value` is "dieu-12/khoan-3/diem-a,b,đ", ranges "dieu-7..13", several chains joined by ";"."""

    start: int
    end: int
    raw: str
    value: str


def find_component_before(forms: ReferenceText, end: int) -> Component | None:
    """Return the parts named right before the offset of a reference, or None.

    >>> from normalizers.references.forms import reference_text
    >>> text = "theo điểm a khoản 2 Điều 5 Nghị định"
    >>> find_component_before(reference_text(text), text.index("Nghị")).value
    'dieu-5/khoan-2/diem-a'
    """
    begin = max(0, end - _WINDOW)
    # Cheap: a chain ends in an id or in one of the few words that link it to the document.
    window = forms.folded[begin:end]
    if not any(word in window for word in ("dieu", "khoan", "phu luc", "chuong", "muc", "phan")):
        return None
    match = _CHAIN.search(forms.folded, begin, end)
    if match is None:
        return None
    start, stop = match.span("chain")
    return Component(start, stop, forms.text[start:stop], _value(forms, start, stop))


def component_values(component: str) -> dict[str, tuple[str, ...]]:
    """Return the ids by level of the first chain of a component; a range holds its two ends.

    >>> component_values("dieu-12/khoan-3/diem-a,b,đ")
    {'dieu': ('12',), 'khoan': ('3',), 'diem': ('a', 'b', 'đ')}
    """
    first = component.split(";", maxsplit=1)[0]
    parts = (re.match(rf"({'|'.join(sorted(LEVELS, key=len, reverse=True))})-(.*)", part) for part in first.split("/"))
    return {part[1]: tuple(re.split(r",|\.\.", part[2])) for part in parts if part}


def _value(forms: ReferenceText, start: int, end: int) -> str:
    chains: list[dict[str, str]] = [{}]
    for part in _EACH.finditer(forms.folded, start, end):
        level = part["word"].replace(" ", "-")
        ids = _ids(forms.plain[part.start("ids") : part.end("ids")])
        between = forms.folded[start : part.start()][-6:]
        if level in chains[-1] and re.search(r"den *$", between):
            chains[-1][level] += ".." + ids
        elif level in chains[-1]:
            chains.append({level: ids})
        else:
            chains[-1][level] = ids
    # "điểm a khoản 1, điểm b khoản 2 Điều 5": the article at the end is the article of both.
    for earlier, later in zip(reversed(chains[:-1]), reversed(chains[1:]), strict=True):
        largest = min(map(LEVELS.index, earlier))
        earlier.update({level: later[level] for level in LEVELS[:largest] if level in later})
    return ";".join(_written(chain) for chain in chains)


def _ids(text: str) -> str:
    ranged = re.sub(r" +đến +| ?- ?", "..", text.strip(), flags=re.IGNORECASE)
    ids = re.split(r" ?, ?(?:và )?| và | hoặc ", ranged)
    return ",".join(item if re.fullmatch(r"[IVXLC.]+", item) else item.lower() for item in ids)


def _written(chain: dict[str, str]) -> str:
    return "/".join(f"{level}-{chain[level]}" for level in LEVELS if level in chain)
