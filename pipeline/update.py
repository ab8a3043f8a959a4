"""The part of a run that reads and writes: results of new sources, then the published files that they change."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.cache import ResultCache
from pipeline.cache_size import shrink
from pipeline.corrections.entries import GAZETTEER_FILE
from pipeline.corrections.folder import CorrectionFolder, file_name, folder_mark, load_folder
from pipeline.datapackage import DATAPACKAGE_FILE, datapackage_json
from pipeline.errors import RunError
from pipeline.fingerprint import code_stamp, engine_stamp, page_stamp, result_key
from pipeline.manifest import NAME as MANIFEST
from pipeline.manifest import PUBLISHING, Manifest, SourceEntry, load_manifest, manifest_json
from pipeline.planning import Trust, plan_steps
from pipeline.publish import Member, Plan, ResultsLostError, make_plan, stage, swap
from pipeline.reading import keep_failure, read_documents
from pipeline.settings import Settings
from pipeline.sources import Source, find_sources
from pipeline.storage.folder import Folder, absolute, open_folder
from pipeline.summary import Listener, RunReport, Stage
from pipeline.work.stopwatch import Stopwatch
from pipeline.work.tasks import Workplace

# Sources that change and results that vanish while a run is at work are read again, so many times.
_MOST_ROUNDS = 3
_CHANGING = ("source_changing", "The file changed each time it was read. Run again when it is finished.")


@dataclass(slots=True)
class _Run:
    """What an update knows of itself: what it was told, what was published before, what it has read so far."""

    settings: Settings
    place: Workplace
    cache: ResultCache
    before: Manifest
    listen: Listener
    human: CorrectionFolder
    mark: str
    watch: Stopwatch = field(default_factory=Stopwatch)
    read: list[str] = field(default_factory=list)
    pages: int = 0

    def lap(self, stage: str) -> None:
        """Note and tell the end of a stage."""
        self.watch.lap(stage)
        self.listen(Stage(stage, self.watch.laps[stage]))


def update(settings: Settings, sources: Sequence[Source], listen: Listener) -> RunReport:
    """Read what is new, publish what changed, and return what was done. Raises `RunError` where that cannot be.

    The folder of datasets is locked meanwhile; what is published is looked at once the lock is held.
    """
    out = open_folder(settings.out)
    advice = f"The datasets could not be written to {settings.out}", "OUT=folder"
    with _telling(*advice), out.locked():
        place, before = _workplace(settings), load_manifest(out)
        mark, human = folder_mark(settings.corrections), _load_corrections(settings.corrections)
        run = _Run(settings, place, ResultCache(open_folder(place.cache)), before, listen, human, mark)
        entries, written = _until_settled(run, sources, out)
        shrink(run.cache, {entry.key for entry in entries.values()}, settings.cache_bytes)
    removed = tuple(sorted(set(before.sources) - set(entries)))
    summaries = {path: entry.summary for path, entry in entries.items()}
    read, notices = tuple(sorted(set(run.read))), _notices(human, entries)
    return RunReport(summaries, read, removed, written, notices=notices, pages=run.pages)


def _until_settled(
    run: _Run, sources: Sequence[Source], out: Folder
) -> tuple[Mapping[str, SourceEntry], tuple[str, ...]]:
    """Read and publish; look at the sources anew where some changed, read again what vanished from the cache."""
    trust = Trust(run.place, run.human, run.settings.force, run.settings.retry_failed)
    for rounds_left in reversed(range(_MOST_ROUNDS)):
        entries, changed = _read(run, sources, trust)
        trust = replace(trust, anew=False, failed_anew=False)
        if changed and rounds_left:
            sources = find_sources(run.settings.raw, follow_links=run.settings.follow_links)
            continue
        entries |= _still_changing(run, sources, changed)
        try:
            return dict(sorted(entries.items())), _publish(run, out, entries, is_settled=not changed)
        except ResultsLostError as lost:
            trust = replace(trust, lost=lost.paths)
    raise RunError(f"Results go missing from {run.place.cache} as they are written. Check its disk, then run again.")


def _read(run: _Run, sources: Sequence[Source], trust: Trust) -> tuple[dict[str, SourceEntry], list[str]]:
    """The manifest's entries of all sources that stayed as they are, and the paths of those that did not."""
    settings = replace(run.settings, force=trust.anew, retry_failed=trust.failed_anew)
    with _telling(f"Results could not be kept in {run.place.cache}", "--cache folder"):
        steps = list(plan_steps(sources, run.before, run.cache, trust))
        run.lap("plan")
        found = read_documents(steps, settings, run.place, run.listen)
        run.lap("read")
    run.read += found.read
    run.pages += found.pages
    return found.entries, found.changed


