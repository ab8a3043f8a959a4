"""One document's rows as one file that proves itself whole: figures, then the rows of each dataset.

The first line is the digest of the rest, the second JSON with the figures and the length of each dataset; what follows
is packed. The rows are Arrow record batches without their schema: it is that of the code which the file's name stamps.
Of 94 kB with schemas 20 remain, and loading takes a tenth of the time.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Literal

import pyarrow as pa

from extractors.model import FileKind
from normalizers.text import fold
from pipeline.datasets import CorrectionRow
from pipeline.process import DocumentResult
from pipeline.schema import arrow_schema, to_table
from pipeline.summary import Summary

_CODEC: Literal["zstd"] = "zstd"


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A document's rows as Arrow tables by dataset, and the figures a summary needs."""

    tables: Mapping[str, pa.Table]
    summary: Summary


def summarise(
    result: DocumentResult,
    seconds: float,
    recogniser: Callable[[], str] | None = None,
    stages: Mapping[str, float] | None = None,
) -> Summary:
    """Return the figures of a result. The recogniser is asked for its stamp only where the result hangs on it."""
    document = result.document
    corrected, accepted, told = _corrections(result.rows.get("corrections", ()))
    is_scan = document.file_kind == FileKind.IMAGE or (document.file_kind == FileKind.PDF and document.failure)
    hangs_on_recogniser = document.ocr_page_count or is_scan
    return Summary(
        document.document_id,
        document.year,
        document.status,
        document.failure,
        document.failure_message,
        document.task_count,
        document.reference_count,
        document.flag_count,
        alarms=sum(flag.weight == "alarm" for flag in result.rows.get("flags", ())),
        seconds=round(seconds, 3),
        pages=document.ocr_page_count or 0,
        recogniser=recogniser() if recogniser and hangs_on_recogniser else None,
        prose=document.prose_count,
        corrected=corrected,
        accepted=accepted,
        notices=told,
        body=fold(document.issuing_body or "") if document.task_count else "",
        stages=stages or {},
    )


def _corrections(rows: Sequence[CorrectionRow]) -> tuple[int, int, list[str]]:
    """How many corrections were applied, how many readings accepted, and what is to be told of the others."""
    told = [f"line {row.line}: {row.message}" for row in rows if row.message]
    corrected = sum(row.outcome in ("applied", "drifted") for row in rows)
    return corrected, sum(row.outcome == "accepted" for row in rows), told


def to_stored(
    result: DocumentResult,
    seconds: float,
    recogniser: Callable[[], str] | None = None,
    stages: Mapping[str, float] | None = None,
) -> StoredResult:
    """Return a result with its rows as Arrow tables; empty datasets are left out."""
    tables = {dataset: to_table(dataset, rows) for dataset, rows in result.rows.items() if rows}
    digest = sha256()
    for dataset, table in tables.items():
        digest.update(dataset.encode())
        digest.update(_to_bytes(table))
    figures = summarise(result, seconds, recogniser, stages)
    return StoredResult(tables, replace(figures, rows=digest.hexdigest()[:32]))


def encode_result(stored: StoredResult) -> bytes:
    """Return a result as bytes."""
    parts = {dataset: _to_bytes(table) for dataset, table in stored.tables.items()}
    header = {"summary": asdict(stored.summary), "parts": [[dataset, len(data)] for dataset, data in parts.items()]}
    body = pa.compress(b"".join(parts.values()), codec=_CODEC, asbytes=True) if parts else b""
    rest = json.dumps(header, ensure_ascii=False).encode() + b"\n" + body
    return sha256(rest).hexdigest().encode() + b"\n" + rest


def decode_result(data: bytes, datasets: Collection[str] | None = None) -> StoredResult | None:
    """Return a stored result, or those datasets of it; None where a single bit is wrong."""
    digest, _, rest = data.partition(b"\n")
    if not rest or sha256(rest).hexdigest().encode() != digest:
        return None
    try:
        head, _, body = rest.partition(b"\n")
        return _decoded(json.loads(head), body, datasets)
    except (ValueError, KeyError, TypeError, pa.ArrowException):
        return None  # whole, but of another form: left by other code


def _decoded(header: dict[str, Any], body: bytes, datasets: Collection[str] | None) -> StoredResult:
    tables: dict[str, pa.Table] = {}
    parts = [part for part in header["parts"] if datasets is None or part[0] in datasets]
    if parts:
        start, size = 0, sum(length for _, length in header["parts"])
        unpacked = pa.decompress(body, decompressed_size=size, codec=_CODEC, asbytes=True)
        for dataset, length in header["parts"]:
            if [dataset, length] in parts:
                tables[dataset] = _from_bytes(dataset, unpacked[start : start + length])
            start += length
    return StoredResult(tables, Summary(**header["summary"]))


def encode_table(table: pa.Table) -> bytes:
    """Return one dataset's rows as bytes that prove themselves whole."""
    body = _to_bytes(table)
    return sha256(body).hexdigest().encode() + b"\n" + body


def decode_table(dataset: str, data: bytes) -> pa.Table | None:
    """Return the rows that `encode_table` made plain; None where a single bit is wrong."""
    digest, _, body = data.partition(b"\n")
    is_whole = sha256(body).hexdigest().encode() == digest
    return _from_bytes(dataset, body) if is_whole else None


def _to_bytes(table: pa.Table) -> bytes:
    batches = table.combine_chunks().to_batches()
    return batches[0].serialize().to_pybytes() if batches else b""


def _from_bytes(dataset: str, data: bytes) -> pa.Table:
    """The rows; they hold on to these bytes and to nothing else."""
    schema = arrow_schema(dataset)
    return pa.Table.from_batches([pa.ipc.read_record_batch(pa.py_buffer(data), schema)] if data else [], schema)
