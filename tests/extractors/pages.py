"""Small pages made by hand: words and rules where a test wants them."""

from extractors.page import BBox, Page, Ruling, Word

SIZE = 12.0


def word(text, x, y, *, size=SIZE, raised=False):
    """A word whose left edge is at `x` and whose baseline is at `y`."""
    return Word(text, BBox(x, y - size, x + 0.5 * size * len(text), y + 0.2 * size), size, y, is_raised=raised)


def words(text, x, y, *, size=SIZE):
    """The words of a line from `x` on."""
    found = []
    for part in text.split():
        found.append(word(part, x, y, size=size))
        x = found[-1].box.x1 + 0.25 * size
    return found


def across(y, start, end):
    return Ruling(y, start, end, is_horizontal=True)


def down(x, start, end):
    return Ruling(x, start, end, is_horizontal=False)


def lattice(xs, ys):
    """All rules of a table with these columns and rows."""
    return [across(y, xs[0], xs[-1]) for y in ys] + [down(x, ys[0], ys[-1]) for x in xs]


def page(texts, rules=(), *, width=595.0, height=842.0):
    return Page(1, width, height, SIZE, tuple(texts), tuple(rules))
