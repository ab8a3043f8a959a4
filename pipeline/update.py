"""The part of a run that reads and writes: results of new sources, then the published files that they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.cache import ResultCache
from pipeline.corrections.entries import GAZETTEER_FILE, NO_CORRECTIONS
from pipeline.corrections.folder import CorrectionFolder, file_name, folder_mark, load_folder
from pipeline.datasets import DocumentRow
from pipeline.errors import RunError
from pipeline.executors import Job, run_jobs
from pipeline.fingerprint import code_stamp
from pipeline.manifest import Manifest, SourceEntry, write_manifest
from pipeline.planning import Step, plan_steps
from pipeline.process import failed
from pipeline.publish import Member, make_plan, stage, swap
from pipeline.settings import Settings
from pipeline.sources import Source, short_id
from pipeline.store import StoredResult, to_stored
from pipeline.summary import Listener, Progress, RunReport


def update(settings: Settings, sources: Sequence[Source], before: Manifest, listen: Listener) -> RunReport:
    """Read what is new, publish what changed, and return what was done."""
    cache = ResultCache(settings.cache)
    mark, human = folder_mark(settings.corrections), _load_corrections(settings.corrections)
    steps = list(plan_steps(sources, before, cache, human, force=settings.force))
    try:
        entries = _finish(steps, settings, _Kept(cache, human), listen)
    except OSError as refusal:
        reason = f"Results could not be kept in {settings.cache} ({refusal.strerror})."
        raise RunError(f"{reason} Make room or rights there, or name another folder: --cache folder") from refusal
    now = Manifest(code_stamp(), sources=entries, corrections=mark, notices=_notices(human, entries))
    written = _publish(settings, cache, now, before)
    read = tuple(step.source.path for step in steps if step.stored is None and step.original is None)
    removed = tuple(sorted(set(before.sources) - set(entries)))
    return RunReport(
        {path: entry.summary for path, entry in entries.items()}, read, removed, written, notices=tuple(now.notices)
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a run knows beside the sources: results of before, and what people said."""

    cache: ResultCache
    human: CorrectionFolder

    def job(self, step: Step) -> Job:
        """What is to be read, with its corrections."""
        corrections = self.human.of(short_id(step.digest)) if step.digest else NO_CORRECTIONS
        return Job(step.source.path, step.source.file, corrections)


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


def _finish(steps: Sequence[Step], settings: Settings, kept: _Kept, listen: Listener) -> Mapping[str, SourceEntry]:
    """Carry every step to its result, kept in the cache as soon as it is there; return the manifest's entries."""
    entries: dict[str, SourceEntry] = {}

    def note(step: Step, stored: StoredResult, *, is_new: bool) -> None:
        entries[step.source.path] = step.entry(stored)
        listen(Progress(step.source.path, stored.summary, is_new, len(entries), len(steps)))

    for step in steps:
        if step.original is not None:
            kept.cache.write(step.key, copy := _copy_of(step.original))
            note(step, copy, is_new=False)
        elif step.stored is not None:
            note(step, step.stored, is_new=False)
    todo = {step.source.path: step for step in steps if step.source.path not in entries}
    for done in run_jobs([kept.job(step) for step in todo.values()], settings.jobs):
        step = todo[done.job.path]
        stored = to_stored(done.result, done.seconds)
        kept.cache.write(step.key, stored)
        note(step, stored, is_new=True)
    return dict(sorted(entries.items()))


def _copy_of(original: str) -> StoredResult:
    """A file with the bytes of another: counted once, told once, without an id so that joins do not double."""
    sentence = f"The file has the same content as {original} and is counted once, there. Delete one of the two."
    return to_stored(failed(DocumentRow(document_id=None), "copy_of_another", sentence), 0.0)


def _publish(settings: Settings, cache: ResultCache, now: Manifest, before: Manifest) -> tuple[str, ...]:
    """Write the files that changed and swap them in; return their names, those taken away included."""
    members = [Member(path, entry.key, entry.summary.year) for path, entry in now.sources.items()]
    plan = make_plan(members, {} if before.is_publishing else before.partitions, settings.out)
    try:
        settings.out.mkdir(parents=True, exist_ok=True)
        stage(plan, members, settings.out, lambda member: _load(cache, member))
        # A run killed while it swaps leaves this mark, and the next one trusts no published file.
        write_manifest(settings.out, replace(before, is_publishing=True))
        swap(plan, settings.out)
        write_manifest(settings.out, replace(now, partitions=plan.digests))
    except OSError as refusal:
        reason = f"The datasets could not be written to {settings.out} ({refusal.strerror})."
        raise RunError(f"{reason} Make room or rights there, or name another folder: OUT=folder") from refusal
    return plan.changed + plan.stale


def _load(cache: ResultCache, member: Member) -> StoredResult:
    stored = cache.load(member.key)
    if stored is None:
        raise RunError(f"The result of {member.path} went missing from {cache.folder} during the run. Run again.")
    return stored
