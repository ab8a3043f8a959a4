"""`python -m tests.evaluation`: run a suite, print what was gained and lost by name, then the figures."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tests.evaluation.baseline import accept, compare, load_baseline
from tests.evaluation.gold_tracks import gold_tracks, is_here
from tests.evaluation.legacy_track import legacy_tracks
from tests.evaluation.links_track import score_links
from tests.evaluation.nlp_track import score_underthesea
from tests.evaluation.other_plans_tracks import score_other_layouts, score_other_rows
from tests.evaluation.prose_track import score_prose
from tests.evaluation.real_tracks import real_tracks
from tests.evaluation.review_track import score_reviewed
from tests.evaluation.tracks import TRACKS, TrackScore, score_track

# Tracks that every run of the tests sees; the scans of all truths take half an hour and are scored in the full suite.
QUICK = (
    "text",
    "html",
    "word",
    "excel",
    "text layer",
    "rules across only",
    "rules at the header only",
    "no rules",
    "short scans",
)
_LAYOUT_KINDS = {"quick": ("pdf", "pdf-none"), "full": ("pdf", "pdf-across", "pdf-none")}
_MOST_NAMES = 40


@click.command()
@click.option("--suite", type=click.Choice(["quick", "full"]), default="quick", show_default=True, help="How much.")
@click.option("--accept", "accepts", is_flag=True, help="Store what is wrong now as the baseline.")
@click.option("--truth", multiple=True, help="Only documents of this truth.")
def main(suite: str, accepts: bool, truth: tuple[str, ...]) -> None:
    """Score the pipeline on documents with known truth and on the gold files, where they are there."""
    console = Console(soft_wrap=True, highlight=False)
    baseline = load_baseline()
    scores: dict[str, TrackScore] = {}
    has_fallen = False
    with tempfile.TemporaryDirectory() as folder:
        for name, score in _run(suite, truth, Path(folder)):
            scores[name] = score
            has_fallen |= _print_changes(console, name, score, baseline)
    if not is_here():
        console.print("The gold files are not beside the repository: their tracks were not run.")
    for name, score in scores.items():
        _print_figures(console, name, score)
    if accepts:
        accept(scores, baseline)
        console.print("Stored what is wrong now as the baseline; floors are raised by hand.")
    sys.exit(1 if has_fallen else 0)


def _run(suite: str, names: tuple[str, ...], folder: Path) -> Iterator[tuple[str, TrackScore]]:
    for track in TRACKS:
        if suite == "full" or track.name in QUICK:
            yield track.name, score_track(track, names, folder)
    if not names:
        yield "other rows", score_other_rows(seeds=(1000,) if suite == "quick" else (1000, 2000, 3000))
        yield (
            "other layouts",
            score_other_layouts(("pdf", "pdf-none") if suite == "quick" else ("pdf", "pdf-across", "pdf-none")),
        )
        yield "prose", score_prose()
        yield "task links", score_links()
        yield from legacy_tracks()
        if suite == "full":
            yield "reviewed scan", score_reviewed("seed_2022", "office200")
    if is_here() and not names:
        yield from gold_tracks()
        if suite == "full":
            yield from real_tracks()
            yield "underthesea, with and without", score_underthesea()


def _print_changes(console: Console, name: str, score: TrackScore, baseline: dict[str, object]) -> bool:
    change = compare(name, score, baseline)
    for word, colour, names in (("gained", "green", change.gained), ("lost", "red", change.lost)):
        for item in names[:_MOST_NAMES]:
            console.print(f"[{colour}]{word}[/] {name}: ", end="")
            console.print(item, markup=False)
        if len(names) > _MOST_NAMES:
            console.print(f"[{colour}]{word}[/] {name}: … and {len(names) - _MOST_NAMES} more")
    for fallen in change.fallen:
        console.print(f"[bold red]fallen[/] {name}: ", end="")
        console.print(fallen, markup=False)
    return bool(change.fallen)


def _print_figures(console: Console, name: str, score: TrackScore) -> None:
    pace = f", {score.seconds / score.count:.2f} s a {score.unit}" if score.count and score.seconds else ""
    table = Table(title=f"{name} ({score.count} {score.unit}s{pace})", title_justify="left", box=None, pad_edge=False)
    table.add_column("figure")
    table.add_column("score", justify="right")
    table.add_column("of", justify="right")
    for figure, value in score.figures.items():
        total = getattr(value, "total", None) or getattr(value, "wanted", 0)
        table.add_row(figure, f"{100 * value.score:.2f} %", f"{total:g}")
    console.print(table)
    console.print()


if __name__ == "__main__":
    main()
