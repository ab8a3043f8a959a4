"""The values that travel from reader to row. Frozen; a value is replaced, never edited.

Coordinates are points (1/72 inch), origin top left, `x0 top x1 bottom`. Pages and lines count from 1.
`page.py` holds the values of one page, before any table is seen.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from extractors.page import BBox, Doubt, PageFacts, ReadingMode, Signature

# A symbol such as 12/QĐ-BKHCN or a span of years, broken behind its hyphen at the end of a line.
_BROKEN_CODE = re.compile(r"(?:[A-ZĐ]{2}|[A-ZĐ]{2}[a-z]|\d)-$")
_REST_OF_CODE = re.compile(r"[A-ZĐ]{2}|\d")


class FileKind(StrEnum):
    """What a source file is, told from its bytes."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"


def join_lines(lines: Iterable[str]) -> str:
    """Return printed lines as one, joined by a space; a code broken behind its hyphen is joined without.

    >>> join_lines(["Quyết định số 12/QĐ-", "BKHCN về kinh tế -", "xã hội"])
    'Quyết định số 12/QĐ-BKHCN về kinh tế - xã hội'
    """
    kept = [line for line in lines if line]
    return "".join((*(_before(line, rest) for line, rest in pairwise(kept)), *kept[-1:]))


def _before(line: str, rest: str) -> str:
    is_broken = _BROKEN_CODE.search(line) and _REST_OF_CODE.match(rest)
    return line if is_broken else f"{line} "


def moved_to_end(doubts: Iterable[Doubt], part: str, whole: str) -> tuple[Doubt, ...]:
    """Return the doubts of a text as they stand in a longer one that ends with it.

    >>> moved_to_end([Doubt(0, "sợ", 0.4)], "sợ học", "hồ sợ học")
    (Doubt(word=1, text='sợ', confidence=0.4),)
    """
    words = whole.split()
    shift = len(words) - len(part.split())
    return tuple(Doubt(doubt.word + shift, words[doubt.word + shift], doubt.confidence) for doubt in doubts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its source: a line of a text file, or a box on a page.

    Of a Word file the line is the paragraph's number in the body; of a workbook line and page are row and sheet.
    """

    line: int | None = None
    page: int | None = None
    box: BBox | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed line or paragraph outside tables. `block` grows at every blank line or gap.

    `is_scribble` where recognition made of handwriting, a seal or a blot what is no text.
    """

    text: str
    place: Place
    block: int = 0
    doubts: tuple[Doubt, ...] = ()
    is_scribble: bool = False


@dataclass(frozen=True, slots=True)
class CellPart:
    """What one fragment of a table shows of a cell: text in NFC, single-spaced, otherwise as printed.

    `has_room` says whether more lines would have fitted below the words, where the reader sees the cell's box.
    """

    text: str
    place: Place
    fragment: int = 0
    has_room: bool | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with all its parts, over pages and folded columns, in reading order.

    A cell merged over rows stands in its first row with its `row_span`; the places below it hold empty cells that are
    `is_covered`. A cell merged over columns stands in its first column with its `column_span`, empty cells beside it.
    `reading` is what a person read there, `settled` what the numbers of the other rows prove; both go before the parts,
    which keep what the machine read and where.
    """

    parts: tuple[CellPart, ...] = ()
    row_span: int = 1
    column_span: int = 1
    is_covered: bool = False
    reading: str | None = None
    settled: str | None = None

    @property
    def text(self) -> str:
        """What a person read there, else what is proved, else the parts joined as lines are; empty when the cell is."""
        if self.reading is not None:
            return self.reading
        return self.text_as_read if self.settled is None else self.settled

    @property
    def text_as_read(self) -> str:
        """The parts joined as lines are: the machine's reading."""
        return join_lines(part.text for part in self.parts)

    @property
    def end(self) -> str:
        """The last line of the text: tells how a cell of a thousand parts ends without joining them all."""
        if self.reading is not None or self.settled is not None:
            return self.text
        return next((part.text for part in reversed(self.parts) if part.text), "")

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The words of `text_as_read` that the recogniser was not sure of; none where a person read the cell."""
        if self.reading is not None or not any(part.doubts for part in self.parts):
            return ()
        text = ""
        found: tuple[Doubt, ...] = ()
        for part in self.parts:
            text = join_lines((text, part.text))
            found = (*found, *moved_to_end(part.doubts, part.text, text))
        return found

    def join(self, rest: "Cell") -> "Cell":
        """This cell followed by the part that the next page or the next column shows; rows it covers there count."""
        is_human = self.reading is not None or rest.reading is not None
        return replace(
            self,
            parts=self.parts + rest.parts,
            row_span=self.row_span + rest.row_span - 1,
            reading=join_lines((self.text, rest.text)) if is_human else None,
        )


class RowKind(StrEnum):
    """What a row of a table is. `UNKNOWN` rows are kept and flagged."""

    HEADER = "header"
    COLUMN_NUMBERS = "column_numbers"
    RULE = "rule"
    SECTION = "section"
    TOTAL = "total"
    TASK = "task"
    UNNUMBERED = "unnumbered"
    CONTINUATION = "continuation"
    UNKNOWN = "unknown"


class RowNote(StrEnum):
    """Facts that the reader records about a row and `pipeline/quality.py` judges."""

    JOINED = "joined"
    JOIN_UNCERTAIN = "join_uncertain"
    COLUMN_FOLDED = "column_folded"
    CELLS_ADDED = "cells_added"
    CELLS_SURPLUS = "cells_surplus"
    HIDDEN = "hidden"
    MERGE_INFERRED = "merge_inferred"
    COLUMNS_INFERRED = "columns_inferred"
    NUMBER_SETTLED = "number_settled"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row over all pages that show it; `fragments` names them in order, one entry a printed piece."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.UNKNOWN
    fragments: tuple[int, ...] = (0,)
    notes: frozenset[RowNote] = frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts, empty strings for empty cells."""
        return tuple(cell.text for cell in self.cells)

    def with_notes(self, *notes: RowNote) -> "Row":
        """This row with more facts recorded."""
        return replace(self, notes=self.notes | set(notes))


@dataclass(frozen=True, slots=True)
class TableFragment:
    """The rows of a table that stand together on one page, before anything is known about them."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with page breaks healed. `header` has one text a column, levels joined by " / "; may be empty."""

    number: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_rows: tuple[Row, ...] = ()
    title: str | None = None
    fragment_count: int = 1

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.header) or max((len(row.cells) for row in self.rows), default=0)


