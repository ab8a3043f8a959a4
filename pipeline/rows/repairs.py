"""Misread words put right: the document's texts repaired, and a row for every change."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.model import Article, Document
from extractors.page import Doubt
from normalizers.actors.units import ActorContext, resolve_unit
from normalizers.repair.edge_signs import Edges, find_edge_signs, learn_edges
from normalizers.repair.hooks import loses_hooks
from normalizers.repair.reading_order import reorder_folded
from normalizers.repair.repair import DocumentWords, learn_words, repair_text
from normalizers.repair.repaired import Repair, apply_repairs
from normalizers.repair.surnames import find_surname_repair
from pipeline.datasets import DocumentRow, RepairRow, TaskRow

_WORD = re.compile(r"\S+")
_TASK_COLUMNS = ("task", "result", "deadline", "lead", "coordinating", "assignee", "budget", "note")
# Columns whose cells are written alike from row to row.
_LIKE_COLUMNS = ("deadline", "lead", "coordinating", "assignee", "budget")
_DOCUMENT_COLUMNS = ("title", "attachment_title", "issuing_body", "parent_body", "place")
# Lists of texts, and what one of them is called where a change is written down.
_LISTS = {"recipients": "recipient", "legal_bases": "basis", "plan_bases": "plan_basis"}
# Stay as printed in a text that nobody had to recognise: acts are cited with their misprints.
_AS_PRINTED = frozenset({"legal_bases", "plan_bases"})


@dataclass(frozen=True, slots=True)
class Repaired:
    """Rows with their words put right, and what was changed."""

    fields: DocumentRow
    tasks: tuple[TaskRow, ...]
    articles: tuple[Article, ...]
    changes: tuple[RepairRow, ...]


@dataclass(frozen=True, slots=True)
class Oddities:
    """By task and column: the words that a phantom column left at the end of a cell, and the doubtful words."""

    folded: dict[tuple[str, str], str]
    doubtful: dict[tuple[str, str], tuple[Doubt, ...]]


def repair_document(document: Document, fields: DocumentRow, tasks: Sequence[TaskRow], oddities: Oddities) -> Repaired:
    """Return the rows with misread words repaired; `_raw` columns, paragraphs and printed bases stay.

    What a person read or accepted is final: it is not repaired.

    The words of a phantom column go back to where they were printed; where the recogniser was in doubt, less is asked.
    """
    names = _name_test(fields)
    is_recognised = bool(fields.ocr_page_count)
    edges = {column: learn_edges(_texts(tasks, column)) for column in _LIKE_COLUMNS} if is_recognised else {}
    mender = _Mender(fields, _document_words(document, tasks, is_recognised=is_recognised), edges)
    changes: list[RepairRow] = []

    def mend(text: str, location: str, task_id: str | None = None, doubts: Sequence[Doubt] = ()) -> str:
        repaired, rows = mender.mend(text, location, task_id, doubts)
        changes.extend(rows)
        return repaired

    fields = _mend_signer(_mend_fields(fields, mend), mender.row, changes)
    articles = tuple(_mend_article(article, mend) for article in document.front_matter.articles)
    ordered = [_reorder(task, oddities.folded, names, mender.row, changes) for task in tasks]
    mended = tuple(_mend_task(task, mend, oddities.doubtful) for task in ordered)
    return Repaired(fields, mended, articles, tuple(changes))


_Mend = Callable[..., str]
_RepairRow = Callable[[Repair, str, str | None], RepairRow]


@dataclass(frozen=True, slots=True)
class _Mender:
    """Repairs texts by the words of one document and writes each change down."""

    fields: DocumentRow
    words: DocumentWords
    edges: Mapping[str, Edges]

    @property
    def is_recognised(self) -> bool:
        return bool(self.fields.ocr_page_count)

    def mend(
        self, text: str, location: str, task_id: str | None, doubts: Sequence[Doubt]
    ) -> tuple[str, Iterator[RepairRow]]:
        repaired = repair_text(text, self.words, _spans(text, doubts) if self.is_recognised else None)
        edges = self.edges.get(location)
        signs = tuple(find_edge_signs(repaired.text, edges, {doubt.text for doubt in doubts})) if edges else ()
        rows = (self.row(repair, location, task_id) for repair in (*repaired.repairs, *signs))
        return apply_repairs(repaired.text, signs).text, rows

    def row(self, repair: Repair, location: str, task_id: str | None) -> RepairRow:
        return RepairRow(
            document_id=self.fields.document_id or "",
            year=self.fields.year,
            location=location,
            task_id=task_id,
            before=repair.before,
            after=repair.after,
            rule=repair.rule,
            confidence=repair.confidence,
        )


def _texts(tasks: Sequence[TaskRow], column: str) -> list[str]:
    return [text for task in tasks if (text := getattr(task, f"{column}_raw"))]


def _spans(text: str, doubts: Sequence[Doubt]) -> list[tuple[int, int]]:
    """Where the doubtful words stand; those that the text no longer holds at their place are left out."""
    words = list(_WORD.finditer(text)) if doubts else []
    return [
        found.span() for doubt in doubts if doubt.word < len(words) and (found := words[doubt.word])[0] == doubt.text
    ]


def _document_words(document: Document, tasks: Sequence[TaskRow], *, is_recognised: bool) -> DocumentWords:
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [text for column in _TASK_COLUMNS for text in _texts(tasks, column)]
    words = learn_words(texts)
    if not is_recognised:
        return words
    sure = [repair for text in texts for repair in repair_text(text, words).repairs]
    return replace(words, loses_hooks=loses_hooks(sure))


def _mend_fields(fields: DocumentRow, mend: _Mend) -> DocumentRow:
    texts: dict[str, Any] = {
        column: mend(text, column)
        for column in _DOCUMENT_COLUMNS
        if column not in fields.reviewed and (text := getattr(fields, column))
    }
    for column, name in _LISTS.items():
        is_printed = column in _AS_PRINTED and not fields.ocr_page_count
        if column not in fields.reviewed and not is_printed:
            listed = enumerate(getattr(fields, column), start=1)
            texts[column] = tuple(mend(text, f"{name} {at}") for at, text in listed)
    return replace(fields, **texts)


def _mend_signer(fields: DocumentRow, row: _RepairRow, changes: list[RepairRow]) -> DocumentRow:
    """The row with the marks of a recognised signer's surname put right."""
    name = fields.signer_name
    if not name or not fields.ocr_page_count or "signer_name" in fields.reviewed:
        return fields
    repair = find_surname_repair(name)
    if repair is None:
        return fields
    changes.append(row(repair, "signer_name", None))
    return replace(fields, signer_name=repair.after + name[repair.end :])


