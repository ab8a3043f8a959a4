"""What a person sees during a run: a bar in a terminal, plain lines in a pipe; both say how long it will take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from pipeline.report import tasks_of
from pipeline.summary import Event, Listener, PageProgress, Progress

# In a pipe a line of pages is printed at most so often.
_LINE_EVERY = 10.0
_LONGEST_NAME = 40


class Pace:
    """Documents or pages done per minute since so many seconds ago, and what is left at that pace."""

    def __init__(self, ago: float = 0.0) -> None:
        self._start = time.monotonic() - ago

    def told(self, done: int, total: int, unit: str) -> str:
        """Return the pace and the time left as words, empty before anything is done."""
        seconds = time.monotonic() - self._start
        if not done or seconds <= 0:
            return ""
        return f"{done * 60 / seconds:.0f} {unit}/min, {duration((total - done) * seconds / done)} left"


def duration(seconds: float) -> str:
    """Return a time in the words of a watch.

    >>> duration(42), duration(754), duration(7384)
    ('42 s', '12 min 34 s', '2 h 3 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"


@contextmanager
def listening(console: Console) -> Iterator[Listener]:
    """Give a listener that shows progress: a bar in a terminal, lines elsewhere."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, TextColumn("{task.fields[pace]}"), console=console, transient=True) as bar:
        yield _Bars(bar)


class _Bars:
    """One bar for documents and, from the first page on, one for pages."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._documents = bar.add_task("Reading", total=None, pace="")
        self._pages = bar.add_task("Pages", total=None, visible=False, pace="")
        self._pace, self._page_pace, self._known = Pace(), Pace(), 0

    def __call__(self, event: Event) -> None:
        if isinstance(event, PageProgress):
            if event.done == 1:
                self._page_pace = Pace(event.seconds)
            pace = self._page_pace.told(event.done, event.total, "pages")
            self._bar.update(self._pages, completed=event.done, total=event.total, visible=True, pace=pace)
        elif isinstance(event, Progress):
            self._known += not event.is_new
            pace = self._pace.told(event.done - self._known, event.total - self._known, "documents")
            name = escape(event.path if len(event.path) <= _LONGEST_NAME else f"…{event.path[1 - _LONGEST_NAME :]}")
            self._bar.update(self._documents, completed=event.done, total=event.total, description=name, pace=pace)


class _Lines:
    """A line a new document, and now and then one of pages."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._pace = Pace()
        self._last = 0.0

    def __call__(self, event: Event) -> None:
        if isinstance(event, PageProgress):
            self._page(event)
        elif isinstance(event, Progress) and event.is_new:
            summary = event.summary
            figures = f"{tasks_of(summary)}, {summary.references} references, {summary.flags} flags"
            text = summary.failure if summary.status == "failed" else figures
            self._say(f"[{event.done}/{event.total}] {event.path}: {text}")

    def _page(self, event: PageProgress) -> None:
        if event.done == 1:
            self._pace = Pace(event.seconds)
        if event.failure or time.monotonic() - self._last >= _LINE_EVERY or event.done == event.total:
            self._last = time.monotonic()
            how = f"given up ({event.failure})" if event.failure else self._pace.told(event.done, event.total, "pages")
            self._say(f"[page {event.done}/{event.total}] {event.path}, page {event.number}: {how}")

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
