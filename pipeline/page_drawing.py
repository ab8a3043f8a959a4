"""Marks drawn on the picture of a page: boxes by role, rows shaded by turns, row numbers and joins in the margins."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from extractors.model import RowKind
from extractors.page import BBox
from pipeline.page_marks import CellMark, JoinMark, PageMarks
from pipeline.page_pictures import SCALE

if TYPE_CHECKING:
    from PIL.Image import Image


Colour = tuple[int, int, int]
# Colours of the columns by role, far apart for the roles that stand side by side in most plans.
ROLES: dict[str, Colour] = {
    "ordinal": (120, 120, 120),
    "task": (30, 90, 200),
    "lead": (0, 135, 60),
    "coordinating": (0, 150, 160),
    "lead_coordinating": (0, 140, 110),
    "assignee": (100, 150, 0),
    "result": (225, 120, 0),
    "deadline": (210, 30, 50),
    "start": (210, 30, 50),
    "end": (210, 30, 50),
    "budget": (140, 80, 30),
    "target": (140, 80, 30),
    "note": (150, 60, 180),
}
_OTHER: Colour = (60, 60, 90)
_JOIN: Colour = (200, 0, 120)
_PARAGRAPH: Colour = (150, 150, 150)
_INK: Colour = (40, 40, 40)
# Rows by turns; rows that are no tasks have a shade of their own.
_SHADES: tuple[Colour, Colour] = ((255, 246, 190), (214, 236, 255))
_KIND_SHADES: dict[str, Colour] = {
    RowKind.HEADER: (222, 222, 222),
    RowKind.COLUMN_NUMBERS: (222, 222, 222),
    RowKind.SECTION: (226, 208, 245),
    RowKind.TOTAL: (205, 235, 205),
    RowKind.UNKNOWN: (255, 205, 205),
}
# Margins beside the page and strips above and below it, in points; the text in them.
LEFT, _RIGHT, STRIP, _TYPE = 62, 96, 18, 8
# A label in a margin keeps this distance from the one above.
_PITCH = 10.0


class _Canvas:
    """The picture with margins around it; boxes are given in points of the page."""

    def __init__(self, picture: "Image") -> None:
        from PIL import Image, ImageDraw, ImageFont

        size = (picture.width + round((LEFT + _RIGHT) * SCALE), picture.height + round(2 * STRIP * SCALE))
        self.image = Image.new("RGB", size, "white")
        self.corner = (round(LEFT * SCALE), round(STRIP * SCALE))
        self.page = picture
        self.font = ImageFont.load_default(_TYPE * SCALE)
        self._draw = ImageDraw.Draw(self.image)

    def place(self, box: BBox) -> tuple[float, float, float, float]:
        """A box of the page in dots of the canvas."""
        x, y = self.corner
        return box.x0 * SCALE + x, box.top * SCALE + y, box.x1 * SCALE + x, box.bottom * SCALE + y

    def outline(self, box: BBox, colour: Colour, width: int) -> None:
        """A box drawn just inside its edges, so that neighbours do not hide one another."""
        x0, y0, x1, y1 = self.place(box)
        inset = min(2.0, (x1 - x0) / 4, (y1 - y0) / 4)
        self._draw.rectangle((x0 + inset, y0 + inset, x1 - inset, y1 - inset), outline=colour, width=width)

    def label(self, x: float, y: float, text: str, colour: Colour) -> float:
        """Text at a point of the page; returns how wide it is, in points."""
        left, top = x * SCALE + self.corner[0], y * SCALE + self.corner[1]
        self._draw.text((left, top), text, fill=colour, font=self.font)
        return float(self._draw.textlength(text, font=self.font)) / SCALE


def draw_page(picture: "Image", marks: PageMarks, title: str, footer: str) -> bytes:
    """Return the picture with everything that was read on it, as PNG; `title` stands above, `footer` below."""
    canvas = _Canvas(_shaded(picture, marks.cells))
    canvas.image.paste(canvas.page, canvas.corner)
    for paragraph in marks.paragraphs:
        canvas.outline(_wider(paragraph.box), _PARAGRAPH, 1)
    for cell in marks.cells:
        canvas.outline(cell.box, ROLES.get(cell.role, _OTHER), 2)
    page_width, page_height = picture.width / SCALE, picture.height / SCALE
    _margin(canvas, 4 - LEFT, [(row.box.top + 2, row.label, _INK) for row in marks.rows])
    for box in (box for join in marks.joins for box in join.boxes):
        canvas.outline(box, _JOIN, 3)
    beside = [(mark.box.top, mark.role, _PARAGRAPH) for mark in marks.paragraphs]
    beside += [(_join_height(join), join.text, _JOIN) for join in marks.joins]
    _margin(canvas, page_width + 4, beside)
    canvas.label(4 - LEFT, 5 - STRIP, title, _INK)
    _draw_legend(canvas, marks.cells, footer, page_height + 5)
    content = BytesIO()
    canvas.image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _shaded(picture: "Image", cells: Sequence[CellMark]) -> "Image":
    """The picture with the cells' grounds coloured; print stays black."""
    from PIL import Image, ImageChops, ImageDraw

    grounds = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(grounds)
    for cell in cells:
        shade = _KIND_SHADES.get(cell.row_kind, _SHADES[cell.row % 2])
        draw.rectangle([edge * SCALE for edge in cell.box], fill=shade)
    return ImageChops.multiply(picture, grounds)


def _wider(box: BBox) -> BBox:
    return BBox(box.x0 - 2, box.top - 1, box.x1 + 2, box.bottom + 1)


def _margin(canvas: _Canvas, x: float, labels: Sequence[tuple[float, str, Colour]]) -> None:
    """Labels one below the other at their heights, moved down where they would touch."""
    free = 0.0
    for top, text, colour in sorted(labels):
        y = max(top, free)
        canvas.label(x, y, text, colour)
        free = y + _PITCH


def _join_height(join: JoinMark) -> float:
    box = join.boxes[0]
    return box.bottom - _PITCH if join.is_below else box.top + 2


def _draw_legend(canvas: _Canvas, cells: Sequence[CellMark], footer: str, y: float) -> None:
    x = 4.0 - LEFT
    for role in dict.fromkeys(cell.role for cell in cells):
        x += canvas.label(x, y, role, ROLES.get(role, _OTHER)) + 8
    canvas.label(x, y, footer, _JOIN)
