"""Flags on what recognition was not sure of: words of cells, and the lines that hold the document's number and date."""

import re
from collections.abc import Iterator, Sequence

from extractors.bare_text import bare
from extractors.model import RowNote
from extractors.page import Doubt
from normalizers.repair.surnames import has_surname
from normalizers.repair.unknown import find_odd_signs, find_unknown_words
from pipeline.judging import Facts, Finding, TaskPlace, Weight, flag
from pipeline.rows.tasks import doubtful_words

# So many of a cell's doubtful words are named.
_NAMED = 4
# The lines above a signer's name that name the post.
_SIGNER_LINES = 8
# What a word was repaired from that was read as unsurely as this says little: the repair is to be looked at too.
_BARELY_READ = 0.9
# Repairs less sure than this are to be looked at: of 109 on 24 made scans 21 were wrong, of 714 others 7.
_WEAK_REPAIR = 0.9
# A group of a document's symbol that no office uses: digits before capitals or between them, strokes read as ones. The
# National Assembly's terms ("QH11") and Roman numbers ("quý II-III") are none.
_ODD_CODE = re.compile(
    r"(?<=[/-])(?!QH\d|[IVXLC]+(?![A-ZĐ\d]))(?:\d+[A-ZĐ]+\d*|[A-ZĐ]+\d+[A-ZĐ]+|[A-ZĐ]+1{2,}|[A-ZĐ]*I{3,}[A-ZĐ]*)(?=[-/\s,;.)]|$)"
)
_COLUMNS = ("task", "result", "deadline", "lead", "coordinating", "assignee", "budget", "note")


@flag(Weight.CHECK)
def low_confidence(facts: Facts) -> Iterator[Finding]:
    """Words or signs of a cell may be misread: read unsurely, held by no law text, or mended by a weak rule.

    A merged cell says so in every row that takes it over.
    """
    if not facts.document.reading.ocr_page_count:
        return
    yield from _on_fields(facts)
    weak = _weak_repairs(facts)
    for read in facts.tables:
        places = {place.task.task_id: place for place in facts.places(read)}
        doubtful = doubtful_words(read, [place.task for place in places.values()])
        for task_id, place in places.items():
            for column in _COLUMNS:
                mended = weak.get((task_id, column), ())
                yield from _on_cell(place, column, doubtful.get((task_id, column), ()), mended)


@flag(Weight.CHECK)
def signer_missing(facts: Facts) -> Iterator[Finding]:
    """The scan shows no signer's name that could be read: a seal or a signature lies over it, or it is not there."""
    if facts.document.reading.ocr_page_count and facts.fields.type and facts.fields.signer_name is None:
        yield Finding("No signer's name could be read: a seal or a signature may lie over it.", column="signer_name")


@flag(Weight.CHECK)
def signer_doubtful(facts: Facts) -> Iterator[Finding]:
    """The signer's surname was misread or is none that is known: a seal or a signature may hide a part of the name."""
    name = facts.fields.signer_name
    if not facts.document.reading.ocr_page_count or not name or "signer_name" in facts.fields.reviewed:
        return
    read = facts.document.front_matter.signer_name
    if not has_surname(name):
        yield Finding(f"“{name}” begins with no surname that is known.", column="signer_name")
    elif name != read:
        yield Finding(f"“{read}” was read; the surname with these letters is another.", column="signer_name")


@flag(Weight.CHECK)
def signer_post_completed(facts: Facts) -> Iterator[Finding]:
    """A seal or a signature hides a part of the signer's post: the rest was told by the line beside it or its room."""
    is_read = facts.fields.signer_title is not None and "signer_title" not in facts.fields.reviewed
    if not facts.document.reading.ocr_page_count or not is_read:
        return
    printed = {word for text in _above_signer(facts) for word in text.split()}
    lines = facts.document.front_matter.signer_lines
    if hidden := [word for line in lines for word in line.split() if bare(word).upper() not in printed]:
        yield Finding(f"No line of the page shows: {', '.join(dict.fromkeys(hidden))}.", column="signer_title")


def _above_signer(facts: Facts) -> Sequence[str]:
    """The lines down to the signer's name, without marks, in capitals; all lines where no name could be read."""
    texts = [bare(paragraph.text).upper() for paragraph in facts.document.paragraphs]
    name = bare(facts.document.front_matter.signer_name or "").upper()
    named = [at for at, text in enumerate(texts) if name and name in text]
    return texts[max(0, named[-1] - _SIGNER_LINES) : named[-1] + 1] if named else texts


@flag(Weight.CHECK)
def number_settled(facts: Facts) -> Iterator[Finding]:
    """Recognition misread the row's number; the numbers before and after it in its series prove which one it is."""
    for place in facts.all_places():
        if RowNote.NUMBER_SETTLED in place.row.notes:
            cell = place.row.cells[0]
            yield place.finding(f"The number was read as {cell.text_as_read}; its neighbours prove {cell.text}.")


def _weak_repairs(facts: Facts) -> dict[tuple[str | None, str], list[str]]:
    """By task and column, the words that one in five such repairs made wrong."""
    weak: dict[tuple[str | None, str], list[str]] = {}
    for repair in facts.repairs:
        if repair.confidence < _WEAK_REPAIR:
            words = f"{repair.before} → {repair.after} ({repair.confidence:.2f})"
            weak.setdefault((repair.task_id, repair.location), []).append(words)
    return weak


def _on_cell(place: TaskPlace, column: str, doubts: Sequence[Doubt], mended: Sequence[str]) -> Iterator[Finding]:
    text = getattr(place.task, column) or ""
    if not text or place.task.confidence is None:
        return
    published = text.split()
    unsure = [
        f"{doubt.text} ({doubt.confidence:.2f})"
        for doubt in doubts
        if doubt.text in published or _is_code(doubt) or doubt.confidence < _BARELY_READ
    ]
    odd = _ODD_CODE.findall(getattr(place.task, f"{column}_raw") or "")
    signs = find_odd_signs(text, has_more=place.task.kind == "group")
    if named := [
        *unsure,
        *mended,
        *find_unknown_words(text),
        *signs,
        *(code for code in odd if code not in " ".join(unsure)),
    ]:
        yield place.finding(_message(named), column)


def _is_code(doubt: Doubt) -> bool:
    """Whether a word has digits: of such a one a repair mends a part, and the rest stays doubtful."""
    return any(letter.isdigit() for letter in doubt.text)


def _on_fields(facts: Facts) -> Iterator[Finding]:
    """The number and the date, which are stamped or written by hand: doubts on words with digits in their lines."""
    front = facts.document.front_matter
    lines = {"number": (front.number_line, facts.fields.number), "date": (front.place_date_line, facts.fields.date)}
    for column, (line, value) in lines.items():
        doubts = [
            f"{doubt.text} ({doubt.confidence:.2f})"
            for paragraph in facts.document.paragraphs
            if line and value is not None and paragraph.text == line
            for doubt in paragraph.doubts
            if _is_code(doubt)
        ]
        if doubts and column not in facts.fields.reviewed:
            yield Finding(_message(doubts), column=column)


def _message(named: Sequence[str]) -> str:
    return f"Recognition was not sure of: {', '.join(named[:_NAMED])}{' …' if len(named) > _NAMED else ''}."
