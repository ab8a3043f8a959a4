"""A folder behind an address such as s3://. The only home of fsspec, which is an extra with the storage's own library.

Storages of this kind replace an object whole or not at all, so nothing needs another name first.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import RunError
from pipeline.sources import Source, is_ignored
from pipeline.storage.folder import Entry
from pipeline.storage.lock import busy, holder, is_gone

_LOCK = ".lock"


class RemoteFolder:
    """A folder given by its address; see `Folder`. Refusals of the storage are raised as `OSError`."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._files, self._root = _open(self.address)

    def read(self, name: str) -> bytes | None:
        """Return an entry's content; None when there is none."""
        with _refusals(self.address):
            try:
                content: bytes = self._files.cat_file(f"{self._root}/{name}")
            except FileNotFoundError:
                return None
            return content

    def write(self, name: str, data: bytes) -> None:
        """Put an entry, whole or not at all."""
        with _refusals(self.address):
            self._files.pipe_file(f"{self._root}/{name}", data)

    def put(self, name: str, file: Path) -> None:
        """Send a local file; readers see it when all of it is there."""
        with _refusals(self.address):
            self._files.put_file(str(file), f"{self._root}/{name}")
        file.unlink()

    def remove(self, name: str) -> None:
        """Take an entry away."""
        with _refusals(self.address), suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{name}")

    def entries(self, under: str = "") -> Iterator[Entry]:
        """Yield the entries below a folder, as one listing."""
        with _refusals(self.address):
            found = self._files.find(f"{self._root}/{under}".rstrip("/"), detail=True)
        for name, facts in found.items():
            yield Entry(name.removeprefix(f"{self._root}/"), facts["size"], _version(facts))

    def has(self, name: str) -> bool:
        """Whether there is an entry of this name."""
        with _refusals(self.address):
            return bool(self._files.exists(f"{self._root}/{name}"))

    def version(self, name: str) -> int:
        """Return a number made from the object's tag; 0 where there is none."""
        with _refusals(self.address):
            try:
                return _version(self._files.info(f"{self._root}/{name}"))
            except FileNotFoundError:
                return 0

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give a folder on this machine; its files are sent when they are put."""
        folder = Path(tempfile.mkdtemp(prefix="boctach-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out: an object that can be made only once. That of a dead process here is taken over."""
        if not self._claim():
            content = self.read(_LOCK) or b""
            if not is_gone(content):
                raise busy(self.address, content, f"If it was killed, delete {self.address}/{_LOCK}")
            self.remove(_LOCK)
            if not self._claim():
                raise busy(self.address, self.read(_LOCK) or b"")
        try:
            yield
        finally:
            self.remove(_LOCK)

    def _claim(self) -> bool:
        with _refusals(self.address):
            try:
                self._files.pipe_file(f"{self._root}/{_LOCK}", holder(), mode="create")
            except FileExistsError:
                return False
            return True


def find_remote_sources(raw: str) -> Iterator[Source]:
    """Yield the files below an address; raise `RunError` where there is nothing of that name."""
    files, root = _open(raw.rstrip("/"))
    with _refusals(raw):
        found = files.find(root, detail=True)
    for name, facts in found.items():
        path = name.removeprefix(f"{root}/")
        parts = path.split("/")
        if not is_ignored(parts[-1]) and not any(part.startswith(".") for part in parts):
            yield Source(path, files.unstrip_protocol(name), facts["size"], _version(facts))


def read_address(address: str) -> bytes:
    """Return the content of a file behind an address."""
    folder, _, name = address.rpartition("/")
    data = RemoteFolder(folder).read(name)
    if data is None:
        raise FileNotFoundError(address)
    return data


def arrow_files(address: str) -> tuple[Any, str]:
    """Return the storage of an address as Arrow takes it, and the folder's name there."""
    return _open(address.rstrip("/"))


@cache
def _open(address: str) -> tuple[Any, str]:
    """The storage of an address and the folder's name there. Listings are never remembered: others write there too."""
    try:
        import fsspec

        files, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
    except (ImportError, ValueError) as lack:
        raise RunError(
            f"{address} cannot be opened ({lack}). For s3:// install: .venv/bin/pip install 'boctach[storage]'"
        ) from lack
    return files, root.rstrip("/")


def _version(facts: dict[str, Any]) -> int:
    """A number that differs when the object is replaced: from its tag where there is one, else its time."""
    told = facts.get("ETag") or facts.get("LastModified") or facts.get("mtime") or facts.get("created")
    return int(sha256(str(told).encode()).hexdigest()[:15], 16)


@contextmanager
def _refusals(address: str) -> Iterator[None]:
    """Raise what storage libraries raise, of whatever kind, as `OSError` with a sentence."""
    try:
        yield
    except (OSError, RunError):
        raise
    except Exception as refusal:
        raise OSError(f"{address} does not answer: {type(refusal).__name__}: {refusal}") from refusal
