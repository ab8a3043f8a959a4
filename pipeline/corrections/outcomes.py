"""What became of the entries of a document: rows of `corrections`."""

from collections.abc import Iterator, Sequence

from pipeline.corrections.entries import Action, Applied, Correction, Corrections, Outcome, Reading
from pipeline.corrections.guard import wanted_text, wanted_texts
from pipeline.datasets import CorrectionRow, DocumentRow


def with_problems(corrections: Corrections, outcomes: Sequence[Applied]) -> tuple[Applied, ...]:
    """Return the outcomes in the order of the file, with what in the file could not be understood among them."""
    problems = [
        Applied(Correction(Action.READ, None, line=problem.line), Outcome.FAILED, sentence=problem.sentence)
        for problem in corrections.problems
    ]
    return tuple(sorted((*outcomes, *problems), key=lambda applied: applied.entry.line))


def correction_rows(outcomes: Sequence[Applied], fields: DocumentRow) -> Iterator[CorrectionRow]:
    """Yield one row an entry."""
    for applied in outcomes:
        entry = applied.entry
        yield CorrectionRow(
            document_id=fields.document_id or "",
            year=fields.year,
            line=entry.line,
            address=entry.row,
            column=entry.cell or entry.field,
            action=entry.action,
            was=_shown(entry, entry.was),
            now=said(entry),
            read=_shown(entry, applied.read),
            outcome=applied.outcome,
            message=applied.sentence,
            table=applied.table,
            row=applied.row,
            why=entry.signature.why,
            by=entry.signature.by,
            on=entry.signature.on,
        )


def said(entry: Correction) -> str | None:
    """Return what an entry says is printed, a list one a line; of an accepted reading the reading, of rows nothing."""
    if entry.action is Action.SPLIT:
        return "; ".join(" | ".join(texts) for texts in entry.split)
    if entry.action is Action.KIND:
        return wanted_text(entry)
    is_text = entry.cell is not None or entry.field is not None
    return _shown(entry, wanted_texts(entry)) if is_text else None


def _shown(entry: Correction, reading: Reading) -> str | None:
    """A reading as text: the cells of a row on one line, the texts of a list one a line."""
    if not isinstance(reading, tuple):
        return reading or None
    return ("\n" if entry.field else " | ").join(reading) or None
