"""A page's picture made ready to be read: grey, clean, upright, straight, with its ruled lines told apart."""

from collections.abc import Iterable

from extractors.page import BBox
from extractors.scan.cleaning import flatten, remove_specks, soften, to_grey, whiten_edges
from extractors.scan.grey_seals import dark_seals, lighten_seals
from extractors.scan.ink import find_ink, is_colourless, is_two_tone
from extractors.scan.letters import find_blobs, letter_height
from extractors.scan.page_image import CleanImage, PageImage, Pixels
from extractors.scan.rulings import find_rules, without_rules
from extractors.scan.upright import Lie, ReadWords, find_lie, rotate, turn

# Finer than this costs time and reads no better; such pictures are brought to 300 dpi.
_FINEST, _FINE = 420.0, 300.0
# Coarser than this, letters are so few pixels high that turning the page straight runs them together: such pictures
# are enlarged first (a page of 82 dpi and 1° skew: one letter in 20 wrong as it is, one in 80 enlarged), to a
# resolution that still counts as coarse where words are weighed.
_COARSE, _ENLARGED = 120.0, 175.0


def prepare(image: PageImage, read_words: ReadWords | None = None) -> CleanImage:
    """Return the picture upright, straight and clean, with rulings and stamps in points of the new picture.

    `read_words` reads words from grey pixels of so many dpi; it is asked only where the shapes of letters do not tell
    which way is up.
    """
    pixels, dpi = _of_usual_size(image)
    two_tone = is_two_tone(pixels)
    grey, seals = to_grey(pixels, dpi)
    grey = whiten_edges(grey, dpi)
    if not two_tone:
        grey = flatten(grey, dpi)
    lie = find_lie(grey, dpi, read_words)
    stamps = _turned(seals, grey, lie)
    grey = rotate(turn(grey, lie.turned), lie.skew)
    pale: tuple[BBox, ...] = ()
    if is_colourless(pixels) and not two_tone:
        grey, pale = lighten_seals(grey, dpi)
    blobs = find_blobs(find_ink(grey))
    letter = letter_height(blobs, dpi)
    stamps = [*stamps, *pale, *dark_seals(blobs, dpi)]
    ruled = find_rules(grey, letter)
    grey = remove_specks(grey, blobs, letter)
    ink = find_ink(grey)
    unruled = without_rules(grey, ink, ruled)
    point = dpi / 72
    return CleanImage(
        number=image.number,
        grey=soften(grey) if two_tone else grey,
        unruled=soften(unruled) if two_tone else unruled,
        dpi=dpi,
        letter_height=letter / point,
        rulings=ruled.in_points(dpi),
        stamps=tuple(BBox(*(edge / point for edge in box)) for box in stamps),
        turned=lie.turned,
        skew=lie.skew,
        is_two_tone=two_tone,
    )


def _of_usual_size(image: PageImage) -> tuple[Pixels, float]:
    import cv2

    if _COARSE <= image.dpi <= _FINEST:
        return image.pixels, image.dpi
    dpi, how = (_ENLARGED, cv2.INTER_CUBIC) if image.dpi < _COARSE else (_FINE, cv2.INTER_AREA)
    scale = dpi / image.dpi
    return cv2.resize(image.pixels, None, fx=scale, fy=scale, interpolation=how), dpi


def _turned(boxes: Iterable[BBox], grey: Pixels, lie: Lie) -> list[BBox]:
    """Boxes of the picture as it came, where they lie on the picture turned upright (the skew moves them little)."""
    height, width = grey.shape[:2]
    turned = []
    for x0, top, x1, bottom in boxes:
        corners = {
            0: (x0, top, x1, bottom),
            90: (height - bottom, x0, height - top, x1),
            180: (width - x1, height - bottom, width - x0, height - top),
            270: (top, width - x1, bottom, width - x0),
        }
        turned.append(BBox(*corners[lie.turned]))
    return turned
