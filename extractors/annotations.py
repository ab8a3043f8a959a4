"""What annotations draw on a page of a PDF: form fields, digital signatures, text boxes (ISO 32000-1, 12.5).

Clerks of today number and date a signed decision by a signature of their own, whose appearance draws "2858" into the
blank of "Số:      /QĐ-UBND". That text belongs to the page as seen, and is in no page content.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.page import BBox
from extractors.pdf_damage import damage_errors

# ISO 32000-1, table 165: the bits of /F by which an annotation is not shown on the screen.
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
# Fields whose appearance is text: signatures, filled text fields, choices. Buttons are pictures of themselves.
_TEXT_FIELDS = ("Sig", "Tx", "Ch")
# A field inherits from its parents; a chain longer than this turns in a circle.
_MOST_PARENTS = 16
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Matrix = tuple[float, float, float, float, float, float]
_Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A form field or text box of a page: where it shows and the letters it draws, as pdfplumber gives them.

    `value` holds the entries of the signature dictionary of a signed field, None for all else.
    """

    box: BBox
    chars: tuple[Mapping[str, Any], ...]
    is_signature_field: bool
    name: str | None
    value: Mapping[str, Any] | None


def read_annotations(source: Any) -> Iterator[Annotation]:
    """Yield what pdfplumber's page shows beside its content, in the order of the file; damaged ones are left out.

    Hidden annotations and those without an appearance come without letters, and only where they are signatures.
    Letters outside the annotation's rectangle are cut off as viewers do.
    """
    damage = damage_errors()
    if not source.page_obj.annots:
        return
    try:
        listed = _resolve(source.page_obj.annots)
    except damage:
        return
    for reference in listed if isinstance(listed, list) else ():
        try:
            annotation = _annotation(source, _resolve(reference))
        except damage:
            continue
        if annotation is not None:
            yield annotation


def read_unplaced_values(document: Any, placed: set[int]) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """Yield name and signature dictionary of signed fields that no page shows.

    `document` is pdfplumber's; `placed` holds the numbers of the fields' objects that stand on its pages.
    """
    damage = damage_errors()
    try:
        form = _resolve(document.doc.catalog.get("AcroForm"))
        fields = _resolve(form.get("Fields")) if isinstance(form, dict) else None
    except damage:
        return
    for reference in fields if isinstance(fields, list) else ():
        try:
            field = _resolve(reference)
            value = _value(field)
            has_places = getattr(reference, "objid", None) in placed or field.get("Kids")
        except damage:
            continue
        if value is not None and not has_places:
            yield _name(field), value


def annotated_objects(document: Any) -> set[int]:
    """Return the numbers of the objects that stand in the annotation lists of a document's pages."""
    damage = damage_errors()
    numbers: set[int] = set()
    for page in document.pages:
        if page.page_obj.annots:
            try:
                numbers |= {getattr(reference, "objid", -1) for reference in _resolve(page.page_obj.annots)}
            except damage:
                continue
    return numbers


def _annotation(source: Any, entries: Any) -> Annotation | None:
    kind = _literal(entries.get("Subtype"))
    field = _literal(_inherited(entries, "FT")) if kind == "Widget" else None
    if kind != "FreeText" and field not in _TEXT_FIELDS:
        return None
    is_signature = field == "Sig"
    value = _value(entries) if is_signature else None
    x0, y0, x1, y1 = _rectangle(entries.get("Rect"))
    chars, box = _drawn(source, entries, (x0, y0, x1, y1))
    return Annotation(box, chars, is_signature, _name(entries) if is_signature else None, value)


def _drawn(source: Any, entries: Any, rectangle: _Rectangle) -> tuple[tuple[Mapping[str, Any], ...], BBox]:
    """The letters of the appearance and its box on the page as turned."""
    from pdfminer.utils import apply_matrix_rect

    page_matrix = _page_matrix(source.page_obj)
    x0, y0, x1, y1 = apply_matrix_rect(page_matrix, rectangle)
    left, above = source.mediabox[:2]
    box = BBox(x0 + left, source.height - y1 + above, x1 + left, source.height - y0 + above)
    appearance = None if _is_hidden(entries) else _appearance(entries)
    if appearance is None or x1 <= x0 or y1 <= y0:
        return (), box
    try:
        chars = _run(source, appearance, rectangle)
    except damage_errors():
        return (), box
    return tuple(char for char in chars if _lies_in(char, box)), box


