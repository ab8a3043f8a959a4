"""Letters of a page whose fonts are TCVN3, VNI or VISCII, as Unicode: each with its box, marks with their letter."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from extractors.glyphs import Glyph
from extractors.legacy_evidence import convert_letters, find_encodings, is_capitals_font, words_by_font
from extractors.pdf_letters import Letter


def decode_letters(letters: Sequence[Letter], known: Mapping[str, str]) -> tuple[tuple[Letter, ...], dict[str, str]]:
    """Return the letters in Unicode, and font → encoding of the fonts so read; `known` is that of earlier pages."""
    texts = words_by_font((letter.font, letter.glyph.text) for letter in letters)
    encodings = find_encodings(texts, known)
    if not encodings:
        return tuple(letters), {}
    runs = groupby(letters, key=lambda letter: (letter.font, letter.glyph.baseline))
    return tuple(letter for (font, _), run in runs for letter in _decoded(list(run), encodings.get(font))), encodings


def _decoded(run: Sequence[Letter], encoding: str | None) -> Iterator[Letter]:
    """A run of one font and line. A mark's box joins its letter's, which is as wide as both but never wider drawn."""
    if encoding is None:
        yield from run
        return
    texts = convert_letters([_code_letter(letter) for letter in run], encoding)
    is_capitals = is_capitals_font(run[0].font)
    for at, (letter, text) in enumerate(zip(run, texts, strict=True)):
        if text:
            marks = run[at + 1 : at + 2] if texts[at + 1 : at + 2] == [""] else []
            glyph = _joined(letter.glyph, marks)
            shown = text.upper() if is_capitals else text
            yield letter if glyph.text == shown and not marks else letter._replace(glyph=glyph._replace(text=shown))


def _joined(glyph: Glyph, marks: Sequence[Letter]) -> Glyph:
    if not marks:
        return glyph
    boxes = [glyph, *(mark.glyph for mark in marks)]
    return glyph._replace(
        x0=min(box.x0 for box in boxes),
        top=min(box.top for box in boxes),
        x1=max(box.x1 for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _code_letter(letter: Letter) -> str:
    """The hyphen that a PDF shows for code AD of a single-byte font is that code: the letter ư of TCVN3."""
    return "\xad" if letter.code == 0xAD and letter.glyph.text == "-" else letter.glyph.text
