"""The figures of one document that a person is told without opening the datasets."""

from dataclasses import dataclass


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
