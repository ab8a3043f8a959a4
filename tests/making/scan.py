"""Scans of a made PDF: its pages as pixels, treated the way scanners and offices treat paper, in an image-only PDF."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tests.making import damage
from tests.making.stamp import press_seal, sign

if TYPE_CHECKING:
    from PIL.Image import Image

_MOMENT = (2024, 1, 1, 0, 0, 0, 0, 1, 0)


@dataclass(frozen=True, slots=True)
class ScanPreset:
    """What happens to a page between printer and file. Lengths in points where not said otherwise."""

    dpi: int
    mode: str  # "RGB", "L" (grey) or "1" (black and white, CCITT group 4)
    jpeg_quality: int | None = None  # None: as little loss as the format allows
    skew: float = 0.0  # degrees at most, at least half of it, either way, another angle on every page
    turns: tuple[int, ...] = (0,)  # quarter turns in the pixels, drawn a page, in degrees clockwise
    seal: bool = False  # red round seal and blue signature at the signer's name
    seal_on_tables: bool = False  # the seal over the head of every attachment and over cells at page edges
    specks: float = 0.0  # dark dots a square inch
    blur: float = 0.0  # radius
    uneven: float = 0.0  # how much darker the darkest corner is, 0 to 1
    noise: float = 0.0  # deviation of the grey values, 0 to 255
    black_edges: float = 0.0  # width of the scanner's shadow at two edges
    broken_rules: float = 0.0  # share of a rule's length that is missing
    faint_rules: float = 0.0  # how far rules fade to white, 0 to 1
    ink: float = 1.0  # below 1: print faded to grey


PRESETS: dict[str, ScanPreset] = {
    "clean300": ScanPreset(300, "L", skew=0.1),
    "office200": ScanPreset(200, "L", 75, skew=1.0, seal=True, specks=0.3, blur=0.15, noise=4, uneven=0.06),
    "colour200": ScanPreset(
        200, "RGB", 80, skew=0.6, seal=True, seal_on_tables=True, noise=3, uneven=0.08, black_edges=6, specks=0.2
    ),
    "fax200": ScanPreset(200, "1", skew=0.7, seal=True, specks=6, noise=12, blur=0.1, broken_rules=0.03),
    "poor150": ScanPreset(
        150, "L", 45, skew=2.0, seal=True, specks=2, blur=0.3, uneven=0.25, noise=9, black_edges=10,
        broken_rules=0.08, faint_rules=0.4, ink=0.8,
    ),
    "skewed300": ScanPreset(300, "L", 85, skew=3.0, seal=True, seal_on_tables=True, noise=3),
    "turned200": ScanPreset(200, "L", 80, skew=0.5, turns=(90, 270, 180, 0), seal=True, noise=3),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page image; `to_pixels` (a, b, c, d, e, f) takes a point (x, y) of the upright page, in points from its
    upper left corner, to the pixel (a·x + c·y + e, b·x + d·y + f)."""

    image: "Image"
    skew: float
    turn: int
    to_pixels: tuple[float, float, float, float, float, float]


