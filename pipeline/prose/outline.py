"""Items to a tree: sections, numbers, letters and bullets, each under what stands above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.ordinals import Ordinal, OrdinalStyle, follows
from pipeline.prose.items import Item

# Numbers from the outermost to the innermost, as decree 30/2020/NĐ-CP numbers a document; bullets come below them all.
_RANKS = {
    OrdinalStyle.CAPITAL: 1,
    OrdinalStyle.ROMAN: 2,
    OrdinalStyle.ARABIC: 3,
    OrdinalStyle.DOTTED: 4,
    OrdinalStyle.LETTER: 8,
}
_ARTICLE_RANK, _BULLET_RANK, _PLAIN_RANK = 0, 10, 99


@dataclass(slots=True)
class Branch:
    """An item in the tree, with the path of its printed numbers below its section; built once, then only read."""

    item: Item
    parent: "Branch | None"
    rank: int
    key: str
    children: list["Branch"] = field(default_factory=list)

    @property
    def is_section(self) -> bool:
        """Whether it is an article, or a heading with a capital or Roman number."""
        return self.rank <= _RANKS[OrdinalStyle.ROMAN]

    @property
    def is_plain(self) -> bool:
        """Whether it is a paragraph without number or bullet."""
        return self.rank == _PLAIN_RANK

    def ancestors(self) -> Iterator["Branch"]:
        """Yield what stands above it, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def section_code(self) -> str | None:
        """Codes of the sections above, outer before inner ("A/I", "Điều 2"); None where there are none."""
        codes = [each.key for each in (self, *self.ancestors()) if each.is_section]
        return "/".join(reversed(codes)) or None

    @property
    def section_title(self) -> str | None:
        """The title of the innermost section above."""
        title = next((each.item.text for each in (self, *self.ancestors()) if each.is_section), None)
        return title or None

    @property
    def path(self) -> tuple[str, ...]:
        """Numbers below the section, outermost first: "5", then "-3" for the third bullet, "p1" for a paragraph."""
        return tuple(reversed([each.key for each in (self, *self.ancestors()) if not each.is_section]))


def grow(items: Sequence[Item]) -> tuple[Branch, ...]:
    """Return all items as branches in reading order."""
    branches: list[Branch] = []
    stack: list[Branch] = []
    last_section: Ordinal | None = None
    for item in items:
        if stack and stack[0].rank == _ARTICLE_RANK and not item.is_in_article:
            stack.clear()  # a plan behind the articles of its decision
        rank = _rank(item, stack, last_section)
        while stack and stack[-1].rank >= rank:
            stack.pop()
        parent = stack[-1] if stack else None
        if item.number is None and item.article is None:
            # A plain paragraph goes on under the innermost number; bullets above it are done.
            parent = next((each for each in reversed(stack) if each.rank < _BULLET_RANK), parent)
        branch = Branch(item, parent, rank, _key(item, parent, branches))
        if parent:
            parent.children.append(branch)
        branches.append(branch)
        if rank != _PLAIN_RANK:
            stack.append(branch)
        if item.number is not None and rank <= _RANKS[OrdinalStyle.ROMAN]:
            last_section = item.number
    return tuple(branches)


def _rank(item: Item, stack: Sequence[Branch], last_section: Ordinal | None) -> int:
    if item.article is not None:
        return _ARTICLE_RANK
    if item.number is None:
        return _PLAIN_RANK
    style = item.number.style
    if style is OrdinalStyle.BULLET:
        return _bullet_rank(item, stack)
    if style is OrdinalStyle.ROMAN and _goes_on_as_letter(item.number, last_section):
        style = OrdinalStyle.CAPITAL
    return _RANKS[style] + (len(item.number.value) - 2 if style is OrdinalStyle.DOTTED else 0)


def _goes_on_as_letter(number: Ordinal, last_section: Ordinal | None) -> bool:
    """ "C." behind "B." is a letter, not a hundred."""
    if last_section is None or last_section.style is not OrdinalStyle.CAPITAL:
        return False
    return follows(number, last_section)


def _bullet_rank(item: Item, stack: Sequence[Branch]) -> int:
    """The rank of the open bullet of the same sign, else one below all open ones."""
    open_bullets = [branch for branch in stack if branch.rank >= _BULLET_RANK]
    same = next((branch.rank for branch in open_bullets if branch.item.marker == item.marker), None)
    return same if same is not None else _BULLET_RANK + len(open_bullets)


def _key(item: Item, parent: Branch | None, branches: Sequence[Branch]) -> str:
    if item.article is not None:
        return f"Điều {item.article}"
    if item.number is not None and not item.is_bullet:
        return item.number.code
    sign = item.marker if item.is_bullet and item.marker else "p"
    siblings = parent.children if parent else [branch for branch in branches if branch.parent is None]
    return f"{sign}{1 + sum(each.item.marker == item.marker and each.key.startswith(sign) for each in siblings)}"
