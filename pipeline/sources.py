"""The raw folder: which files are sources, and their bytes. Never written to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.errors import RunError

# Left by editors and systems; they hold no document. Anything else is a source, readable or not.
_IGNORED_NAMES = frozenset({"Thumbs.db", "desktop.ini", "README.md"})
_IGNORED_STARTS = (".", "~$")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the raw folder: its path there, and what tells cheaply whether it changed."""

    path: str
    file: Path
    size: int
    modified_ns: int


def find_sources(raw: Path) -> list[Source]:
    """Return the files below the raw folder in the order of their paths; raise `RunError` when there is no folder."""
    if not raw.is_dir():
        raise RunError(
            f"There is no folder {raw}. Make it and put documents in, or name another: make extract RAW=folder"
        )
    return sorted(_walk(raw), key=lambda source: source.path)


def read_bytes(file: Path) -> bytes:
    """Return the content of a source; `OSError` where the system refuses or the name leads to no file.

    Pipes and devices are refused too: reading them could wait for ever.
    """
    if not file.is_file():
        raise FileNotFoundError(file)
    return file.read_bytes()


def content_digest(data: bytes) -> str:
    """Return the SHA-256 of a source's content.

    >>> content_digest(b"")[:12]
    'e3b0c44298fc'
    """
    return sha256(data).hexdigest()


def short_id(digest: str) -> str:
    """Return the id of a document by the digest of its content."""
    return digest[:12]


def _walk(raw: Path) -> Iterator[Source]:
    for folder, folders, names in os.walk(raw):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            file = Path(folder, name)
            if name in _IGNORED_NAMES or name.startswith(_IGNORED_STARTS):
                continue
            # A broken link is a source that cannot be opened; it is told, not skipped.
            status = file.stat() if file.exists() else file.lstat()
            yield Source(_printable(file.relative_to(raw)), file, status.st_size, status.st_mtime_ns)


def _printable(path: Path) -> str:
    """File names are bytes; those that are no UTF-8 are shown with their odd bytes escaped."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
