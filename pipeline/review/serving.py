"""The review page served on this machine only, until Ctrl-C."""

import os
import secrets
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import RunError
from pipeline.review.places import Places

if TYPE_CHECKING:
    import uvicorn

_HOST = "127.0.0.1"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A server that takes connections as soon as it runs: its address with the token, where it listens."""

    address: str
    server: "uvicorn.Server"
    listener: socket.socket

    def run(self) -> None:
        """Answer until Ctrl-C, or until `server.should_exit`."""
        try:
            self.server.run(sockets=[self.listener])
        finally:
            self.listener.close()


def prepare(settings: Places, port: int = 0) -> Prepared:
    """Return the server of the review page; `RunError` where nothing is published or the port is taken.

    The address holds a token made anew each time.
    """
    import uvicorn

    from pipeline.review.access import Guarded
    from pipeline.review.application import make_application

    if not (settings.out / "documents").is_dir():
        raise RunError(f"Nothing is published in {settings.out}. Run: make extract")
    listener = _listen(port)
    token = secrets.token_urlsafe(24)
    number = listener.getsockname()[1]
    guarded = Guarded(make_application(settings), token, number)
    config = uvicorn.Config(guarded, log_level="error", lifespan="off", server_header=False, access_log=False)
    return Prepared(f"http://{_HOST}:{number}/?token={token}", uvicorn.Server(config), listener)


def serve(settings: Places, tell: Tell, *, port: int = 0, opens_browser: bool = True) -> None:
    """Serve the review page until Ctrl-C; the address is told, and opened in the browser where there is one."""
    prepared = prepare(settings, port)
    with suppress(KeyboardInterrupt):
        tell(f"Review: {prepared.address}\nStop with Ctrl-C.")
        if opens_browser and _has_screen():
            webbrowser.open(prepared.address)
        prepared.run()
    tell(f"Stopped. Corrections are in {settings.corrections}. To apply them, run: make extract")


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
    except OSError as refusal:
        listener.close()
        raise RunError(f"Port {port} is taken ({refusal.strerror}). Name another, or none: --port 0") from refusal
    listener.listen()  # who comes before the server runs waits, and is not turned away
    return listener


def _has_screen() -> bool:
    """Whether a browser can show itself; without one `webbrowser` would start a text browser in this terminal."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
