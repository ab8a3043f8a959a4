"""A worker process that can be ended at any moment, with whatever it has started.

It is a process group of its own, so that a recogniser it called ends with it, and it ends by itself when the run that
started it is gone. Tasks and outcomes go through two pipes, each message with its length before it.
"""

import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from pipeline.work.tasks import Limits, Lost, Outcome, Task

_LENGTH = struct.Struct("<Q")
_CODE = "from pipeline.work.child_main import serve; serve()"


class Child:
    """One worker process: started when first needed, replaced after a loss and after so many tasks."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0
        self._lock = threading.Lock()
        self._is_closed = False

    def carry_out(self, task: Task, seconds: float) -> tuple[Outcome, ...] | Lost:
        """Let the process do a task; `Lost` where it took too long, needed too much memory or ended.

        Raises what `worker.carry_out` raises.
        """
        process = self._started()
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            _end(process)

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        if seconds:
            timer.start()
        try:
            send(_pipe(process.stdin), task)
            answer = receive(_pipe(process.stdout))
        except (OSError, EOFError, struct.error):
            self.end()
            return Lost("late" if is_late.is_set() else "crashed")
        finally:
            timer.cancel()
        self._done += 1
        if isinstance(answer, Lost) or is_late.is_set() or self._done >= self._limits.tasks:
            self.end()
        if isinstance(answer, BaseException):
            raise answer
        outcome: tuple[Outcome, ...] | Lost = answer
        return outcome

    def end(self) -> None:
        """End the process and all that it started, now; the next task gets a new one."""
        with self._lock:
            process, self._process, self._done = self._process, None, 0
        if process is not None:
            _end(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)

    def close(self) -> None:
        """End the process for good."""
        self._is_closed = True
        self.end()

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._is_closed:
                raise RuntimeError("This worker has been ended.")
            if self._process is None:
                self._process = _start(self._limits)
            return self._process


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message."""
    data = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one message; `EOFError` where the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    [length] = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def _start(limits: Limits) -> "subprocess.Popen[bytes]":
    # One thread for Tesseract and OpenCV: the pages of a run keep the cores busy, threads inside a page only wait.
    quiet = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}
    where = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    environment = {**os.environ, **quiet, "PYTHONPATH": where}
    command = [sys.executable, "-c", _CODE, str(limits.memory)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=os.name == "posix"
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        return  # it ended by itself


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        return  # what was not sent is of no use to a process that is gone
