"""Where it stands and what is doubtful: cells, tables, pages, signatures, flags, repairs."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.datasets.columns import DocumentId, Texts, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """Where every table cell stands: one row a printed piece of a cell; join pieces by `fragment` for the whole."""

    document_id: DocumentId
    table: Annotated[int, "table in the document, from 1"]
    row: Annotated[int, "row of the stitched table, from 1; 0 for the header"]
    column: Annotated[int, "column, from 1"]
    header: Annotated[str | None, "header of the column"]
    role: Annotated[str | None, "role of the column"]
    text: Annotated[str | None, "piece of the cell, corrected"]
    text_raw: Annotated[str | None, "piece of the cell as read; null for an empty cell"]
    page: Annotated[int | None, "page, from 1; null for text without page marks"]
    x0: Annotated[float | None, "left edge, points from the left"]
    top: Annotated[float | None, "upper edge, points from the top"]
    x1: Annotated[float | None, "right edge, points from the left"]
    bottom: Annotated[float | None, "lower edge, points from the top"]
    fragment: Annotated[int | None, "page piece of the table, from 0"]
    row_span: Annotated[int, "rows the cell is merged over"]
    column_span: Annotated[int, "columns the cell is merged over"]
    confidence: Annotated[float | None, "confidence of the least sure word, 0–1; null for text"]
    line: Annotated[int | None, "line of the source text, from 1; null for pages"]
    row_kind: Annotated[str, "header, section, task, unnumbered, continuation, total, rule, unknown …"]
    address: Annotated[str | None, "how corrections name the row, e.g. VI/2; null for a header row"] = None
    is_covered: Annotated[bool, "whether a merged cell of a row above or a column before holds its text"] = False
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """Tables of the documents, task tables and others."""

    document_id: DocumentId
    table: Annotated[int, "table in the document, from 1"]
    title: Annotated[str | None, "line printed above the table"]
    kind: Annotated[str, "task or other"]
    pages: Annotated[tuple[int, ...], "pages that show it; empty for text without page marks"]
    header: Annotated[Texts, "header of each column, levels joined by /"]
    column_roles: Annotated[Texts, "role of each column"]
    row_count: Annotated[int, "rows below the header, rules and repeated headers left out"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """Pages of PDFs and images: their size, how they were read. Boxes in `cells` lie on the page so turned."""

    document_id: DocumentId
    page: Annotated[int, "page, from 1"]
    width: Annotated[float, "points"]
    height: Annotated[float, "points"]
    reading: Annotated[str, "text-layer or ocr"]
    is_read: Annotated[bool, "false where something is drawn and no word was read"]
    word_count: Annotated[int, "words read"]
    confidence: Annotated[float | None, "mean recognition confidence of the words, 0–1; null for a text layer"]
    turned: Annotated[int, "degrees clockwise that the picture was turned to stand upright: 0, 90, 180 or 270"]
    skew: Annotated[float, "degrees clockwise that it was turned besides, to lie straight"]
    dpi: Annotated[int | None, "dots an inch of the picture that was read"]
    engine: Annotated[str | None, "recogniser, its version and model"]
    rejected: Annotated[str | None, "why the page's text layer was not believed"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """Digital signatures of PDFs as they name themselves. None is verified: neither key nor time nor signed bytes."""

    document_id: DocumentId
    page: Annotated[int | None, "page that shows it, from 1; null where none does"]
    x0: Annotated[float | None, "left edge, points from the left"]
    top: Annotated[float | None, "upper edge, points from the top"]
    x1: Annotated[float | None, "right edge, points from the left"]
    bottom: Annotated[float | None, "lower edge, points from the top"]
    text: Annotated[str | None, "text drawn in its place, e.g. the document's number; null for none or a picture"]
    is_stamp: Annotated[
        bool, "whether that text speaks of the signature (signer, e-mail, time of day) and is none of the page's words"
    ]
    signer: Annotated[str | None, "common name in the certificate, else the signature's entry, else its text"]
    signed_at: Annotated[dt.datetime | None, "time of signing that the signature gives, UTC"]
    organisation: Annotated[str | None, "the signer's body in the certificate, narrowest unit first, else in the text"]
    reason: Annotated[str | None, "reason given"]
    location: Annotated[str | None, "place given"]
    field_name: Annotated[str | None, "name of the form field"]
    sub_filter: Annotated[str | None, "kind of signature, e.g. ETSI.CAdES.detached"]
    covers_document: Annotated[
        bool | None,
        "whether the signed bytes reach the end of the file; false: something was added after; null: unknown",
    ]
    is_verified: Annotated[bool, "always false: not verified"] = False
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow:
    """What a person should look at."""

    document_id: DocumentId
    task_id: Annotated[str | None, "task, where the flag is on one"]
    table: Annotated[int | None, "table, from 1"]
    row: Annotated[int | None, "row of the stitched table, from 1"]
    page: Annotated[int | None, "page, from 1"]
    code: Annotated[str, "code of the flag"]
    weight: Annotated[str, "note, check or alarm"]
    message: Annotated[str, "what was seen, in a sentence"]
    column: Annotated[str | None, "column of `tasks` or `documents`, where the flag is on one cell or field"] = None
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRow:
    """Every change of a word between what was read and what is published."""

    document_id: DocumentId
    location: Annotated[str, "where: title, basis, task column …"]
    before: Annotated[str, "as read"]
    after: Annotated[str, "as published"]
    rule: Annotated[str, "rule that changed it"]
    confidence: Annotated[float, "trust in the change, 0–1"]
    task_id: Annotated[str | None, "task, where the change is in one"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """Human readings of `data/corrections`, one row an entry, and what became of each."""

    document_id: DocumentId
    line: Annotated[int, "line of the document's correction file where the entry begins, from 1"]
    address: Annotated[str | None, "row as the entry names it, e.g. VI/2; null for a field of the document"]
    column: Annotated[str | None, "cell or field as the entry names it; null for a whole row"]
    action: Annotated[str, "read (a text is given), accept, join, split, kind or drop"]
    was: Annotated[
        str | None, "what the machine read when the entry was made; cells of a row joined by |, a list one text a line"
    ]
    now: Annotated[str | None, "what the person read; of an accepted reading the same"]
    read: Annotated[str | None, "what the machine reads today; null where the place is not there or holds nothing"]
    outcome: Annotated[str, "applied, accepted, unneeded (the machine reads it by itself), drifted or failed"]
    message: Annotated[str | None, "what is to be told, in a sentence"]
    table: Annotated[int | None, "table where it took effect, from 1"] = None
    row: Annotated[int | None, "row of the corrected table, from 1; 0 for the header"] = None
    why: Annotated[str | None, "reason as written"] = None
    by: Annotated[str | None, "who made the entry, as written"] = None
    on: Annotated[str | None, "day of the entry, as written"] = None
    year: Year = None
