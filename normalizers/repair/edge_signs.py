"""Signs at the edge of a cell that hardly another cell of its column has: specks that a recogniser read as print.

Columns of units and time limits are written alike from row to row: where forty cells end without a stop, the one that
was read unsurely as "Sở Y tế." ends in dust.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from normalizers.repair.repaired import Repair

RULE = "edge_sign"
_CONFIDENCE = 0.95
_FIRST = re.compile(r"[-–.,;:'’] ?(?=[^\W_])")
_LAST = re.compile(r"(?<=[\w)])(?<!\bv\.v)(?: ?[-–.,;:'’])+$")
# A sign that this share of a column's cells has belongs there: in one real plan three of 22 units end with a stop.
_USUAL = 0.12
_LISTED = re.compile(r"\n\s*[-–]")


@dataclass(frozen=True, slots=True)
class Edges:
    """Whether cells of a column begin, and end, with a sign so often that it was printed."""

    has_first: bool
    has_last: bool


def learn_edges(texts: Sequence[str]) -> Edges:
    """Return how the cells of a column begin and end; one of eight or fewer is enough to say so.

    >>> learn_edges(["Sở Y tế", "Sở Y tế.", *["Sở Nội vụ"] * 7]), learn_edges(["Sở Y tế.", "Sở Y tế"])
    (Edges(has_first=False, has_last=False), Edges(has_first=False, has_last=True))
    """
    firsts, lasts = (sum(bool(pattern(text)) for text in texts) for pattern in (_FIRST.match, _LAST.search))
    return Edges(firsts > _USUAL * len(texts), lasts > _USUAL * len(texts))


def find_edge_signs(text: str, edges: Edges, doubted: Collection[str]) -> Iterator[Repair]:
    """Yield the signs of doubted words that the column's cells do not begin or end with. Only for recognised text.

    >>> [(found.before, found.start) for found in find_edge_signs("-Sở Y tế.", Edges(False, False), {"-Sở", "tế."})]
    [('-', 0), ('.', 8)]
    >>> list(find_edge_signs("Sở Y tế.", Edges(False, False), {"Sở"}))
    []
    """
    words = text.split()
    has_first = edges.has_first or words[0] not in doubted or _LISTED.search(text)
    has_last = edges.has_last or words[-1] not in doubted
    found = [None if has_first else _FIRST.match(text), None if has_last else _LAST.search(text)]
    yield from (Repair(*sign.span(), sign[0], "", RULE, _CONFIDENCE) for sign in found if sign)
