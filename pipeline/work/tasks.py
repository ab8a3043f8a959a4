"""What is handed to workers and what comes back. Small values: bytes and pages stay where they lie."""

from dataclasses import dataclass

from extractors.recognition import PageReader
from pipeline.corrections.entries import NO_CORRECTIONS, Corrections
from pipeline.fingerprint import page_stamp
from pipeline.summary import Summary

# Files are read by a run in at most this many bytes; see `Limits`.
_GIB = 2**30


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take before its worker is ended: seconds, and bytes of memory; 0 for no limit.

    The slowest page seen took 25 s on one core, and a text layer of 500 pages four minutes: at five times that a
    worker is stuck. Workers are replaced after `tasks` tasks, so that what libraries leak does not add up.
    """

    page_seconds: float = 120.0
    document_seconds: float = 1200.0
    memory: int = 4 * _GIB
    tasks: int = 500


@dataclass(frozen=True, slots=True)
class DocumentJob:
    """A document to be read: its name for people, where its bytes lie, their digest as planned, its result's key.

    `digest` is None where the bytes could not be read when the run was planned. `size` is in bytes;
    `corrections` is what people said about it.
    """

    path: str
    file: str
    digest: str | None
    key: str
    size: int = 0
    corrections: Corrections = NO_CORRECTIONS


@dataclass(frozen=True, slots=True)
class Workplace:
    """What holds for every task of a run: where documents lie and results are kept, which code is to do the work.

    `pages` is the stamp that recognised pages must have, where workers on other machines are to be held to it.
    """

    raw: str
    cache: str
    code: str
    pages: str
    read_page: PageReader

    @property
    def recogniser(self) -> str:
        """The stamp of recognised pages; found out here where none is set, which takes half a second, once."""
        return self.pages or page_stamp(self.read_page)


@dataclass(frozen=True, slots=True)
class Task:
    """Some documents to be read, or one page of one document to be recognised."""

    place: Workplace
    jobs: tuple[DocumentJob, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A document whose result is kept."""

    path: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that can be read once these pages are recognised."""

    path: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A document whose bytes are no longer those that were planned."""

    path: str


@dataclass(frozen=True, slots=True)
class PageDone:
    """A page that is kept, and the seconds it took; `failure` where it was given up."""

    path: str
    number: int
    seconds: float
    failure: str | None = None


Outcome = Finished | Waiting | Changed | PageDone


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that was cut off: `late`, `memory` or `crashed`."""

    why: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A task that left its executor, with what came of it."""

    task: Task
    outcomes: tuple[Outcome, ...] | Lost


class ForeignWorkerError(Exception):
    """A worker runs other code or another recogniser than the run; the message says which and what to do."""
