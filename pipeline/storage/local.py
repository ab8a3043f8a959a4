"""A folder on this machine. Entries are written under another name and renamed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import write_atomically
from pipeline.storage.folder import Entry
from pipeline.storage.lock import hold_lock

_STAGING = ".staging"


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder given by its path; see `Folder`."""

    path: Path

    def read(self, name: str) -> bytes | None:
        """Return an entry's content; None when there is none."""
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put an entry, whole or not at all."""
        write_atomically(self.path / name, data)

    def put(self, name: str, file: Path) -> None:
        """Rename a file of the same disk into its place."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        file.replace(self.path / name)

    def remove(self, name: str) -> None:
        """Take an entry away, and the folders that it leaves empty."""
        file = self.path / name
        file.unlink(missing_ok=True)
        _remove_empty(file.parent, self.path)

    def entries(self, under: str = "") -> Iterator[Entry]:
        """Yield the entries below a folder; those that go away meanwhile are passed over."""
        for folder, _, names in os.walk(self.path / under):
            for name in names:
                file = Path(folder, name)
                try:
                    status = file.stat()
                except FileNotFoundError:
                    continue
                yield Entry(file.relative_to(self.path).as_posix(), status.st_size, status.st_mtime_ns)

    def has(self, name: str) -> bool:
        """Whether there is an entry of this name."""
        return (self.path / name).is_file()

    def version(self, name: str) -> int:
        """Return a number of the entry's file and its time of change; 0 where there is none."""
        try:
            status = (self.path / name).stat()
        except FileNotFoundError:
            return 0
        return hash((status.st_ino, status.st_mtime_ns, status.st_size))

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give a hidden folder on the same disk, empty."""
        folder = self.path / _STAGING
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out, on this machine and on others that share the disk."""
        self.path.mkdir(parents=True, exist_ok=True)
        with hold_lock(self.path / ".lock", str(self.path)):
            yield


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