def _mend_article(article: Article, mend: _Mend) -> Article:
    location = f"article {article.ordinal}"
    paragraphs = tuple(
        replace(paragraph, text=mend(paragraph.text, location, doubts=paragraph.doubts))
        for paragraph in article.paragraphs
    )
    return replace(article, heading=mend(article.heading, location) if article.heading else None, paragraphs=paragraphs)


def _reorder(
    task: TaskRow,
    folded: Mapping[tuple[str, str], str],
    names: Callable[[str], bool],
    row: _RepairRow,
    changes: list[RepairRow],
) -> TaskRow:
    """The task with the words of a phantom column moved to where they make a name or good company."""
    texts: dict[str, Any] = {}
    for column in _TASK_COLUMNS:
        text = getattr(task, column)
        moved = folded.get((task.task_id, column)) if column not in task.reviewed else None
        repair = reorder_folded(text, moved, names) if text and moved else None
        if repair:
            texts[column] = text[: repair.start] + repair.after + text[repair.end :]
            changes.append(row(repair, column, task.task_id))
    return replace(task, **texts)


def _name_test(fields: DocumentRow) -> Callable[[str], bool]:
    context = ActorContext(fields.issuing_body, fields.year)
    return lambda name: resolve_unit(name, context).entry is not None


def _mend_task(task: TaskRow, mend: _Mend, doubtful: Mapping[tuple[str, str], Sequence[Doubt]]) -> TaskRow:
    texts: dict[str, Any] = {
        column: mend(text, column, task.task_id, doubtful.get((task.task_id, column), ()))
        for column in _TASK_COLUMNS
        if column not in task.reviewed and (text := getattr(task, column))
    }
    return replace(task, **texts)