def scan_pdf(content: bytes, layout: dict[str, Any], preset: ScanPreset) -> list[ScannedPage]:
    """The pages of a PDF as scanned images. The seed is the document's, so the same input gives the same pixels."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    pages = []
    for number, page_layout in enumerate(layout["pages"]):
        image = document[number].render(scale=preset.dpi / 72).to_pil().convert("RGB")
        pages.append(_scan_page(image, page_layout, preset, crc32(f"{layout['id']} {number}".encode())))
    return pages


def scans_as_pdf(pages: list[ScannedPage], preset: ScanPreset) -> bytes:
    """An image-only PDF: CCITT group 4 for black and white, JPEG else; undated."""
    import time

    content = io.BytesIO()
    first, *others = [page.image for page in pages]
    moment = time.struct_time(_MOMENT)
    options: dict[str, Any] = {} if preset.mode == "1" else {"quality": preset.jpeg_quality or 95}
    options |= {"resolution": preset.dpi, "creationDate": moment, "modDate": moment}
    first.save(content, "PDF", save_all=True, append_images=others, **options)
    return content.getvalue()


def scans_as_tiff(pages: list[ScannedPage], preset: ScanPreset) -> bytes:
    """A TIFF of many pages: CCITT group 4 for black and white, deflated else."""
    content = io.BytesIO()
    first, *others = [page.image for page in pages]
    packing = "group4" if preset.mode == "1" else "tiff_deflate"
    dpi = (preset.dpi, preset.dpi)
    first.save(content, "TIFF", save_all=True, append_images=others, compression=packing, dpi=dpi)
    return content.getvalue()


def scan_truth(pages: list[ScannedPage], preset: ScanPreset) -> dict[str, Any]:
    """How the boxes of the layout lie on the scanned pages, as plain data."""
    return {
        "dpi": preset.dpi,
        "mode": preset.mode,
        "pages": [
            {
                "size": list(page.image.size),
                "skew": round(page.skew, 3),
                "turn": page.turn,
                "to_pixels": [round(value, 6) for value in page.to_pixels],
            }
            for page in pages
        ],
    }


def _scan_page(image: "Image", layout: dict[str, Any], preset: ScanPreset, seed: int) -> ScannedPage:
    import numpy

    rng = numpy.random.default_rng(seed)
    scale = preset.dpi / 72
    skew = preset.skew * float(rng.uniform(0.5, 1)) * float(rng.choice((-1, 1)))
    turn = int(preset.turns[int(rng.integers(len(preset.turns)))])
    steps: list[Callable[[Image], Image]] = [
        lambda page: damage.wear_rules(page, layout["rules"], preset, rng),
        lambda page: _seals(page, layout, preset, rng),
        lambda page: damage.fade(page, preset.ink),
        lambda page: damage.tilt(page, skew),
        lambda page: damage.shade(page, preset.uneven, rng),
        lambda page: damage.blur(page, preset.blur * scale),
        lambda page: damage.speckle(page, preset.specks, preset.dpi, rng),
        lambda page: damage.darken_edges(page, preset.black_edges * scale, rng),
        lambda page: damage.grain(page, preset.noise, rng),
        lambda page: damage.turn(page, turn),
        lambda page: damage.to_mode(page, preset.mode),
    ]
    size = image.size
    for step in steps:
        image = step(image)
    return ScannedPage(image, skew, turn, damage.page_to_pixels(size, scale, skew, turn))


def _seals(image: "Image", layout: dict[str, Any], preset: ScanPreset, rng: Any) -> "Image":
    scale = preset.dpi / 72
    if preset.seal and layout["signature"]:
        x0, top, x1, bottom = layout["signature"]
        centre = ((x0 + x1) / 2, (top + bottom) / 2)
        image = sign(image, (centre[0] * scale, centre[1] * scale), scale, rng)
        image = press_seal(image, ((centre[0] - 38) * scale, centre[1] * scale), scale, rng)
    if preset.seal_on_tables and (box := _table_place(layout, rng)):
        image = press_seal(image, (box[0] * scale, box[1] * scale), scale, rng)
    return image


def _table_place(layout: dict[str, Any], rng: Any) -> tuple[float, float] | None:
    """Where a seal meets the page's table: over the head of the attachment, else over a cell with words."""
    heads = [line["box"] for line in layout["lines"] if line["kind"] == "attached to"]
    cells = [piece["text_box"] for piece in layout["pieces"] if piece["text_box"]]
    if heads or not cells:
        return (heads[0][0] + 20, heads[0][1]) if heads else None
    box = cells[int(rng.integers(len(cells)))]
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def named_preset(name: str) -> ScanPreset:
    """The preset of that name; an unknown one is a ValueError that lists the names.

    >>> named_preset("fax200").mode
    '1'
    """
    if name not in PRESETS:
        raise ValueError(f"no preset {name!r}: {', '.join(PRESETS)}")
    return PRESETS[name]
