"""What form fields and signatures write on a page: words, and what each signature says of itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.annotations import Annotation, annotated_objects, read_annotations, read_unplaced_values
from extractors.filled_blanks import join_spaced
from extractors.glyphs import Glyph, make_words
from extractors.line_text import text_of
from extractors.page import Signature, Word
from extractors.signatures import make_signature
from extractors.signing_stamps import is_stamp_text

# What pdfminer gives for a letter whose font does not say which it is.
_NO_LETTER = "(cid:"


@dataclass(frozen=True, slots=True)
class Writing:
    """The words that one field writes, and the signature that it holds."""

    words: tuple[Word, ...] = ()
    signature: Signature | None = None


def read_writings(source: Any, number: int, data: bytes) -> tuple[Writing, ...]:
    """Return what the fields of a pdfplumber page write; a stamp that speaks of the signature itself writes nothing."""
    return tuple(_writing(source, annotation, number, data) for annotation in read_annotations(source))


def read_unplaced(pdf: Any, data: bytes) -> tuple[Signature, ...]:
    """Return the signatures that no page of a document shows."""
    if "AcroForm" not in pdf.doc.catalog:
        return ()
    values = read_unplaced_values(pdf, annotated_objects(pdf))
    return tuple(make_signature(value, data, name=name) for name, value in values)


def _writing(source: Any, annotation: Annotation, number: int, data: bytes) -> Writing:
    glyphs = list(_glyphs(source, annotation.chars))
    is_legible = not any(_NO_LETTER in glyph.text for glyph in glyphs)
    words = join_spaced(make_words(glyphs)) if is_legible else ()
    text, signature = text_of(words), None
    if annotation.value is not None:
        place = (number, annotation.box)
        signature = make_signature(annotation.value, data, name=annotation.name, text=text, place=place)
    is_stamp = annotation.is_signature_field and is_stamp_text(text, signature.signer if signature else None)
    return Writing(() if is_stamp else words, signature)


def _glyphs(source: Any, chars: Iterable[Mapping[str, Any]]) -> Iterator[Glyph]:
    """The letters that lie on the page; the baseline is where the text matrix puts it."""
    left, _, right, _ = source.bbox
    for char in chars:
        x0, x1 = char["x0"], char["x1"]
        if x1 < left or x0 > right or not char["text"]:
            continue
        baseline = char["bottom"] + (char["y0"] - char["matrix"][5] if char["upright"] else 0.0)
        yield Glyph(char["text"], x0, char["top"], x1, char["bottom"], char["size"], baseline, char["upright"])
