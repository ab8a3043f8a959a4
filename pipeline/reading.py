"""Steps carried to their results: what is known is noted, what is refused is told, the rest goes to the workers."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from extractors.recognition import given_up
from pipeline.cache import ResultCache
from pipeline.datasets import DocumentRow
from pipeline.manifest import SourceEntry
from pipeline.page_cache import PageCache
from pipeline.planning import Step
from pipeline.process import failed
from pipeline.settings import Settings
from pipeline.storage.folder import open_folder
from pipeline.store import to_stored
from pipeline.summary import Listener, PageProgress, Progress, Summary
from pipeline.work.choice import choose_executor
from pipeline.work.losses import GIVEN_UP, PAGE_GIVEN_UP
from pipeline.work.schedule import Recourse, Schedule
from pipeline.work.tasks import Changed, DocumentJob, Finished, PageDone, Workplace


@dataclass(slots=True)
class Read:
    """What reading has come to so far: the manifest's entries, what was read now, what changed meanwhile."""

    entries: dict[str, SourceEntry] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    pages: int = 0


def read_documents(steps: Sequence[Step], settings: Settings, place: Workplace, listen: Listener) -> Read:
    """Carry every step to its result, kept in the cache as soon as it is there."""
    cache = ResultCache(open_folder(place.cache))
    found = Read()

    def note(step: Step, summary: Summary, *, is_new: bool) -> None:
        found.entries[step.source.path] = step.entry(summary)
        listen(Progress(step.source.path, summary, is_new, len(found.entries), len(steps)))

    todo: dict[str, Step] = {}
    for step in steps:
        if step.known is not None:
            note(step, step.known, is_new=False)
        elif step.refusal is not None:
            note(step, keep_failure(cache, step.key, None, step.refusal), is_new=False)
        else:
            todo[step.source.path] = step
            _forget_pages(step, settings, place)
    spent: dict[str, float] = {}
    jobs = [step.job for step in todo.values()]
    if not jobs:
        return found
    with closing(choose_executor(settings, place, jobs)) as executor:
        schedule = Schedule(place, executor, _recourse(cache, place))
        for report in schedule.run(jobs):
            if isinstance(report, Finished):
                found.read.append(report.path)
                note(todo[report.path], _with_pages(report.summary, spent.pop(report.path, 0.0)), is_new=True)
            elif isinstance(report, Changed):
                found.changed.append(report.path)
            else:
                found.pages += 1
                spent[report.path] = spent.get(report.path, 0.0) + report.seconds
                listen(_page_progress(report, found.pages, schedule.pages_wanted))
    return found


def keep_failure(cache: ResultCache, key: str, document_id: str | None, failure: tuple[str, str]) -> Summary:
    """Keep the result of a document that was not read, and return its figures."""
    code, sentence = failure
    stored = to_stored(failed(DocumentRow(document_id=document_id), code, sentence), 0.0)
    cache.write(key, stored)
    return stored.summary


def _recourse(cache: ResultCache, place: Workplace) -> Recourse:
    def give_up_document(job: DocumentJob, why: str) -> Finished:
        name = job.digest[:12] if job.digest else None
        return Finished(job.path, keep_failure(cache, job.key, name, GIVEN_UP[why]))

    def give_up_page(job: DocumentJob, number: int, why: str) -> PageDone:
        page = given_up(number, *PAGE_GIVEN_UP[why])
        PageCache(cache.folder, job.digest or "", place.recogniser).write(page)
        return PageDone(job.path, number, 0.0, PAGE_GIVEN_UP[why][0])

    return Recourse(give_up_document, give_up_page)


def _forget_pages(step: Step, settings: Settings, place: Workplace) -> None:
    """Pages asked for anew are taken out of the cache: all of them, or those that were given up."""
    if step.digest and (settings.force or settings.retry_failed):
        pages = PageCache(open_folder(place.cache), step.digest, place.recogniser)
        pages.forget(failed_only=not settings.force)


def _with_pages(summary: Summary, seconds: float) -> Summary:
    """The figures with the seconds that recognising the document's pages took in this run."""
    return replace(summary, stages={"recognise": round(seconds, 3), **summary.stages}) if seconds else summary


def _page_progress(page: PageDone, done: int, wanted: int) -> PageProgress:
    return PageProgress(page.path, page.number, page.seconds, page.failure, done, wanted)
