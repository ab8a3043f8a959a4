"""Where the list of recipients stands on a page (box 9b of annex I), and what stands beside it: the signature."""

from collections.abc import Sequence

from extractors.line_shapes import is_addressing, parse_recipients
from extractors.model import Paragraph
from extractors.page import BBox

# In heights of the line "Nơi nhận:": how far items are indented, and how far an item begins below the one before.
_INDENT, _NEAR = 2.5, 2.0
# The list takes the left half of the page's text, a brace and what stands behind it reach a little beyond; the
# signature stands centred in the right half.
_LIST_ENDS, _SIGNATURE_MIDDLE = 0.6, 0.55


def stands_in_list(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph is one of the lines below "Nơi nhận:", by its place alone.

    >>> from extractors.model import Place
    >>> places = (BBox(80, 500, 140, 512), BBox(80, 514, 200, 526), BBox(300, 500, 500, 512))
    >>> texts = ("Nơi nhận:", "Sở Y tế tỉnh:", "GIÁM ĐỐC")
    >>> lines = [Paragraph(text, Place(page=1, box=box)) for text, box in zip(texts, places, strict=True)]
    >>> stands_in_list(lines, 1), stands_in_list(lines, 2), stands_beside_list(lines, 2)
    (True, False, True)
    """
    head, box = _head_box(paragraphs, at), paragraphs[at].place.box
    if head is None or box is None:
        return False
    height = head.bottom - head.top
    items = [head, *(each for each in _boxes(paragraphs, at) if abs(each.x0 - head.x0) < _INDENT * height)]
    lowest = max(each.bottom for each in items if each.bottom <= box.top + height)
    is_below = head.bottom - height / 2 < box.top < lowest + _NEAR * height
    return is_below and abs(box.x0 - head.x0) < _INDENT * height and box.x1 < _across(paragraphs, at, _LIST_ENDS)


def stands_beside_list(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph stands in the right half, beside the lines below "Nơi nhận:" and no higher than its head."""
    head, box = _head_box(paragraphs, at), paragraphs[at].place.box
    if head is None or box is None:
        return False
    is_right = (box.x0 + box.x1) / 2 > _across(paragraphs, at, _SIGNATURE_MIDDLE)
    return is_right and box.x0 > head.x1 and box.bottom > head.top - (head.bottom - head.top)


def _head_box(paragraphs: Sequence[Paragraph], at: int) -> BBox | None:
    """The box of "Nơi nhận:" above a paragraph on its page."""
    page = paragraphs[at].place.page
    for paragraph in reversed(paragraphs[:at]):
        if paragraph.place.page != page:
            return None
        if parse_recipients(paragraph.text) is not None and not is_addressing(paragraph.text):
            return paragraph.place.box
    return None


def _across(paragraphs: Sequence[Paragraph], at: int, share: float) -> float:
    """The place at this share of the width of the text on a paragraph's page."""
    boxes = [*_boxes(paragraphs, at), *filter(None, [paragraphs[at].place.box])]
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    return left + share * (right - left)


def _boxes(paragraphs: Sequence[Paragraph], at: int) -> list[BBox]:
    """The boxes of the other paragraphs on a paragraph's page."""
    page = paragraphs[at].place.page
    others = (*paragraphs[:at], *paragraphs[at + 1 :])
    return [other.place.box for other in others if other.place.page == page and other.place.box]
