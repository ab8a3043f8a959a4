"""One document, bytes in and rows out. Pure: opens no file, so it runs alike in a test, a pool or a cluster."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors import readers
from extractors.assemble import assemble
from extractors.identify import identify
from extractors.layer_trust import why_rejected
from extractors.model import Document, FileKind, Reading, Unreadable
from extractors.recognition import Recognise
from pipeline.corrections.entries import NO_CORRECTIONS, Applied, Corrections, FieldCheck
from pipeline.corrections.fields import correct_fields
from pipeline.corrections.outcomes import correction_rows, with_problems
from pipeline.corrections.tables import correct_tables
from pipeline.datasets import DeadlineRow, DocumentRow, FlagRow, TaskRow
from pipeline.judging import Facts, codes_by_task
from pipeline.prose.rows import KIND, prose_rows
from pipeline.quality import judge_document
from pipeline.rows.cells import article_rows, cell_rows, page_rows, paragraph_rows, table_row
from pipeline.rows.citations import own_id, reference_rows
from pipeline.rows.document_fields import derived_fields, printed_fields
from pipeline.rows.people import actor_context, actor_rows, unit_rows
from pipeline.rows.repairs import Repaired, repair_document
from pipeline.rows.signatures import signature_rows
from pipeline.rows.tasks import ReadTable, corrected_cells, folded_words, task_rows
from pipeline.rows.time_limits import amount_rows, deadline_rows, with_due_date
from pipeline.sources import content_digest, short_id

Rows = Mapping[str, Sequence[Any]]
# Told the name of each stage when it ends.
Lap = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """All rows of one document by dataset; `documents` holds exactly one."""

    rows: Rows

    @property
    def document(self) -> DocumentRow:
        """The document's own row."""
        row: DocumentRow = self.rows["documents"][0]
        return row


def process(
    data: bytes,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    pages: Recognise | None = None,
    lap: Lap = lambda _: None,
) -> DocumentResult:
    """Return the rows of one document, with what people read applied before anything is derived from it.

    A document that cannot be read is a row that says why; nothing is raised.

    Pages that are only pictures are looked up in `pages`; where it has not all of them, `PagesWanted` is raised with
    their numbers. Without `pages` they are recognised here, one after the other. `lap` is told when a stage ends.

    >>> result = process("QUYẾT ĐỊNH\\n\\nTT\\tNhiệm vụ\\tĐơn vị chủ trì\\n1\\tSố hóa\\tVụ Pháp chế".encode())
    >>> result.document.status, result.rows["tasks"][0].lead
    ('ok', 'Vụ Pháp chế')
    >>> process(b"").document.failure
    'empty_file'
    """
    row = DocumentRow(document_id=document_id(data))
    kind: FileKind | None = None
    try:
        kind = identify(data)
        reading = readers.read(data, kind, pages)
        lap("extract")
        document = assemble(reading)
        lap("assemble")
    except Unreadable as problem:
        return failed(replace(row, file_kind=kind), problem.code, problem.sentence)
    result = _result(document, replace(row, file_kind=kind), corrections)
    lap("understand")
    return result


def document_id(data: bytes) -> str:
    """Return the first 12 hex digits of the content's SHA-256.

    >>> document_id(b"")
    'e3b0c44298fc'
    """
    return short_id(content_digest(data))


def failed(row: DocumentRow, code: str, sentence: str) -> DocumentResult:
    """Return the result of a source that gave nothing: one row in `documents`."""
    return DocumentResult({"documents": [replace(row, status="failed", failure=code, failure_message=sentence)]})


@dataclass(frozen=True, slots=True)
class _Human:
    """What people said: their entries with what became of each, fields that they read, decisions about names."""

    corrections: Corrections
    outcomes: tuple[Applied, ...]
    field_check: FieldCheck


def _result(document: Document, row: DocumentRow, corrections: Corrections) -> DocumentResult:
    reading = document.reading
    printed = printed_fields(document, _with_reading(row, reading))
    printed, check, told = correct_fields(printed, corrections.entries)
    fields = derived_fields(replace(printed, reviewed=tuple(sorted(check.read))))
    corrected = correct_tables(document.tables, corrections.entries)
    tables = corrected.tables
    document = replace(document, tables=tuple(read.table for read in tables))
    human = _Human(corrections, with_problems(corrections, (*told, *corrected.outcomes)), check)
    tasks, prose_lines = _all_tasks(document, tables, fields)
    repaired = repair_document(document, replace(fields, canonical_id=own_id(fields)), tasks, _folded(tables, tasks))
    rows = _meaning(document, repaired, tables, human, prose_lines)
    missing = _what_is_missing(reading, tables, has_prose=any(task.kind == KIND for task in tasks))
    return DocumentResult({"documents": [_judged(repaired.fields, missing, rows)], **rows})


