"""One document's rows as one file: written under a temporary name, then renamed, so that it is whole or not there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.datasets import CorrectionRow
from pipeline.files import write_atomically
from pipeline.process import DocumentResult
from pipeline.schema import to_table
from pipeline.summary import Summary


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A document's rows as Arrow tables by dataset, and the figures a summary needs."""

    tables: Mapping[str, pa.Table]
    summary: Summary


def summarise(result: DocumentResult, seconds: float) -> Summary:
    """Return the figures of a result."""
    document = result.document
    alarms = sum(flag.weight == "alarm" for flag in result.rows.get("flags", ()))
    return Summary(
        document.document_id,
        document.year,
        document.status,
        document.failure,
        document.failure_message,
        document.task_count,
        document.reference_count,
        document.flag_count,
        alarms,
        round(seconds, 3),
        document.prose_count,
        *_corrections(result.rows.get("corrections", ())),
    )


def _corrections(rows: Sequence[CorrectionRow]) -> tuple[int, int, list[str]]:
    """How many corrections were applied, how many readings accepted, and what is to be told of the others."""
    told = [f"line {row.line}: {row.message}" for row in rows if row.message]
    corrected = sum(row.outcome in ("applied", "drifted") for row in rows)
    return corrected, sum(row.outcome == "accepted" for row in rows), told


def to_stored(result: DocumentResult, seconds: float) -> StoredResult:
    """Return a result with its rows as Arrow tables; empty datasets are left out."""
    tables = {dataset: to_table(dataset, rows) for dataset, rows in result.rows.items() if rows}
    return StoredResult(tables, summarise(result, seconds))


def write_result(path: Path, stored: StoredResult) -> None:
    """Write a result: a line of JSON with figures and lengths, then each table as an Arrow stream."""
    parts = {dataset: _to_bytes(table) for dataset, table in stored.tables.items()}
    header = {"summary": asdict(stored.summary), "parts": [[dataset, len(data)] for dataset, data in parts.items()]}
    write_atomically(path, json.dumps(header, ensure_ascii=False).encode() + b"\n" + b"".join(parts.values()))


def load_result(path: Path) -> StoredResult | None:
    """Return a stored result, or None when there is none or the file is damaged."""
    try:
        data = path.read_bytes()
        head, body = data.split(b"\n", 1)
        header = json.loads(head)
        tables, start = {}, 0
        for dataset, length in header["parts"]:
            tables[dataset] = pa.ipc.open_stream(body[start : start + length]).read_all()
            start += length
        return StoredResult(tables, Summary(**header["summary"]))
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowInvalid):
        return None


def _to_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()
