"""pdfplumber's letters and lines as pages: words with their boxes, ruled lines. The only home of pdfplumber.

Every page is walked once and let go, so that memory stays flat over a thousand pages.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from statistics import median
from typing import Any

from extractors.annotations import annotated_objects, read_annotations, read_unplaced_values
from extractors.filled_blanks import join_spaced, put_on_lines, without_filled_blanks
from extractors.glyphs import Glyph, make_words
from extractors.line_text import text_of
from extractors.model import Unreadable
from extractors.page import Page, Ruling, Signature, Word
from extractors.pdf_damage import damage_errors
from extractors.signatures import make_signature
from extractors.signing_stamps import is_stamp_text

# Thinner than this share of the type size, a filled rectangle is a line.
_THIN = 0.25
# Shorter than this share of the type size, a line is a dash, a tick or part of a drawing.
_SHORT = 0.4
# So many curves draw letters or a picture, not a frame.
_MANY_CURVES = 40
_USUAL_SIZE = 12.0
# What pdfminer gives for a letter whose font does not say which it is.
_NO_LETTER = "(cid:"


def read_pages(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF; raise `Unreadable` where it is encrypted, damaged or has no pages.

    A page that is damaged comes without words and counts as a picture. Signatures that no page shows come with the
    first.
    """
    import pdfplumber

    damage = damage_errors()
    try:
        pdf = pdfplumber.open(BytesIO(data))
        count = len(pdf.pages)
    except damage as problem:
        raise _unreadable(problem) from problem
    with pdf:
        if not count:
            raise Unreadable("no_pages", "The PDF has no pages. Put the full document in its place.")
        unplaced = tuple(_unplaced(pdf, data))
        for number, source in enumerate(pdf.pages, start=1):
            try:
                page = _page(source, number, data)
            except damage:
                page = Page(number, float(source.width), float(source.height), _USUAL_SIZE, has_picture=True)
            source.close()
            yield replace(page, signatures=(*unplaced, *page.signatures)) if unplaced and number == 1 else page


def _unplaced(pdf: Any, data: bytes) -> Iterator[Signature]:
    if "AcroForm" in pdf.doc.catalog:
        for name, value in read_unplaced_values(pdf, annotated_objects(pdf)):
            yield make_signature(value, data, name=name)


def _unreadable(problem: BaseException) -> Unreadable:
    if "Password" in f"{type(problem).__name__} {problem!r} {problem.__cause__!r}":
        return Unreadable(
            "encrypted",
            "The PDF is locked with a password. Open it with the password, save it without one, "
            "and put that in its place.",
        )
    return Unreadable(
        "damaged_pdf",
        "The PDF is damaged and cannot be opened. Get the file again, or print it to a new PDF from a viewer.",
    )


def _page(source: Any, number: int, data: bytes) -> Page:
    objects = source.objects
    writings = list(_writings(source, number, data))
    written = [word for words, _ in writings for word in words]
    printed = list(_glyphs(source, objects.get("char", ())))
    size = median(glyph.size for glyph in printed) if printed else _USUAL_SIZE
    rulings = tuple(_rulings(objects, size))
    glyphs = without_filled_blanks(printed, [word.box for word in written])
    words = make_words(glyphs, [ruling for ruling in rulings if not ruling.is_horizontal])
    has_picture = bool(objects.get("image")) or len(objects.get("curve", ())) > _MANY_CURVES
    if words or not has_picture:  # A scan stays unread: its pixels say more than the few words set over them.
        words = (*words, *put_on_lines(written, words))
    signatures = tuple(signature for _, signature in writings if signature is not None)
    width, height = float(source.width), float(source.height)
    return Page(number, width, height, size, words, rulings, has_picture, signatures=signatures)


def _writings(source: Any, number: int, data: bytes) -> Iterator[tuple[tuple[Word, ...], Signature | None]]:
    """What annotations write, each with its signature; a stamp that speaks of the signature itself writes nothing."""
    for annotation in read_annotations(source):
        glyphs = list(_glyphs(source, annotation.chars))
        is_legible = not any(_NO_LETTER in glyph.text for glyph in glyphs)
        words = join_spaced(make_words(glyphs)) if is_legible else ()
        text, signature = text_of(words), None
        if annotation.value is not None:
            place = (number, annotation.box)
            signature = make_signature(annotation.value, data, name=annotation.name, text=text, place=place)
        is_stamp = annotation.is_signature_field and is_stamp_text(text, signature.signer if signature else None)
        yield () if is_stamp else words, signature


def _glyphs(source: Any, chars: Any) -> Iterator[Glyph]:
    """The letters that lie on the page; the baseline is where the text matrix puts it."""
    left, _, right, _ = source.bbox
    for char in chars:
        x0, x1 = char["x0"], char["x1"]
        if x1 < left or x0 > right or not char["text"]:
            continue
        baseline = char["bottom"] + (char["y0"] - char["matrix"][5] if char["upright"] else 0.0)
        yield Glyph(char["text"], x0, char["top"], x1, char["bottom"], char["size"], baseline, char["upright"])


def _rulings(objects: Any, size: float) -> Iterator[Ruling]:
    """Drawn lines, thin rectangles, and the edges of rectangles with a drawn outline."""
    for line in objects.get("line", ()):
        yield from _straight(line, size)
    for box in objects.get("rect", ()):
        if min(box["x1"] - box["x0"], box["bottom"] - box["top"]) <= _THIN * size:
            yield from _straight(box, size)
        elif box["stroke"]:
            yield from _outline(box, size)


def _straight(line: Any, size: float) -> Iterator[Ruling]:
    x0, x1, top, bottom = line["x0"], line["x1"], line["top"], line["bottom"]
    if bottom - top <= _THIN * size and x1 - x0 > _SHORT * size:
        yield Ruling((top + bottom) / 2, x0, x1, is_horizontal=True)
    elif x1 - x0 <= _THIN * size and bottom - top > _SHORT * size:
        yield Ruling((x0 + x1) / 2, top, bottom, is_horizontal=False)


def _outline(box: Any, size: float) -> Iterator[Ruling]:
    x0, x1, top, bottom = box["x0"], box["x1"], box["top"], box["bottom"]
    if x1 - x0 > _SHORT * size and bottom - top > _SHORT * size:
        yield Ruling(top, x0, x1, is_horizontal=True)
        yield Ruling(bottom, x0, x1, is_horizontal=True)
        yield Ruling(x0, top, bottom, is_horizontal=False)
        yield Ruling(x1, top, bottom, is_horizontal=False)
