"""Rounds: every tool on every document, one process at a time; what it used by the system's count, and its score."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.documents import BenchDocument, our_rows
from tests.bench.peers import OURS, ROOT, Installed
from tests.bench.scoring import Score, score

_LIMIT_SECONDS = 600.0
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Run:
    """One tool on one document, once. `failure` says in a sentence why there is no result."""

    track: str
    round: int
    peer: str
    document: str
    pages: int
    cpu: float
    wall: float
    peak: float
    score: Score
    has_tables: bool
    failure: str | None = None


def run_rounds(
    tools: list[Installed], documents: list[BenchDocument], repeats: int, say: Callable[[str], None]
) -> Iterator[Run]:
    """Rounds take the tools in turn for each document, so that a slow moment of the machine meets all alike."""
    for number in range(1, repeats + 1):
        for document in documents:
            for tool in tools:
                if document.track in tool.peer.tracks:
                    run = run_once(tool, document, number)
                    say(f"round {number}  {document.track:10}  {document.name:40}  {_brief(run)}")
                    yield run


def run_once(tool: Installed, document: BenchDocument, number: int = 1, limit: float = _LIMIT_SECONDS) -> Run:
    """Start the tool on the document and score what it gives."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "given.json")
        command = [tool.python, "-P", str(_HERE / "call.py"), str(tool.peer.runner), str(document.path), str(out)]
        launcher = [sys.executable, "-I", "-S", str(_HERE / "launch.py"), str(limit), *command]
        done = subprocess.run(launcher, capture_output=True, text=True, env=_environment(tool), check=True)
        used = json.loads(done.stdout)
        given = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    failure = given.get("failure") or (None if given else _failure(used, done.stderr, limit))
    rows, text = _rows(given, document), given.get("text", "")
    return Run(
        track=document.track,
        round=number,
        peer=tool.peer.name,
        document=document.name,
        pages=document.pages,
        score=score(document.rows, rows, text),
        has_tables="text" not in given,
        failure=failure,
        **{name: round(used[name], 3) for name in ("cpu", "wall", "peak")},
    )


def as_data(run: Run) -> dict[str, Any]:
    """The run as plain data for `results.json`."""
    return asdict(run)


def from_data(data: dict[str, Any]) -> Run:
    """The run that `as_data` made plain."""
    return Run(**(data | {"score": Score(**data["score"])}))


def _environment(tool: Installed) -> dict[str, str]:
    ours = {"PYTHONPATH": str(ROOT)} if tool.peer.name == OURS else {}
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return plain | {"OMP_THREAD_LIMIT": "1", "PYTHONHASHSEED": "0"} | ours


def _rows(given: dict[str, Any], document: BenchDocument) -> list[list[str]]:
    if "tasks" in given:
        return our_rows(given["tasks"], document.columns)
    return [row for page in given.get("pages", ()) for table in page for row in table]


def _failure(used: dict[str, Any], messages: str, limit: float) -> str:
    if used["late"]:
        return f"stopped after {limit:.0f} s"
    lines = messages.strip().splitlines() or ["no message"]
    return f"ended with code {used['code']}: {lines[-1]:.120}"


def _brief(run: Run) -> str:
    found = (
        run.failure or f"{run.score.rows_exact}/{run.score.rows} rows, {run.score.words_found}/{run.score.words} words"
    )
    return f"{run.peer:10}  {run.cpu:6.2f} s  {run.peak:5.0f} MiB  {found}"
