"""Our own reading: the rows of `tasks` as read, before anything is repaired."""

from pathlib import Path
from typing import Any

_ROLES = ("task", "result", "deadline", "lead", "coordinating", "assignee", "budget", "note")


def read(path: str) -> dict[str, Any]:
    from pipeline.process import process

    result = process(Path(path).read_bytes())
    if result.document.status == "failed":
        unread = result.document.failure in ("kind_unsupported", "ocr_missing")
        return {"failure": "does not read this kind yet" if unread else result.document.failure_message}
    return {"tasks": [_task(row) for row in result.rows["tasks"]]}


def _task(row: Any) -> dict[str, Any]:
    cells = {role: getattr(row, f"{role}_raw") for role in _ROLES}
    return {"table": row.table, "cells": {"ordinal": row.ordinal} | cells, "other": dict(row.other)}
