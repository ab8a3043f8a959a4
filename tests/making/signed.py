"""Pages with annotations made by hand: signatures that draw numbers, dates and stamps, text boxes, fields."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.making.fonts import Face, register_fonts

# A square page looks the same size however it is turned.
SIDE = 842
# Flags of a signature field as signing tools write them: shown, printed, locked.
SHOWN, HIDDEN, NO_VIEW = 132, 132 | 2, 132 | 32
_NO_END = 9999999999


@dataclass(frozen=True, slots=True)
class Drawn:
    """An annotation; `rect` is x0, y0, x1, y1 in points from the lower left corner of the page as it is seen.

    The appearance is drawn in a box `scale` times as large as the rectangle; nested as signing tools nest it:
    /N → /FRM → /n2. `matrix` is the appearance's own. `value` holds entries of the signature dictionary, written as
    they are given; None for an unsigned field.
    """

    lines: Sequence[str]
    rect: tuple[float, float, float, float]
    kind: str = "Sig"
    size: float = 13
    flags: int = SHOWN
    is_nested: bool = True
    has_appearance: bool = True
    spacing: float = 0
    scale: float = 1
    matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    value: dict[str, Any] | None = None
    name: str = "Signature1"
    is_field_above: bool = False


def signature(signer: str = "", contents: bytes = b"", covers: bool = False, **entries: str) -> dict[str, Any]:
    """Entries of a signature dictionary; one that `covers` the document ends at the file's last byte."""
    return {"signer": signer, "contents": contents, "covers": covers, "M": "D:20250610084026+07'00'", **entries}


def make_signed(draw: Callable[[Any], None], drawn: Sequence[Drawn], rotate: int = 0) -> bytes:
    """A PDF of one page with its text and annotations, stored turned (90 or 270) and upright to the reader."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(SIDE, SIDE), invariant=1, pageCompression=0)
    if rotate:
        canvas.setPageRotation(rotate)
        canvas.translate(*((SIDE, 0) if rotate == 90 else (0, SIDE)))
        canvas.rotate(90 if rotate == 90 else -90)
    draw(canvas)
    for each in drawn:
        canvas._addAnnotation(_annotation(canvas, each, rotate))
    canvas._doc.Catalog.AcroForm = PDFDictionary({"Fields": PDFArray([]), "SigFlags": 3})
    canvas.showPage()
    canvas.save()
    data = content.getvalue()
    return data.replace(b"%d" % _NO_END, b"%010d" % (len(data) - 20))


def certified(name: str, body: str, unit: str) -> bytes:
    """A PKCS #7 signature by a certificate made for the purpose, followed by the zeros that fill its place."""
    import datetime as dt

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    parts = ((NameOID.ORGANIZATION_NAME, body), (NameOID.ORGANIZATIONAL_UNIT_NAME, unit), (NameOID.COMMON_NAME, name))
    subject = x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])
    builder = x509.CertificateBuilder().subject_name(subject).public_key(key.public_key()).serial_number(1)
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nơi cấp thử")])
    builder = builder.issuer_name(issuer).not_valid_before(dt.datetime(2025, 1, 1))
    certificate = builder.not_valid_after(dt.datetime(2035, 1, 1)).sign(key, hashes.SHA256())
    signing = pkcs7.PKCS7SignatureBuilder().set_data(b"made").add_signer(certificate, key, hashes.SHA256())
    return signing.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature]) + bytes(200)


def page_text(canvas: Any, lines: Sequence[tuple[float, float, str]], size: float = 13) -> None:
    """Draw lines at x, y from the lower left corner."""
    canvas.setFont(Face.REGULAR, size)
    for x, y, text in lines:
        canvas.drawString(x, y, text)


def _annotation(canvas: Any, drawn: Drawn, rotate: int) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

    entries = {"Type": PDFName("Annot"), "Rect": PDFArray(_stored(drawn.rect, rotate)), "F": drawn.flags}
    is_widget = drawn.kind != "FreeText"
    field = {"FT": PDFName(drawn.kind), "T": PDFString(drawn.name)} if is_widget else {}
    if is_widget and drawn.value is not None:
        field["V"] = canvas._doc.Reference(_value(drawn.value))
    if drawn.is_field_above:
        entries["Parent"] = canvas._doc.Reference(PDFDictionary(field))
    else:
        entries |= field
    entries["Subtype"] = PDFName("Widget" if is_widget else "FreeText")
    if drawn.has_appearance:
        entries["AP"] = PDFDictionary({"N": canvas._doc.Reference(_appearance(canvas, drawn, rotate))})
    return PDFDictionary(entries)


