"""Tasks on a Dask cluster. The only home of dask and distributed, which are extras.

Every Dask worker hands its tasks to a process of its own (`Child`), so that limits, crashes and results are those of
the pool. Sources and cache must lie where all machines find them: a shared folder or an address.
"""

import contextlib
import pickle
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.errors import RunError
from pipeline.storage.folder import is_address, open_folder
from pipeline.work.child import Child
from pipeline.work.executor import seconds_of
from pipeline.work.tasks import ForeignWorkerError, Limits, Lost, Outcome, Returned, Task, Workplace

_CONNECT_SECONDS = 30
# How long a count of the workers is believed; each count is a question to the scheduler.
_COUNT_EVERY = 5.0
_MISSING = (
    "Running on a cluster needs Dask, which is not installed here. Install it: .venv/bin/pip install 'boctach[cluster]'"
)
# The processes of this Dask worker, by run and by thread.
_CHILDREN: dict[tuple[str, int], Child] = {}


class Cluster:
    """The workers of a Dask scheduler, or of one started here for the run.

    `scheduler` is `tcp://host:port`, or `local:4` for four workers in this process.
    """

    batch = 8

    def __init__(self, scheduler: str, place: Workplace, limits: Limits) -> None:
        """Connect, and ask every worker for its code, its recogniser and a look at the cache.

        Raises `RunError` where one of these fails.
        """
        self._limits = limits
        self._run = uuid.uuid4().hex
        self._tasks: dict[Any, Task] = {}
        self._counted, self._count = 0.0, 1
        with ExitStack() as opened:
            self._client = opened.enter_context(_connect(scheduler))
            opened.callback(self._end_children)
            _check_workers(self._client, place)
            self._finished = _finished()
            self._opened = opened.pop_all()

    @property
    def width(self) -> int:
        """How many tasks the workers of this moment do at once; workers may come and go."""
        if time.monotonic() - self._counted > _COUNT_EVERY:
            self._counted, self._count = time.monotonic(), max(1, sum(self._client.nthreads().values()))
        return self._count

    def submit(self, task: Task) -> None:
        """Send a task to the scheduler."""
        future = self._client.submit(do_task, task, self._limits, self._run, pure=False, retries=3)
        self._tasks[future] = task
        self._finished.add(future)

    def collect(self) -> Sequence[Returned]:
        """Wait until a task is done; raise `RunError` where the scheduler went away."""
        from distributed import CancelledError, KilledWorker

        future = next(self._finished)
        task = self._tasks.pop(future)
        try:
            return [Returned(task, future.result())]
        except KilledWorker:
            return [Returned(task, Lost("crashed"))]
        except (CancelledError, TimeoutError) as gone:
            raise RunError("The scheduler of the cluster went away. Start it again, then run again.") from gone

    def close(self) -> None:
        """Give up what is still out and let go of the workers."""
        for future in self._tasks:
            with contextlib.suppress(Exception):
                future.cancel()
        self._opened.close()

    def _end_children(self) -> None:
        with contextlib.suppress(Exception):  # workers that are gone need no ending
            self._client.run(end_children, self._run)


def do_task(task: Task, limits: Limits, run: str) -> tuple[Outcome, ...] | Lost:
    """Do a task on a Dask worker: in a process that belongs to this run and this thread of the worker."""
    place = run, threading.get_ident()
    for other in [key for key in _CHILDREN if key[1] == place[1] and key[0] != run]:
        _CHILDREN.pop(other).close()  # left by a run that was killed
    child = _CHILDREN.setdefault(place, Child(limits))
    return child.carry_out(task, seconds_of(task, limits))


def end_children(run: str) -> None:
    """End the processes of a run on a Dask worker."""
    for place in [place for place in list(_CHILDREN) if place[0] == run]:
        _CHILDREN.pop(place).close()


def _connect(scheduler: str) -> Any:
    try:
        import distributed
    except ImportError as lack:
        raise RunError(_MISSING) from lack
    dask: Any = distributed  # its calls are not typed
    try:
        if scheduler.startswith("local:"):
            # Threads of this process are enough here: the work is done in the processes that they mind.
            count = int(scheduler.removeprefix("local:"))
            here = {"threads_per_worker": 1, "processes": False, "dashboard_address": None}
            cluster = dask.LocalCluster(n_workers=count, **here)
            return _closing_both(dask.Client(cluster), cluster)
        return dask.Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as refusal:
        raise RunError(
            f"No Dask scheduler answers at {scheduler} ({refusal}). Start one with: dask scheduler --port 8786"
        ) from refusal


@contextlib.contextmanager
def _closing_both(client: Any, cluster: Any) -> Iterator[Any]:
    with cluster, client:
        yield client


def _finished() -> Any:
    import distributed

    dask: Any = distributed
    return dask.as_completed()


def _check_workers(client: Any, place: Workplace) -> None:
    """Raise `RunError` with what the first unfit worker lacks."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError as nobody:
        raise RunError(
            "The scheduler has no workers. Start some on any machine: dask worker tcp://host:8786"
        ) from nobody
    folder, probe = open_folder(place.cache), f".probe-{uuid.uuid4().hex}"
    folder.write(probe, b"seen")
    try:
        lacks = client.run(_look_around(), pickle.dumps(place), probe, on_error="return")
    finally:
        folder.remove(probe)
    for address, lack in lacks.items():
        if lack:
            raise RunError(f"The worker {address} cannot work for this run. {lack}")


def _look_around() -> Callable[[bytes, str], str]:
    """Return what each worker is asked. It travels whole, for a worker without our code could not look it up."""

    def look(place: bytes, probe: str) -> str:
        try:
            from pipeline.work.cluster import see_worker
        except ImportError as lack:
            return f"Bóc Tách is not installed there ({lack}): install its wheel on every machine."
        return see_worker(pickle.loads(place), probe)

    return look


def see_worker(place: Workplace, probe: str) -> str:
    """Return what this worker lacks, in a sentence, or nothing."""
    from pipeline.work.worker import check_worker

    try:
        check_worker(place)
        seen = open_folder(place.cache).read(probe)
    except (ForeignWorkerError, OSError, ImportError) as lack:
        return str(lack)
    if seen is None:
        return f"It does not see the cache in {place.cache}: use a disk that all machines share, or s3://."
    if not is_address(place.raw) and not Path(place.raw).is_dir():
        return f"It does not see the documents in {place.raw}: use a disk that all machines share, or s3://."
    return ""
