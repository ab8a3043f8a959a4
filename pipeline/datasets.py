"""The published datasets: one dataclass a dataset, one annotated field a column. Schema and documentation follow."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

# Raised when a column is renamed or given another meaning; columns may be added without.
SCHEMA_VERSION = 1

DocumentId = Annotated[str, "document: first 12 hex digits of the SHA-256 of the source file's content"]
Year = Annotated[int | None, "partition: plan year, else the document's year, else null"]
Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One row a source file, failed ones too."""

    document_id: Annotated[
        str | None, "first 12 hex digits of the content's SHA-256; null where the file could not be opened or is a copy"
    ]
    source_path: Annotated[str, "path relative to the raw folder"] = ""
    file_kind: Annotated[str | None, "text, html, pdf, image, docx, xlsx or doc, told from the bytes"] = None
    reading: Annotated[str | None, "how the words were obtained: text, text-layer, ocr or mixed"] = None
    status: Annotated[str, "ok, partial (something is missing, see failure) or failed"] = "ok"
    failure: Annotated[str | None, "code of what went wrong"] = None
    failure_message: Annotated[str | None, "what went wrong and what to do, in a sentence"] = None
    page_count: Annotated[int | None, "pages; null for text without page marks"] = None
    ocr_page_count: Annotated[int | None, "pages read by OCR"] = None
    confidence: Annotated[float | None, "mean recognition confidence of the words, 0–1; null for text"] = None
    type: Annotated[str | None, "type of document, e.g. Quyết định"] = None
    type_code: Annotated[str | None, "its abbreviation by decree 30/2020/NĐ-CP, e.g. QĐ"] = None
    number: Annotated[str | None, "number as printed; null where blank"] = None
    symbol: Annotated[str | None, "what stands after the number, e.g. QĐ-TTg or 2020/QĐ-TTg"] = None
    citation: Annotated[str | None, "number and symbol together, e.g. 749/QĐ-TTg; null without a number"] = None
    date: Annotated[dt.date | None, "date of signing; null where day or month is blank"] = None
    place: Annotated[str | None, "place of the date line"] = None
    parent_body: Annotated[str | None, "body above the issuing body"] = None
    issuing_body: Annotated[str | None, "issuing body: as printed in the head, else from authority line and text"] = (
        None
    )
    issuer_code: Annotated[str | None, "code of the issuing body in the symbol, e.g. TTg"] = None
    title: Annotated[str | None, "what the document is about, corrected"] = None
    title_raw: Annotated[str | None, "the same as read"] = None
    signer_name: Annotated[str | None, "name under the signature"] = None
    signer_title: Annotated[str | None, "post printed right above the name"] = None
    signer_capacity: Annotated[str | None, "capacity mark (KT., TM. …), else the post that stands above the title"] = (
        None
    )
    recipients: Annotated[Texts, "recipients (Nơi nhận), one entry each"] = ()
    attachment_type: Annotated[str | None, "type of the attached plan, e.g. Kế hoạch"] = None
    attachment_title: Annotated[str | None, "title of the attached plan"] = None
    plan_year: Annotated[int | None, "year the plan is for, from its title"] = None
    canonical_id: Annotated[str | None, "identifier vnlaw:type/issuer/year/number; null without a number"] = None
    task_count: Annotated[int, "rows of kind task in `tasks`"] = 0
    reference_count: Annotated[int, "rows in `references`"] = 0
    flag_count: Annotated[int, "rows in `flags`"] = 0
    seconds: Annotated[
        float | None, "null in the published files, which must not differ between runs; `boctach status` shows it"
    ] = None
    encoding: Annotated[str | None, "character encoding of a text file"] = None
    authority: Annotated[str | None, "authority line above the bases, as printed"] = None
    proposer: Annotated[str | None, "paragraph that names who proposes"] = None
    legal_bases: Annotated[Texts, "paragraphs that give the legal bases, as read"] = ()
    plan_bases: Annotated[Texts, "paragraphs that give the bases of the attached plan, as read"] = ()
    attachment_line: Annotated[str | None, "the line (Kèm theo …), as read"] = None
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """Articles (Điều) of the decision."""

    document_id: DocumentId
    position: Annotated[int, "from 1, in document order"]
    ordinal: Annotated[str, "number as printed, e.g. 1"]
    heading: Annotated[str | None, "heading of an article with clauses"]
    text: Annotated[str | None, "text, one paragraph a line"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphRow:
    """Every paragraph outside tables, with the part it plays: nothing printed is lost."""

    document_id: DocumentId
    position: Annotated[int, "from 1, in document order"]
    role: Annotated[str, "head, number, title, basis, article, recipient, signature, attachment, plan_basis, body …"]
    text: Annotated[str, "text as read"]
    line: Annotated[int | None, "line of the source text, from 1"]
    page: Annotated[int | None, "page, from 1"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRow:
    """Citations of legal documents, wherever they stand."""

    reference_id: Annotated[str, "document_id:position"]
    document_id: DocumentId
    location: Annotated[str, "basis, plan_basis, article, body or task"]
    task_id: Annotated[str | None, "task, where location is task"]
    column: Annotated[str | None, "column of the task whose _raw text holds the citation"]
    raw: Annotated[str, "citation as read; text[start:end] of its location"]
    start: Annotated[int, "offset of the first character in the text of the location"]
    end: Annotated[int, "offset after the last character"]
    type: Annotated[str | None, "type of the cited document, e.g. Nghị định"]
    type_code: Annotated[str | None, "its abbreviation, e.g. NĐ"]
    number: Annotated[str | None, "number as written; null where blank or none"]
    symbol: Annotated[str | None, "symbol without number and year, repaired"]
    reference_year: Annotated[int | None, "year of the cited document"]
    year_from: Annotated[str | None, "where the year comes from: symbol, date, text, document, alias …"]
    date: Annotated[dt.date | None, "date written in the citation"]
    issuer: Annotated[str | None, "issuing body or authority in words"]
    issuer_code: Annotated[str | None, "code of the issuer in the symbol"]
    title: Annotated[str | None, "title clause that follows the citation"]
    component: Annotated[str | None, "part cited, e.g. dieu-5/khoan-2/diem-a"]
    relation: Annotated[str, "basis, cites, amended_by or nested"]
    parent_id: Annotated[str | None, "reference in whose title or amendment this one stands"]
    canonical_id: Annotated[str | None, "identifier vnlaw:type/issuer/year/number; null where unknown"]
    is_repaired: Annotated[bool, "whether a damaged code was repaired"]
    confidence: Annotated[float, "trust in the reading of the citation, 0–1"]
    position: Annotated[int, "basis, article, paragraph (body) or task that holds it, from 1"]
    notes: Annotated[Texts, "what is worth knowing about the reading: blank_number, alias, issuer_conflict …"] = ()
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """Tasks and groups of task tables, one row each, in document order."""

    task_id: Annotated[str, "document_id:table:section:ordinal path"]
    document_id: DocumentId
    plan_year: Annotated[int | None, "year the plan is for"]
    table: Annotated[int | None, "table in the document, from 1"]
    position: Annotated[int, "row in document order, from 1"]
    section_code: Annotated[str | None, "code of the section, outer codes before inner: A/I"]
    section_title: Annotated[str | None, "title of the innermost section"]
    ordinal: Annotated[str | None, "number as printed"]
    path: Annotated[Texts, "numbers from the outermost group to this row"]
    level: Annotated[int, "1 for a row directly in its section"]
    parent_id: Annotated[str | None, "group this row stands under"]
    kind: Annotated[str, "task, or group: a numbered row with rows under it"]
    task: Annotated[str | None, "what is to be done, corrected"] = None
    result: Annotated[str | None, "result or product, corrected"] = None
    deadline: Annotated[str | None, "time limit, corrected"] = None
    lead: Annotated[str | None, "unit in the lead, corrected"] = None
    coordinating: Annotated[str | None, "units that coordinate, corrected"] = None
    assignee: Annotated[str | None, "person or post assigned, corrected"] = None
    budget: Annotated[str | None, "budget, corrected"] = None
    note: Annotated[str | None, "note, corrected"] = None
    task_raw: Annotated[str | None, "task as read"] = None
    result_raw: Annotated[str | None, "result as read"] = None
    deadline_raw: Annotated[str | None, "deadline as read"] = None
    lead_raw: Annotated[str | None, "lead as read"] = None
    coordinating_raw: Annotated[str | None, "coordinating as read"] = None
    assignee_raw: Annotated[str | None, "assignee as read"] = None
    budget_raw: Annotated[str | None, "budget as read"] = None
    note_raw: Annotated[str | None, "note as read"] = None
    other: Annotated[Mapping[str, str], "cells of columns without a role of their own: header → text as read"]
    due_date: Annotated[dt.date | None, "last admissible day"] = None
    start_date: Annotated[dt.date | None, "first day"] = None
    deadline_kind: Annotated[str | None, "by, on, interval, from, ongoing, recurring, event or relative"] = None
    inherited: Annotated[Texts, "columns filled in from a merged cell of the group"] = ()
    pages: Annotated[tuple[int, ...], "pages that show the row; empty for text without page marks"] = ()
    fragment_count: Annotated[int, "printed pieces the row was joined from"] = 1
    confidence: Annotated[float | None, "mean confidence of the words, 0–1; null for text"] = None
    flags: Annotated[Texts, "codes of the flags on this row"] = ()
    is_corrected: Annotated[bool, "whether a human reading was applied"] = False
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """Who leads, coordinates or is assigned: one row a unit, collective, post or person named in a cell."""

    document_id: DocumentId
    task_id: Annotated[str, "task whose cell names the actor"]
    position: Annotated[int, "order within the task and role, from 1"]
    role: Annotated[str, "lead, coordinating or assigned"]
    raw: Annotated[str, "name as it stands in the cell"]
    name: Annotated[str, "full name, abbreviations expanded"]
    unit_id: Annotated[str | None, "unit in `units`; collective/… for a collective; null for persons and unknown units"]
    kind: Annotated[str, "unit, collective, post or person"]
    post_title: Annotated[str | None, "title of a post, e.g. Vụ trưởng"]
    method: Annotated[str, "how the name was found: exact, folded, alias, fuzzy or none"]
    score: Annotated[float, "trust in the match, 0–1"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """Time limits of the tasks, one row each; `tasks.due_date` is the latest of a task."""

    document_id: DocumentId
    task_id: Annotated[str, "task that the limit is for"]
    position: Annotated[int, "order within the task, from 1"]
    column: Annotated[str, "column of the task whose text holds it"]
    raw: Annotated[str, "words of the column"]
    start_offset: Annotated[int, "offset of the first character in the text of the column"]
    end_offset: Annotated[int, "offset after the last character"]
    kind: Annotated[str, "by, on, interval, from, ongoing, recurring, event or relative"]
    start: Annotated[dt.date | None, "first day"]
    end: Annotated[dt.date | None, "last day named"]
    due: Annotated[dt.date | None, "last admissible day; null when unknown"]
    is_exclusive: Annotated[bool, "whether the limit is before the day in due (trước ngày …)"]
    is_approximate: Annotated[bool, "whether a convention decides the days (cuối năm: last quarter)"]
    frequency: Annotated[str | None, "period of a recurring limit, ISO 8601"]
    label: Annotated[str | None, "what the limit is for, where a cell holds several"]
    year_from: Annotated[str | None, "plan_year where the year is not written"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow:
    """Sums of money in budget columns, and targets named in tasks and results."""

    document_id: DocumentId
    task_id: Annotated[str, "task that names it"]
    column: Annotated[str, "column of the task whose text holds it"]
    raw: Annotated[str, "words of the column"]
    kind: Annotated[str, "budget or target"]
    operator: Annotated[str | None, "=, >, >=, <, <=, +, - or range"]
    value: Annotated[float | None, "number; đồng for a budget; null where ambiguous or no amount"]
    value_to: Annotated[float | None, "upper end of a range"]
    unit: Annotated[str | None, "đồng for a budget, %, or what is counted"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """Units that the documents name, and the units above them. Not partitioned."""

    unit_id: Annotated[str, "slugs of parent and unit, e.g. bkhcn/vu-phap-che"]
    name: Annotated[str, "full name"]
    short_names: Annotated[Texts, "short forms"]
    level: Annotated[str | None, "state, ministry, department, province …"]
    parent_id: Annotated[str | None, "unit above"]
    head_title: Annotated[str | None, "title of its head, e.g. Cục trưởng"]
    valid_from: Annotated[dt.date | None, "first day under this name"]
    valid_to: Annotated[dt.date | None, "last day under this name"]
    mention_count: Annotated[int, "rows in `actors` that name it"]


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
    confidence: Annotated[float | None, "mean confidence of the words, 0–1; null for text"]
    line: Annotated[int | None, "line of the source text, from 1; null for pages"]
    row_kind: Annotated[str, "header, section, task, unnumbered, continuation, total, rule, unknown …"]
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


DATASETS: dict[str, type] = {
    "documents": DocumentRow,
    "articles": ArticleRow,
    "paragraphs": ParagraphRow,
    "references": ReferenceRow,
    "tasks": TaskRow,
    "actors": ActorRow,
    "deadlines": DeadlineRow,
    "amounts": AmountRow,
    "units": UnitRow,
    "cells": CellRow,
    "tables": TableRow,
    "flags": FlagRow,
    "repairs": RepairRow,
}
