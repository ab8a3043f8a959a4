"""What a person is told after a run: a table of documents and sentences that tell the truth."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from pipeline.summary import RunReport, Summary

# A summary is read by a person: beyond this many documents only those that need a look are listed.
_MOST_ROWS = 40


def print_report(console: Console, report: RunReport, raw: str, out: str) -> None:
    """Print the table of documents and what was done, in sentences."""
    if report.summaries:
        console.print(_table(report.summaries, report.read))
    for path, summary in report.summaries.items():
        if summary.failure:
            console.print(f"{path}: {summary.message}", style="yellow", markup=False, highlight=False, soft_wrap=True)
    _print_notices(console, report)
    console.print(_sentence(report, raw, out), markup=False, highlight=False, soft_wrap=True)


def _print_notices(console: Console, report: RunReport) -> None:
    """What is to be told about corrections, with the file and line of each."""
    told = [
        f"{summary.document_id}.yml ({path}), {notice}"
        for path, summary in report.summaries.items()
        for notice in summary.notices
    ]
    for notice in (*told, *report.notices):
        console.print(notice, style="yellow", markup=False, highlight=False, soft_wrap=True)


def to_json(report: RunReport, stale: Sequence[tuple[str, str]] = ()) -> str:
    """Return the report for programs: one JSON object."""
    content = {
        "documents": [{"source_path": path, **asdict(summary)} for path, summary in report.summaries.items()],
        "read": report.read,
        "removed": report.removed,
        "written": report.written,
        "notices": report.notices,
        "pages_recognised": report.pages,
        "unchanged": report.is_unchanged,
        "stale": dict(stale),
        "seconds": round(report.seconds, 3),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _table(summaries: Mapping[str, Summary], read: tuple[str, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Document", overflow="fold")
    table.add_column("Status")
    for name in ("Tasks", "In prose", "References", "Flags", "Alarms", "Seconds"):
        table.add_column(name, justify="right")
    shown = _shown(summaries, read)
    for path in shown:
        summary = summaries[path]
        counts = (summary.tasks, summary.prose, summary.references, summary.flags, summary.alarms)
        figures = (*counts, f"{summary.seconds:.2f}")
        table.add_row(_escape(path), _status(summary), *map(str, figures))
    if len(shown) < len(summaries):
        table.add_row(f"… and {len(summaries) - len(shown)} more", "")
    return table


def _shown(summaries: Mapping[str, Summary], read: tuple[str, ...]) -> list[str]:
    if len(summaries) <= _MOST_ROWS:
        return list(summaries)
    worst = sorted(summaries, key=lambda path: (not summaries[path].failure, -summaries[path].alarms, path not in read))
    return worst[:_MOST_ROWS]


def _status(summary: Summary) -> str:
    colour = {"ok": "green", "partial": "yellow", "failed": "red"}[summary.status]
    return f"[{colour}]{summary.status}[/]"


def _sentence(report: RunReport, raw: str, out: str) -> str:
    total = len(report.summaries)
    if not total and not report.removed:
        return f"No documents in {raw}. Put decisions there and run again."
    if report.is_unchanged:
        return f"Nothing new: {total} documents unchanged, {out} is up to date ({report.seconds:.1f} s)."
    failed = sum(summary.status == "failed" for summary in report.summaries.values())
    parts = [
        f"{len(report.read)} of {total} documents read",
        f"{len(report.removed)} removed" if report.removed else "",
    ]
    parts += [f"{report.pages} pages recognised" if report.pages else "", f"{failed} failed" if failed else ""]
    parts += [f"{len(report.written)} files written to {out}"]
    tasks = sum(summary.tasks for summary in report.summaries.values())
    prose = sum(summary.prose for summary in report.summaries.values())
    said = f"{tasks} tasks in all" + (f", {prose} more given in running text" if prose else "")
    return f"{', '.join(filter(None, parts))}: {said}{_human(report)} ({report.seconds:.1f} s)."


def tasks_of(summary: Summary) -> str:
    """Return how many tasks a document has, those of its running text told apart."""
    return f"{summary.tasks} tasks" + (f" and {summary.prose} in running text" if summary.prose else "")


def _human(report: RunReport) -> str:
    corrected = sum(summary.corrected for summary in report.summaries.values())
    accepted = sum(summary.accepted for summary in report.summaries.values())
    return f", {corrected} corrections applied, {accepted} readings accepted" if corrected or accepted else ""


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def print_status(console: Console, report: RunReport, out: str, stale: Sequence[tuple[str, str]]) -> None:
    """Print what is published, what failed and why, and what the next run would read and why."""
    if not report.summaries:
        console.print(f"Nothing is published in {out}. Run: make extract", markup=False)
    else:
        console.print(_table(report.summaries, ()))
    for path, summary in report.summaries.items():
        if summary.failure:
            console.print(f"{path}: {summary.message}", style="yellow", markup=False, highlight=False, soft_wrap=True)
    for path, reason in stale[:_MOST_ROWS]:
        console.print(f"{path}: {reason}", style="cyan", markup=False, highlight=False, soft_wrap=True)
    if stale:
        count = f"{len(stale)} documents are" if len(stale) > 1 else "1 document is"
        console.print(f"{count} not up to date. Run: make extract", markup=False, highlight=False)
