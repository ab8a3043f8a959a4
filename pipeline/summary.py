"""What a run tells a person: the figures of each document, progress, and what was done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Summary:
    """What a person is told of a document without opening the datasets.

    `pages` is how many pages were recognised, `recogniser` the stamp of what did it (None where nothing was to be
    recognised), `rows` the digest of the document's rows, `body` the key
    of the body whose plan it is (empty without tasks), `stages` the seconds of each stage of reading,
    `notices` what is to be told of its corrections.
    """

    document_id: str | None
    year: int | None
    status: str
    failure: str | None = None
    message: str | None = None
    tasks: int = 0
    references: int = 0
    flags: int = 0
    alarms: int = 0
    seconds: float = 0.0
    prose: int = 0
    corrected: int = 0
    accepted: int = 0
    notices: Sequence[str] = ()
    pages: int = 0
    recogniser: str | None = None
    rows: str = ""
    body: str = ""
    stages: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """A document that has just been dealt with, of how many."""

    path: str
    summary: Summary
    is_new: bool
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PageProgress:
    """A page that has just been recognised: how many of the run's pages are done, of those known to be needed."""

    path: str
    number: int
    seconds: float
    failure: str | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the run that has just ended, and its seconds."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: the figures of every source, which were read now, which went away, which files were written.

    `notices` are sentences about corrections that belong to no document that is there; `pages` were recognised.
    """

    summaries: Mapping[str, Summary]
    read: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    seconds: float = 0.0
    notices: tuple[str, ...] = ()
    pages: int = 0

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing was read and nothing written."""
        return not (self.read or self.removed or self.written)


Event = Progress | PageProgress | Stage
Listener = Callable[[Event], None]
