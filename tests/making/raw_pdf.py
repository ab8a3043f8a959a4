"""PDF files written by hand: fonts of any name whose text is any bytes, hidden text, pictures, maps that lie."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# A grey picture of two by two points.
_PICTURE = b"\x80\xff\xff\x80"
_WIDTHS = " ".join(["500"] * 224)


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page's content stream, in the operators of PDF; its fonts by the names that the stream uses."""

    content: bytes
    fonts: Mapping[str, str] = field(default_factory=dict)
    size: tuple[int, int] = (595, 842)
    extra: str = ""


def show(font: str, x: float, y: float, text: bytes, *, size: float = 12, before: str = "") -> bytes:
    """A line of text; `before` are operators for it alone ("3 Tr" hides it, "1 g" makes it white)."""
    return b"q BT /%s %g Tf %s %g %g Td <%s> Tj ET Q\n" % (
        font.encode(), size, before.encode(), x, y, text.hex().encode())  # fmt: skip


def picture(x: float, y: float, width: float, height: float) -> bytes:
    """The grey picture, spread over a part of the page."""
    return b"q %g 0 0 %g %g %g cm /Pic Do Q\n" % (width, height, x, y)


def raw_pdf(pages: Sequence[RawPage]) -> bytes:
    """The file. A font of `fonts` is a single-byte one of that name; with code=Unicode pairs behind "|" two-byte."""
    image = b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _stream(image, _PICTURE)]
    kids = []
    for page in pages:
        fonts = " ".join(f"/{name} {_add_font(objects, font)} 0 R" for name, font in page.fonts.items())
        content = _add(objects, _stream(b"", page.content))
        kids.append(_add(objects, (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.size[0]} {page.size[1]}]{page.extra}"
            f"/Resources<</Font<<{fonts}>>/XObject<</Pic 3 0 R>>>>/Contents {content} 0 R>>").encode()))  # fmt: skip
    objects[1] = f"<</Type/Pages/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]/Count {len(kids)}>>".encode()
    return _file(objects)


def _add(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def _add_font(objects: list[bytes], font: str) -> int:
    name, _, pairs = font.partition("|")
    if not pairs:
        return _add(objects, (
            f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"
            f"/Widths[{_WIDTHS}]>>").encode())  # fmt: skip
    lines = "\n".join(f"<{pair.split('=')[0]}> <{pair.split('=')[1]}>" for pair in pairs.split())
    count = len(pairs.split())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{count} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    map_number = _add(objects, _stream(b"", cmap.encode()))
    below = _add(objects, (
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity/DW 500"
        "/W[3[250]768 803 0 8203 8207 0 65279 65279 0]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>").encode())  # fmt: skip
    return _add(objects, (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{below} 0 R]"
        f"/ToUnicode {map_number} 0 R>>").encode())  # fmt: skip


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)


def _file(objects: Sequence[bytes]) -> bytes:
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(content))  # fmt: skip
