"""What paper, glass and fax do to a page image: one function each, every chance drawn from the given generator."""

import math
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image

_GAP = (1.5, 7.0)  # points of a rule that fail at a stroke
_THRESHOLD = 150  # grey value from which a black and white scan is white


class RuleWear(Protocol):
    """The part of a preset that rules need."""

    @property
    def dpi(self) -> int: ...
    @property
    def broken_rules(self) -> float: ...
    @property
    def faint_rules(self) -> float: ...


def wear_rules(image: "Image", rules: list[list[float]], wear: RuleWear, rng: Any) -> "Image":
    """Fade the ruled lines and knock gaps into them; letters beside them stay."""
    if not wear.broken_rules and not wear.faint_rules:
        return image
    pixels = _array(image)
    scale = wear.dpi / 72
    for x0, top, x1, bottom in rules:
        across = 0.8 * scale
        left, right = int(x0 * scale - across), math.ceil(x1 * scale + across)
        upper, lower = int(top * scale - across), math.ceil(bottom * scale + across)
        line = pixels[max(0, upper) : lower, max(0, left) : right]
        line += (255 - line) * wear.faint_rules
        _break_rule(line, x1 - x0 >= bottom - top, wear, rng)
    return _image(pixels)


def _break_rule(line: Any, lies: bool, wear: RuleWear, rng: Any) -> None:
    scale = wear.dpi / 72
    length = line.shape[1] if lies else line.shape[0]
    gaps = rng.poisson(length * wear.broken_rules / (sum(_GAP) / 2 * scale))
    for _ in range(int(gaps)):
        start = int(rng.integers(0, max(1, length)))
        end = start + int(rng.uniform(*_GAP) * scale)
        part = line[:, start:end] if lies else line[start:end]
        part[...] = 255


def fade(image: "Image", ink: float) -> "Image":
    """Print that is paler than black: `ink` 1 leaves it, 0 would be white."""
    return image if ink >= 1 else image.point(lambda value: 255 - (255 - value) * ink)


def tilt(image: "Image", degrees: float) -> "Image":
    """Turn the page clockwise about its centre; paper is white."""
    from PIL import Image

    if not degrees:
        return image
    return image.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))


def shade(image: "Image", depth: float, rng: Any) -> "Image":
    """Light that falls off towards one corner and along a soft wave, as on a book scanner."""
    import numpy

    if not depth:
        return image
    pixels = _array(image)
    height, width = pixels.shape[:2]
    y, x = numpy.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(numpy.float32)
    corner_x, corner_y = rng.integers(0, 2, 2)
    distance = (abs(x - corner_x) + abs(y - corner_y)) / 2
    wave = numpy.sin(2 * math.pi * (x * rng.uniform(0.3, 0.8) + y * rng.uniform(0.3, 0.8) + rng.uniform()))
    light = 1 - depth * (0.7 * (1 - distance) ** 2 + 0.15 * (1 + wave))
    pixels *= light[:, :, None]
    return _image(pixels)


def blur(image: "Image", radius: float) -> "Image":
    """An unsharp lens; radius in pixels."""
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(radius)) if radius else image


def speckle(image: "Image", density: float, dpi: int, rng: Any) -> "Image":
    """Dust: dark dots of up to a fortieth of an inch, `density` of them a square inch."""
    from PIL import ImageDraw

    if not density:
        return image
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(int(rng.poisson(density * width * height / dpi**2))):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        radius = dpi / 80 * rng.uniform(0.1, 1) ** 3
        grey = int(rng.uniform(0, 90))
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(grey, grey, grey))
    return image


def darken_edges(image: "Image", width: float, rng: Any) -> "Image":
    """The black the lid leaves where the paper ends: a ragged band on one side, a wedge at one corner."""
    from PIL import ImageDraw

    if not width:
        return image
    draw = ImageDraw.Draw(image)
    across, down = image.size
    left = bool(rng.integers(2))
    edge = [(0 if left else across, y) for y in (0, down)]
    steps = range(down, -1, -max(1, down // 40))
    ragged = [float(rng.uniform(0.2, 1)) * width for _ in steps]
    inner = [(value if left else across - value, y) for value, y in zip(ragged, steps, strict=True)]
    draw.polygon([*edge, *inner], fill=(15, 15, 18))
    reach = width * float(rng.uniform(3, 6))
    corner_x = across if left else 0
    draw.polygon([(corner_x, 0), (abs(corner_x - reach), 0), (corner_x, reach * 0.7)], fill=(10, 10, 12))
    return image


def grain(image: "Image", deviation: float, rng: Any) -> "Image":
    """Noise of the sensor, the same in all colours."""
    import numpy

    if not deviation:
        return image
    pixels = _array(image)
    noise = rng.standard_normal(pixels.shape[:2], dtype=numpy.float32) * deviation
    return _image(pixels + noise[:, :, None])


def turn(image: "Image", degrees: int) -> "Image":
    """Quarter turns clockwise in the pixels themselves."""
    from PIL import Image

    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(turns[degrees]) if degrees else image


def to_mode(image: "Image", mode: str) -> "Image":
    """Colour, grey, or black and white by a fixed threshold."""
    if mode == "1":
        return image.convert("L").point(lambda value: 255 * (value >= _THRESHOLD), "1")
    return image.convert(mode)


def page_to_pixels(
    size: tuple[int, int], scale: float, skew: float, degrees: int
) -> tuple[float, float, float, float, float, float]:
    """The map from points on the upright page to pixels of its scan; `size` in pixels before any quarter turn.

    >>> [round(value) for value in page_to_pixels((100, 200), 2.0, 0.0, 90)]
    [0, 2, -2, 0, 200, 0]
    """
    width, height = size
    cos, sin = math.cos(math.radians(skew)) * scale, math.sin(math.radians(skew)) * scale
    e = width / 2 - cos * width / 2 / scale + sin * height / 2 / scale
    f = height / 2 - sin * width / 2 / scale - cos * height / 2 / scale
    a, b, c, d = cos, sin, -sin, cos
    if degrees == 90:
        return -b, a, -d, c, height - f, e
    if degrees == 180:
        return -a, -b, -c, -d, width - e, height - f
    if degrees == 270:
        return b, -a, d, -c, f, width - e
    return a, b, c, d, e, f


def _array(image: "Image") -> Any:
    import numpy

    return numpy.asarray(image, dtype=numpy.float32).copy()


def _image(pixels: Any) -> "Image":
    import numpy
    from PIL import Image

    return Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8))
