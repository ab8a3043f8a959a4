"""Results of documents kept between runs, by the digest of content and code. Safe to delete at any time."""

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.storage.folder import Folder
from pipeline.store import StoredResult, decode_result, encode_result


@dataclass(frozen=True, slots=True)
class ResultCache:
    """The document results in a cache folder, one entry a key."""

    folder: Folder

    def load(self, key: str, datasets: Collection[str] | None = None) -> StoredResult | None:
        """Return the result kept under a key, or those datasets of it; None when there is none or it is damaged."""
        return decode_result(self.folder.read(self.name(key)) or b"", datasets)

    def write(self, key: str, stored: StoredResult) -> None:
        """Keep a result."""
        self.folder.write(self.name(key), encode_result(stored))

    def has(self, key: str) -> bool:
        """Whether a result is kept under a key, whole or not."""
        return self.folder.has(self.name(key))

    def remove(self, key: str) -> None:
        """Take a result away."""
        self.folder.remove(self.name(key))

    def name(self, key: str) -> str:
        """Return the name of a key's entry in the folder."""
        return f"documents/{key[:2]}/{key}.arrows"
