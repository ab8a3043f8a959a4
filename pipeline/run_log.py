"""What happens in a run as lines of JSON, for programs that watch it: one object an event, with its time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import RunError
from pipeline.summary import Event, Listener, PageProgress, Progress, Stage

_NAMES = {Progress: "document", PageProgress: "page", Stage: "stage"}


@contextmanager
def logging_to(file: Path | None, listen: Listener) -> Iterator[Listener]:
    """Give a listener that appends every event to the file before it passes it on; without a file just `listen`.

    The first line is `begun`, the last `ended` with what went wrong, if something did.
    """
    if file is None:
        yield listen
        return
    try:
        log = file.open("a", encoding="utf-8")
    except OSError as refusal:
        raise RunError(
            f"The log {file} cannot be written ({refusal.strerror}). Name another: --log-json FILE"
        ) from None
    with log:

        def note(event: str, **facts: Any) -> None:
            line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
            log.flush()

        def heard(event: Event) -> None:
            note(_NAMES[type(event)], **asdict(event))
            listen(event)

        note("begun", process=os.getpid())
        try:
            yield heard
        except BaseException as problem:
            note("ended", problem=f"{type(problem).__name__}: {problem}")
            raise
        note("ended", problem=None)
