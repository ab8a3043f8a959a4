"""A round red seal with ring, star and text, and a signature in blue ink; both let the print below show through."""

import math
from typing import TYPE_CHECKING, Any

from tests.making.fonts import find_fonts

if TYPE_CHECKING:
    from PIL.Image import Image

_RADIUS = 51.0  # points: 36 mm across, as seals of state bodies are
_RED = (205, 30, 45)
_BLUE = (35, 50, 150)
_FINE = 2  # drawn larger, then reduced: smooth edges
_TEXT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ★ ỦY BAN MẪU ★"


def press_seal(image: "Image", centre: tuple[float, float], scale: float, rng: Any) -> "Image":
    """The page with a seal on it; centre in pixels, `scale` in pixels a point."""
    radius = _RADIUS * scale * _FINE
    mask = _seal_mask(radius, scale * _FINE, float(rng.uniform(-12, 12)))
    mask = _worn(mask.resize((mask.width // _FINE, mask.height // _FINE)), rng)
    corner = (int(centre[0] - mask.width / 2), int(centre[1] - mask.height / 2))
    return _multiply(image, mask, corner, _RED)


def sign(image: "Image", centre: tuple[float, float], scale: float, rng: Any) -> "Image":
    """The page with a scribbled name on it."""
    from PIL import Image, ImageDraw

    width, height = int(120 * scale), int(60 * scale)
    mask = Image.new("L", (width, height))
    knots = [(float(rng.uniform(0.05, 0.95)), float(rng.uniform(0.1, 0.9))) for _ in range(9)]
    knots.sort(key=lambda knot: knot[0] + 0.25 * knot[1])
    points = [(x * width, y * height) for x, y in _smooth(knots)]
    ImageDraw.Draw(mask).line(points, fill=230, width=max(1, round(1.1 * scale)), joint="curve")
    return _multiply(image, mask, (int(centre[0] - width / 2), int(centre[1] - height / 2)), _BLUE)


def _seal_mask(radius: float, scale: float, angle: float) -> "Image":
    from PIL import Image, ImageDraw

    size = int(2 * radius) + 8
    mask = Image.new("L", (size, size))
    draw = ImageDraw.Draw(mask)
    for share, weight in ((1.0, 1.6), (0.93, 0.6), (0.64, 0.8)):
        reach = radius * share
        box = (size / 2 - reach, size / 2 - reach, size / 2 + reach, size / 2 + reach)
        draw.ellipse(box, outline=255, width=max(1, round(weight * scale)))
    draw.polygon(_star(size / 2, radius * 0.42), fill=255)
    _round_text(mask, radius * 0.79, scale * 8.5)
    return mask.rotate(angle)


def _star(centre: float, radius: float) -> list[tuple[float, float]]:
    reaches = [radius if place % 2 == 0 else radius * 0.4 for place in range(10)]
    angles = [math.pi / 5 * place for place in range(10)]
    pairs = zip(reaches, angles, strict=True)
    return [(centre + reach * math.sin(angle), centre - reach * math.cos(angle)) for reach, angle in pairs]


def _round_text(mask: "Image", radius: float, size: float) -> None:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(find_fonts()[1]), int(size))
    for place, letter in enumerate(_TEXT):
        angle = 2 * math.pi * place / len(_TEXT) - 2.2
        tile = Image.new("L", (int(size * 2), int(size * 2)))
        ImageDraw.Draw(tile).text((size, size), letter, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-math.degrees(angle))
        x = mask.width / 2 + radius * math.sin(angle) - tile.width / 2
        y = mask.height / 2 - radius * math.cos(angle) - tile.height / 2
        mask.paste(255, (int(x), int(y)), tile)


def _worn(mask: "Image", rng: Any) -> "Image":
    """Ink that took unevenly: soft patches and fine gaps."""
    import numpy
    from PIL import Image

    coarse = Image.fromarray((rng.uniform(0.45, 1, (7, 7)) * 255).astype(numpy.uint8))
    patches = numpy.asarray(coarse.resize(mask.size, Image.Resampling.BICUBIC), dtype=numpy.float32) / 255
    dots = rng.uniform(0, 1, (mask.height, mask.width)) > 0.08
    pixels = numpy.asarray(mask, dtype=numpy.float32) * patches * dots * 0.9
    return Image.fromarray(pixels.astype(numpy.uint8))


def _smooth(knots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A curve through the knots (Catmull-Rom)."""
    import numpy

    points = numpy.array([knots[0], *knots, knots[-1]])
    curve = []
    for place in range(len(points) - 3):
        p0, p1, p2, p3 = points[place : place + 4]
        for t in numpy.linspace(0, 1, 12):
            bend = (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            curve.append(tuple(float(value) for value in 0.5 * (2 * p1 + (p2 - p0) * t + bend)))
    return [(x, y) for x, y in curve]


def _multiply(image: "Image", mask: "Image", corner: tuple[int, int], colour: tuple[int, int, int]) -> "Image":
    from PIL import Image, ImageChops

    layer = Image.new("RGB", image.size, (255, 255, 255))
    layer.paste(Image.new("RGB", mask.size, colour), corner, mask)
    return ImageChops.multiply(image, layer)
