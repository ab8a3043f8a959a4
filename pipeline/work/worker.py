"""One task done: the same function in this process, in a process of the pool and on a machine of a cluster.

A worker reads sources and the cache, and keeps what it made in the cache; only figures go back to the run.
"""

import socket
from collections.abc import Callable
from functools import cache, lru_cache

from extractors.page import Page
from extractors.recognition import PageReader, PagesWanted, Recognise, given_up, read_or_give_up
from pipeline.cache import ResultCache
from pipeline.corrections.entries import Corrections
from pipeline.datasets import DocumentRow
from pipeline.fingerprint import code_stamp, page_stamp
from pipeline.page_cache import PageCache, decode_page, encode_page
from pipeline.process import DocumentResult, document_id, failed, process
from pipeline.sources import content_digest, read_source, why_refused
from pipeline.storage.folder import open_folder
from pipeline.store import to_stored
from pipeline.work.losses import PAGE_GIVEN_UP
from pipeline.work.stopwatch import Stopwatch
from pipeline.work.tasks import (
    Changed,
    DocumentJob,
    Finished,
    ForeignWorkerError,
    Outcome,
    PageDone,
    Task,
    Waiting,
    Workplace,
)


def carry_out(task: Task) -> tuple[Outcome, ...]:
    """Do one task and keep what came of it. Nothing a document does is raised: what goes wrong is its result.

    Raises `OSError` where the cache cannot be written and `ForeignWorkerError` where this worker is not of the run's
    making.
    """
    check_worker(task.place)
    if task.page is not None:
        return (_recognise(task.jobs[0], task.page, task.place),)
    return tuple(_read(job, task.place) for job in task.jobs)


@cache
def check_worker(place: Workplace) -> None:
    """Raise `ForeignWorkerError` where this process has other code or another recogniser than the run's stamps name."""
    here = socket.gethostname()
    if code_stamp() != place.code:
        raise ForeignWorkerError(
            f"The worker on {here} runs another version of boctach or of its libraries. Install the same wheel with "
            "requirements.lock on every machine, and start the worker again."
        )
    if place.pages and page_stamp(place.read_page) != place.pages:
        raise ForeignWorkerError(
            f"The worker on {here} has no Tesseract with the Vietnamese model, or another version of them. "
            "Install the same on every machine (Debian: tesseract-ocr tesseract-ocr-vie), and start the worker again."
        )


def _read(job: DocumentJob, place: Workplace) -> Outcome:
    watch = Stopwatch()
    try:
        data = read_source(job.file)
    except OSError as refusal:
        if job.digest is not None:
            return Changed(job.path)
        result = failed(DocumentRow(document_id=None), "unreadable_file", why_refused(refusal))
    else:
        if content_digest(data) != job.digest:
            return Changed(job.path)
        watch.lap("open")
        try:
            result = _processed(data, job.corrections, _page_lookup(job.digest, place), watch.lap)
        except PagesWanted as wanted:
            return Waiting(job.path, wanted.numbers)
    stored = to_stored(result, watch.seconds, lambda: place.recogniser, watch.laps)
    ResultCache(open_folder(place.cache)).write(job.key, stored)
    return Finished(job.path, stored.summary)


def _page_lookup(digest: str, place: Workplace) -> Recognise:
    """The pages kept of a document. The recogniser is asked for its version by the first scanned page only."""
    return lambda number: PageCache(open_folder(place.cache), digest, place.recogniser).load(number)


def _processed(
    data: bytes, corrections: Corrections, pages: Recognise | None, lap: Callable[[str], None]
) -> DocumentResult:
    try:
        return process(data, corrections, pages=pages, lap=lap)
    except (PagesWanted, MemoryError):
        raise
    except Exception as fault:  # noqa: BLE001 (the edge of one document: the others must go on)
        return failed(
            DocumentRow(document_id=document_id(data)),
            "internal_error",
            f"A fault of this program stopped the reading ({type(fault).__name__}: {fault}). "
            "The other documents are not touched; please report it with the file.",
        )


def _recognise(job: DocumentJob, number: int, place: Workplace) -> Outcome:
    """Recognise a page and keep it. A fault of the page's reader gives the page up, not the document."""
    watch = Stopwatch()
    pages = PageCache(open_folder(place.cache), job.digest or "", place.recogniser)
    if pages.load(number) is not None:
        return PageDone(job.path, number, 0.0)
    try:
        data = _source_of_pages(job.file, job.digest)
    except OSError:
        return Changed(job.path)
    page = _recognised(data, number, place.read_page)
    pages.write(page)
    failure = page.how.failure
    return PageDone(job.path, number, watch.seconds, failure.code if failure else None)


def _recognised(data: bytes, number: int, read_page: PageReader) -> Page:
    try:
        page = read_or_give_up(read_page, data, number)
        is_page = page.number == number and decode_page(encode_page(page)) == page
        return page if is_page else given_up(number, *PAGE_GIVEN_UP["crashed"])
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (the edge of one page: the others must go on)
        return given_up(number, *PAGE_GIVEN_UP["crashed"])


@lru_cache(maxsize=1)
def _source_of_pages(file: str, digest: str | None) -> bytes:
    """The bytes of the document whose pages are being recognised: fetched once for all of them."""
    data = read_source(file)
    if content_digest(data) != digest:
        raise FileNotFoundError(file)
    return data
