"""The values of corrections: one entry a cell, row or field of a document; one decision a name."""

from dataclasses import dataclass
from enum import StrEnum

Reading = str | tuple[str, ...] | None
GAZETTEER_FILE = "gazetteer.yml"


class Action(StrEnum):
    """What an entry does to a row; `READ` gives the text of a cell or field, `ACCEPT` leaves it as it is."""

    READ = "read"
    ACCEPT = "accept"
    JOIN = "join"
    SPLIT = "split"
    KIND = "kind"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Signature:
    """Why an entry was made, by whom, on which day; as written, None where not said."""

    why: str | None = None
    by: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry: where (`row` with or without `cell`, or a `field` of the document), what was read, what it is.

    `was` and `now` are the text of a cell or field, the texts of a field that is a list; of a row `was` holds the texts
    of all its cells, `now` the kind, and `split` the rows that it really is. `line` is where the entry stands in its
    file, from 1.
    """

    action: Action
    was: Reading
    row: str | None = None
    cell: str | None = None
    field: str | None = None
    now: Reading = None
    split: tuple[tuple[str, ...], ...] = ()
    is_accepted: bool = False
    signature: Signature = Signature()
    line: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """What the entry is about; a file holds one entry a place."""
        return (self.row or "", self.cell or "") if self.row else ("", self.field or "")


class Verdict(StrEnum):
    """What a person decided about a name that the gazetteer lacks."""

    SHORT_FOR = "short_for"
    OWN_UNIT = "own_unit"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What a name is: a short form of `of`, a unit of its own (below `of`, a unit's id, if given), or nothing.

    With `body` it holds only in documents that this body issued.
    """

    name: str
    verdict: Verdict
    of: str | None = None
    body: str | None = None
    signature: Signature = Signature()
    line: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """What the decision is about; the file holds one a place."""
        return self.name, self.body or ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an entry or a whole file, and on which line."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that people said about one document: its own entries, problems of their file, decisions about names."""

    file: str = ""
    entries: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    names: tuple[NameDecision, ...] = ()


NO_CORRECTIONS = Corrections()


class Outcome(StrEnum):
    """What became of an entry in a run."""

    APPLIED = "applied"
    ACCEPTED = "accepted"
    UNNEEDED = "unneeded"
    DRIFTED = "drifted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Applied:
    """An entry with its outcome: what the machine read, a sentence where something is to be told, where it took effect.

    `table` counts from 1; `row` is the row of the corrected table, from 1 and 0 for the header, None where it is gone.
    """

    entry: Correction
    outcome: Outcome
    read: Reading = None
    sentence: str | None = None
    table: int | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What people said about one row of a table: its address, the columns read and accepted (from 0), the whole row."""

    address: str
    read: frozenset[int] = frozenset()
    accepted: frozenset[int] = frozenset()
    is_accepted: bool = False
    is_changed: bool = False

    def join(self, rest: "RowCheck") -> "RowCheck":
        """The check of this row with another joined to it: only what was accepted in both is accepted."""
        return RowCheck(
            self.address,
            self.read | rest.read,
            self.accepted & rest.accepted,
            self.is_accepted and rest.is_accepted,
            is_changed=True,
        )


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """The fields of the document that people read, and those that they accepted."""

    read: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
