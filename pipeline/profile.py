"""Where the time of the last run went, from the manifest: stages of the run, stages of reading, slowest documents."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from pipeline.manifest import Manifest

_SLOWEST = 10
_MEANING = {
    "plan": "look at the sources, take digests",
    "read": "read documents, all workers together",
    "stage": "write datasets where nobody looks, before they are put in place",
    "extract": "words, lines and tables of a document",
    "open": "fetch a document's bytes",
    "assemble": "tables over pages, front matter",
    "understand": "names, dates, references, flags",
    "recognise": "words of scanned pages",
}


def print_profile(console: Console, manifest: Manifest) -> None:
    """Print three tables: the last run, the documents by stage, the slowest documents."""
    if not manifest.sources:
        console.print("Nothing is published. Run: make extract")
        return
    console.print(_stages("Last run", manifest.seconds))
    console.print(_stages("All documents, seconds of one core", stage_seconds(manifest)))
    console.print(_slowest(manifest))


def stage_seconds(manifest: Manifest) -> Mapping[str, float]:
    """Return the seconds of each stage of reading, over all documents, as they took when each was read."""
    seconds: dict[str, float] = {}
    for entry in manifest.sources.values():
        for stage, taken in entry.summary.stages.items():
            seconds[stage] = seconds.get(stage, 0.0) + taken
    return seconds


def _stages(title: str, seconds: Mapping[str, float]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("Stage")
    table.add_column("Seconds", justify="right")
    table.add_column("Share", justify="right")
    table.add_column("")
    whole = sum(seconds.values()) or 1.0
    for stage, taken in seconds.items():
        table.add_row(stage, f"{taken:.2f}", f"{taken / whole:.0%}", _MEANING.get(stage, ""))
    return table


def _slowest(manifest: Manifest) -> Table:
    table = Table(title="Slowest documents", title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in ("Document", "Seconds", "Pages recognised"):
        table.add_column(name, justify="left" if name == "Document" else "right")

    def seconds(path: str) -> float:
        return sum(manifest.sources[path].summary.stages.values())

    for path in sorted(manifest.sources, key=seconds, reverse=True)[:_SLOWEST]:
        table.add_row(path.replace("[", r"\["), f"{seconds(path):.2f}", str(manifest.sources[path].summary.pages))
    return table
