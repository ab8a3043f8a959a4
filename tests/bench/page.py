"""The generated part of `docs/benchmarks.md`, from `results.json` alone: the same results, the same page."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.figures import Figures, Spread, figures_of, score_of, tracks_of
from tests.bench.rounds import Run, from_data

BEGIN = "<!-- bench: begin -->"
END = "<!-- bench: end -->"
_TRACKS = {
    "text layer": "PDF with a text layer",
    "scan": "Scans",
    "text": "OCR'd text",
}


def write_page(path: Path, results: Mapping[str, Any]) -> None:
    """Put the results between the markers of the page; a page without them is a ValueError."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path.name} has no place for results: {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n\n{to_markdown(results)}\n{END}{after}", encoding="utf-8")


def to_markdown(results: Mapping[str, Any]) -> str:
    """Machine, versions, and a table per track."""
    runs = [from_data(run) for run in results["runs"]]
    lines = [*_circumstances(results), *_tools(results)]
    for track in sorted(tracks_of(runs), key=list(_TRACKS).index):
        lines += _track(runs, track, results["against"][track])
    return "\n".join(lines)


def _circumstances(results: Mapping[str, Any]) -> Iterator[str]:
    yield f"Measured on {results['date']} with `{results['command']}`, {results['repeats']} rounds."
    yield ""
    yield from (f"- {name}: {value}" for name, value in results["machine"].items())
    yield ""


def _tools(results: Mapping[str, Any]) -> Iterator[str]:
    yield "| Tool | Version | Called as |"
    yield "|---|---|---|"
    for name, tool in results["tools"].items():
        yield f"| {name} | {tool['versions'] or 'took no part: ' + _cell(tool['reason'])} | `{tool['calls']}` |"
    yield ""


def _track(runs: list[Run], track: str, against: str) -> Iterator[str]:
    first = [run for run in runs if run.track == track and run.round == 1]
    pages = {run.document: run.pages for run in first}
    figures = figures_of(runs, track, against)
    rows = max(one.score.rows for one in figures)
    cells = max(one.score.cells for one in figures)
    yield f"## {_TRACKS[track]}"
    yield ""
    yield f"{len(pages)} documents, {sum(pages.values())} pages, {rows} rows, {cells} cells."
    yield ""
    shares = "Rows exact | Cells exact | Words found"
    yield f"| Tool | {shares} | Pages per CPU-second | to {against} | Wall s/page | Peak MiB |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    yield from (_line(one) for one in figures)
    yield ""
    yield from _remarks(figures)
    yield from _by_document([run for run in first if not _is_out(run.peer, figures)])


def _line(one: Figures) -> str:
    if one.reads_nothing:
        return f"| {one.peer} |" + " – |" * 7
    score = one.score
    tables = [_share(score.rows_exact, score.rows), _share(score.cells_exact, score.cells)]
    accuracy = [*(tables if one.has_tables else ["no tables"] * 2), _share(score.words_found, score.words)]
    used = [_spread(one.pages_per_cpu, 2), _spread(one.ratio, 2, "×"), _spread(one.wall_per_page, 2)]
    return f"| {' | '.join([one.peer, *accuracy, *used, _spread(one.peak, 0)])} |"


def _remarks(figures: list[Figures]) -> Iterator[str]:
    remarks = []
    for one in figures:
        reasons = dict.fromkeys(reason for _, reason in one.failures)
        for reason in reasons:
            names = [document for document, why in one.failures if why == reason]
            where = "" if len(names) == one.document_count else f" ({', '.join(names)})"
            remarks.append(f"- {one.peer}: {_cell(reason)}{where}")
    yield from [*remarks, ""] if remarks else []


def _by_document(runs: list[Run]) -> Iterator[str]:
    peers = list(dict.fromkeys(run.peer for run in runs if run.has_tables))
    if not peers:
        return
    yield f"| Rows exact in | Rows | {' | '.join(peers)} |"
    yield "|---|--:|" + "--:|" * len(peers)
    for document in dict.fromkeys(run.document for run in runs):
        scores = [score_of(run for run in runs if (run.document, run.peer) == (document, peer)) for peer in peers]
        exact = (str(score.rows_exact) for score in scores)
        yield f"| {document} | {max(score.rows for score in scores)} | {' | '.join(exact)} |"
    yield ""


def _is_out(peer: str, figures: list[Figures]) -> bool:
    return any(one.reads_nothing for one in figures if one.peer == peer)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _spread(spread: Spread | None, digits: int, unit: str = "") -> str:
    if spread is None:
        return "–"
    middle, least, most = (f"{value:.{digits}f}" for value in (spread.middle, spread.least, spread.most))
    return f"{middle}{unit}" if least == most else f"{middle}{unit} ({least}–{most})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
