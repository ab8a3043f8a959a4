"""Pages of PDFs as pictures: scans as they lie, the rest as a viewer shows it."""

import io

import numpy
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Unreadable
from extractors.pdf_images import open_pdf, page_image

A4 = (595.2, 841.92)


def picture(size=(1654, 2339)):
    """White with a black mark at the upper left."""
    pixels = numpy.full(size[::-1], 255, numpy.uint8)
    pixels[100:200, 100:400] = 0
    return pixels


def pdf(*draws, size=A4):
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=size, invariant=1)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def fill(canvas, pixels=None, box=(0, 0, *A4)):
    image = ImageReader(Image.fromarray(picture() if pixels is None else pixels))
    canvas.drawImage(image, *box)


def image_of(data, number=1):
    with open_pdf(data) as document:
        return page_image(document, number)


def test_an_image_that_fills_the_page_is_taken_as_it_lies():
    noise = numpy.random.default_rng(1).integers(0, 256, (1170, 827), dtype=numpy.uint8)
    image = image_of(pdf(lambda canvas: fill(canvas, noise)))
    assert numpy.array_equal(image.pixels, noise)
    assert image.dpi == pytest.approx(100, abs=0.1)


def test_what_is_printed_over_a_scan_is_shown():
    def draw(canvas):
        fill(canvas)
        canvas.rect(300, 300, 100, 100, fill=1)

    image = image_of(pdf(draw))
    assert image.dpi == pytest.approx(200, abs=0.5)
    assert image.pixels[round((841.92 - 350) * 200 / 72), round(350 * 200 / 72)] == 0
    assert image.pixels[150, 250] == 0


def test_an_image_on_part_of_the_page_stands_in_its_place():
    image = image_of(pdf(lambda canvas: fill(canvas, box=(60, 80, 500, 700))))
    scale = image.dpi / 72
    assert image.pixels.shape[0] == pytest.approx(841.92 * scale, abs=2)
    top, left = (841.92 - 780) + 700 * 150 / 2339, 60 + 500 * 250 / 1654
    assert image.pixels[round(top * scale), round(left * scale)] < 40


def test_strips_make_one_page():
    def draw(canvas):
        half = picture()[:1170], picture()[1170:]
        fill(canvas, half[0], (0, 841.92 / 2, 595.2, 841.92 / 2))
        fill(canvas, half[1], (0, 0, 595.2, 841.92 / 2))

    image = image_of(pdf(draw))
    assert image.dpi == pytest.approx(200, abs=0.5)
    assert image.pixels[150, 250] < 40
    assert (image.pixels[1100:1250] > 200).all()


def test_a_turned_page_is_shown_turned():
    document = pypdfium2.PdfDocument(pdf(fill))
    document[0].set_rotation(90)
    content = io.BytesIO()
    document.save(content)
    image = image_of(content.getvalue())
    height, width = image.pixels.shape
    assert width > height
    assert image.pixels[250, width - 150] < 40


def test_a_fax_gets_square_pixels():
    image = image_of(pdf(lambda canvas: fill(canvas, picture((1728, 1143)))))
    height, width = image.pixels.shape
    assert height / width == pytest.approx(841.92 / 595.2, abs=0.01)
    assert image.dpi == pytest.approx(209, abs=1)


def test_outlines_are_rendered_at_300_dpi():
    image = image_of(pdf(lambda canvas: canvas.rect(100, 100, 200, 200)))
    assert image.dpi == 300.0
    assert image.pixels.ndim == 2


def test_colour_is_kept_and_a_poster_is_rendered_coarser():
    def draw(canvas):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(100, 100, 2000, 2000, fill=1)

    image = image_of(pdf(draw, size=(7000, 7000)))
    assert image.pixels.ndim == 3
    assert image.pixels.shape[0] * image.pixels.shape[1] <= 31_100_000


def test_a_page_that_is_not_there_or_broken_comes_blank_with_a_reason():
    image = image_of(pdf(fill), number=7)
    assert "Page 7" in image.problem
    assert (image.pixels == 255).all()


def test_damaged_and_locked_files_are_told():
    for data, code in ((b"%PDF-1.7 rubbish", "damaged_pdf"), (pdf(fill)[:300], "damaged_pdf")):
        with pytest.raises(Unreadable) as problem, open_pdf(data):
            pass
        assert problem.value.code == code
