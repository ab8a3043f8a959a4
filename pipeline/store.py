"""One document's rows as one file that proves itself whole: figures, then the rows of each dataset as an Arrow stream.

The first line is the digest of the rest, the second JSON with the figures and the length of each stream.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

import pyarrow as pa

from extractors.model import FileKind
from pipeline.process import DocumentResult
from pipeline.schema import to_table
from pipeline.summary import Summary


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A document's rows as Arrow tables by dataset, and the figures a summary needs."""

    tables: Mapping[str, pa.Table]
    summary: Summary


def summarise(
    result: DocumentResult, seconds: float, recogniser: str | None = None, stages: Mapping[str, float] | None = None
) -> Summary:
    """Return the figures of a result. The recogniser is named only where the result hangs on it."""
    document = result.document
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
        recogniser=recogniser if hangs_on_recogniser else None,
        stages=stages or {},
    )


def to_stored(
    result: DocumentResult, seconds: float, recogniser: str | None = None, stages: Mapping[str, float] | None = None
) -> StoredResult:
    """Return a result with its rows as Arrow tables; empty datasets are left out."""
    tables = {dataset: to_table(dataset, rows) for dataset, rows in result.rows.items() if rows}
    rows = sha256(b"".join(dataset.encode() + _to_bytes(table) for dataset, table in tables.items())).hexdigest()[:32]
    return StoredResult(tables, replace(summarise(result, seconds, recogniser, stages), rows=rows))


def encode_result(stored: StoredResult) -> bytes:
    """Return a result as bytes."""
    parts = {dataset: _to_bytes(table) for dataset, table in stored.tables.items()}
    header = {"summary": asdict(stored.summary), "parts": [[dataset, len(data)] for dataset, data in parts.items()]}
    rest = json.dumps(header, ensure_ascii=False).encode() + b"\n" + b"".join(parts.values())
    return sha256(rest).hexdigest().encode() + b"\n" + rest


def decode_result(data: bytes, datasets: Collection[str] | None = None) -> StoredResult | None:
    """Return a stored result, or those datasets of it; None where a single bit is wrong."""
    digest, _, rest = data.partition(b"\n")
    if not rest or sha256(rest).hexdigest().encode() != digest:
        return None
    try:
        head, body = rest.split(b"\n", 1)
        return _decoded(json.loads(head), body, datasets)
    except (ValueError, KeyError, TypeError, pa.ArrowInvalid):
        return None  # whole, but of another form: left by other code


def _decoded(header: dict[str, Any], body: bytes, datasets: Collection[str] | None) -> StoredResult:
    tables, start = {}, 0
    streams = pa.py_buffer(body)
    for dataset, length in header["parts"]:
        if datasets is None or dataset in datasets:
            tables[dataset] = pa.ipc.open_stream(streams.slice(start, length)).read_all()
        start += length
    return StoredResult(tables, Summary(**header["summary"]))


def to_stream(table: pa.Table) -> bytes:
    """Return a table as bytes that prove themselves whole."""
    body = _to_bytes(table)
    return sha256(body).hexdigest().encode() + b"\n" + body


def read_stream(data: bytes) -> pa.Table | None:
    """Return the table that `to_stream` made plain; None where a single bit is wrong."""
    digest, _, body = data.partition(b"\n")
    return pa.ipc.open_stream(body).read_all() if sha256(body).hexdigest().encode() == digest else None


def _to_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()
