"""Flags on what recognition was not sure of: cells, and the document's own number and date."""

from collections.abc import Iterator, Sequence

from extractors.page import Doubt
from pipeline.judging import Facts, Finding, TaskPlace, Weight, flag
from pipeline.rows.tasks import doubtful_words

# So many of a cell's doubtful words are named.
_NAMED = 4


@flag(Weight.CHECK)
def low_confidence(facts: Facts) -> Iterator[Finding]:
    """Recognition was not sure of words of a cell: they may be misread. The word is named with its confidence."""
    for read in facts.tables:
        places = {place.task.task_id: place for place in facts.places(read)}
        doubtful = doubtful_words(read, [place.task for place in places.values()])
        for (task_id, column), doubts in doubtful.items():
            yield from _on_cell(places[task_id], column, doubts)


def _on_cell(place: TaskPlace, column: str, doubts: Sequence[Doubt]) -> Iterator[Finding]:
    published = (getattr(place.task, column) or "").split()
    left = [doubt for doubt in doubts if doubt.text in published]
    if left and column not in place.task.inherited:
        named = ", ".join(f"{doubt.text} ({doubt.confidence:.2f})" for doubt in left[:_NAMED])
        yield place.finding(f"Recognition was not sure of: {named}{' …' if len(left) > _NAMED else ''}.", column)
