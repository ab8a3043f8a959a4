"""Real documents outside the project: fields read from their pages by people, and transcripts. Only facts are compared.

The documents stay where they are; what the pipeline does not read yet counts as all wrong.
"""

import re
from collections.abc import Iterator
from typing import Any

from rapidfuzz.distance import Levenshtein

from normalizers.text import clean
from pipeline.evaluation.figures import Figure, Ratio, add_up
from pipeline.evaluation.scoring import score_fields
from pipeline.process import DocumentResult, process
from tests.evaluation.tracks import TrackScore
from tests.gold import SHARED, gold

_TRANSCRIPTS = {
    "scan/SGDDT-DaNang_4_1.jpg": "scan/SGDDT-DaNang_4_1_gt.txt",
    "digital/tcvn3_2006-1E499_ND109veDKKD_dacotrenmucPTDNN-V.pdf": "digital/tcvn3_2006-1E499.truth.txt",
    "office/tcvn3_2003-02144qd.doc": "office/tcvn3_2003-02144qd.truth.txt",
    "office/tcvn3_2004-0328NDCP.doc": "office/tcvn3_2004-0328NDCP.truth.txt",
    "office/vni_2008-QD-991-UBND.doc": "office/vni_2008-QD-991-UBND.truth.txt",
}


_CODES = "Mã cấp 1"
_CODE = re.compile(r"[A-K]\d\d")


def real_tracks() -> Iterator[tuple[str, TrackScore]]:
    """Yield the fields of real documents and the transcripts, where the folder with the documents is there."""
    if (SHARED / "corpus").is_dir():
        yield "real documents", _fields()
        yield "real transcripts", _transcripts()
        yield "real scans", _scans()


def _fields() -> TrackScore:
    figures, wrong = [], []
    cases = gold("documents.jsonl")
    for case in cases:
        result = process((SHARED / "corpus" / case["file"]).read_bytes())
        is_read = result.document.status != "failed"
        score = score_fields(_wanted(case), result.document if is_read else None)
        figures.append(score.figures)
        wrong += [f"{case['file']} {name}" for name in score.wrong]
    return TrackScore(add_up(figures), tuple(wrong), count=len(cases))


def _scans() -> TrackScore:
    """Fields of scanned documents: what is right, and what is not wrong (blank where handwriting is in doubt).

    Codes of the register of bodies: each table counts on from 1, and its codes are one letter and that number.
    """
    figures, wrong = [], []
    cases = [case for case in gold("documents.jsonl") if case["kind"] == "scan"]
    for case in cases:
        result = process((SHARED / "corpus" / case["file"]).read_bytes())
        wanted = _wanted(case)
        for name, value in wanted.items():
            seen = getattr(result.document, name)
            is_right = clean(str(seen)).casefold() == clean(str(value)).casefold()
            figures.append({"scanned fields": Ratio(is_right, 1), "nothing wrong": Ratio(is_right or seen is None, 1)})
            wrong += [] if is_right else [f"{case['file']} {name}"]
        figures += [{"codes": Ratio(is_code, 1)} for is_code in _codes(result)]
    return TrackScore(add_up(figures), tuple(wrong), count=len(cases))


def _codes(result: DocumentResult) -> Iterator[bool]:
    """Whether each cell of a column of codes has the shape of its register (one letter, two digits)."""
    for cell in result.rows.get("cells", ()):
        if cell.header == _CODES and cell.row > 0 and cell.text_raw and not cell.text_raw.startswith("Từ"):
            yield _CODE.fullmatch(cell.text_raw) is not None


def _wanted(case: dict[str, Any]) -> dict[str, Any]:
    """The fields that people read from the page; those in doubt are left out."""
    fields = {name: value for name, value in case["document"].items() if name not in case["doubtful"]}
    names = ("type", "symbol", "place", "title", "issuing_body", "date", "number", "signer_name")
    return {name: fields[name] for name in names if fields.get(name) is not None}


def _transcripts() -> TrackScore:
    figures: list[dict[str, Figure]] = []
    for file, transcript in _TRANSCRIPTS.items():
        wanted = clean((SHARED / "corpus" / transcript).read_text(encoding="utf-8"))
        found = _text(process((SHARED / "corpus" / file).read_bytes()))
        errors = Levenshtein.distance(wanted, found)
        figures.append({"characters": Ratio(max(0, len(wanted) - errors), len(wanted))})
    return TrackScore(add_up(figures), (), count=len(_TRANSCRIPTS))


def _text(result: DocumentResult) -> str:
    cells = [cell.text_raw for cell in result.rows.get("cells", ()) if cell.text_raw]
    return clean(" ".join([*(paragraph.text for paragraph in result.rows.get("paragraphs", ())), *cells]))
