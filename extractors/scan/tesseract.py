"""The program Tesseract: pictures in, its table of words out. One process stays and reads page after page.

Tesseract takes 0.1 s to start and 10 ms for a line. It can be given names of pictures one by one while it runs
(`stream_filelist`), and writes its table as it goes; a terminal in the place of a pipe makes it write
every row at once. Where there are no such terminals (Windows), a process is started for every call.
"""

import atexit
import os
import select
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from extractors.scan.page_image import Pixels

# `--psm 13`: the picture is one line as it is. Finding lines and their size is our own work, so that no word is glued
# over a rule; Tesseract's own measuring of a line (`--psm 7`) takes a fifth more time and reads no better.
RAW_LINE = 13
# Rows of the table of a picture begin with the row of its page.
_PAGE_ROW = b"1\t%d\t"
# The picture whose row tells that all before it have been answered: its sides in pixels.
_BLANK = 8
# Linux keeps the files of this folder in memory. The pictures of a page take 1 to 3 MB.
_IN_MEMORY, _ROOM = "/dev/shm", 48 << 20
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How Tesseract is called: language, resolution it is told, signs it never answers, folder of models if named."""

    language: str
    dpi: int
    never: str
    models: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """As options of the program."""
        named = ("--tessdata-dir", self.models) if self.models else ()
        silent = f"tessedit_char_blacklist={self.never}"
        # Ink is always dark in these pictures: no line that is read badly is tried again in white on black.
        dark = "tessedit_do_invert=0"
        return (*named, "-l", self.language, "--psm", str(RAW_LINE), "--dpi", str(self.dpi), "-c", silent, "-c", dark)


class NotInstalled(Exception):  # noqa: N818 (names what happened, as the two below do)
    """There is no such program."""


class Stopped(Exception):  # noqa: N818
    """The program ended, with this status and last words."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status, said)
        self.status, self.said = status, said


class Silent(Exception):  # noqa: N818
    """The program gave no answer in time."""


def ask(pictures: Sequence[Pixels], settings: Settings, seconds: float) -> bytes:
    """Return Tesseract's table (TSV, UTF-8) about pictures of one line each; `page_num` counts them from 1.

    Raises `NotInstalled`, `Stopped`, `Silent` where it took longer than `seconds`, `OSError` where pictures could not
    be handed over.
    """
    staying = _staying_for(settings)
    return staying.ask(pictures, seconds) if staying else _ask_once(pictures, settings, seconds)


def version() -> str:
    """Return the program's version; raise `NotInstalled` where there is none."""
    import pytesseract

    try:
        return str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise NotInstalled from error


class _Staying:
    """A process of Tesseract that reads what it is given until it is closed, or until this program ends."""

    def __init__(self, command: tuple[str, ...], terminal: tuple[int, int]) -> None:
        self.command = command
        self.is_open = True
        self._said: IO[bytes] = TemporaryFile("a+b")  # noqa: SIM115 (closed with the process)
        self._count = 0
        self._table, writes = terminal
        try:
            self._process = _start(command, writes, self._said)
        except (OSError, NotInstalled):
            os.close(self._table)
            raise
        finally:
            os.close(writes)

    def ask(self, pictures: Sequence[Pixels], seconds: float) -> bytes:
        """As `ask` above. After a failure the process is ended."""
        try:
            with TemporaryDirectory(prefix="boctach-", dir=_quick_folder()) as folder:
                names = _written(pictures, Path(folder))
                self._tell(names)
                return self._answer(len(names), time.monotonic() + seconds)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        if not self.is_open:
            return
        self.is_open = False
        self._process.kill()
        self._process.wait()
        os.close(self._table)
        with suppress(OSError):  # what it was not told is of no use to it
            _pipe(self._process).close()
        self._said.close()

    def _tell(self, names: Sequence[str]) -> None:
        self._said.truncate(0)
        with suppress(BrokenPipeError):  # it has ended: that is seen when its answer is read
            _pipe(self._process).write("".join(f"{name}\n" for name in names).encode())
            _pipe(self._process).flush()

    def _answer(self, count: int, until: float) -> bytes:
        """The rows about the pictures told last; the last of these is blank and only marks the end."""
        first, end = self._count + 1, self._count + count
        self._count = end
        rows: list[bytes] = []
        for row in self._rows(until):
            if row.startswith(_PAGE_ROW % end):
                break
            rows.append(row)
        return b"\n".join(_from_one(rows, first))

    def _rows(self, until: float) -> Iterator[bytes]:
        begun = b""
        while True:
            read = self._read(until)
            *rows, begun = (begun + read).split(b"\n")
            yield from rows
            if not read:
                yield begun
                raise Stopped(self._process.wait(), self._last_words())

    def _read(self, until: float) -> bytes:
        """What is written next; nothing once the process has ended."""
        left = until - time.monotonic()
        # One that never stops writing gives no answer either.
        if left <= 0 or not select.select([self._table], [], [], left)[0]:
            raise Silent
        try:
            return os.read(self._table, 1 << 16)
        except OSError:  # Linux: the other end of the terminal is closed
            return b""

    def _last_words(self) -> str:
        self._said.seek(0)
        return self._said.read().decode(errors="replace")


