"""What a made document says: frozen values, read from and written to the YAML files of `tests/truth`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RowKind(StrEnum):
    SECTION = "section"  # a heading inside the table: A, I, II
    GROUP = "group"  # a numbered row with rows under it
    TASK = "task"
    TOTAL = "total"  # "Tổng cộng": printed, but no task


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    JUSTIFY = "justify"


class SectionForm(StrEnum):
    PLAIN = "plain"  # ordinal and title in the first two cells, the others empty
    SPAN = "span"  # ordinal, then the title merged over all other columns
    FULL = "full"  # "I. Title" merged over the whole width


class RuleStyle(StrEnum):
    ALL = "all"
    ACROSS = "across"  # horizontal rules only
    HEADER = "header"  # above and below the header only
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DateParts:
    """A date as far as it is printed; a blank day or month is None."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The upper left corner as printed; a newline is a forced line break."""

    issuing: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    ordinal: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    ordinal: str
    text: str
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    title_lines: tuple[str, ...]
    capacity: str | None = None  # first line: "KT. BỘ TRƯỞNG", "TM. ỦY BAN NHÂN DÂN"
    printed_name: str | None = None  # with the academic title, where one is printed


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the plan before its table, with the paragraphs under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    type: str
    title: str
    attached_to: str  # the whole line in parentheses
    with_place_and_date: bool = False
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    type: str
    number: str | None
    symbol: str
    place: str
    date: DateParts
    issuing_body: str
    letterhead: Letterhead
    title: str
    authority: str
    legal_bases: tuple[str, ...]
    articles: tuple[Article, ...]
    recipients: tuple[str, ...]
    signer: Signer
    parent_body: str | None = None
    proposal: str | None = None
    attachment: Attachment | None = None
    plan_year: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    role: str  # a role of the dataset contract; "other" keeps its header
    weight: float = 1.0  # share of the table's width
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class HeaderCell:
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the cells of a row mean, where that is beyond doubt; None: not stated here."""

    lead_units: tuple[str, ...] | None = None
    coordinating_units: tuple[str, ...] | None = None
    deadline_kind: str | None = None
    start_date: str | None = None
    due_date: str | None = None
    budget_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    kind: RowKind
    ordinal: str | None = None
    title: str | None = None  # of a section
    level: int = 1
    cells: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, int] = field(default_factory=dict)  # column -> rows its cell covers
    raw: Mapping[str, str] = field(default_factory=dict)  # column -> wording of the source file, where it differs
    expect: Expectation | None = None


@dataclass(frozen=True, slots=True)
class Appendix:
    heading: str  # "Phụ lục I"
    title: str
    attached_to: str


@dataclass(frozen=True, slots=True)
class Footnote:
    row: int  # counted from 0
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[Row, ...]
    kind: str = "task"
    appendix: Appendix | None = None
    column_numbers: bool = False  # a row "(1) (2) (3)" under the header
    unit_line: str | None = None  # "Đơn vị tính: triệu đồng", above the table on the right
    notes: tuple[str, ...] = ()  # under the table
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """How the office that wrote the document set it; sizes in points."""

    landscape: bool = True
    body_size: float = 14
    table_size: float = 12
    sections: SectionForm = SectionForm.SPAN
    repeat_header: bool = False
    middle: bool = False  # cells centred vertically
    break_rows: bool = True  # a row may run over the foot of the page
    break_hyphens: bool = False  # a line may end behind the hyphen of a symbol
    restart_pages: bool = False  # the attachment counts its pages anew
    narrow_margins: bool = False
    rules: RuleStyle = RuleStyle.ALL


@dataclass(frozen=True, slots=True)
class Truth:
    id: str
    origin: str  # "sample file" or "invented": invented facts are no claims about real acts
    document: DocumentFacts
    tables: tuple[TableFacts, ...]
    style: PrintStyle = PrintStyle()
    raw: Mapping[str, str] = field(default_factory=dict)  # printed text -> wording of the source file
