"""Start a command and print what it used: `python -I -S launch.py LIMIT COMMAND…`. Standard library only.

A process of its own, and a small one: the system counts the memory of whoever starts a program as the program's own
until it has started, so a bench that holds documents in memory would set a floor for everybody's peak.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time


def launch(command: list[str], limit: float) -> dict[str, float | int | bool]:
    """CPU and wall seconds, peak memory in MiB, exit code, and whether it was stopped at the limit (seconds)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    late = threading.Event()

    def stop() -> None:
        late.set()
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(limit, stop)
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except KeyboardInterrupt:
        stop()
        raise
    finally:
        timer.cancel()
    wall = time.perf_counter() - start
    return {
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": wall,
        "peak": usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
        "code": os.waitstatus_to_exitcode(status),
        "late": late.is_set(),
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(launch(sys.argv[2:], float(sys.argv[1]))))
