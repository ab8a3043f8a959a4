"""The two values of a scanned page: the picture as it came, and the picture made ready to be read."""

from dataclasses import dataclass
from typing import Any

from extractors.page import BBox, Ruling

# A numpy array of unsigned bytes: rows × columns (grey) or rows × columns × 3 (red, green, blue).
Pixels = Any


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """The picture of a page as it lies in its file, at its own resolution; 0 is black and 255 white.

    Pixels are square: `dpi` of them make an inch either way. `problem` says in one sentence why the picture could not
    be taken from its file; the pixels are then blank.
    """

    number: int
    pixels: Pixels
    dpi: float
    problem: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CleanImage:
    """A page upright, straight and in grey, with its ruled lines told apart.

    Rulings and stamps are in points from the upper left corner of this picture; `dpi` pixels make 72 points.
    `letter_height` is the usual height of a small letter (x-height) in points. `grey` still holds the rules;
    `unruled` is the same picture with the ruled lines painted out and the letters they touch left whole.
    `stamps` are the places where a seal or signature lies, or lay, over the page. `turned` and `skew` say by how many
    degrees clockwise the picture was turned to stand upright, and by how many more to lie straight.
    """

    number: int
    grey: Pixels
    unruled: Pixels
    dpi: float
    letter_height: float
    rulings: tuple[Ruling, ...] = ()
    stamps: tuple[BBox, ...] = ()
    turned: int = 0
    skew: float = 0.0
    is_two_tone: bool = False

    @property
    def width(self) -> float:
        """Points from left to right."""
        return float(self.grey.shape[1]) * 72 / self.dpi

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return float(self.grey.shape[0]) * 72 / self.dpi
