"""The review page served on this machine only, until Ctrl-C."""

import os
import secrets
import socket
import sys
import webbrowser
from collections.abc import Callable

from pipeline.errors import RunError
from pipeline.settings import Settings

_HOST = "127.0.0.1"
Tell = Callable[[str], None]


def serve(settings: Settings, tell: Tell, *, port: int = 0, opens_browser: bool = True) -> None:
    """Serve the review page; raises `RunError` where nothing is published or the port is taken.

    The address holds a token made at every start; it is told, and opened in the browser where there is one.
    """
    import uvicorn

    from pipeline.review.access import Guarded
    from pipeline.review.application import make_application

    if not (settings.out / "documents").is_dir():
        raise RunError(f"Nothing is published in {settings.out}. Run: make extract")
    listener = _listen(port)
    token = secrets.token_urlsafe(24)
    number = listener.getsockname()[1]
    address = f"http://{_HOST}:{number}/?token={token}"
    tell(f"Review: {address}\nStop with Ctrl-C.")
    guarded = Guarded(make_application(settings), token, number)
    config = uvicorn.Config(guarded, log_level="error", lifespan="off", server_header=False, access_log=False)
    if opens_browser and _has_screen():
        webbrowser.open(address)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()
        tell(f"Stopped. Corrections are in {settings.corrections}. To apply them, run: make extract")


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
    except OSError as refusal:
        listener.close()
        raise RunError(f"Port {port} is taken ({refusal.strerror}). Name another, or none: --port 0") from refusal
    return listener


def _has_screen() -> bool:
    """Whether a browser can show itself; without one `webbrowser` would start a text browser in this terminal."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
