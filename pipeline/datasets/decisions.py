"""The decision itself: its fields, articles, paragraphs and what it cites."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pipeline.datasets.columns import DocumentId, Texts, Year


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
    prose_count: Annotated[int, "rows of kind prose in `tasks`: given in running text, not in a table"] = 0
    reference_count: Annotated[int, "rows in `references`"] = 0
    flag_count: Annotated[int, "rows in `flags`"] = 0
    seconds: Annotated[
        float | None, "null in the published files, which must not differ between runs; `boctach status` shows it"
    ] = None
    encoding: Annotated[str | None, "encoding of a text file; of an Office file those of its legacy fonts"] = None
    authority: Annotated[str | None, "authority line above the bases, as printed"] = None
    proposer: Annotated[str | None, "paragraph that names who proposes"] = None
    legal_bases: Annotated[Texts, "paragraphs that give the legal bases; as read, of scans corrected"] = ()
    plan_bases: Annotated[Texts, "paragraphs that give the bases of the attached plan, likewise"] = ()
    attachment_line: Annotated[str | None, "the line (Kèm theo …), as read"] = None
    reviewed: Annotated[Texts, "columns that a person read or accepted: they hold that reading, unrepaired"] = ()
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
    x0: Annotated[float | None, "left edge, points from the left; of a paragraph over pages, where it begins"]
    top: Annotated[float | None, "upper edge, points from the top"]
    x1: Annotated[float | None, "right edge, points from the left"]
    bottom: Annotated[float | None, "lower edge, points from the top"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRow:
    """Citations of legal documents, wherever they stand."""

    reference_id: Annotated[str, "document_id:position"]
    document_id: DocumentId
    location: Annotated[str, "basis, plan_basis, article, body or task"]
    task_id: Annotated[str | None, "task, where location is task"]
    column: Annotated[
        str | None,
        "column of the task whose _raw text holds the citation; where it is in `reviewed`, whose corrected text does",
    ]
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
