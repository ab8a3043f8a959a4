"""Old documents: Vietnamese letters of made and of real ones in legacy fonts, and in Word 97 files."""

from collections.abc import Callable, Iterator
from operator import eq
from pathlib import Path

from extractors.identify import identify
from extractors.model import Paragraph, Reading, Unreadable
from extractors.readers import read
from pipeline.evaluation.figures import Figure, Ratio, add_up
from tests.evaluation.diacritics import score_diacritics
from tests.evaluation.tracks import TrackScore
from tests.gold import SHARED
from tests.making.doc import make_doc
from tests.making.docx import make_docx
from tests.making.files import load_truths
from tests.making.legacy import legacy_docx, legacy_xlsx
from tests.making.truth import Truth
from tests.making.xlsx import make_xlsx

Maker = Callable[[Truth], bytes]
# Name of the document, what it is made from, how.
_MADE: dict[str, tuple[Maker, Callable[[bytes], bytes]]] = {
    "doc": (make_docx, make_doc),
    "tcvn3.doc": (make_docx, lambda word: make_doc(legacy_docx(word, "tcvn3"))),
    "vni.doc": (make_docx, lambda word: make_doc(legacy_docx(word, "vni"))),
    "tcvn3.docx": (make_docx, lambda word: legacy_docx(word, "tcvn3")),
    "vni.docx": (make_docx, lambda word: legacy_docx(word, "vni")),
    "tcvn3.xlsx": (make_xlsx, lambda book: legacy_xlsx(book, "tcvn3")),
    "vni.xlsx": (make_xlsx, lambda book: legacy_xlsx(book, "vni")),
}


def legacy_tracks() -> Iterator[tuple[str, TrackScore]]:
    """Yield the letters of made documents, and of real ones where the folder with them is there."""
    yield "legacy office", _made()
    if (SHARED / "corpus/office").is_dir():
        yield "legacy fonts, real", _real()


def _made() -> TrackScore:
    figures: list[dict[str, Figure]] = []
    wrong = []
    for truth in load_truths():
        for kind, (make, convert) in _MADE.items():
            modern = make(truth)
            wanted, found = _reading(modern), _reading(convert(modern))
            blocks = Ratio(sum(map(eq, wanted, found)), len(wanted))
            figures.append({"blocks exact": blocks, **_letters("\n".join(wanted), "\n".join(found))})
            wrong += [f"{truth.id}.{kind}"] if wanted != found else []
    return TrackScore(add_up(figures), tuple(wrong), count=len(figures))


def _real() -> TrackScore:
    figures: list[dict[str, Figure]] = []
    wrong = []
    for truth, source in _transcripts():
        found = _reading(source.read_bytes())
        scores = _letters(truth.read_text(encoding="utf-8"), "\n".join(found))
        wrong += [source.name] if scores["diacritics"].score < 0.98 else []
        figures.append(scores)
    return TrackScore(add_up(figures), tuple(wrong), count=len(figures))


def _transcripts() -> Iterator[tuple[Path, Path]]:
    """Transcripts with their documents: "name.truth.txt" stands beside "name….pdf" or "name.doc"."""
    for transcript in sorted((SHARED / "corpus").glob("*/*.truth.txt")):
        name = transcript.name.removesuffix(".truth.txt")
        yield from ((transcript, file) for file in transcript.parent.glob(f"{name}*") if file != transcript)


def _letters(truth: str, found: str) -> dict[str, Figure]:
    return {
        "diacritics": score_diacritics(truth, found),
        "diacritics and capitals": score_diacritics(truth, found, ignores_case=False),
    }


def _reading(data: bytes) -> list[str]:
    try:
        return list(_texts(read(data, identify(data))))
    except Unreadable:
        return []


def _texts(reading: Reading) -> Iterator[str]:
    for block in reading.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield "\n".join("\t".join(row.texts) for row in block.rows)
