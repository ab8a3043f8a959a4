"""A PDF's letters and lines as pages: words with their boxes, ruled lines. The only home of pdfplumber.

Every page is walked once and let go, so that memory stays flat over a thousand pages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from statistics import median
from typing import Any

from extractors.field_text import Writing, read_unplaced, read_writings
from extractors.filled_blanks import put_on_lines, without_filled_blanks
from extractors.glyphs import Glyph, make_words
from extractors.layer_trust import Backdrop, covered_share, doubt_count, doubt_recognition, doubt_text
from extractors.legacy_letters import decode_letters
from extractors.model import Unreadable
from extractors.page import BBox, HowRead, Page, Ruling
from extractors.pdf_bounds import forget_met_objects, tame_pdfminer
from extractors.pdf_damage import damage_errors, unopened_pdf
from extractors.pdf_letters import Drawing, Stroke, read_drawing
from extractors.pdf_repair import mend_pdf

# Thinner than this share of the type size, a filled rectangle is a line.
_THIN = 0.25
# Shorter than this share of the type size, a line is a dash, a tick or part of a drawing.
_SHORT = 0.4
# So many curves draw letters or a picture, not a frame.
_MANY_CURVES = 40
_USUAL_SIZE = 12.0


def read_pages(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF; raise `Unreadable` where it is encrypted, damaged or has no pages.

    A page that is damaged comes without words and counts as a picture. Signatures that no page shows come with the
    first.
    """
    tame_pdfminer()
    damage = damage_errors()
    pdf = _opened_or_mended(data, damage)
    encodings: dict[str, str] = {}
    with pdf:
        if not pdf.pages:
            raise Unreadable("no_pages", "The PDF has no pages. Put the full document in its place.")
        unplaced = read_unplaced(pdf, data)
        for number, source in enumerate(pdf.pages, start=1):
            try:
                page, found = _page(source, number, data, encodings)
                encodings = encodings | found
            except damage:
                page = Page(number, float(source.width), float(source.height), _USUAL_SIZE, has_picture=True)
            source.close()
            forget_met_objects(pdf)
            yield replace(page, signatures=(*unplaced, *page.signatures)) if unplaced and number == 1 else page


def _opened_or_mended(data: bytes, damage: tuple[type[Exception], ...]) -> Any:
    """The PDF, written anew where it cannot be opened as it is."""
    try:
        return _opened(data)
    except damage as problem:
        mended = None if _is_locked(problem) else mend_pdf(data)
        if mended is None:
            raise unopened_pdf(is_locked=_is_locked(problem)) from problem
    try:
        return _opened(mended)
    except damage as problem:
        raise unopened_pdf(is_locked=_is_locked(problem)) from problem


def _opened(data: bytes) -> Any:
    import pdfplumber

    pdf = pdfplumber.open(BytesIO(data))
    len(pdf.pages)  # damage shows when the pages are counted
    return pdf


def _is_locked(problem: BaseException) -> bool:
    return "Password" in f"{type(problem).__name__} {problem!r} {problem.__cause__!r}"


def _page(source: Any, number: int, data: bytes, known: Mapping[str, str]) -> tuple[Page, dict[str, str]]:
    """A page, and font → encoding of its fonts that are not Unicode; `known` is that of earlier pages."""
    drawing = read_drawing(source)
    letters, encodings = decode_letters(drawing.letters, known)
    seen = [letter.glyph for letter in letters if not letter.is_hidden]
    size = median(glyph.size for glyph in seen or [letter.glyph for letter in letters]) if letters else _USUAL_SIZE
    rulings = tuple(_rulings(drawing.strokes, size))
    page = Page(number, drawing.width, drawing.height, size, (), rulings, _has_picture(drawing))
    writings = read_writings(source, number, data)
    seen = without_filled_blanks(seen, [word.box for writing in writings for word in writing.words])
    page = _with_believed_words(page, seen, [letter.glyph for letter in letters], _backdrop(drawing))
    return _with_writings(page, writings), encodings


def _with_believed_words(page: Page, seen: Sequence[Glyph], every: Sequence[Glyph], backdrop: Backdrop) -> Page:
    """The page with the words that can be believed; what is hidden counts only over a picture of the page."""
    walls = [ruling for ruling in page.rulings if not ruling.is_horizontal]
    is_recognised = backdrop.may_hold_text and len(every) > 2 * len(seen)
    words = make_words(every if is_recognised else seen, walls)
    texts = [word.text for word in words]
    doubt = doubt_count(len(words), backdrop) or (doubt_recognition if is_recognised else doubt_text)(texts)
    if doubt is None:
        return replace(page, words=words)
    return replace(page, has_picture=True, how=HowRead(rejected=doubt))


def _with_writings(page: Page, writings: Sequence[Writing]) -> Page:
    """The page with what form fields and signatures write on it, and the signatures themselves."""
    words = page.words
    if words or not page.has_picture:  # A scan stays unread: its pixels say more than the few words set over them.
        words = (*words, *put_on_lines((word for writing in writings for word in writing.words), words))
    signatures = tuple(writing.signature for writing in writings if writing.signature is not None)
    return replace(page, words=words, signatures=signatures)


def _has_picture(drawing: Drawing) -> bool:
    return bool(drawing.images) or sum(stroke.kind == "curve" for stroke in drawing.strokes) > _MANY_CURVES


def _backdrop(drawing: Drawing) -> Backdrop:
    curves = [stroke.box for stroke in drawing.strokes if stroke.kind == "curve"]
    size = drawing.width, drawing.height
    outlines = covered_share(curves, *size) if len(curves) > _MANY_CURVES else 0.0
    return Backdrop(covered_share(drawing.images, *size), outlines)


def _rulings(strokes: Iterable[Stroke], size: float) -> Iterator[Ruling]:
    """Drawn lines, thin rectangles, and the edges of rectangles with a drawn outline."""
    for stroke in strokes:
        box = stroke.box
        is_thin = min(box.x1 - box.x0, box.bottom - box.top) <= _THIN * size
        if stroke.kind == "line" or (stroke.kind == "rect" and is_thin):
            yield from _straight(box, size)
        elif stroke.kind == "rect" and stroke.is_outlined:
            yield from _outline(box, size)


def _straight(box: BBox, size: float) -> Iterator[Ruling]:
    x0, top, x1, bottom = box
    if bottom - top <= _THIN * size and x1 - x0 > _SHORT * size:
        yield Ruling((top + bottom) / 2, x0, x1, is_horizontal=True)
    elif x1 - x0 <= _THIN * size and bottom - top > _SHORT * size:
        yield Ruling((x0 + x1) / 2, top, bottom, is_horizontal=False)


def _outline(box: BBox, size: float) -> Iterator[Ruling]:
    x0, top, x1, bottom = box
    if x1 - x0 > _SHORT * size and bottom - top > _SHORT * size:
        yield Ruling(top, x0, x1, is_horizontal=True)
        yield Ruling(bottom, x0, x1, is_horizontal=True)
        yield Ruling(x0, top, bottom, is_horizontal=False)
        yield Ruling(x1, top, bottom, is_horizontal=False)