def _value(given: dict[str, Any]) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

    entries = {"Type": PDFName("Sig"), "SubFilter": PDFName("ETSI.CAdES.detached")}
    entries["ByteRange"] = PDFArray([0, 10, 20, _NO_END if given["covers"] else 30])
    entries["Contents"] = f"<{(given['contents'] or bytes.fromhex('3003020105')).hex()}>"
    entries |= {"Name": PDFString(given["signer"])} if given["signer"] else {}
    return PDFDictionary(entries | {key: PDFString(text) for key, text in given.items() if key[0].isupper()})


def _stored(rect: tuple[float, float, float, float], rotate: int) -> tuple[float, ...]:
    """The rectangle on the page before it is turned."""
    x0, y0, x1, y1 = rect
    turned = {90: (SIDE - y1, x0, SIDE - y0, x1), 270: (y0, SIDE - x1, y1, SIDE - x0)}
    return turned.get(rotate, rect)


def _appearance(canvas: Any, drawn: Drawn, rotate: int) -> Any:
    inner = _form(drawn, _text_content(drawn), _font_resources(canvas, "".join(drawn.lines)))
    if not drawn.is_nested:
        return _with_matrix(inner, {90: (0, 1, -1, 0, 0, 0), 270: (0, -1, 1, 0, 0, 0)}.get(rotate, drawn.matrix))
    for name in ("n2", "FRM"):
        resources = _dictionary({"XObject": _dictionary({name: canvas._doc.Reference(inner)})})
        inner = _form(drawn, f"q 1 0 0 1 0 0 cm /{name} Do Q", resources)
    return _with_matrix(inner, {90: (0, 1, -1, 0, 0, 0), 270: (0, -1, 1, 0, 0, 0)}.get(rotate, drawn.matrix))


def _form(drawn: Drawn, content: str, resources: Any) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream

    x0, y0, x1, y1 = drawn.rect
    box = PDFArray([0, 0, (x1 - x0) * drawn.scale, (y1 - y0) * drawn.scale])
    entries = _dictionary({"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box, "Resources": resources})
    return PDFStream(entries, content.encode("latin-1"), filters=[])


def _with_matrix(form: Any, matrix: tuple[float, ...]) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFArray

    form.dictionary["Matrix"] = PDFArray(matrix)
    return form


def _text_content(drawn: Drawn) -> str:
    size, letters = drawn.size * drawn.scale, _codes("".join(drawn.lines))
    height = (drawn.rect[3] - drawn.rect[1]) * drawn.scale
    parts = [f"BT /F1 {size} Tf {drawn.spacing * drawn.scale} Tc {1.1 * size} TL 2 {height - size} Td"]
    parts += [f"<{''.join(f'{letters[letter]:02x}' for letter in line)}> Tj T*" for line in drawn.lines]
    return "\n".join([*parts, "ET"])


def _codes(text: str) -> dict[str, int]:
    return {letter: 33 + at for at, letter in enumerate(sorted(set(text)))}


def _font_resources(canvas: Any, text: str) -> Any:
    """A font whose codes are known by its table to Unicode alone, as subsets of signing tools are."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream

    codes = _codes(text)
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    table = f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar"
    unicode = PDFStream(_dictionary({}), f"begincmap\n{table}\nendcmap".encode(), filters=[])
    font = _dictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type1"),
            "BaseFont": PDFName("Helvetica"),
            "FirstChar": 33,
            "LastChar": 33 + len(codes),
            "Widths": PDFArray([500] * (len(codes) + 1)),
            "ToUnicode": canvas._doc.Reference(unicode),
        }
    )
    return _dictionary({"Font": _dictionary({"F1": font})})


def _dictionary(entries: dict[str, Any]) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFDictionary

    return PDFDictionary(entries)
