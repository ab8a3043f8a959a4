"""Documents in old encodings with their transcripts: how many marked letters come out with the right mark.

A transcript is matched word by word without marks and case; within words so matched, every letter that bears a mark in
the transcript counts. Letters of words that were not found count as wrong.
"""

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.evaluation.figures import Figure, Ratio, add_up
from pipeline.process import DocumentResult, process
from tests.evaluation.tracks import TrackScore
from tests.gold import SHARED


def has_transcripts() -> bool:
    """Whether the documents lie beside the repository."""
    return any(_transcripts())


def score_legacy_fonts() -> TrackScore:
    """Score every document that has a transcript beside it and is of a kind that the program takes."""
    figures: list[dict[str, Figure]] = []
    wrong: list[str] = []
    for source, transcript in _transcripts():
        result = process(source.read_bytes())
        if result.document.failure == "kind_unsupported":
            continue
        score, errors = compare_marks(transcript.read_text(encoding="utf-8"), _text(result))
        figures.append({f"marks right, {source.suffix[1:]}": score})
        wrong += [f"{source.name[:16]} {error}" for error in errors]
    return TrackScore(add_up(figures), tuple(wrong), count=len(figures))


def compare_marks(wanted: str, found: str) -> tuple[Ratio, list[str]]:
    """Return how many marked letters of the wanted text were found so, and the words that differ.

    >>> compare_marks("Quyết định này", "QUYẾT đinh này")
    (Ratio(good=3, total=4), ['định → đinh'])
    """
    words, others = wanted.split(), found.split()
    matcher = SequenceMatcher(None, [_bare(word) for word in words], [_bare(word) for word in others], autojunk=False)
    right, errors = 0, []
    for start, at, size in matcher.get_matching_blocks():
        for word, other in zip(words[start : start + size], others[at : at + size], strict=True):
            pairs = list(zip(_letters(word), _letters(other), strict=True))
            right += sum(one == another for one, another in pairs if _is_marked(one))
            errors += [f"{word} → {other}"] if any(one != another for one, another in pairs) else []
    return Ratio(right, sum(_is_marked(letter) for letter in _letters(wanted))), errors


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", _letters(text)).replace("đ", "d")
    return "".join(part for part in parts if not unicodedata.combining(part))


def _is_marked(letter: str) -> bool:
    return _bare(letter) != letter


def _transcripts() -> Iterator[tuple[Path, Path]]:
    """Documents with their transcripts: "name.truth.txt" stands beside "name….pdf"."""
    for transcript in sorted((SHARED / "corpus").glob("*/*.truth.txt")):
        name = transcript.name.removesuffix(".truth.txt")
        for source in transcript.parent.glob(f"{name}*"):
            if source != transcript:
                yield source, transcript


def _text(result: DocumentResult) -> str:
    cells = [cell.text_raw for cell in result.rows.get("cells", ()) if cell.text_raw]
    return " ".join([*(paragraph.text for paragraph in result.rows.get("paragraphs", ())), *cells])