Block = Paragraph | TableFragment


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader hands on: blocks in reading order, and how they were read; `pages` of PDFs and images only."""

    mode: ReadingMode
    blocks: tuple[Block, ...]
    page_count: int | None = None
    encoding: str | None = None
    pages: tuple[PageFacts, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def ocr_page_count(self) -> int:
        """How many pages were read by recognition."""
        return sum(page.how.mode is ReadingMode.OCR for page in self.pages)

    @property
    def pages_not_read(self) -> tuple[int, ...]:
        """The pages that show something and gave no words."""
        return tuple(page.number for page in self.pages if not page.how.is_read)

    @property
    def rejections(self) -> dict[int, str]:
        """Page → why its text layer was not believed."""
        return {page.number: page.how.rejected for page in self.pages if page.how.rejected}

    @property
    def confidence(self) -> float | None:
        """The mean confidence of all recognised words, 0–1; None where no word was recognised."""
        known = [(page.confidence, page.word_count) for page in self.pages if page.confidence is not None]
        count = sum(words for _, words in known)
        return sum(confidence * words for confidence, words in known) / count if count else None


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the decision: its number as printed, a heading if it has one, its text by paragraphs."""

    ordinal: str
    heading: str | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields around the tables, as printed (markup removed, wrapped lines joined); None where not on the page."""

    head_lines: tuple[str, ...] = ()
    number_line: str | None = None
    place_date_line: str | None = None
    type: str | None = None
    title: str | None = None
    authority: str | None = None
    bases: tuple[str, ...] = ()
    proposer: str | None = None
    articles: tuple[Article, ...] = ()
    recipients: tuple[str, ...] = ()
    signer_lines: tuple[str, ...] = ()
    signer_name: str | None = None
    attachment_type: str | None = None
    attachment_title: str | None = None
    attachment_line: str | None = None
    plan_bases: tuple[str, ...] = ()


class ParagraphRole(StrEnum):
    """What a paragraph is in the layout of decree 30/2020/NĐ-CP, annex I."""

    HEAD = "head"
    MOTTO = "motto"
    NUMBER = "number"
    PLACE_DATE = "place_date"
    TYPE = "type"
    TITLE = "title"
    AUTHORITY = "authority"
    BASIS = "basis"
    PROPOSER = "proposer"
    ORDER = "order"
    ARTICLE = "article"
    RECIPIENT = "recipient"
    SIGNATURE = "signature"
    ATTACHMENT = "attachment"
    PLAN_BASIS = "plan_basis"
    PAGE_NUMBER = "page_number"
    SCRIBBLE = "scribble"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Document:
    """A source read and assembled: paragraphs with their roles, tables with page breaks healed, front matter."""

    reading: Reading
    paragraphs: tuple[Paragraph, ...]
    roles: tuple[ParagraphRole, ...]
    tables: tuple[Table, ...]
    front_matter: FrontMatter = field(default_factory=FrontMatter)


class Unreadable(Exception):  # noqa: N818 (a state of the source, not a fault of the program)
    """A source that cannot be read: a code for programs and a sentence for people, saying what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
