"""What a worker process does: takes tasks from its input until there are no more."""

import contextlib
import os
import signal
import sys
import threading
import time
from typing import BinaryIO

from pipeline.without_pandas import without_pandas
from pipeline.work.child import receive, send
from pipeline.work.tasks import ForeignWorkerError, Lost, Task
from pipeline.work.worker import carry_out

_LOOK_EVERY = 1.0


def serve() -> None:
    """Do tasks from standard input, answering on standard output, until the other side closes."""
    inward, outward = _take_pipes()
    _limit_memory(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the run's to handle: it ends its workers
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with contextlib.suppress(EOFError, BrokenPipeError), without_pandas():
        while True:
            send(outward, _answer(receive(inward)))


def _answer(task: Task) -> object:
    try:
        return carry_out(task)
    except MemoryError:
        return Lost("memory")
    except (OSError, ForeignWorkerError) as problem:
        return problem
    except Exception as fault:  # noqa: BLE001 (raised again where the run is; as one that surely can be sent there)
        return RuntimeError(f"{type(fault).__name__}: {fault}")


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes as our own; what libraries print goes to standard error, and they find their input empty."""
    inward, outward = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return inward, outward


def _limit_memory(most: int) -> None:
    """Let the system refuse more memory than that, where it can: Linux counts what a process really holds."""
    if most and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _end_with(run: int) -> None:
    """End this process and what it started once the run that started it is gone."""
    while os.getppid() == run:
        time.sleep(_LOOK_EVERY)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
