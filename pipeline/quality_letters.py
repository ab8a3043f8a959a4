"""Flags on the letters themselves: text layers that were not believed, letters that nothing names."""

from collections.abc import Iterator

from extractors.font_maps import UNKNOWN_LETTER
from extractors.model import ParagraphRole, Row
from pipeline.judging import Facts, Finding, Weight, flag


@flag(Weight.CHECK)
def text_layer_rejected(facts: Facts) -> Iterator[Finding]:
    """The text layer of a page was not believed: junk under a scan, or a few words on a picture of the page."""
    for page, why in facts.document.reading.rejections.items():
        yield Finding(f"The text layer of page {page} was not believed: {why}.", page=page)


@flag(Weight.ALARM)
def letters_unmapped(facts: Facts) -> Iterator[Finding]:
    """Words hold letters that are drawn on the page and that no font names; each stands as U+FFFD."""
    flagged: set[tuple[int | None, int]] = set()
    for place in facts.all_places():
        if words := _unnamed(" ".join(place.row.texts)):
            flagged.add((place.task.table, place.node.row_index))
            yield place.finding(_message(words))
    for table in facts.document.tables:
        for at, row in enumerate(table.rows):
            words = _unnamed(" ".join(row.texts))
            if words and (table.number, at) not in flagged:
                yield Finding(_message(words), table=table.number, row=at + 1, page=_page(row))
    for paragraph in facts.document.paragraphs:
        if words := _unnamed(paragraph.text):
            yield Finding(_message(words), page=paragraph.place.page)


@flag(Weight.NOTE)
def scribble_left_out(facts: Facts) -> Iterator[Finding]:
    """What recognition made of handwriting, seals or blots spells nothing: it stands in no text of the document.

    `paragraphs` keeps it under the role scribble, with its box.
    """
    found: dict[int | None, list[str]] = {}
    for paragraph, role in zip(facts.document.paragraphs, facts.document.roles, strict=True):
        if role is ParagraphRole.SCRIBBLE:
            found.setdefault(paragraph.place.page, []).append(paragraph.text)
    for page, texts in found.items():
        yield Finding(f"Left out as handwriting or seals: {_some(texts)}.", page=page)


def _unnamed(text: str) -> list[str]:
    return [word for word in text.split() if UNKNOWN_LETTER in word]


def _message(words: list[str]) -> str:
    return f"Letters that no font names: {_some(words)}."


def _some(texts: list[str]) -> str:
    return f"{', '.join(texts[:5])}{' …' if len(texts) > 5 else ''}"


def _page(row: Row) -> int | None:
    return next((part.place.page for cell in row.cells for part in cell.parts), None)
