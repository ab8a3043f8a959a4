"""Columns that many datasets share."""

from typing import Annotated

DocumentId = Annotated[str, "document: first 12 hex digits of the SHA-256 of the source file's content"]
Year = Annotated[int | None, "partition: plan year, else the document's year, else null"]
Texts = tuple[str, ...]
