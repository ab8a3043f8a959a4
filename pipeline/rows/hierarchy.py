"""Sections, groups and tasks: the tree that the printed numbers describe."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.model import Row, RowKind
from extractors.ordinals import Ordinal, OrdinalStyle, follows, parse_ordinal
from extractors.row_codes import code_shape, find_row_codes, parent_code
from extractors.rows import SectionHeading, parse_section

_CONTENT = frozenset({RowKind.TASK, RowKind.UNNUMBERED, RowKind.UNKNOWN})
_NUMBERED = frozenset({OrdinalStyle.ARABIC, OrdinalStyle.DOTTED})


@dataclass(frozen=True, slots=True)
class Section:
    """The section rows above a task, outermost first."""

    headings: tuple[SectionHeading, ...] = ()

    @property
    def code(self) -> str | None:
        """The codes joined by "/", outer before inner; None outside sections and where none is printed."""
        return "/".join(heading.code for heading in self.headings if heading.code) or None

    @property
    def title(self) -> str | None:
        """The title of the innermost section."""
        return self.headings[-1].title if self.headings else None


@dataclass(frozen=True, slots=True)
class Node:
    """A row in the tree: its section, the printed numbers from the outermost group to itself, and its parent node."""

    row_index: int
    section: Section
    ordinal: Ordinal | None
    path: tuple[str, ...]
    key: tuple[str, ...]
    parent: int | None = None
    has_children: bool = False
    code: str | None = None

    @property
    def level(self) -> int:
        """1 for a row directly in its section."""
        return len(self.key)


def arrange(rows: Sequence[Row]) -> tuple[Node, ...]:
    """Return one node a content row, in order. Numbers restart or run on with sections, both are normal.

    A style of numbering seen before in the open groups takes the row back to that level; a new style goes one deeper
    (1 → a → -); dotted numbers stand under the number they begin with. A row without a number stands beside the row
    above it, or under it where that row holds little but its title. A column of codes that branch goes before all.
    """
    codes = _codes(rows)
    nodes: list[Node] = []
    section = Section()
    stack: list[int] = []
    for index, row in enumerate(rows):
        if row.kind is RowKind.SECTION and (heading := parse_section(row.texts)):
            section, stack = Section(_open_section(section.headings, heading)), []
        elif row.kind in _CONTENT:
            ordinal = parse_ordinal(row.texts[0]) if row.kind is RowKind.TASK else None
            coded = _under_code(codes.get(index), nodes)
            stack = _open_groups(stack, nodes, rows, index, ordinal) if coded is None else coded
            nodes.append(replace(_node(index, section, ordinal, stack, nodes), code=codes.get(index)))
            stack = [*stack, len(nodes) - 1]
    return _with_children(nodes)


def _codes(rows: Sequence[Row]) -> dict[int, str]:
    content = [at for at, row in enumerate(rows) if row.kind in _CONTENT]
    found = find_row_codes([rows[at].texts for at in content])
    return {at: code for at, code in zip(content, found, strict=True) if code}


def _under_code(code: str | None, nodes: Sequence[Node]) -> list[int] | None:
    """The stack down to the row whose code this one goes on with, the nearest there is; None where codes do not say.

    A code that goes on with none stands at the top where one of its shape does.
    """
    above = parent_code(code) if code else None
    while above:
        parent = next((at for at in range(len(nodes) - 1, -1, -1) if nodes[at].code == above), None)
        if parent is not None:
            return _chain(parent, nodes)
        above = parent_code(above)
    is_top = code is not None and any(
        node.parent is None and node.code and code_shape(node.code) == code_shape(code) for node in nodes
    )
    return [] if is_top else None


def _chain(at: int | None, nodes: Sequence[Node]) -> list[int]:
    return [] if at is None else [*_chain(nodes[at].parent, nodes), at]


def _open_section(open_headings: tuple[SectionHeading, ...], heading: SectionHeading) -> tuple[SectionHeading, ...]:
    """The headings that stay open, and the new one: beside the heading it follows, else beside one of its style."""
    number = parse_ordinal(heading.code) if heading.code else None
    siblings = [at for at, earlier in enumerate(open_headings) if _is_next(number, earlier)]
    siblings = siblings or [
        at for at, earlier in enumerate(open_headings) if _style(earlier.code) is _style(heading.code)
    ]
    return (*open_headings[: siblings[-1]], heading) if siblings else (*open_headings, heading)


def _is_next(number: Ordinal | None, earlier: SectionHeading) -> bool:
    before = parse_ordinal(earlier.code) if earlier.code else None
    return number is not None and before is not None and follows(number, before)


def _style(code: str | None) -> OrdinalStyle | None:
    ordinal = parse_ordinal(code) if code else None
    return ordinal.style if ordinal else None


def _open_groups(
    stack: list[int], nodes: Sequence[Node], rows: Sequence[Row], index: int, ordinal: Ordinal | None
) -> list[int]:
    """The part of the stack that the row at this index stands under."""
    if ordinal is None:
        return _above_unnumbered(stack, nodes, rows, index)
    if ordinal.style is OrdinalStyle.DOTTED:
        return _above_dotted(stack, nodes, ordinal)
    for depth, at in enumerate(stack):
        open_ordinal = nodes[at].ordinal
        if open_ordinal is None or _same_level(open_ordinal, ordinal):
            return stack[:depth]
    return stack


def _same_level(earlier: Ordinal, later: Ordinal) -> bool:
    return earlier.style is later.style or follows(later, earlier)


def _above_dotted(stack: list[int], nodes: Sequence[Node], ordinal: Ordinal) -> list[int]:
    for depth in range(len(stack), 0, -1):
        above = nodes[stack[depth - 1]].ordinal
        if above and above.style in _NUMBERED and _is_prefix(above.value, ordinal.value):
            return stack[:depth]
    beside = [depth for depth, at in enumerate(stack) if _is_beside(nodes[at].ordinal, ordinal)]
    return stack[: beside[0]] if beside else [at for at in stack if not _is_numbered(nodes[at].ordinal)]


def _is_prefix(value: tuple[int, ...], longer: tuple[int, ...]) -> bool:
    return len(value) < len(longer) and longer[: len(value)] == value


def _is_beside(one: Ordinal | None, other: Ordinal) -> bool:
    return one is not None and one.style is other.style and len(one.value) == len(other.value)


def _is_numbered(ordinal: Ordinal | None) -> bool:
    return ordinal is not None and ordinal.style in _NUMBERED


def _above_unnumbered(stack: list[int], nodes: Sequence[Node], rows: Sequence[Row], index: int) -> list[int]:
    numbered = [depth for depth, at in enumerate(stack) if nodes[at].ordinal is not None]
    if not numbered:
        return []
    last = numbered[-1]
    return stack[: last + 1] if _is_label(rows[nodes[stack[last]].row_index], rows[index]) else stack[:last]


def _is_label(row: Row, below: Row) -> bool:
    """Whether a numbered row is but a heading for the row without a number below it: half as many cells at most."""
    filled, filled_below = (sum(bool(text) for text in each.texts[1:]) for each in (row, below))
    return filled <= max(1, filled_below // 2)


def _node(index: int, section: Section, ordinal: Ordinal | None, stack: list[int], nodes: Sequence[Node]) -> Node:
    above = stack[-1] if stack else None
    path, key = (nodes[above].path, nodes[above].key) if above is not None else ((), ())
    if ordinal:
        return Node(index, section, ordinal, (*path, ordinal.code), (*key, ordinal.code), above)
    earlier = sum(node.parent == above and node.ordinal is None for node in nodes)
    return Node(index, section, None, path, (*key, f"+{earlier + 1}"), above)


def _with_children(nodes: Sequence[Node]) -> tuple[Node, ...]:
    parents = {node.parent for node in nodes}
    return tuple(replace(node, has_children=at in parents) for at, node in enumerate(nodes))
