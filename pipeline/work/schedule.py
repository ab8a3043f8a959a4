"""What is done next: documents, the pages they wait for, and again what was cut off or changed meanwhile.

The schedule holds names and numbers only, and no more tasks are out at once than keep every worker busy: what the run
itself needs in memory does not grow with the pages.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.work.executor import Executor
from pipeline.work.tasks import (
    Changed,
    DocumentJob,
    Finished,
    Lost,
    Outcome,
    PageDone,
    Returned,
    Task,
    Waiting,
    Workplace,
)

# Documents smaller than this go to a worker several at a time: handing one over costs about a millisecond.
_SMALL = 200_000
# Tasks out at once for each worker: one at work, one waiting, one on its way.
_AHEAD = 3
# A document that asks again for pages it was given is given up after so many times.
_MOST_ROUNDS = 3

Report = Finished | PageDone | Changed


@dataclass(slots=True)
class _Open:
    """A document under way: the pages it still waits for, and how often it was handed out."""

    missing: set[int] = field(default_factory=set)
    rounds: int = 0


@dataclass(frozen=True, slots=True)
class Recourse:
    """What only the run can do: keep a failure as a document's result or as a page."""

    give_up_document: Callable[[DocumentJob, str], Finished]
    give_up_page: Callable[[DocumentJob, int, str], PageDone]


class Schedule:
    """Carries documents through an executor and yields what is finished, pages and documents, as they come."""

    def __init__(self, place: Workplace, executor: Executor, recourse: Recourse) -> None:
        self._place, self._executor, self._recourse = place, executor, recourse
        self._open: dict[str, _Open] = {}
        self._documents: deque[Task] = deque()
        self._pages: deque[Task] = deque()
        self._out = 0
        self.pages_wanted = 0

    def run(self, jobs: Sequence[DocumentJob]) -> Iterator[Report]:
        """Yield every document and page when it is kept, and every document that changed, which is left as it is.

        Pages go first: what was begun is finished.
        """
        self._documents.extend(Task(self._place, batch) for batch in _batches(jobs, self._executor.batch))
        while self._documents or self._pages or self._out:
            self._hand_out()
            for returned in self._executor.collect():
                self._out -= 1
                yield from self._take(returned)

    def _hand_out(self) -> None:
        while (self._pages or self._documents) and self._out < _AHEAD * self._executor.width:
            task = self._pages.popleft() if self._pages else self._documents.popleft()
            if task.page is None:
                for job in task.jobs:
                    self._open.setdefault(job.path, _Open()).rounds += 1
            self._executor.submit(task)
            self._out += 1

    def _take(self, returned: Returned) -> Iterator[Report]:
        if isinstance(returned.outcomes, Lost):
            yield from self._cut_off(returned.task, returned.outcomes.why)
            return
        for job, outcome in zip(returned.task.jobs, returned.outcomes, strict=True):
            yield from self._note(job, outcome)

    def _note(self, job: DocumentJob, outcome: Outcome) -> Iterator[Report]:
        if isinstance(outcome, Finished):
            self._open.pop(job.path, None)
            yield outcome
        elif isinstance(outcome, PageDone):
            yield outcome
            self._page_is_there(job, outcome.number)
        elif isinstance(outcome, Waiting):
            yield from self._want_pages(job, outcome)
        elif isinstance(outcome, Changed):
            yield from self._leave(job)

    def _want_pages(self, job: DocumentJob, waiting: Waiting) -> Iterator[Report]:
        under_way = self._open[job.path]
        if under_way.rounds > _MOST_ROUNDS:
            yield self._give_up(job, "pages_lost")
            return
        under_way.missing = set(waiting.numbers)
        self.pages_wanted += len(waiting.numbers)
        self._pages.extend(Task(self._place, (job,), number) for number in waiting.numbers)

    def _page_is_there(self, job: DocumentJob, number: int) -> None:
        under_way = self._open.get(job.path)
        if under_way is None or number not in under_way.missing:
            return
        under_way.missing.discard(number)
        if not under_way.missing:
            self._documents.appendleft(Task(self._place, (job,)))

    def _leave(self, job: DocumentJob) -> Iterator[Report]:
        """The source is not what was planned. Several of its pages may tell so."""
        if self._open.pop(job.path, None) is not None:
            self._pages = deque(task for task in self._pages if task.jobs[0] != job)
            yield Changed(job.path)

    def _cut_off(self, task: Task, why: str) -> Iterator[Report]:
        """Of several documents, which are small, each is tried alone: the one that is to blame stands alone then."""
        if task.page is not None:
            yield (done := self._recourse.give_up_page(task.jobs[0], task.page, why))
            self._page_is_there(task.jobs[0], done.number)
        elif len(task.jobs) > 1:
            self._documents.extendleft(Task(self._place, (job,)) for job in reversed(task.jobs))
        else:
            yield self._give_up(task.jobs[0], why)

    def _give_up(self, job: DocumentJob, why: str) -> Finished:
        self._open.pop(job.path, None)
        return self._recourse.give_up_document(job, why)


def _batches(jobs: Sequence[DocumentJob], most: int) -> Iterator[tuple[DocumentJob, ...]]:
    """The documents in order: large ones alone, small ones up to `most` together."""
    batch: list[DocumentJob] = []
    for job in jobs:
        if job.size > _SMALL:
            yield (job,)
            continue
        batch.append(job)
        if len(batch) >= most:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)
