"""Tesseract as a function: pictures of text lines to words with box and confidence. One process for many pictures."""

import csv
import io
import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.model import Unreadable
from extractors.scan.page_image import Pixels

LANGUAGE = "vie"
# `--psm 7`: every picture is one line of text. Finding lines is our own work, so that no word is glued over a rule.
_ONE_LINE = 7
# A line takes about 10 ms; a process that needs this many seconds a picture, and some to start, hangs.
_SECONDS_A_PICTURE, _SECONDS_TO_START = 1.0, 60.0
# Tesseract only uses it to tell that small letters are not dirt; the pictures are brought to one height before.
_DPI = 200
# Signs that decisions never show and that dirt and rules are read as.
_NEVER = "|~`^_\\{}<>€£¥§©®«»¡¿ˆ¬¢"
# Signs that look like the one that is printed and are another: slashes of fractions, the Eth, the long dash. The slash
# of fractions comes beside the one that is printed: "I/⁄2024".
_LOOK_ALIKES = str.maketrans("Ðð—", "Đđ–")
_SLASHES = re.compile("/?[⁄∕]/?")
_GET_IT = (
    "Install Tesseract with its Vietnamese model (Debian: apt-get install tesseract-ocr tesseract-ocr-vie; "
    "macOS: brew install tesseract tesseract-lang) and run again, or set TESSDATA to the folder that holds "
    "vie.traineddata."
)


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in a picture: its box in pixels of that picture, and Tesseract's confidence from 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


def read_lines(pictures: Sequence[Pixels]) -> list[list[SeenWord]]:
    """Return the words of each picture of one text line, from left to right.

    Raises `Unreadable`: `ocr_missing` where the program or its Vietnamese model is not there, `ocr_failed` where it
    crashes, hangs or answers with what is no table of words.
    """
    if not pictures:
        return []
    with TemporaryDirectory(prefix="boctach-") as folder:
        file = Path(folder) / "lines.tif"
        _write_pictures(pictures, file)
        answer = _ask(file, _SECONDS_TO_START + _SECONDS_A_PICTURE * len(pictures))
    words: list[list[SeenWord]] = [[] for _ in pictures]
    for number, word in _parse_table(answer, len(pictures)):
        words[number].append(word)
    return [sorted(line, key=lambda word: word.x0) for line in words]


@cache
def engine() -> str:
    """Return the name, version and language of the engine, such as "tesseract 5.3.0 vie"."""
    import pytesseract

    try:
        version = pytesseract.get_tesseract_version()
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise _missing("Tesseract is not installed") from error
    return f"tesseract {version} {LANGUAGE}"


def _write_pictures(pictures: Sequence[Pixels], file: Path) -> None:
    from PIL import Image

    first, *others = [Image.fromarray(picture) for picture in pictures]
    first.save(file, save_all=True, append_images=others, dpi=(_DPI, _DPI))


def _ask(file: Path, seconds: float) -> str:
    import pytesseract

    config = f"--psm {_ONE_LINE} --dpi {_DPI} -c tessedit_char_blacklist={shlex.quote(_NEVER)}"
    if folder := os.environ.get("TESSDATA"):
        config += f" --tessdata-dir {shlex.quote(folder)}"
    try:
        with _environment({"OMP_THREAD_LIMIT": "1"}):
            answer = pytesseract.image_to_data(str(file), lang=LANGUAGE, config=config, timeout=seconds)
    except pytesseract.TesseractNotFoundError as error:
        raise _missing("Tesseract is not installed") from error
    except pytesseract.TesseractError as error:
        if f"{LANGUAGE}.traineddata" in error.message or "load any languages" in error.message:
            raise _missing("Tesseract has no Vietnamese model") from error
        raise _failed(f"it stopped with status {error.status}") from error
    except RuntimeError as error:
        raise _failed(f"it gave no answer within {seconds:.0f} seconds") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _failed("its answer is missing or is no text") from error
    return str(answer)


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


def _parse_table(answer: str, count: int) -> Iterator[tuple[int, SeenWord]]:
    """The words of Tesseract's table with the picture, counted from 0, in which each stands."""
    rows = csv.DictReader(io.StringIO(answer), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        for row in rows:
            if row["level"] == "5" and row["text"].strip():
                yield _picture_number(row, count), _word(row)
        if rows.fieldnames is None or "level" not in rows.fieldnames:
            raise ValueError("no table")
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise _failed("its answer is no table of words") from error


def _picture_number(row: Mapping[str, str], count: int) -> int:
    number = int(row["page_num"]) - 1
    if not 0 <= number < count:
        raise ValueError("a picture that was not asked for")
    return number


def _word(row: Mapping[str, str]) -> SeenWord:
    left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
    confidence = min(max(float(row["conf"]) / 100, 0.0), 1.0)
    return SeenWord(_as_printed(row["text"].strip()), left, top, left + width, top + height, confidence)


def _as_printed(text: str) -> str:
    """The signs that decisions print for those that Tesseract knows besides: long dashes, slashes of fractions, Eths.

    >>> [_as_printed(text) for text in ("I/⁄2024", "—", "QÐ-TTg", "https://gov.vn")]
    ['I/2024', '–', 'QĐ-TTg', 'https://gov.vn']
    """
    return _SLASHES.sub("/", text).translate(_LOOK_ALIKES)


def _missing(what: str) -> Unreadable:
    return Unreadable("ocr_missing", f"The document is a scan and {what}. {_GET_IT}")


def _failed(what: str) -> Unreadable:
    return Unreadable(
        "ocr_failed",
        f"Text recognition (Tesseract) failed: {what}. Run again; if it stays so, reinstall Tesseract, or put a "
        "typed copy of the document in its place.",
    )
