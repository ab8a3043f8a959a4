"""Results of documents kept between runs, by the digest of content and code. Safe to delete at any time."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.store import StoredResult, load_result, write_result


@dataclass(frozen=True, slots=True)
class ResultCache:
    """A folder of document results, one file a key."""

    folder: Path

    def load(self, key: str) -> StoredResult | None:
        """Return the result kept under a key; None when there is none or the file is damaged."""
        return load_result(self._path(key))

    def write(self, key: str, stored: StoredResult) -> None:
        """Keep a result."""
        write_result(self._path(key), stored)

    def _path(self, key: str) -> Path:
        return self.folder / "documents" / key[:2] / f"{key}.arrows"