def _with_reading(row: DocumentRow, reading: Reading) -> DocumentRow:
    return replace(
        row,
        reading=reading.mode,
        page_count=reading.page_count,
        ocr_page_count=reading.ocr_page_count,
        confidence=reading.confidence,
        encoding=reading.encoding,
    )


def _meaning(
    document: Document, repaired: Repaired, tables: tuple[ReadTable, ...], human: _Human, prose_lines: frozenset[int]
) -> Rows:
    """Everything that follows from the repaired texts; `prose_lines` cite as tasks, not as running text."""
    fields, tasks = repaired.fields, repaired.tasks
    context = actor_context(document, tasks, fields)
    actors = tuple(actor_rows(tasks, context, human.corrections.names))
    references = reference_rows(document, tasks, fields, prose_lines)
    deadlines = tuple(deadline_rows(tasks))
    facts = Facts(
        document, fields, tables, tasks, references, actors, repaired.changes, human.outcomes, human.field_check
    )
    flags = judge_document(facts)
    return {
        "articles": list(article_rows(repaired.articles, fields)),
        "paragraphs": list(paragraph_rows(document, fields)),
        "references": references,
        "tasks": _finished(tasks, deadlines, flags),
        "actors": actors,
        "deadlines": deadlines,
        "amounts": list(amount_rows(tasks, tables)),
        "units": unit_rows(actors, context),
        "cells": [cell for read in tables for cell in cell_rows(read, fields, _corrected(read, tasks))],
        "tables": [table_row(read, fields) for read in tables],
        "pages": list(page_rows(document, fields)),
        "signatures": list(signature_rows(document, fields)),
        "flags": flags,
        "repairs": repaired.changes,
        "corrections": list(correction_rows(human.outcomes, fields)),
    }


def _finished(
    tasks: Sequence[TaskRow], deadlines: Sequence[DeadlineRow], flags: Sequence[FlagRow]
) -> tuple[TaskRow, ...]:
    """The tasks with their due dates and the codes of their flags."""
    codes = codes_by_task(flags)
    limits: dict[str, list[DeadlineRow]] = {}
    for deadline in deadlines:
        limits.setdefault(deadline.task_id, []).append(deadline)
    return tuple(
        replace(with_due_date(task, limits.get(task.task_id, ())), flags=codes.get(task.task_id, ())) for task in tasks
    )


def _all_tasks(
    document: Document, tables: Sequence[ReadTable], fields: DocumentRow
) -> tuple[tuple[TaskRow, ...], frozenset[int]]:
    """The tasks, and the positions of paragraphs that hold some: a plan with a task table repeats it in its prose."""
    if not any(read.is_task_table for read in tables):
        return prose_rows(document, fields)
    tasks: list[TaskRow] = []
    for read in tables:
        tasks += task_rows(read, fields, first_position=len(tasks) + 1)
    return tuple(tasks), frozenset()


def _corrected(read: ReadTable, tasks: Sequence[TaskRow]) -> Mapping[tuple[int, int], str]:
    return corrected_cells(read, [task for task in tasks if task.table == read.table.number])


def _folded(tables: Sequence[ReadTable], tasks: Sequence[TaskRow]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for read in tables:
        found |= folded_words(read, [task for task in tasks if task.table == read.table.number])
    return found


def _judged(fields: DocumentRow, missing: tuple[str | None, str | None], rows: Rows) -> DocumentRow:
    """The document's row with its counts, and what is missing as a code and in a sentence."""
    code, sentence = missing
    return replace(
        fields,
        task_count=sum(task.kind == "task" for task in rows["tasks"]),
        prose_count=sum(task.kind == KIND for task in rows["tasks"]),
        reference_count=len(rows.get("references", ())),
        flag_count=len(rows["flags"]),
        status="partial" if code else "ok",
        failure=code,
        failure_message=sentence,
    )


def _what_is_missing(
    reading: Reading, tables: Sequence[ReadTable], *, has_prose: bool
) -> tuple[str | None, str | None]:
    if reading.pages_not_read:
        return "pages_not_read", _why_not_read(reading)
    if not tables and not has_prose:
        return "no_table", (
            "No table was found, so there are no tasks; the decision's own fields are there. "
            "If the plan is in a file of its own, put that in the folder too."
        )
    headless = [str(read.table.number) for read in tables if not any(read.table.header)]
    if headless:
        return "table_without_header", (
            f"Table {', '.join(headless)} has no header row; its columns were told by their cells. "
            "Check its rows, or add the header to the source."
        )
    return None, None


def _why_not_read(reading: Reading) -> str:
    reasons = dict.fromkeys(page.how.failure.sentence for page in reading.pages if page.how.failure)
    numbers = ", ".join(map(str, reading.pages_not_read))
    told = f"Pages {numbers} hold pictures and no text and were not read."
    return " ".join(filter(None, [told, why_rejected(reading.rejections).strip(), *reasons]))
