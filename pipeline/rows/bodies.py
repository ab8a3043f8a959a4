"""Names of bodies from lines in capitals: the head of the document, or the authority line where the head is lost."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.line_shapes import is_body_name, split_post
from extractors.model import FrontMatter
from normalizers.text import fold, strip_marks

# Names that the next line completes with the place: "ỦY BAN NHÂN DÂN" / "TỈNH QUẢNG NGÃI".
_PLACE_WORDS = (
    "TỈNH ",
    "THÀNH PHỐ ",
    "TP ",
    "TP. ",
    "HUYỆN ",
    "QUẬN ",
    "THỊ XÃ ",
    "XÃ ",
    "PHƯỜNG ",
    "THỊ TRẤN ",
    "ĐẶC KHU ",
)


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """Who issues the document, and the body above it where one is named."""

    name: str | None = None
    parent: str | None = None


def find_issuing_body(front: FrontMatter, texts: Sequence[str]) -> IssuingBody:
    """Return the issuing body as printed in the head, else the body that the authority line leads.

    The authority line is in capitals: the spelling is taken from the document's own running text, the most frequent
    way of writing it there; "X của <body of the signature>" names the parent too.

    >>> front = FrontMatter(authority="TRƯỞNG BAN BAN CHỈ ĐẠO 06", signer_lines=("BỘ TRƯỞNG BỘ Y TẾ",))
    >>> find_issuing_body(front, ["Kế hoạch của Ban Chỉ đạo 06 của Bộ Y tế"])
    IssuingBody(name='Ban Chỉ đạo 06 của Bộ Y tế', parent='Bộ Y tế')
    """
    printed = _printed_bodies(front.head_lines)
    if printed:
        return IssuingBody(printed[-1], " ".join(printed[:-1]) or None)
    led = split_post(front.authority) if front.authority else None
    capitals = (led[1] or led[0]) if led else front.authority
    if not capitals:
        return IssuingBody()
    above = [split[1] for line in front.signer_lines if (split := split_post(line)) and split[1]]
    return _with_parent(capitals, above, texts)


def _printed_bodies(lines: Sequence[str]) -> list[str]:
    """Bodies printed one above the other; a line that begins no body, or gives its place, goes on with the last."""
    bodies: list[str] = []
    for line in lines:
        if not line.isupper():
            continue
        goes_on = bool(bodies) and (not is_body_name(line) or _completes(bodies[-1], line))
        if goes_on:
            bodies[-1] = f"{bodies[-1]} {line}"
        elif is_body_name(line) or split_post(line):
            bodies.append(line)
    return bodies


def _completes(above: str, line: str) -> bool:
    plain, bare_above = strip_marks(line), strip_marks(above)
    words = [strip_marks(word) for word in _PLACE_WORDS]
    return plain.startswith(tuple(words)) and not any(word in f"{bare_above} " for word in words)


def _with_parent(capitals: str, above: Iterable[str], texts: Sequence[str]) -> IssuingBody:
    for parent in above:
        joined = f"{capitals} của {parent}"
        if spelling := _usual_spelling(joined, texts):
            parent_spelling = " ".join(spelling.split()[-len(parent.split()) :])
            return IssuingBody(spelling, parent_spelling)
    return IssuingBody(_usual_spelling(capitals, texts) or capitals)


def _usual_spelling(name: str, texts: Sequence[str]) -> str | None:
    """How running text mostly writes a name given in capitals; None where it is not found."""
    wanted = fold(name)
    found = Counter(
        text[start : start + len(wanted)] for text in texts for start in _starts(strip_marks(text).casefold(), wanted)
    )
    spellings = Counter({spelling: count for spelling, count in found.items() if not spelling.isupper()})
    return spellings.most_common(1)[0][0] if spellings else None


def _starts(text: str, wanted: str) -> Iterable[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)
