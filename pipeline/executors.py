"""How documents are carried through: one after the other, or by a pool of processes. Both give equal results."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pipeline.corrections.entries import NO_CORRECTIONS, Corrections
from pipeline.datasets import DocumentRow
from pipeline.process import DocumentResult, document_id, failed, process
from pipeline.sources import read_bytes

# Starting workers costs about a second: fewer documents than this are read in this process.
_WORTH_A_POOL = 16

ReadBytes = Callable[[Path], bytes]


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read, and what people said about it."""

    path: str
    file: Path
    corrections: Corrections = NO_CORRECTIONS


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was read: its rows and the seconds it took."""

    job: Job
    result: DocumentResult
    seconds: float


def carry_out(job: Job, read: ReadBytes = read_bytes) -> Done:
    """Read one document. Nothing a document does stops the run: what goes wrong is its result."""
    start = time.perf_counter()
    return Done(job, _result(job, read), time.perf_counter() - start)


def run_jobs(jobs: Iterable[Job], workers: int, read: ReadBytes = read_bytes) -> Iterator[Done]:
    """Yield each document as it is done: in order with one worker, as they come with several."""
    pending = list(jobs)
    if workers < 2 or len(pending) < _WORTH_A_POOL:
        yield from (carry_out(job, read) for job in pending)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(carry_out, job, read) for job in pending]
        try:
            yield from (future.result() for future in as_completed(futures))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _result(job: Job, read: ReadBytes) -> DocumentResult:
    try:
        data = read(job.file)
    except OSError as refusal:
        return failed(DocumentRow(document_id=None), "unreadable_file", _why_refused(refusal))
    try:
        return process(data, job.corrections)
    except Exception as fault:  # noqa: BLE001 (the edge of one document: the others must go on)
        row = DocumentRow(document_id=document_id(data))
        return failed(
            row,
            "internal_error",
            f"A fault of this program stopped the reading ({type(fault).__name__}: {fault}). "
            "The other documents are not touched; please report it with the file.",
        )


def _why_refused(refusal: OSError) -> str:
    if isinstance(refusal, PermissionError):
        return (
            "The system does not let this file be opened. Give yourself the right to read it (chmod u+r) and run again."
        )
    if isinstance(refusal, FileNotFoundError):
        return "The file went away or is a link to nothing. Put it back, or take the link out of the folder."
    return f"The system could not read this file ({refusal.strerror}). Check the disk, or copy the file anew."
