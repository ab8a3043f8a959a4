"""Pages made for the tests of scans: a little made plan as a scan of a preset, and the truth about its tables."""

from functools import cache

import numpy

from extractors.grid import find_grids
from extractors.page import BBox, Page, Ruling, Word
from extractors.scan.page_image import PageImage
from extractors.scan.spots import find_spots
from tests.making.files import load_truths
from tests.making.pdf import make_pdf
from tests.making.scan import named_preset, scan_pdf


@cache
def made(truth):
    return make_pdf(load_truths((truth,))[0])


@cache
def scanned(truth, preset):
    """Page images of a made document with the layout of each page and how it lies in its scan."""
    pdf = made(truth)
    pages = scan_pdf(pdf.content, pdf.layout, named_preset(preset))
    layouts = pdf.layout["pages"]
    return [
        (image_of(page, preset, n), layout, page) for n, (page, layout) in enumerate(zip(pages, layouts, strict=True))
    ]


def image_of(page, preset, number):
    picture = page.image.convert("L") if page.image.mode == "1" else page.image
    return PageImage(number + 1, numpy.asarray(picture), float(named_preset(preset).dpi))


def grids_found(layout, clean):
    """Spans and boxes of the page's tables by the rulings found, with the true words in their places."""
    return find_grids(Page(1, clean.width, clean.height, clean.letter_height / 0.45, words(layout), clean.rulings))


def grids_drawn(layout):
    """Spans and boxes of the page's tables by the rules that were drawn."""
    rules = tuple(
        Ruling(top, x0, x1, True) if bottom - top < x1 - x0 else Ruling(x0, top, bottom, False)
        for x0, top, x1, bottom in layout["rules"]
    )
    return find_grids(Page(1, layout["width"], layout["height"], 12.0, words(layout), rules))


def words(layout):
    boxes = [(piece["text"], BBox(*piece["text_box"])) for piece in layout["pieces"] if piece["text_box"]]
    return tuple(Word(text, box, 12.0, box.bottom) for text, box in boxes)


def ink_of(pieces, size=(120, 60)):
    """The ink of boxes drawn black on white: rows from, to; columns from, to."""
    pixels = numpy.full(size, 255, numpy.uint8)
    for top, bottom, left, right in pieces:
        pixels[top:bottom, left:right] = 0
    return find_spots(pixels)
