"""The raw folder: which files are sources, and their bytes. Never written to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.errors import RunError
from pipeline.storage.folder import Where, is_address

# Left by editors and systems; they hold no document. Anything else is a source, readable or not.
_IGNORED_NAMES = frozenset({"Thumbs.db", "desktop.ini", "README.md"})
_IGNORED_STARTS = (".", "~$")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the raw folder: its path there, where its bytes lie, and what tells cheaply whether it changed.

    `modified_ns` is the time of change, or for a file behind an address a number made from its version. A link out of
    the folder is `is_outside`; it is not read.
    """

    path: str
    file: str
    size: int
    modified_ns: int
    is_outside: bool = False


def find_sources(raw: Where, *, follow_links: bool = False) -> list[Source]:
    """Return the files below the raw folder in the order of their paths; raise `RunError` when there is no folder.

    Links to files and folders outside are followed only when asked for.
    """
    if is_address(raw):
        from pipeline.storage.remote import find_remote_sources

        return sorted(find_remote_sources(str(raw)), key=lambda source: source.path)
    if not Path(raw).is_dir():
        raise RunError(
            f"There is no folder {raw}. Make it and put documents in, or name another: make extract RAW=folder"
        )
    return sorted(_walk(Path(raw), follow_links=follow_links), key=lambda source: source.path)


def read_source(file: str) -> bytes:
    """Return the content of a source; `OSError` where the system refuses or the name leads to no file.

    Pipes and devices are refused too: reading them could wait for ever.
    """
    if is_address(file):
        from pipeline.storage.remote import read_address

        return read_address(file)
    path = Path(file)
    if not path.is_file():
        raise FileNotFoundError(file)
    return path.read_bytes()


def content_digest(data: bytes) -> str:
    """Return the SHA-256 of a source's content.

    >>> content_digest(b"")[:12]
    'e3b0c44298fc'
    """
    return sha256(data).hexdigest()


def short_id(digest: str) -> str:
    """Return the id of a document by the digest of its content."""
    return digest[:12]


def is_ignored(name: str) -> bool:
    """Whether a file of this name is left by an editor or the system.

    >>> is_ignored("~$ke_hoach.docx"), is_ignored("kế hoạch.docx")
    (True, False)
    """
    return name in _IGNORED_NAMES or name.startswith(_IGNORED_STARTS)


def why_refused(refusal: OSError) -> str:
    """Return what happened to a file that could not be opened and what to do, in a sentence or two."""
    if isinstance(refusal, PermissionError):
        return (
            "The system does not let this file be opened. Give yourself the right to read it (chmod u+r) and run again."
        )
    if isinstance(refusal, FileNotFoundError):
        return "The file went away or is a link to nothing. Put it back, or take the link out of the folder."
    return f"The system could not read this file ({refusal.strerror}). Check the disk, or copy the file anew."


def _walk(raw: Path, *, follow_links: bool) -> Iterator[Source]:
    root = raw.resolve()
    seen: set[Path] = set()
    for folder, folders, names in os.walk(raw, followlinks=follow_links):
        here = Path(folder)
        if follow_links and _was_seen(here.resolve(), seen):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [] if follow_links else [name for name in folders if (here / name).is_symlink()]
        outside = [name for name in links if not _is_inside(here / name, root)]
        for name in [*names, *outside]:
            if not is_ignored(name):
                file = here / name
                leaves = not follow_links and file.is_symlink() and file.exists() and not _is_inside(file, root)
                yield _source(file, _printable(file.relative_to(raw)), is_outside=leaves)


def _was_seen(folder: Path, seen: set[Path]) -> bool:
    """Whether a link has led here before: links may lead in circles."""
    was_seen = folder in seen
    seen.add(folder)
    return was_seen


def _is_inside(file: Path, root: Path) -> bool:
    return file.resolve().is_relative_to(root)


def _source(file: Path, path: str, *, is_outside: bool) -> Source:
    # A broken link is a source that cannot be opened; it is told, not skipped.
    status = file.lstat() if is_outside or not file.exists() else file.stat()
    return Source(path, str(file.absolute()), status.st_size, status.st_mtime_ns, is_outside)


def _printable(path: Path) -> str:
    """File names are bytes; those that are no UTF-8 are shown with their odd bytes escaped."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
