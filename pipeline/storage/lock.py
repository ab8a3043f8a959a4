"""One run at a time in one folder: a locked file that says who holds it.

The system lets go of the lock when the process ends, however it ends. A file left behind by a killed run is therefore
no lock, only a name.
"""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import RunError


@contextmanager
def hold_lock(file: Path, folder: str) -> Iterator[None]:
    """Hold the lock file until the block ends; raise `RunError` naming process and machine of the run that has it."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _try_lock(handle):
            raise busy(folder, os.pread(handle, 4096, 0) if hasattr(os, "pread") else b"")
        os.ftruncate(handle, 0)
        os.write(handle, holder())
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def holder() -> bytes:
    """Return what a lock says about this process."""
    began = datetime.now(UTC).isoformat(timespec="seconds")
    pid = os.getpid()
    return json.dumps({"pid": pid, "host": socket.gethostname(), "began": began, "mark": _mark(pid)}).encode()


def is_gone(content: bytes) -> bool:
    """Whether a lock was left by a process of this machine that is no more; of other machines nothing is known."""
    try:
        told = json.loads(content)
        return bool(told["host"] == socket.gethostname() and told["mark"] and _mark(told["pid"]) != told["mark"])
    except (ValueError, KeyError, TypeError):
        return True


def busy(folder: str, content: bytes, advice: str = "Wait for it, or end it first") -> RunError:
    """Return the error of a run that finds a folder held, from what the lock says.

    >>> str(busy("out", b'{"pid": 7, "host": "a", "began": "2025-01-01T00:00:00+00:00"}'))
    'Another run (process 7 on a, begun 2025-01-01T00:00:00+00:00) is writing to out. Wait for it, or end it first.'
    """
    try:
        told = json.loads(content)
        who = f"Another run (process {told['pid']} on {told['host']}, begun {told['began']})"
    except (ValueError, KeyError, TypeError):
        who = "Another run"
    return RunError(f"{who} is writing to {folder}. {advice}.")


def _mark(pid: int) -> str:
    """What tells a process from a later one with its number: the tick at which it began; empty where none is told."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _try_lock(handle: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
