"""Reading published datasets while a run may be replacing them: what is read is of one run, not half of each."""

import time
from collections.abc import Callable
from typing import TypeVar

from pipeline.errors import RunError
from pipeline.manifest import NAME, PUBLISHING
from pipeline.storage.folder import Folder

T = TypeVar("T")
# Files are swapped in milliseconds on a disk and in seconds behind an address.
_PATIENCE = 30.0
_WAIT = 0.05


def read_settled(out: Folder, read: Callable[[], T]) -> T:
    """Return what `read` returns once nothing was published while it read.

    The mark of a run that replaces files and the manifest are looked at before and after. Raises `RunError` where the
    mark stays: a run was cut off while it published, and what is there may be of two states.
    """
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        before = _state(out)
        if before is not None:
            try:
                found = read()
            except (RunError, OSError):
                if _state(out) == before:
                    raise
                continue  # a file went away between the listing and the reading
            if _state(out) == before:
                return found
        time.sleep(_WAIT)
    raise RunError("A run was cut off while it published. Run make extract again before using the datasets.")


def _state(out: Folder) -> int | None:
    """The version of the manifest; None while files are being replaced."""
    return None if out.has(PUBLISHING) else out.version(NAME)
