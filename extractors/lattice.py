"""Ruled lines to regions: lines drawn in pieces or double made one, lines that touch gathered. Pure geometry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.page import BBox, Ruling

# In shares of the page's type size. Two rules nearer than this are one, drawn double or in pieces.
_SAME_RULE = 0.35
# A rule may end this far short of the rule that it meets.
_REACH = 0.4
# A side is drawn where rules run along this share of it.
_DRAWN = 0.5
# Rules that reach this far beyond the outermost rule across them end where a rule is missing.
_OVERHANG = 1.0


# A side of a place of the lattice: which edge and which row or column.
Side = tuple[int, int]


class Span(NamedTuple):
    """The rows and columns of a cell, each from first to behind the last."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """Rules that touch one another: where columns and rows part, and what is drawn there."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    verticals: tuple[Ruling, ...]
    horizontals: tuple[Ruling, ...]

    def box_of(self, span: Span) -> BBox:
        """The edges of a cell."""
        return BBox(self.xs[span.left], self.ys[span.top], self.xs[span.right], self.ys[span.bottom])

    def walls(self) -> frozenset[Side]:
        """The drawn pieces of walls, as (row, edge of columns)."""
        found = self._drawn(self.verticals, self.xs, list(pairwise(self.ys)))
        return frozenset((row, edge) for edge, row in found)

    def rules(self) -> frozenset[Side]:
        """The drawn pieces of rules, as (edge of rows, column)."""
        return frozenset(self._drawn(self.horizontals, self.ys, list(pairwise(self.xs))))

    def is_ruled(self, row: int, left: int, right: int) -> bool:
        """Whether a rule is drawn above a row along the columns from `left` to before `right`."""
        side = self.xs[left], self.xs[right]
        return any(self._drawn(self.horizontals, (self.ys[row],), (side,)))

    def _drawn(
        self, lines: Sequence[Ruling], positions: Sequence[float], sides: Sequence[tuple[float, float]]
    ) -> Iterator[Side]:
        # Half of the narrowest column or row: a line nearer than this to a position stands there.
        slack = min(after - before for edges in (self.xs, self.ys) for before, after in pairwise(edges)) / 2
        for at, position in enumerate(positions):
            near = [line for line in lines if abs(line.at - position) <= slack]
            for place, (start, end) in enumerate(sides):
                drawn = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in near)
                if drawn >= _DRAWN * (end - start):
                    yield at, place


def find_lattices(rulings: Iterable[Ruling], size: float) -> tuple[Lattice, ...]:
    """Return the groups of touching rules, from top to bottom; rules that meet no other are left out.

    Where an outer rule is missing, a column or row ends where the rules across it do.
    """
    rules = list(rulings)
    horizontals = merge_rules([rule for rule in rules if rule.is_horizontal], size)
    verticals = merge_rules([rule for rule in rules if not rule.is_horizontal], size)
    groups = _gather(horizontals, verticals, _REACH * size)
    lattices = [_lattice(across, down, size) for across, down in groups if across and down]
    return tuple(sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0])))


def merge_rules(rules: Sequence[Ruling], size: float) -> list[Ruling]:
    """Return parallel rules with those in one line joined where they touch, and double ones as one.

    >>> [rule[:3] for rule in merge_rules([Ruling(10, 0, 50, True), Ruling(11, 49, 90, True)], 12)]
    [(10.5, 0, 90)]
    """
    merged: list[Ruling] = []
    for bundle in _bundles(sorted(rules), _SAME_RULE * size):
        at = sum(rule.at for rule in bundle) / len(bundle)
        open_rule: Ruling | None = None
        for rule in sorted(bundle, key=lambda rule: rule.start):
            if open_rule and rule.start <= open_rule.end + _REACH * size:
                open_rule = open_rule._replace(end=max(open_rule.end, rule.end))
                continue
            merged += [open_rule] if open_rule else []
            open_rule = rule._replace(at=at)
        merged += [open_rule] if open_rule else []
    return merged


def _bundles(rules: Sequence[Ruling], limit: float) -> list[list[Ruling]]:
    bundles: list[list[Ruling]] = []
    for rule in rules:
        if bundles and rule.at - bundles[-1][0].at <= limit:
            bundles[-1].append(rule)
        else:
            bundles.append([rule])
    return bundles


def _gather(
    horizontals: Sequence[Ruling], verticals: Sequence[Ruling], reach: float
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rules that touch one another directly or over others, as horizontals and verticals."""
    roots = list(range(len(horizontals) + len(verticals)))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    for number, across in enumerate(horizontals):
        for place, down in enumerate(verticals, start=len(horizontals)):
            if _touch(across, down, reach):
                roots[root(place)] = root(number)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number, rule in enumerate([*horizontals, *verticals]):
        group = groups.setdefault(root(number), ([], []))
        group[not rule.is_horizontal].append(rule)
    return list(groups.values())


def _touch(across: Ruling, down: Ruling, reach: float) -> bool:
    return across.start - reach <= down.at <= across.end + reach and down.start - reach <= across.at <= down.end + reach


def _lattice(across: list[Ruling], down: list[Ruling], size: float) -> Lattice:
    xs, ys = _positions(down, size), _positions(across, size)
    return Lattice(_with_ends(xs, across, size), _with_ends(ys, down, size), tuple(down), tuple(across))


def _positions(rules: Iterable[Ruling], size: float) -> list[float]:
    positions: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not positions or at - positions[-1] > _SAME_RULE * size:
            positions.append(at)
    return positions


def _with_ends(positions: list[float], crossing: Sequence[Ruling], size: float) -> tuple[float, ...]:
    """Positions with the ends of the rules across them, where at least two of those end there."""
    limit = _OVERHANG * size
    starts = [rule.start for rule in crossing if rule.start < positions[0] - limit]
    ends = [rule.end for rule in crossing if rule.end > positions[-1] + limit]
    before = [min(starts)] if len(starts) > 1 else []
    after = [max(ends)] if len(ends) > 1 else []
    return (*before, *positions, *after)