class _Here(threading.local):
    """The staying process of a thread; one that was started before a fork is the parent's."""

    staying: _Staying | None = None
    owner = 0


_here = _Here()


@atexit.register
def close() -> None:
    """End the process that stays, if there is one: its time then counts among that of this program's children."""
    if _here.staying and _here.owner == os.getpid():
        _here.staying.close()


def _staying_for(settings: Settings) -> _Staying | None:
    """The process that stays, as started for these settings; None where none can."""
    program = shutil.which("tesseract")
    if program is None:
        raise NotInstalled
    command = (program, "stdin", "stdout", *settings.options, "-c", "stream_filelist=1", "tsv")
    staying = _here.staying if _here.owner == os.getpid() else None
    if staying and staying.is_open and staying.command == command:
        return staying
    if staying:
        staying.close()
    terminal = _terminal()
    _here.staying = _Staying(command, terminal) if terminal else None
    _here.owner = os.getpid()
    return _here.staying


def _terminal() -> tuple[int, int] | None:
    """Both ends of a terminal that passes on what is written as it is; None where there are none."""
    try:
        import tty

        reads, writes = os.openpty()
    except (ImportError, OSError):
        return None
    tty.setraw(writes)
    return reads, writes


def _start(command: tuple[str, ...], writes: int, said: IO[bytes]) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, **_ONE_THREAD}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=writes, stderr=said, env=environment)
    except FileNotFoundError as error:
        raise NotInstalled from error


def _pipe(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdin is None:
        raise BrokenPipeError
    return process.stdin


def _quick_folder() -> str | None:
    """A folder in memory with room for the pictures, which takes a third of the time; None where there is none."""
    try:
        has_room = shutil.disk_usage(_IN_MEMORY).free >= _ROOM
    except OSError:
        return None
    return _IN_MEMORY if has_room and os.access(_IN_MEMORY, os.W_OK) else None


def _written(pictures: Sequence[Pixels], folder: Path) -> list[str]:
    """The names of the pictures as files, and of a last one that is blank."""
    blank = bytes([255]) * (_BLANK * _BLANK)
    shown = [(picture.shape[1], picture.shape[0], picture.tobytes()) for picture in pictures]
    names = []
    for number, (width, height, pixels) in enumerate([*shown, (_BLANK, _BLANK, blank)]):
        file = folder / f"{number}.pgm"
        file.write_bytes(b"P5 %d %d 255\n" % (width, height) + pixels)
        names.append(str(file))
    return names


def _from_one(rows: Sequence[bytes], first: int) -> Iterator[bytes]:
    """The rows about pictures from number `first` on, which becomes 1; what is no such row is left to be found out."""
    for row in rows:
        level, number, rest = [*row.split(b"\t", 2), b"", b""][:3]
        if not number.isdigit():
            yield row
        elif int(number) >= first:
            yield b"\t".join((level, str(int(number) - first + 1).encode(), rest))


def _ask_once(pictures: Sequence[Pixels], settings: Settings, seconds: float) -> bytes:
    """As `ask`, by a process for this call alone."""
    import pytesseract
    from PIL import Image

    config = " ".join(shlex.quote(option) for option in settings.options)
    with TemporaryDirectory(prefix="boctach-") as folder:
        file = Path(folder) / "lines.tif"
        first, *others = [Image.fromarray(picture) for picture in pictures]
        first.save(file, save_all=True, append_images=others)
        try:
            with _environment(_ONE_THREAD):
                answer = pytesseract.image_to_data(
                    str(file), config=config, output_type=pytesseract.Output.BYTES, timeout=seconds
                )
        except pytesseract.TesseractNotFoundError as error:
            raise NotInstalled from error
        except SystemExit as error:  # What pytesseract raises where the program tells no version.
            raise Stopped(1, str(error)) from error
        except pytesseract.TesseractError as error:
            raise Stopped(error.status, error.message) from error
        except RuntimeError as error:
            raise Silent from error
    return bytes(answer)


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Variables for the process that is started within; as before afterwards."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
