"""Image files of every kind and state."""

import io

import numpy
import pytest
from PIL import Image

from extractors.model import Unreadable
from extractors.scan.pictures import read_image_file


def page(mode="L", size=(850, 1100)):
    picture = Image.new("L", size, 255)
    picture.paste(0, (100, 50, 200, 90))
    return picture.convert(mode)


def saved(picture, kind, **options):
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def only(data):
    (image,) = read_image_file(data)
    return image


def is_dark(pixels, x, y):
    return numpy.mean(pixels[y, x]) < 60


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "TIFF"), ("L", "PNG"), ("RGB", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("P", "GIF"), ("RGBA", "PNG"),
     ("LA", "PNG"), ("RGB", "BMP"), ("RGB", "WEBP"), ("CMYK", "TIFF")],
)  # fmt: skip
def test_every_mode_becomes_black_on_white(mode, kind):
    image = only(saved(page(mode), kind))
    assert image.pixels.dtype == numpy.uint8
    assert is_dark(image.pixels, 150, 70)
    assert not is_dark(image.pixels, 300, 300)


@pytest.mark.parametrize(("kind", "full"), [("uint16", 65535), ("float32", 1.0), ("int32", 65535)])
def test_deep_greys_become_eight_bits(kind, full):
    values = numpy.full((1100, 850), full, kind)
    values[50:90, 100:200] = 0
    image = only(saved(Image.fromarray(values), "TIFF"))
    assert image.pixels[500, 500] == 255
    assert image.pixels[70, 150] == 0


def test_what_is_transparent_is_paper():
    picture = Image.new("RGBA", (850, 1100), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (100, 50, 200, 90))
    image = only(saved(picture, "PNG"))
    assert not is_dark(image.pixels, 500, 500)
    assert is_dark(image.pixels, 150, 70)


def test_frames_come_one_by_one_with_their_own_resolution():
    first, second = page("1", (1654, 2339)), page("L", (2480, 3508))
    data = saved(first, "TIFF", save_all=True, append_images=[second], dpi=(200, 200))
    images = list(read_image_file(data))
    assert [image.number for image in images] == [1, 2]
    assert images[0].dpi == 200.0


def test_a_turned_photo_is_turned_back():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn 90° clockwise to show
    image = only(saved(page("RGB"), "JPEG", exif=exif))
    assert image.pixels.shape[:2] == (850, 1100)
    assert is_dark(image.pixels, 1100 - 70, 150)


@pytest.mark.parametrize(("stated", "dpi"), [((300, 300), 300), (None, 300), ((72, 72), 300), ((1, 1), 300)])
def test_an_absurd_resolution_is_guessed_from_the_paper(stated, dpi):
    options = {"dpi": stated} if stated else {}
    assert round(only(saved(page("1", (2480, 3508)), "TIFF", **options)).dpi) == dpi


def test_a_fax_gets_square_pixels():
    image = only(saved(page("1", (1728, 1143)), "TIFF", dpi=(204, 98)))
    assert image.dpi == 204.0
    assert image.pixels.shape == (round(1143 * 204 / 98), 1728)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(page("RGB"), "JPEG")[:2000], "damaged_picture"),
        (saved(page(), "PNG")[:60], "damaged_picture"),
        (b"II*\x00" + b"\xff" * 200, "damaged_picture"),
        (b"no picture at all", "damaged_picture"),
        (saved(page("L", (20, 20)), "PNG"), "picture_too_small"),
        (saved(Image.new("1", (20000, 20000)), "PNG"), "picture_too_large"),
        (saved(Image.new("1", (12000, 12000)), "TIFF", compression="group4"), "picture_too_large"),
    ],
)
def test_what_cannot_be_read_says_so(data, code):
    with pytest.raises(Unreadable) as problem:
        list(read_image_file(data))
    assert problem.value.code == code
    assert problem.value.sentence.endswith(".")
