"""Tracks: sets of documents of one kind, made from the truths, read by the pipeline and scored. Never mixed."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.figures import Figure, add_up
from pipeline.evaluation.scoring import Score, score_document
from pipeline.evaluation.truth import TrueDocument, load_truth
from pipeline.process import DocumentResult, process
from tests.evaluation.scan_pages import read_scan
from tests.making.files import load_truths
from tests.making.kinds import expectations, make_files

Process = Callable[[bytes], DocumentResult]


@dataclass(frozen=True, slots=True)
class Track:
    """One kind of document: what is made, whether the kind shows merged cells, and of which truths (all by default)."""

    name: str
    kinds: tuple[str, ...]
    suffixes: tuple[str, ...]
    has_spans: bool
    presets: tuple[str, ...] = ()
    truths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackScore:
    """The score of a track, and the seconds that reading took."""

    figures: dict[str, Figure]
    wrong: tuple[str, ...]
    seconds: float = 0.0
    count: int = 0
    unit: str = "document"


SHORT = ("dai_hoc_quy_nhon_2024", "ubnd_huyen_thanh_son_2022")

TRACKS = (
    Track("text", ("txt", "md"), (".txt", ".md"), has_spans=False),
    Track("html", ("html",), (".html",), has_spans=True),
    Track("word", ("docx",), (".docx",), has_spans=True),
    Track("excel", ("xlsx",), (".xlsx",), has_spans=True),
    Track("text layer", ("pdf",), (".pdf",), has_spans=True),
    Track("rules across only", ("pdf-across",), (".across.pdf",), has_spans=True),
    Track("rules at the header only", ("pdf-header",), (".header.pdf",), has_spans=False),
    Track("no rules", ("pdf-none",), (".none.pdf",), has_spans=False),
    *(
        Track(f"scan {preset}", ("scan",), (f".{preset}.pdf",), has_spans=True, presets=(preset,))
        for preset in ("clean300", "office200", "fax200", "poor150")
    ),
    # Few pages, so that every run of the tests sees scans: three columns of two truths.
    Track("short scans", ("scan",), (".office200.pdf", ".fax200.pdf"), True, ("office200", "fax200"), SHORT),
)


def score_track(track: Track, names: tuple[str, ...], folder: Path, read: Process | None = None) -> TrackScore:
    """Make the track's documents, read each, and return their scores added up. What cannot be read is all wrong.

    Scans are recognised by all processors at once.
    """
    read = read or (read_scan if "scan" in track.kinds else process)
    scores: list[Score] = []
    seconds, count = 0.0, 0
    for truth, file in _documents(track, names, folder):
        data = file.read_bytes()
        start = time.perf_counter()
        result = read(data)
        seconds += time.perf_counter() - start
        count += 1
        scores.append(score_document(truth, None if result.document.status == "failed" else result))
    wrong = tuple(name for score in scores for name in score.wrong)
    return TrackScore(add_up(score.figures for score in scores), wrong, seconds, count)


def _documents(track: Track, names: tuple[str, ...], folder: Path) -> Iterator[tuple[TrueDocument, Path]]:
    for truth in load_truths(names or track.truths):
        if track.truths and truth.id not in track.truths:
            continue
        made = folder / track.name.replace(" ", "_")
        made.mkdir(parents=True, exist_ok=True)
        expected = made / f"{truth.id}.expected.json"
        expected.write_text(json.dumps(expectations(truth), ensure_ascii=False), encoding="utf-8")
        for name, content in make_files(truth, track.kinds, track.presets):
            (made / name).write_bytes(content)
        for file in sorted(path for suffix in track.suffixes for path in made.glob(f"{truth.id}{suffix}")):
            document = load_truth(expected, has_spans=track.has_spans, cuts=cuts_of(file))
            yield _named(document, file.name), file


def _named(truth: TrueDocument, name: str) -> TrueDocument:
    return TrueDocument(name, truth.fields, truth.tasks, truth.cut_rows)


def cuts_of(file: Path) -> list[list[int]]:
    """Which rows the page breaks of this rendering cut, as the maker wrote down."""
    beside = file.with_name(f"{file.name}.cuts.json")
    if beside.exists():
        cuts: list[list[int]] = json.loads(beside.read_text(encoding="utf-8"))
        return cuts
    layout = file.with_name(f"{file.name}.layout.json")
    if layout.exists():
        rows: list[list[int]] = json.loads(layout.read_text(encoding="utf-8"))["cut_rows"]
        return rows
    return []
