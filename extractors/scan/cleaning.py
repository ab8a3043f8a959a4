"""A page's picture in grey on even white: colour of seals taken out, light flattened, black edges and specks gone."""

from extractors.page import BBox
from extractors.scan.letters import Blobs
from extractors.scan.page_image import Pixels

# Difference between the strongest and the weakest of red, green and blue from which a pixel counts as coloured: the
# fringes that JPEG leaves on black print stay below it.
_COLOURED = 60
# How far colour lightens a pixel on top of its strongest channel: a blue ink of (35, 50, 150) becomes white.
_LIGHTEN = 0.95
# Coloured marks higher than this (points) are seals and signatures: lower ones are print or a written number.
_SEAL_HEIGHT = 28.0
# A dark area at the edge of the picture is the scanner's when thicker than this (points): rules and letters are not.
_EDGE_THICKNESS = 3.0
_DARK = 110
# A dot of an i or a full stop has about this share of the squared x-height as area (Times: 0.05).
_DOT = 0.05
# Specks are no larger than a dot, and no longer than this to their width: hyphens before list items are.
_SPECK, _LONG = 1.1, 1.7
# Ink smaller than a dot and farther than this from a letter (x-heights) is a speck.
_LONELY = 0.9
# Of 1-bit scans: what Tesseract reads best at their own size.
_SOFT = 0.7


def to_grey(pixels: Pixels, dpi: float) -> tuple[Pixels, tuple[BBox, ...]]:
    """Return a picture in grey, seals and signatures in colour taken out, and their boxes in pixels.

    Under a seal the print stays: black ink is dark in every channel, the seal is light in its own. Names and posts
    stamped in colour below or above it stay too.
    """
    import cv2

    if pixels.ndim == 2:
        return pixels, ()
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    strongest = cv2.max(cv2.max(pixels[:, :, 0], pixels[:, :, 1]), pixels[:, :, 2])
    weakest = cv2.min(cv2.min(pixels[:, :, 0], pixels[:, :, 1]), pixels[:, :, 2])
    colour = cv2.subtract(strongest, weakest)
    boxes, print_in_colour = _coloured_marks(colour, dpi)
    for box in boxes:
        place = (slice(int(box.top), int(box.bottom)), slice(int(box.x0), int(box.x1)))
        cleared = cv2.addWeighted(strongest[place], 1.0, colour[place], _LIGHTEN, 0)
        grey[place] = cv2.max(grey[place], cv2.subtract(cleared, print_in_colour[place]))
    return grey, tuple(boxes)


