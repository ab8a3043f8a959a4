"""The command `boctach`. Heavy imports wait until a command needs them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.settings import Settings
    from pipeline.storage.folder import Where

_PIPE_WIDTH = 120
_FILE = click.Path(path_type=Path, dir_okay=False)


class _Folder(click.ParamType):  # type: ignore[type-arg]
    """A folder of this machine, or an address such as s3://bucket/folder."""

    name = "folder"

    def convert(self, value: "Where", _: click.Parameter | None, __: click.Context | None) -> "Where":
        return value if "://" in str(value) else Path(value)


_FOLDER = _Folder()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="boctach", message="boctach %(version)s")
def cli() -> None:
    """Vietnamese government decisions and their task tables, from paper to clean, traceable Parquet."""


@cli.command()
@click.option("--raw", type=_FOLDER, default=Path("data/raw"), show_default=True, help="Folder with the documents.")
@click.option("--out", type=_FOLDER, default=Path("data/parquet"), show_default=True, help="Folder for the datasets.")
@click.option("--cache", type=_FOLDER, default=Path("data/cache"), show_default=True, help="Folder for results kept.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Tasks done at once. Default: all processors.")
@click.option("--scheduler", metavar="ADDRESS", default="", help="Dask scheduler, tcp://host:8786; or local:4, serial.")
@click.option("--page-seconds", type=click.FloatRange(0), default=None, help="Longest a page may take. Default: 120.")
@click.option("--cache-gib", type=click.FloatRange(0), default=None, help="Most the cache may hold. Default: 20 GiB.")
@click.option("--force", is_flag=True, help="Read every document again.")
@click.option(
    "--corrections",
    type=_FOLDER,
    default=Path("data/corrections"),
    show_default=True,
    help="Folder with human readings.",
)
@click.option("--retry-failed", is_flag=True, help="Read again what failed or was given up.")
@click.option("--follow-links", is_flag=True, help="Follow links that lead out of the folder of documents.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a document failed or bears an alarm.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option(
    "--log-json", type=click.Path(path_type=Path, dir_okay=False), help="Append what happens, a line an event."
)
def extract(*, strict: bool, as_json: bool, log_json: Path | None, **options: Any) -> None:
    """Read new and changed documents and publish the datasets."""
    _extract(_settings(options), strict=strict, as_json=as_json, log=log_json)


