"""`python -m tests.bench.reading`: what reading costs, page by page, beside the bare library that it stands on.

PDFs with a text layer beside pdfplumber's `extract_tables`, scans beside `tesseract --psm 3` on the same page images.
Every figure is processor time of a process of its own, its children included, after one reading to warm up; the two are
taken in turn. Real documents count where they lie beside the repository. Rewrites its part of `docs/benchmarks.md`.
"""

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from tests.bench.peers import ROOT
from tests.gold import SHARED
from tests.making.files import load_truths
from tests.making.kinds import make_files

_PAGE = ROOT / "docs/benchmarks.md"
_BEGIN, _END = "<!-- reading: begin -->", "<!-- reading: end -->"
_TRUTH, _SCAN_PAGES = "ubnd_huyen_thanh_son_2022", 4


def ours_text_layer(data: bytes) -> None:
    """Words, lines and tables of a PDF, as the pipeline reads them; pages that are pictures wait for recognition."""
    from extractors import readers
    from extractors.identify import identify
    from extractors.recognition import PagesWanted

    with suppress(PagesWanted):
        readers.read(data, identify(data), lambda number: None)


def bare_text_layer(data: bytes) -> None:
    """The tables of a PDF as pdfplumber finds them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def ours_scan(data: bytes) -> None:
    """The first pages of a scan, recognised."""
    from extractors.recognition import recognise_page
    from extractors.scan import tesseract

    for number in range(1, _SCAN_PAGES + 1):
        recognise_page(data, number)
    tesseract.close()  # so that the system counts its time


def bare_scan(data: bytes) -> None:
    """The images of the same pages through Tesseract alone, with one thread: more cost more and are hardly faster."""
    from PIL import Image

    from extractors.pdf_images import open_pdf, page_image

    with tempfile.TemporaryDirectory() as folder, open_pdf(data) as document:
        for number in range(1, _SCAN_PAGES + 1):
            image = page_image(document, number)
            path = Path(folder) / "page.png"
            Image.fromarray(image.pixels).save(path, dpi=(image.dpi, image.dpi))
            line = ["tesseract", str(path), "stdout", "-l", "vie", "--psm", "3"]
            subprocess.run(line, capture_output=True, check=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})


READERS: dict[str, Callable[[bytes], None]] = {
    "ours-text": ours_text_layer,
    "bare-text": bare_text_layer,
    "ours-scan": ours_scan,
    "bare-scan": bare_scan,
}


def documents(folder: Path) -> Iterator[tuple[str, Path]]:
    """Kind and file of every document that is measured."""
    for truth in load_truths((_TRUTH,)):
        for name, content in make_files(truth, ("pdf", "scan"), ("clean300", "office200", "fax200")):
            if name.endswith(".pdf"):
                (folder / name).write_bytes(content)
                yield ("text" if name == f"{_TRUTH}.pdf" else "scan"), folder / name
    yield from (("text", path) for path in sorted((SHARED / "corpus/digital").glob("*.pdf")))


def cpu_seconds(reader: str, path: Path) -> float:
    """Seconds of processor time that a reading takes in a process of its own."""
    line = [sys.executable, "-m", "tests.bench.reading", "--one", reader, str(path)]
    return float(subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT).stdout)


def measure(repeats: int) -> Iterator[str]:
    """A line of the table for every document."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in documents(Path(folder)):
            pairs = [(cpu_seconds(f"ours-{kind}", path), cpu_seconds(f"bare-{kind}", path)) for _ in range(repeats)]
            ratios = sorted(ours / bare for ours, bare in pairs)
            beside = "pdfplumber" if kind == "text" else "tesseract"
            seconds = [f"{median(column):.2f}" for column in zip(*pairs, strict=True)]
            spread = f"{median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
            yield f"| {path.name} | {beside} | {seconds[0]} | {seconds[1]} | {spread} |"


def read_once(reader: str, path: Path) -> float:
    """Seconds of processor time of the second reading, children included."""
    data = path.read_bytes()
    if reader.endswith("text"):
        READERS[reader](data)
    before = _spent()
    READERS[reader](data)
    return _spent() - before


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Measure and write, or, with --one, print the figure of one reading."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"))
    options = parser.parse_args()
    if options.one:
        sys.stdout.write(f"{read_once(options.one[0], Path(options.one[1]))}\n")
        return
    head = ["| Document | beside | ours, CPU s | bare, CPU s | ratio |", "|---|---|--:|--:|--:|"]
    before, _, rest = _PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    table = "\n".join([*head, *measure(options.repeats)])
    _PAGE.write_text(f"{before}{_BEGIN}\n\n{table}\n\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