def _coloured_marks(colour: Pixels, dpi: float) -> tuple[list[BBox], Pixels]:
    """Boxes (pixels) of coloured marks that are too high to be print, and 255 where print in colour is near them."""
    import cv2
    import numpy

    small = cv2.resize(colour, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    point = dpi / 72 / 4
    mask = (small > _COLOURED * 0.6).astype(numpy.uint8)
    reach = max(3, round(4 * point))
    joined = cv2.dilate(mask, numpy.ones((reach, reach), numpy.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    _, strokes, sizes, middles = cv2.connectedComponentsWithStats(mask)
    # Lines of coloured text (the box of a digital signature) have no stroke as high as this.
    tall = sizes[:, cv2.CC_STAT_HEIGHT] > _SEAL_HEIGHT / 2 * point
    tall[0] = False
    drawn = set(numpy.unique(labels[tall[strokes]]).tolist())
    boxes = []
    for place, (left, top, width, height, _) in enumerate(stats.tolist()):
        if place and place in drawn and height > _SEAL_HEIGHT * point and width > 0.5 * _SEAL_HEIGHT * point:
            right, bottom = min(colour.shape[1], 4 * (left + width)), min(colour.shape[0], 4 * (top + height))
            boxes.append(BBox(4 * left, 4 * top, right, bottom))
    beside = _is_outside(sizes, middles, tall)[strokes].astype(numpy.uint8) * 255
    own = cv2.dilate(beside, numpy.ones((3, 3), numpy.uint8))
    return boxes, cv2.resize(own, (colour.shape[1], colour.shape[0]), interpolation=cv2.INTER_NEAREST)


def _is_outside(sizes: Pixels, middles: Pixels, tall: Pixels) -> Pixels:
    """Which coloured pieces are beside all seals and signatures: their middles lie in no box of a tall one."""
    left, top, width, height = (sizes[:, side] for side in range(4))
    x, y = middles[:, 0], middles[:, 1]
    outside: Pixels = ~tall
    for piece in tall.nonzero()[0]:
        across = (x >= left[piece]) & (x <= left[piece] + width[piece])
        outside &= ~(across & (y >= top[piece]) & (y <= top[piece] + height[piece]))
    outside[0] = False
    return outside


def flatten(grey: Pixels, dpi: float) -> Pixels:
    """Return the picture on even white: divided by the light of the paper, the lightest grey within a quarter inch."""
    import cv2
    import numpy

    scale = min(1.0, 25 / dpi)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    light = cv2.dilate(small, numpy.ones((9, 9), numpy.uint8))
    light = cv2.GaussianBlur(cv2.medianBlur(light, 9), (0, 0), 3)
    light = cv2.resize(numpy.maximum(light, 60), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, light, scale=250.0)


def whiten_edges(grey: Pixels, dpi: float) -> Pixels:
    """Return the picture without the black that the scanner's lid leaves at its edges; print and rules stay.

    What is thicker than any rule and hangs together with the picture's edge is whitened, with its soft rim.
    """
    import cv2
    import numpy

    if _is_clear(grey):
        return grey
    thick = max(3, round(_EDGE_THICKNESS * dpi / 72))
    dark = cv2.threshold(grey, _DARK, 255, cv2.THRESH_BINARY_INV)[1]
    framed = cv2.copyMakeBorder(dark, thick, thick, thick, thick, cv2.BORDER_CONSTANT, value=255)
    kernel = numpy.ones((thick, thick), numpy.uint8)
    opened = cv2.morphologyEx(framed, cv2.MORPH_OPEN, kernel)
    cv2.floodFill(opened, None, (0, 0), 128)
    edge = cv2.dilate(cv2.inRange(opened, 128, 128), numpy.ones((5, 5), numpy.uint8))[thick:-thick, thick:-thick]
    return cv2.bitwise_or(grey, edge)


def _is_clear(grey: Pixels) -> bool:
    """Whether nothing dark touches the edges of the picture: most pages need no look at all of it."""
    return all(int(side.min()) > _DARK for side in (grey[0], grey[-1], grey[:, 0], grey[:, -1]))


def remove_specks(grey: Pixels, blobs: Blobs, letter: float) -> Pixels:
    """Return the picture without dust: pieces smaller than a dot that stand alone, and tiny ones anywhere.

    `letter` is the x-height in pixels. Marks over and under letters, full stops and rows of leading dots stay.
    """
    import cv2
    import numpy

    dot = _DOT * letter * letter
    small = (blobs.area <= _SPECK * dot) & (blobs.width < _LONG * blobs.height) & (blobs.height < _LONG * blobs.width)
    small[0] = False
    anchors = ~small
    anchors[0] = False
    reach = int(_LONELY * letter)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach | 1, reach | 1))  # at half the size
    near = cv2.dilate(anchors[blobs.labels[::2, ::2]].astype(numpy.uint8), kernel)
    held = numpy.zeros(len(blobs.area), bool)
    centre_y = numpy.minimum((blobs.top + blobs.height // 2) // 2, near.shape[0] - 1)
    centre_x = numpy.minimum((blobs.left + blobs.width // 2) // 2, near.shape[1] - 1)
    held[small] = near[centre_y[small], centre_x[small]] > 0
    doomed = small & (~held | (blobs.area < 0.2 * dot))
    doomed &= ~_in_rows(blobs, small, letter)
    cleaned = grey.copy()
    for left, top, width, height in zip(*(side[doomed].tolist() for side in _sides(blobs)), strict=True):
        # With its soft rim; but no pixel of another piece.
        place = (slice(max(0, top - 1), top + height + 1), slice(max(0, left - 1), left + width + 1))
        own = blobs.labels[place]
        cleaned[place][(own == 0) | doomed[own]] = 255
    return cleaned


def _sides(blobs: Blobs) -> tuple[Pixels, Pixels, Pixels, Pixels]:
    return blobs.left, blobs.top, blobs.width, blobs.height


def _in_rows(blobs: Blobs, small: Pixels, letter: float) -> Pixels:
    """Which small pieces stand in rows of three or more at even height: an ellipsis, a dotted line to be filled in."""
    import numpy

    places = numpy.flatnonzero(small)
    rows = numpy.zeros(len(blobs.area), bool)
    band = numpy.round((blobs.top[places] + blobs.height[places]) / max(2.0, 0.3 * letter)).astype(int)
    order = numpy.lexsort((blobs.left[places], band))
    places, band = places[order], band[order]
    gaps = numpy.diff(blobs.left[places]) > 1.5 * letter
    starts = numpy.flatnonzero(numpy.concatenate(([True], gaps | (numpy.diff(band) != 0))))
    for start, end in zip(starts, [*starts[1:], len(places)], strict=True):
        if end - start >= 3:
            rows[places[start:end]] = True
    return rows


def soften(grey: Pixels) -> Pixels:
    """Return a 1-bit picture with soft edges, as recognition is used to."""
    import cv2

    return cv2.GaussianBlur(grey, (0, 0), _SOFT)
