"""The review server in a thread of the tests, and the program itself, started and stopped as a person does."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.review.serving import prepare

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Server:
    """A running review server by its address with the token."""

    address: str

    @property
    def site(self):
        """The address without path and token."""
        return self.address.split("/?")[0]


@contextmanager
def served(settings):
    """Serve published documents until the block is done."""
    prepared = prepare(settings)
    thread = threading.Thread(target=prepared.run)
    thread.start()
    try:
        yield Server(prepared.address)
    finally:
        prepared.server.should_exit = True
        thread.join()


def start_and_stop(settings):
    """Start `boctach review`, press Ctrl-C when it has given its address, and return what it said and its exit code."""
    folders = {"raw": settings.raw, "out": settings.out, "cache": settings.cache, "corrections": settings.corrections}
    command = [sys.executable, "-u", "-m", "pipeline", "review", "--no-browser"]
    command += [str(part) for name, folder in folders.items() for part in (f"--{name}", folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    said = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    return said + process.communicate(timeout=20)[0], process.returncode
