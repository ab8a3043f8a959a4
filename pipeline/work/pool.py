"""Tasks in processes of this machine, as many at once as asked for."""

import queue
import threading
from collections.abc import Sequence

from pipeline.work.child import Child
from pipeline.work.executor import seconds_of
from pipeline.work.tasks import Limits, Lost, Outcome, Returned, Task

# Small documents handed over together, so that a thousand of them do not cost a thousand journeys.
_BATCH = 8


class Pool:
    """Worker processes of this machine, each minded by a thread of ours."""

    batch = _BATCH

    def __init__(self, width: int, limits: Limits) -> None:
        self.width = width
        self._limits = limits
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Task, tuple[Outcome, ...] | Lost | Exception]] = queue.SimpleQueue()
        self._children = [Child(limits) for _ in range(width)]
        for child in self._children:
            threading.Thread(target=self._mind, args=(child,), daemon=True).start()

    def submit(self, task: Task) -> None:
        """Take a task."""
        self._tasks.put(task)

    def collect(self) -> Sequence[Returned]:
        """Wait until a task is done."""
        task, answer = self._done.get()
        if isinstance(answer, Exception):
            raise answer
        return [Returned(task, answer)]

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for _ in self._children:
            self._tasks.put(None)
        for child in self._children:
            child.close()

    def _mind(self, child: Child) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                answer: tuple[Outcome, ...] | Lost | Exception = child.carry_out(task, seconds_of(task, self._limits))
            except Exception as problem:  # noqa: BLE001 (raised again by `collect`, in the thread of the run)
                answer = problem
            self._done.put((task, answer))
