"""The figures of one document that a person is told without opening the datasets."""

from dataclasses import dataclass

from pipeline.process import DocumentResult


@dataclass(frozen=True, slots=True)
class Summary:
    """What a person is told of a document without opening the datasets."""

    document_id: str | None
    year: int | None
    status: str
    failure: str | None = None
    message: str | None = None
    tasks: int = 0
    references: int = 0
    flags: int = 0
    alarms: int = 0
    seconds: float = 0.0


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
    )