@cli.command()
@click.option("--raw", type=_FOLDER, default=Path("data/raw"), show_default=True, help="Folder with the documents.")
@click.option("--out", type=_FOLDER, default=Path("data/parquet"), show_default=True, help="Folder with the datasets.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
def status(raw: "Where", out: "Where", as_json: bool) -> None:
    """Show what is published: documents, figures, what failed, what is not up to date, and why."""
    from rich.console import Console

    from pipeline.errors import RunError
    from pipeline.manifest import load_manifest
    from pipeline.report import print_status, to_json
    from pipeline.settings import Settings
    from pipeline.staleness import find_stale
    from pipeline.storage.folder import open_folder
    from pipeline.summary import RunReport

    try:
        manifest = load_manifest(open_folder(out))
        stale = list(find_stale(Settings(raw, out), manifest))
    except RunError as problem:
        raise click.UsageError(str(problem)) from problem
    report = RunReport({path: entry.summary for path, entry in manifest.sources.items()})
    if as_json:
        click.echo(to_json(report, stale))
        return
    print_status(Console(), report, str(out), stale)
    if manifest.is_publishing:
        click.echo("A run was cut off while it published. Run make extract again before using the datasets.")


@cli.command()
@click.option("--out", type=_FOLDER, default=Path("data/parquet"), show_default=True, help="Folder with the datasets.")
def profile(out: "Where") -> None:
    """Show where the time went: stages of the last run, stages of reading, slowest documents."""
    from rich.console import Console

    from pipeline.manifest import load_manifest
    from pipeline.profile import print_profile
    from pipeline.storage.folder import open_folder

    print_profile(Console(), load_manifest(open_folder(out)))


@cli.command()
@click.option("--out", type=_FOLDER, default=Path("data/parquet"), show_default=True, help="Folder with the datasets.")
def misses(out: Path) -> None:
    """Print the units that the gazetteer lacks, as YAML to paste into normalizers/resources/units.yml."""
    from pipeline.misses import report_misses

    click.echo(report_misses(out))


@cli.command()
@click.option("--out", type=_FOLDER, default=Path("data/parquet"), show_default=True, help="Folder with the datasets.")
@click.option("--year", type=int, default=None, help="Only what belongs to this year.")
@click.option("--xlsx", type=_FILE, default=None, help="One Excel workbook, a sheet a dataset.")
@click.option("--csv", type=_FOLDER, default=None, help="A folder of CSV files that Excel opens.")
@click.option("--jsonl", type=_FOLDER, default=None, help="A folder of JSON lines.")
@click.option("--duckdb", type=_FILE, default=None, help="One DuckDB database.")
@click.option("--docx", type=_FOLDER, default=None, help="A folder of Word files, one a plan.")
@click.option("--html", type=_FOLDER, default=None, help="A folder of web pages, one a plan.")
def export(*, out: Path, year: int | None, **places: Path | None) -> None:
    """Write the datasets, or the plans themselves, in other forms."""
    from pipeline.errors import RunError
    from pipeline.export.exporting import Wanted
    from pipeline.export.exporting import export as export_datasets

    if not any(places.values()):
        raise click.UsageError("Say what to write, e.g.: boctach export --xlsx plans.xlsx")
    try:
        written = export_datasets(Wanted(**places), out, year)
    except RunError as problem:
        raise click.UsageError(str(problem)) from problem
    except OSError as refusal:
        sentence = f"{refusal.filename} could not be written ({refusal.strerror}). Make room or rights there."
        raise click.UsageError(sentence) from refusal
    click.echo("\n".join(f"Written: {place}" for place in written))


@cli.command()
@click.option("--raw", type=_FOLDER, default=Path("data/raw"), show_default=True, help="Folder with the documents.")
@click.option("--out", type=_FOLDER, default=Path("data/parquet"), show_default=True, help="Folder with the datasets.")
@click.option("--cache", type=_FOLDER, default=Path("data/cache"), show_default=True, help="Folder for page images.")
@click.option(
    "--corrections",
    type=_FOLDER,
    default=Path("data/corrections"),
    show_default=True,
    help="Folder that is written to.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on this machine. Default: a free one.")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option("--static", type=_FOLDER, default=None, help="Write the pages to a folder instead, for reading.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Language of the pages of --static.")
def review(*, port: int, no_browser: bool, static: Path | None, lang: str, **folders: Path) -> None:
    """Look at what is doubtful beside the page images, and say what is printed."""
    from pipeline.errors import RunError
    from pipeline.review.places import Places
    from pipeline.review.serving import serve
    from pipeline.review.static_pages import write_static

    places = Places(**folders)
    try:
        if static is None:
            serve(places, click.echo, port=port, opens_browser=not no_browser)
        else:
            click.echo(f"Written: {len(write_static(places, static, lang))} pages in {static}")
    except RunError as problem:
        raise click.UsageError(str(problem)) from problem


@cli.command()
@click.argument("file", type=_FILE)
@click.option("--to", "page", type=_FILE, default=None, help="The page to write. Default: FILE.html in this folder.")
def report(file: Path, page: Path | None) -> None:
    """Write a page about one document: facts, tasks, units, deadlines, references, quality."""
    from pipeline.errors import RunError
    from pipeline.picture.making import write_picture

    page = page or Path(f"{file.stem}.html")
    try:
        write_picture(file, page)
    except RunError as problem:
        raise click.UsageError(str(problem)) from problem
    click.echo(f"Written: {page}")


@cli.command()
@click.argument("dataset", required=False)
@click.option("--markdown", is_flag=True, help="Print the whole data dictionary as Markdown.")
def describe(dataset: str | None, markdown: bool) -> None:
    """Explain the datasets, or the columns of one."""
    from pipeline.datasets import DATASETS
    from pipeline.dictionary import describe_all, describe_dataset, to_markdown

    if dataset and dataset not in DATASETS:
        raise click.UsageError(f"There is no dataset {dataset!r}. There are: {', '.join(DATASETS)}.")
    if markdown:
        click.echo(to_markdown(), nl=False)
    else:
        click.echo(describe_dataset(dataset) if dataset else describe_all())


def _settings(options: dict[str, Any]) -> "Settings":
    """The options of the command line as settings; those not given keep their defaults."""
    from dataclasses import replace

    from pipeline.settings import Settings

    page_seconds, cache_gib, jobs = (options.pop(name) for name in ("page_seconds", "cache_gib", "jobs"))
    settings = Settings(**options)
    if jobs:
        settings = replace(settings, jobs=jobs)
    if page_seconds is not None:
        settings = replace(settings, limits=replace(settings.limits, page_seconds=page_seconds))
    if cache_gib is not None:
        settings = replace(settings, cache_bytes=int(cache_gib * 2**30))
    return settings


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--page", type=int, default=None, help="Page to draw, from 1. Default: list the pages.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="PNG to write.")
def show(file: Path, page: int | None, out: Path | None) -> None:
    """Draw what was read on a page of a PDF or picture: cells, rows, paragraphs, page joins."""
    from pipeline.errors import ShowError
    from pipeline.showing import list_pages, picture_of

    try:
        if page is None:
            click.echo("\n".join(list_pages(file)))
            return
        png = picture_of(file, page)
    except ShowError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    target = out or Path(f"{file.stem}.page-{page}.png")
    target.write_bytes(png)
    click.echo(f"Wrote {target}.")


def _extract(settings: "Settings", *, strict: bool, as_json: bool, log: Path | None) -> None:
    from rich.console import Console

    from pipeline.errors import RunError
    from pipeline.progress import listening
    from pipeline.report import print_report, to_json
    from pipeline.run import run
    from pipeline.run_log import logging_to
    from pipeline.without_pandas import without_pandas

    # A pipe has no width of its own: wide enough that file names stay whole.
    console = Console(quiet=as_json, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
    try:
        with without_pandas(), listening(console) as listen, logging_to(log, listen) as listen:
            report = run(settings, listen)
    except RunError as problem:
        raise click.UsageError(str(problem)) from problem
    except KeyboardInterrupt:
        click.echo("Stopped. The published datasets are as they were; run again to go on.", err=True)
        sys.exit(130)
    if as_json:
        click.echo(to_json(report))
    else:
        print_report(console, report, str(settings.raw), str(settings.out))
    if strict and any(summary.alarms or summary.status == "failed" for summary in report.summaries.values()):
        sys.exit(1)
