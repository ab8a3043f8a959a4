"""The folder of corrections on disk: what is there, whether it changed, and one entry written at a time.

A file of entries a document, named by its id, and `gazetteer.yml` with decisions about names. Files are edited by
hand as well, so an entry is put in the place of the old one or at the end, and every other line stays as it is.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pipeline.corrections.entries import GAZETTEER_FILE, Corrections, NameDecision, Problem
from pipeline.files import write_atomically

_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class CorrectionFolder:
    """All corrections as bytes, by the id of the document; read as values only for documents that are read."""

    files: dict[str, bytes] = field(default_factory=dict)
    gazetteer: bytes = b""
    names: tuple[NameDecision, ...] = ()
    problems: tuple[Problem, ...] = ()

    def digest_of(self, document_id: str) -> str:
        """The stamp of all that people said about a document; empty where they said nothing."""
        parts = [self.files.get(document_id, b""), self.gazetteer]
        return sha256(b"\0".join(parts)).hexdigest()[:16] if any(parts) else ""

    def of(self, document_id: str) -> Corrections:
        """The entries of one document and the decisions about names."""
        from pipeline.corrections.reading import read_corrections

        data = self.files.get(document_id)
        if data is None:
            return Corrections(names=self.names)
        text, problem = _decoded(data)
        entries, problems = read_corrections(text)
        return Corrections(file_name(document_id), entries, (*problem, *problems), self.names)


def file_name(document_id: str) -> str:
    """Return the name of a document's file.

    >>> file_name("46cfa41ede37")
    '46cfa41ede37.yml'
    """
    return f"{document_id}.yml"


def folder_mark(folder: Path) -> str:
    """Return what tells cheaply whether the folder changed: names, sizes and times of change of its files."""
    lines = [f"{path.name} {status.st_size} {status.st_mtime_ns}" for path, status in _files(folder)]
    return sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()[:16] if lines else ""


def load_folder(folder: Path) -> CorrectionFolder:
    """Return all corrections of a folder; an absent folder holds none. `OSError` where a file cannot be opened."""
    files = {path.stem: path.read_bytes() for path, _ in _files(folder)}
    gazetteer = files.pop(Path(GAZETTEER_FILE).stem, b"")
    if not gazetteer:
        return CorrectionFolder(files)
    from pipeline.corrections.reading import read_decisions

    text, problem = _decoded(gazetteer)
    names, problems = read_decisions(text)
    return CorrectionFolder(files, gazetteer, names, (*problem, *problems))


def write_entry(path: Path, entry_place: tuple[str, str], block: str | None, places: "Places") -> None:
    """Put one entry into a file: in the place of that with the same place, else at the end; None takes it out.

    The file is read anew under a lock, so that two writers at once keep each other's entries. Raises `ValueError` with
    a sentence where the file is no YAML: nothing is written over what somebody is just editing.
    """
    with _locked(path.parent):
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        write_atomically(path, put_block(text, entry_place, block, places).encode())


Places = Callable[[str], Sequence[tuple[tuple[str, str], int]]]


def put_block(text: str, place: tuple[str, str], block: str | None, places: Places) -> str:
    r"""Return the text of a file with one entry replaced, appended or (None) taken out; all other lines as they are.

    >>> from pipeline.corrections.reading import correction_places
    >>> text = "# by Lan\n- {row: 1, cell: lead, was: a, now: b}\n# later\n- {row: 2, cell: lead, was: c, now: d}\n"
    >>> print(put_block(text, ("1", "lead"), "- row: 1\n", correction_places), end="")
    # by Lan
    - row: 1
    # later
    - {row: 2, cell: lead, was: c, now: d}
    """
    from pipeline.corrections.yaml_text import read_blocks

    blocks, problems = read_blocks(text)
    if problems and not blocks:
        raise ValueError(f"line {problems[0].line}: {problems[0].sentence}")
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    spans = {block.line: block.last_line for block in blocks}
    at = next((line for known, line in places(text) if known == place), None)
    new = [block] if block else []
    if at is None:
        return "".join([*lines, *new])
    end = spans[at]
    while not lines[end - 1].strip():  # a block of text (|) takes in the empty lines behind it
        end -= 1
    return "".join([*lines[: at - 1], *new, *lines[end:]])


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yml" and not path.name.startswith(".") and path.is_file():
            yield path, path.stat()


def _decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return "", (Problem(line, "The file is not UTF-8; save it as UTF-8."),)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one writer; others wait. Where the system has no such locks (Windows), writers do not."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # pragma: no cover
        yield
        return
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
