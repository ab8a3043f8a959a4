"""A folder as the rest of the program sees it: named entries, each read and replaced whole, wherever they lie."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

# Where a folder lies: a path, or an address such as s3://bucket/folder.
Where = Path | str


class Entry(NamedTuple):
    """A file in a folder: its name there, its bytes' count, and a number that differs when it was changed."""

    name: str
    size: int
    version: int


class Folder(Protocol):
    """Named entries. A reader sees an entry as it was or as it is, never half of it."""

    def read(self, name: str) -> bytes | None:
        """Return an entry's content; None when there is none. Raises `OSError` where the system refuses."""

    def write(self, name: str, data: bytes) -> None:
        """Put an entry, whole or not at all; raises `OSError` where the system refuses."""

    def put(self, name: str, file: Path) -> None:
        """Move a local file in as an entry, whole or not at all."""

    def remove(self, name: str) -> None:
        """Take an entry away; one that is not there is no error."""

    def entries(self, under: str = "") -> Iterator[Entry]:
        """Yield the entries below a folder of this folder, in no order."""

    def has(self, name: str) -> bool:
        """Whether there is an entry of this name."""

    def version(self, name: str) -> int:
        """Return a number that differs when an entry was replaced; 0 where there is none."""

    def staging(self) -> AbstractContextManager[Path]:
        """Give a local folder from which `put` is cheap; what is left in it is thrown away."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep other runs out until the block ends; raise `RunError` naming the run that is at work."""


def is_address(where: Where) -> bool:
    """Whether a folder lies behind an address instead of on this machine.

    >>> is_address("s3://archive/raw"), is_address("data/raw"), is_address(Path("data/raw"))
    (True, False, False)
    """
    return isinstance(where, str) and "://" in where


def absolute(where: Where) -> str:
    """Return the folder as any process on any machine with the same disks would name it."""
    return str(where) if is_address(where) else str(Path(where).absolute())


def open_folder(where: Where) -> Folder:
    """Return the folder at a path or address; nothing is made or asked yet."""
    if is_address(where):
        from pipeline.storage.remote import RemoteFolder

        return RemoteFolder(str(where))
    from pipeline.storage.local import LocalFolder

    return LocalFolder(Path(where))
