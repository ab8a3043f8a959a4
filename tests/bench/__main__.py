"""Run the bench: make the documents, set up the tools, measure, write `docs/benchmarks.md` and `results.json`."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.documents import SUITES, make_documents
from tests.bench.machine import describe_machine
from tests.bench.page import write_page
from tests.bench.peers import ROOT, CannotInstallError, Installed, Peer, install, load_peers
from tests.bench.rounds import as_data, run_rounds

_FOLDER = ROOT / "data/cache/bench"
_PAGE = ROOT / "docs/benchmarks.md"


def main(arguments: list[str] | None = None) -> int:
    """Measure and write; a tool that is missing is named on the page, and the others go on."""
    options = _parser().parse_args(arguments)
    results = measure(options.suite, options.repeats, _say)
    (_FOLDER / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    write_page(_PAGE, results)
    _say(f"Written: {_PAGE.relative_to(ROOT)} and {(_FOLDER / 'results.json').relative_to(ROOT)}")
    return 0


def measure(suite: str, repeats: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Everything the page is made from, as plain data."""
    peers, against = load_peers()
    tools, reasons = set_up(peers, _FOLDER / "venvs", say)
    say(f"Making the documents of the suite {suite}")
    documents = make_documents(SUITES[suite], _FOLDER / "documents")
    runs = [as_data(run) for run in run_rounds(tools, documents, repeats, say)]
    versions = {tool.peer.name: tool.versions for tool in tools}
    return {
        "date": date.today().isoformat(),
        "command": f"make bench BENCH={suite}"
        if repeats == 3
        else f"python -m tests.bench {suite} --repeats {repeats}",
        "repeats": repeats,
        "machine": describe_machine(),
        "against": against,
        "tools": {
            peer.name: {"calls": peer.calls, "versions": versions.get(peer.name), "reason": reasons.get(peer.name)}
            for peer in peers
        },
        "runs": runs,
    }


def set_up(
    peers: list[Peer], folder: Path, say: Callable[[str], None], pip_options: tuple[str, ...] = ()
) -> tuple[list[Installed], dict[str, str]]:
    """The tools that are ready, and the reason for each that is not."""
    tools, reasons = [], {}
    for peer in peers:
        say(f"Setting up {peer.name}")
        try:
            tools.append(install(peer, folder, pip_options))
        except CannotInstallError as problem:
            reasons[peer.name] = str(problem)
            say(f"  takes no part: {problem}")
    return tools, reasons


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("suite", nargs="?", default="quick", choices=SUITES, help="quick (default) or full")
    parser.add_argument("--repeats", type=int, default=3, help="rounds; default 3")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
