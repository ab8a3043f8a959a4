"""Stamps of receipt beside the title ("CÔNG VĂN ĐẾN. Số: … Ngày: …"), by their place: they are no part of it.

Type and title are centred on one axis (boxes 5a and 5b of annex I of decree 30/2020/NĐ-CP): no line of them ends left
of where the type begins, and a stamp is set apart from the line that it stands beside.
"""

from collections.abc import Sequence

from extractors.line_shapes import is_type
from extractors.model import Paragraph

# In heights of a line: what is nearer to the words on its right is the beginning of their line; how far above or below
# a line of the title a line of the stamp may stand.
_PARTED, _NEAR = 1.5, 1.0


def stands_left_of_type(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Return whether a paragraph ends left of the type above it, beside a line of the title and apart from it.

    >>> from extractors.model import Place
    >>> from extractors.page import BBox
    >>> places = (BBox(250, 150, 330, 164), BBox(40, 170, 130, 184), BBox(170, 170, 410, 184))
    >>> texts = ("QUYẾT ĐỊNH", "ĐẾN Ngày: 27/6", "Về việc công nhận")
    >>> lines = [Paragraph(text, Place(page=1, box=box)) for text, box in zip(texts, places, strict=True)]
    >>> [stands_left_of_type(lines, at) for at in range(3)]
    [False, True, False]
    """
    own = paragraphs[at].place
    kind = next((each.place for each in reversed(paragraphs[:at]) if is_type(each.text)), None)
    if own.box is None or kind is None or kind.box is None or kind.page != own.page or own.box.x1 >= kind.box.x0:
        return False
    height = own.box.bottom - own.box.top
    boxes = [each.place.box for each in paragraphs if each.place.box and each.place.page == own.page]
    right = [box for box in boxes if box.x0 >= own.box.x1 and box.x0 < kind.box.x1 and box.x1 > kind.box.x0]
    beside = [box.x0 - own.box.x1 for box in right if abs(box.top - own.box.top) < _NEAR * height]
    return min(beside, default=0.0) >= _PARTED * height
