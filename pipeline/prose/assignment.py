"""One task as running text gives it, and the patterns by which it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.prose.outline import Branch


class Pattern(StrEnum):
    """How the text gives a task."""

    HEADING = "heading"
    LABELS = "labels"
    ORDER = "order"
    ROLE = "role"
    COLON = "colon"
    VERB = "verb"


# Trust in each pattern, 0–1: role lines name their columns as a table does; a bare verb behind a name says least.
CONFIDENCE: Mapping[Pattern, float] = {
    Pattern.LABELS: 0.9,
    Pattern.HEADING: 0.85,
    Pattern.ORDER: 0.85,
    Pattern.ROLE: 0.8,
    Pattern.COLON: 0.75,
    Pattern.VERB: 0.6,
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task as the text gives it: its branch, its words, who leads, what labels say of it.

    `lines` are the positions of its paragraphs; `inherited` names columns that the heading above fills.
    """

    branch: Branch
    task: str
    lead: str
    pattern: Pattern
    coordinating: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    inherited: tuple[str, ...] = ()
