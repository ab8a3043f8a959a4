"""Made documents with random damage, read until time is up: `python -m tests.fuzz --seconds 60 --seed 1`.

Outside the suite, for it has no end. Whatever raises, takes longer than a page may or is called a fault of the program
is kept in a folder; what is found becomes a case of the suite once its cause is mended.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from pipeline.process import process
from tests.making.doc import make_doc
from tests.making.files import load_truths
from tests.making.kinds import make_files
from tests.pipeline.test_hostile import pdf_with_scripts

_SECONDS = 30
_KINDS = ("txt", "md", "html", "docx", "xlsx", "pdf", "pdf-none")
# Of an archive, mostly a part is damaged and packed again: else its sums are wrong and nothing is read.
_IN_A_PART = 0.8
Damage = Callable[[random.Random, bytearray], None]


def flip(chance: random.Random, data: bytearray) -> None:
    """Some bytes become others."""
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def cut(chance: random.Random, data: bytearray) -> None:
    """The end, or a part within, is missing."""
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((10, 1000, len(data)))]


def repeat(chance: random.Random, data: bytearray) -> None:
    """A part stands there many times."""
    start = chance.randrange(len(data))
    part = bytes(data[start : start + chance.randint(1, 200)])
    data[start:start] = part * chance.choice((2, 50, 2000))


def swell(chance: random.Random, data: bytearray) -> None:
    """A number becomes a huge or a negative one."""
    places = [place for place in range(len(data)) if chr(data[place]).isdigit()]
    if places:
        place = chance.choice(places)
        data[place : place + 1] = chance.choice((b"999999999", b"-1", b"0", b"1e999"))


DAMAGES: tuple[Damage, ...] = (flip, cut, repeat, swell)


def seeds() -> Iterator[tuple[str, bytes]]:
    """Small made documents of every kind."""
    for truth in load_truths(("ubnd_huyen_thanh_son_2022",)):
        yield from ((name, data) for name, data in make_files(truth, _KINDS) if not name.endswith((".json", ".yml")))
        yield f"{truth.id}.doc", make_doc(dict(make_files(truth, ("docx",)))[f"{truth.id}.docx"])
    yield "scripts.pdf", pdf_with_scripts(b"x")


def damaged(chance: random.Random, data: bytes) -> bytes:
    """The document with one to three damages."""
    if data.startswith(b"PK") and chance.random() < _IN_A_PART:
        return _with_damaged_part(chance, data)
    content = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        if content:
            chance.choice(DAMAGES)(chance, content)
    return bytes(content)


def _with_damaged_part(chance: random.Random, data: bytes) -> bytes:
    sink = BytesIO()
    with ZipFile(BytesIO(data)) as whole, ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        chosen = chance.choice(whole.namelist())
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, damaged(chance, content) if name == chosen else content)
    return sink.getvalue()


def main() -> int:
    """Read damaged documents until time is up; exit with 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("data/cache/fuzz"))
    options = parser.parse_args()
    chance, documents = random.Random(options.seed), list(seeds())
    until, count, found = time.monotonic() + options.seconds, 0, 0
    while time.monotonic() < until:
        name, data = chance.choice(documents)
        content = damaged(chance, data)
        count += 1
        if problem := _problem(content):
            found += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{options.seed}-{count}-{name}").write_bytes(content)
            sys.stdout.write(f"{options.seed}-{count}-{name}: {problem}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{count} documents read, {found} problems\n")
    return min(found, 1)


def _problem(data: bytes) -> str | None:
    def ring(*_: object) -> None:
        raise KeyboardInterrupt

    # Seconds of work, not of the clock: the fuzzer is run beside other things.
    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        process(data, pages=lambda number: None)
    except KeyboardInterrupt:
        return f"longer than {_SECONDS} s: {''.join(traceback.format_exc(limit=-3))}"
    except Exception as fault:  # noqa: BLE001 (this is what is looked for)
        if type(fault).__name__ == "PagesWanted":
            return None
        return f"{type(fault).__name__}: {fault}\n{''.join(traceback.format_exc(limit=-4))}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


if __name__ == "__main__":
    sys.exit(main())
