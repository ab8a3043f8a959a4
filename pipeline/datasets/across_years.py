"""Which task of one plan goes on in the plan of a later year."""

from dataclasses import dataclass
from typing import Annotated

from pipeline.datasets.columns import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLinkRow:
    """Tasks of a later plan of the same body that continue, reword or split an earlier one. Not partitioned."""

    from_task_id: Annotated[str, "task of the earlier plan"]
    to_task_id: Annotated[str, "task of the later plan"]
    from_year: Annotated[int, "year of the earlier plan"]
    to_year: Annotated[int, "year of the later plan"]
    kind: Annotated[str, "continued (nearly the same words), reworded, or split (one of several that go on)"]
    score: Annotated[float, "how alike the two are, 0–1"]
    shared_words: Annotated[Texts, "words that both have, the most telling first, at most eight"]
    shared_references: Annotated[Texts, "documents that both cite, as canonical ids"]
