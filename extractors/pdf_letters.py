"""What a PDF page draws: letters with font and code and whether they can be seen, images, lines and shapes.

One of the homes of pdfplumber and pdfminer. The layout is walked once and for what is needed: pdfplumber's own objects
are dictionaries of twenty entries a letter and tell neither the letter's code nor whether it is drawn invisibly.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from extractors.font_maps import font_name, letter_of
from extractors.glyphs import Glyph
from extractors.page import BBox

# Text render mode 3: "neither fill nor stroke text" (PDF 32000-1:2008, table 106).
_INVISIBLE = 3
# As good as white, or as no ink at all.
_WHITE, _NO_INK = 0.98, 0.02
# An image over so much of the page is laid over what was drawn before.
_COVERS = 0.5
_LIGHT = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3}
_INK = {"DeviceCMYK": 4, "Separation": 1}


class Letter(NamedTuple):
    """A letter as drawn, its font's name, and its code in that font; hidden where nobody sees it."""

    glyph: Glyph
    font: str
    code: int
    is_hidden: bool = False


class Stroke(NamedTuple):
    """A line, rectangle or curve; `is_outlined` where its outline is drawn, `is_dark` where it is filled, not white."""

    kind: str
    box: BBox
    is_outlined: bool
    is_dark: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws. Points from the upper left corner of what the page shows (its crop box)."""

    width: float
    height: float
    letters: tuple[Letter, ...] = ()
    images: tuple[BBox, ...] = ()
    strokes: tuple[Stroke, ...] = ()


def read_drawing(source: Any) -> Drawing:
    """Return what a pdfplumber page draws within its crop box; errors of damaged pages pass through."""
    window = _window(source.page_obj)
    items = list(_items(_layout(source)))
    images = tuple(_box(item, window) for item in items if type(item).__name__ == "LTImage")
    strokes = tuple(_strokes(items, window))
    dark = [stroke.box for stroke in strokes if stroke.is_dark]
    has_shades = any(source.page_obj.resources.get(name) for name in ("Shading", "Pattern"))
    grounds = None if has_shades else (*dark, *images)
    return Drawing(
        window.x1 - window.x0, window.bottom - window.top, tuple(_letters(items, window, grounds)), images, strokes
    )


def _window(page: Any) -> BBox:
    """The crop box in the layout's own coordinates: origin at the lower left of the turned page, y upwards."""
    from pdfminer.utils import apply_matrix_rect

    x0, y0, x1, y1 = page.mediabox
    matrix = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}.get(
        page.rotate % 360, (1, 0, 0, 1, -x0, -y0)
    )
    whole = BBox(*apply_matrix_rect(matrix, page.mediabox))
    crop = BBox(*apply_matrix_rect(matrix, page.cropbox))
    shown = BBox(
        max(whole.x0, crop.x0), max(whole.top, crop.top), min(whole.x1, crop.x1), min(whole.bottom, crop.bottom)
    )
    return shown if shown.x1 > shown.x0 and shown.bottom > shown.top else whole


def _layout(source: Any) -> Any:
    from pdfminer.pdfinterp import PDFPageInterpreter

    device = _device_class()(source.pdf.rsrcmgr, pageno=source.page_number, laparams=None)
    PDFPageInterpreter(source.pdf.rsrcmgr, device).process_page(source.page_obj)
    return device.get_result()


@cache
def _device_class() -> Any:
    from pdfminer.converter import PDFPageAggregator

    class Device(PDFPageAggregator):
        """pdfminer's layout, each letter with its font, code and render mode, each shape with its colour space."""

        mode = 0

        def render_string(self, textstate: Any, *rest: Any) -> None:
            self.mode = textstate.render
            super().render_string(textstate, *rest)

        def render_char(self, *given: Any) -> float:
            advance = super().render_char(*given)
            item: Any = self.cur_item._objs[-1]
            item.drawn = (given[1], given[5], self.mode)
            return advance

        def paint_path(self, graphicstate: Any, *rest: Any) -> None:
            count = len(self.cur_item._objs)
            super().paint_path(graphicstate, *rest)
            for item in self.cur_item._objs[count:]:
                item.ncs = graphicstate.ncs  # type: ignore[attr-defined]

        def handle_undefined_char(self, font: Any, cid: int) -> str:
            return ""

    return Device


def _items(container: Any) -> Iterator[Any]:
    for item in container._objs:
        if hasattr(item, "_objs"):
            yield from _items(item)
        else:
            yield item


def _letters(items: Sequence[Any], window: BBox, grounds: Iterable[BBox] | None) -> Iterator[Letter]:
    """The letters that lie on the page; the baseline is where the text matrix puts it."""
    known: dict[tuple[int, int], str] = {}
    behind = None if grounds is None else list(grounds)
    cover = _last_cover(items, window)
    for at, item in enumerate(items):
        if not hasattr(item, "drawn"):
            continue
        font, code, mode = item.drawn
        text = known.get((id(font), code))
        if text is None:
            text = known[id(font), code] = letter_of(font, code)
        box = _box(item, window)
        if not text or not _is_on(box, window):
            continue
        baseline = window.bottom - item.matrix[5] if item.upright else box.bottom
        glyph = Glyph(text, *box, item.size, baseline, item.upright)
        is_hidden = mode == _INVISIBLE or at < cover or _is_white_on_white(item, box, behind)
        yield Letter(glyph, font_name(font), code, is_hidden)


def _last_cover(items: Sequence[Any], window: BBox) -> int:
    """Where the last image is drawn that covers most of the page: letters drawn before it lie under it; -1 for none."""
    area = (window.x1 - window.x0) * (window.bottom - window.top)
    covers = (at for at, item in enumerate(items)
              if type(item).__name__ == "LTImage" and item.width * item.height > _COVERS * area)  # fmt: skip
    return max(covers, default=-1)


def _box(item: Any, window: BBox) -> BBox:
    return BBox(item.x0 - window.x0, window.bottom - item.y1, item.x1 - window.x0, window.bottom - item.y0)


def _is_on(box: BBox, window: BBox) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return 0 <= x <= window.x1 - window.x0 and 0 <= y <= window.bottom - window.top


def _is_white_on_white(item: Any, box: BBox, behind: list[BBox] | None) -> bool:
    """Whether a letter is white and nothing dark lies behind it; never where the page has shades that we cannot see."""
    if behind is None or not _is_white(item.graphicstate.ncolor, item.ncs):
        return False
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return not any(ground.x0 <= x <= ground.x1 and ground.top <= y <= ground.bottom for ground in behind)


def _is_white(colour: Any, space: Any) -> bool:
    parts = colour if isinstance(colour, tuple) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    name, count = getattr(space, "name", ""), len(parts)
    if _LIGHT.get(name, 0) == count or (name == "ICCBased" and count in (1, 3)):
        return bool(min(parts) >= _WHITE)
    is_ink = _INK.get(name, 0) == count or (name == "ICCBased" and count == 4)
    return is_ink and bool(max(parts) <= _NO_INK)


def _strokes(items: Iterable[Any], window: BBox) -> Iterator[Stroke]:
    kinds = {"LTLine": "line", "LTRect": "rect", "LTCurve": "curve"}
    for item in items:
        kind = kinds.get(type(item).__name__)
        if kind:
            is_dark = bool(item.fill) and not _is_white(item.non_stroking_color, getattr(item, "ncs", None))
            yield Stroke(kind, _box(item, window), bool(item.stroke), is_dark)
