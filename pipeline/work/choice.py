"""Which executor a run uses."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.settings import Settings
from pipeline.storage.folder import is_address
from pipeline.work.executor import Executor, Serial
from pipeline.work.pool import Pool
from pipeline.work.tasks import DocumentJob, Returned, Task, Workplace

# Starting workers costs about a second: fewer documents than this, if small and plain text, are read in this process.
_WORTH_A_POOL = 16
_SMALL = 100_000
# First bytes of files that other people's libraries unpack: these are read where a limit holds.
_PACKED = (b"%PDF", b"PK", b"\xd0\xcf", b"\x89PNG", b"\xff\xd8", b"II*", b"MM\x00", b"GIF8", b"BM", b"RIFF", b"{\\rtf")


def choose_executor(settings: Settings, place: Workplace, jobs: Sequence[DocumentJob]) -> Executor:
    """Return the cluster that was asked for, else processes of this machine, started when they are worth it."""
    if settings.scheduler == "serial":
        return Serial(settings.limits)
    if settings.scheduler:
        from pipeline.work.cluster import Cluster

        return Cluster(settings.scheduler, place, settings.limits)
    is_little = len(jobs) < _WORTH_A_POOL and all(job.size < _SMALL and _is_plain(job.file) for job in jobs)
    return Gradual(settings) if is_little else Pool(settings.jobs, settings.limits)


def _is_plain(file: str) -> bool:
    """Whether a file of this machine is text, as far as its first bytes tell."""
    if not is_address(file) and not Path(file).is_file():
        return True  # a pipe could be waited for for ever; the reader says what it is
    try:
        with Path(file).open("rb") as opened:
            return not opened.read(8).startswith(_PACKED)
    except OSError:
        return not is_address(file)  # nothing to read, nothing to fear; its row says why


class Gradual:
    """Documents in this process as long as there is little to do; everything in a pool from the first page on."""

    batch = 1

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._serial = Serial(settings.limits)
        self._pool: Pool | None = None
        self._waiting = 0

    @property
    def width(self) -> int:
        """One, until there are pages."""
        return self._pool.width if self._pool else 1

    def submit(self, task: Task) -> None:
        """Take a task."""
        if task.page is not None and self._pool is None:
            self._pool = Pool(self._settings.jobs, self._settings.limits)
        if self._pool is None:
            self._serial.submit(task)
            self._waiting += 1
        else:
            self._pool.submit(task)

    def collect(self) -> Sequence[Returned]:
        """Do what waits here, or wait for the pool."""
        if self._waiting:
            self._waiting -= 1
            return self._serial.collect()
        return self._pool.collect() if self._pool else ()

    def close(self) -> None:
        """End the workers, if there are any."""
        if self._pool:
            self._pool.close()