def _run(source: Any, appearance: Any, rectangle: _Rectangle) -> list[Any]:
    """The letters that pdfminer's interpreter draws for an appearance stream (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.utils import apply_matrix_rect, mult_matrix

    matrix = _matrix(appearance.get("Matrix"))
    a0, b0, a1, b1 = apply_matrix_rect(matrix, _rectangle(appearance.get("BBox")))
    x0, y0, x1, y1 = rectangle
    across, up = (x1 - x0) / (a1 - a0), (y1 - y0) / (b1 - b0)
    into_rectangle = (across, 0.0, 0.0, up, x0 - across * a0, y0 - up * b0)
    page_matrix = _page_matrix(source.page_obj)
    device = PDFPageAggregator(source.pdf.rsrcmgr, pageno=source.page_number, laparams=None)
    interpreter = PDFPageInterpreter(source.pdf.rsrcmgr, device)
    device.begin_page(source.page_obj, page_matrix)
    interpreter.render_contents(
        _resolve(appearance.get("Resources")) or source.page_obj.resources,
        [appearance],
        ctm=mult_matrix(matrix, mult_matrix(into_rectangle, page_matrix)),
    )
    device.end_page(source.page_obj)
    objects = source.iter_layout_objects(device.get_result()._objs)
    return [each for each in objects if each["object_type"] == "char"]


def _page_matrix(page: Any) -> _Matrix:
    """From the page's own coordinates to the page as turned, as pdfminer turns its content."""
    x0, y0, x1, y1 = page.mediabox
    turned: dict[int, _Matrix] = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    return turned.get(page.rotate, (1, 0, 0, 1, -x0, -y0))


def _lies_in(char: Mapping[str, Any], box: BBox) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom)


def _is_hidden(entries: Any) -> bool:
    flags = _resolve(entries.get("F"))
    return isinstance(flags, int) and bool(flags & (_HIDDEN | _NO_VIEW))


def _appearance(entries: Any) -> Any:
    """The stream of the normal appearance, in the state that the annotation is in; None where there is none."""
    from pdfminer.pdftypes import PDFStream

    by_use = _resolve(entries.get("AP"))
    normal = _resolve(by_use.get("N")) if isinstance(by_use, dict) else None
    if isinstance(normal, dict):
        normal = _resolve(normal.get(_literal(entries.get("AS"))))
    return normal if isinstance(normal, PDFStream) and normal.get("BBox") else None


def _value(entries: Any) -> Mapping[str, Any] | None:
    """The signature dictionary of a signed field with its entries resolved."""
    if _literal(_inherited(entries, "FT")) != "Sig":
        return None
    value = _inherited(entries, "V")
    if not isinstance(value, dict):
        return None
    texts = {key: _text(_resolve(value[key])) for key in _TEXT_ENTRIES if key in value}
    return {**texts, **{key: _resolve_all(value[key]) for key in ("ByteRange", "Contents") if key in value}}


_TEXT_ENTRIES = ("Name", "M", "Reason", "Location", "SubFilter")


def _name(entries: Any) -> str | None:
    return _text(_inherited(entries, "T"))


def _inherited(entries: Any, key: str) -> Any:
    for _ in range(_MOST_PARENTS):
        if not isinstance(entries, dict):
            return None
        if key in entries:
            return _resolve(entries[key])
        entries = _resolve(entries.get("Parent"))
    return None


def _matrix(numbers: Any) -> _Matrix:
    a, b, c, d, e, f = map(float, _resolve_all(numbers) or _IDENTITY)
    return a, b, c, d, e, f


def _rectangle(numbers: Any) -> _Rectangle:
    a, b, c, d = map(float, _resolve_all(numbers))
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _resolve(reference: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(reference)


def _resolve_all(reference: Any) -> Any:
    value = _resolve(reference)
    return [_resolve(each) for each in value] if isinstance(value, list) else value


def _literal(value: Any) -> str | None:
    """The text of a PDF name; None for all else."""
    from pdfminer.psparser import PSLiteral

    return _text(value) if isinstance(value, PSLiteral) else None


def _text(value: Any) -> str | None:
    """A string or name of a PDF as text: UTF-16 or UTF-8 with their marks, else PDFDocEncoding."""
    from pdfminer.psparser import PSLiteral
    from pdfminer.utils import decode_text

    value = value.name if isinstance(value, PSLiteral) else value
    if isinstance(value, bytes):
        is_utf8 = value.startswith(b"\xef\xbb\xbf")
        return value[3:].decode("utf-8", "replace") if is_utf8 else decode_text(value)
    return value if isinstance(value, str) else None
