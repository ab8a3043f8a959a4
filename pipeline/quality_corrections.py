"""Flags on the corrections themselves: what became of an entry that a person made."""

from collections.abc import Iterator

from pipeline.corrections.entries import Applied, Outcome
from pipeline.judging import Facts, Finding, Weight, flag

ABOUT_CORRECTIONS = frozenset({"correction_drifted", "correction_failed", "correction_unneeded"})


@flag(Weight.CHECK)
def correction_drifted(facts: Facts) -> Iterator[Finding]:
    """The machine now reads something else than when the correction was made; the correction stands."""
    yield from _findings(facts, Outcome.DRIFTED)


@flag(Weight.ALARM)
def correction_failed(facts: Facts) -> Iterator[Finding]:
    """A correction could not be applied: its row, cell or field is not there, or its file cannot be understood."""
    yield from _findings(facts, Outcome.FAILED)


@flag(Weight.NOTE)
def correction_unneeded(facts: Facts) -> Iterator[Finding]:
    """The machine now reads by itself what the correction says: the entry can be deleted."""
    yield from _findings(facts, Outcome.UNNEEDED)


def _findings(facts: Facts, outcome: Outcome) -> Iterator[Finding]:
    for applied in facts.corrections:
        if applied.outcome is outcome:
            yield _finding(facts, applied)


def _finding(facts: Facts, applied: Applied) -> Finding:
    message = f"Line {applied.entry.line} of the corrections: {applied.sentence}"
    places = (place for read in facts.tables if read.table.number == applied.table for place in facts.places(read))
    place = next((place for place in places if place.node.row_index + 1 == applied.row), None)
    if place is None:
        return Finding(message, table=applied.table, row=applied.row or None, column=applied.column)
    return place.finding(message, applied.column)