def _load_corrections(folder: Path) -> CorrectionFolder:
    try:
        return load_folder(folder)
    except OSError as refusal:
        raise RunError(
            f"The corrections in {folder} could not be opened ({refusal.strerror}). "
            "Give yourself the right to read them, or name another folder: --corrections folder"
        ) from refusal


def _notices(human: CorrectionFolder, entries: Mapping[str, SourceEntry]) -> tuple[str, ...]:
    """Sentences about corrections that belong to no document: decisions about names, documents that are not there."""
    ids = {entry.summary.document_id for entry in entries.values()}
    strangers = sorted(file_name(name) for name in human.files if name not in ids)
    told = [f"{GAZETTEER_FILE}, line {problem.line}: {problem.sentence}" for problem in human.problems]
    if strangers:
        named = ", ".join(strangers[:3]) + (f" and {len(strangers) - 3} more" if len(strangers) > 3 else "")
        told.append(f"Corrections for documents that are not in the raw folder: {named}.")
    return tuple(told)


def _still_changing(run: _Run, sources: Sequence[Source], changed: Sequence[str]) -> dict[str, SourceEntry]:
    entries = {}
    for source in sources:
        if source.path in changed:
            key = result_key(f"changing {source.path}", code_stamp())
            summary = keep_failure(run.cache, key, None, _CHANGING)
            entries[source.path] = SourceEntry(source.size, source.modified_ns, None, key, summary)
    return entries


def _publish(run: _Run, out: Folder, entries: Mapping[str, SourceEntry], *, is_settled: bool) -> tuple[str, ...]:
    """Write the files that changed and swap them in; return their names, those taken away included.

    The mark is there while files are replaced: a run killed then leaves it, and the next one trusts no published file.
    """
    before = run.before
    members = [_member(path, entry) for path, entry in entries.items()]
    plan = make_plan(members, {} if before.is_publishing else before.partitions, before.years, out)
    with out.staging() as folder:
        stage(plan, members, folder, run.cache)
        run.lap("stage")
        # Staged like the datasets: where there is no room for them, nothing published is touched.
        (folder / DATAPACKAGE_FILE).write_bytes(datapackage_json(plan.digests))
        (folder / MANIFEST).write_bytes(manifest_json(_manifest(run, entries, plan, is_settled=is_settled)))
        if plan.changed or plan.stale:
            out.write(PUBLISHING, b"")
            swap(plan, folder, out)
        for name in (DATAPACKAGE_FILE, MANIFEST):
            out.put(name, folder / name)
        out.remove(PUBLISHING)
        run.lap("publish")
    return plan.changed + plan.stale


def _manifest(run: _Run, entries: Mapping[str, SourceEntry], plan: Plan, *, is_settled: bool) -> Manifest:
    """What is about to be published. A stamp that no code has makes the next run look at every source again."""
    stamp = code_stamp() if is_settled else "unsettled"
    has_scans = any(entry.summary.recogniser for entry in entries.values())
    engine = engine_stamp(run.settings.read_page) if has_scans else ""
    now = Manifest(stamp, False, entries, plan.digests, seconds=run.watch.laps, engine=engine)
    return replace(now, corrections=run.mark, notices=_notices(run.human, entries))


def _member(path: str, entry: SourceEntry) -> Member:
    summary = entry.summary
    return Member(path, entry.key, summary.rows, summary.year, summary.body)


def _workplace(settings: Settings) -> Workplace:
    """Where and with what the work is done; workers of a cluster are held to the recogniser of this machine."""
    where = absolute(settings.raw), absolute(settings.cache)
    pages = page_stamp(settings.read_page) if settings.scheduler else ""
    return Workplace(*where, code_stamp(), pages, settings.read_page)


@contextmanager
def _telling(what: str, option: str) -> Iterator[None]:
    """Say in a sentence what the system refused."""
    try:
        yield
    except OSError as refusal:
        raise RunError(
            f"{what} ({refusal.strerror or refusal}). Make room or rights there, or name another folder: {option}"
        ) from refusal
