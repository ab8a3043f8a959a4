"""What tasks run on, behind one small interface; the simplest of them does them here and now."""

import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

from pipeline.work.tasks import Limits, Lost, Returned, Task
from pipeline.work.worker import carry_out


class Executor(Protocol):
    """Takes tasks and gives them back done."""

    @property
    def width(self) -> int:
        """How many tasks are done at once."""

    @property
    def batch(self) -> int:
        """How many small documents a task should hold."""

    def submit(self, task: Task) -> None:
        """Take a task."""

    def collect(self) -> Sequence[Returned]:
        """Wait until at least one task is done and return those that are. Raises what `carry_out` raises."""

    def close(self) -> None:
        """End the workers; tasks still out are given up."""


class Serial:
    """Every task in this process, one after the other. The time limit holds where Python is at work."""

    width, batch = 1, 1

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tasks: deque[Task] = deque()

    def submit(self, task: Task) -> None:
        """Take a task."""
        self._tasks.append(task)

    def collect(self) -> Sequence[Returned]:
        """Do the next task."""
        task = self._tasks.popleft()
        try:
            with _limited(seconds_of(task, self._limits)):
                return [Returned(task, carry_out(task))]
        except _TimeIsUp:
            return [Returned(task, Lost("late"))]
        except MemoryError:
            return [Returned(task, Lost("memory"))]

    def close(self) -> None:
        """Nothing to end."""
        self._tasks.clear()


class _TimeIsUp(BaseException):
    """Passes every `except Exception` and `except OSError` of the readers."""


def seconds_of(task: Task, limits: Limits) -> float:
    """Return how long a task may take; 0 for as long as it likes."""
    return limits.document_seconds if task.page is None else limits.page_seconds


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise `_TimeIsUp` in the block after so many seconds, where the system has alarms."""
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise _TimeIsUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
