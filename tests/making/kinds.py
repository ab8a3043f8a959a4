"""Which kinds of document are made, and the files each of them consists of: one registry."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

from tests.making.docx import make_docx
from tests.making.expected import expected_tasks
from tests.making.files import as_data
from tests.making.html import make_html
from tests.making.pdf import make_pdf
from tests.making.scan import named_preset, scan_pdf, scan_truth, scans_as_pdf, scans_as_tiff
from tests.making.truth import RuleStyle, Truth
from tests.making.txt import make_text
from tests.making.xlsx import make_xlsx

Files = Iterator[tuple[str, bytes]]
DEFAULT_PRESETS = ("clean300", "office200", "fax200", "poor150")


def make_files(truth: Truth, kinds: tuple[str, ...], presets: tuple[str, ...] = DEFAULT_PRESETS) -> Files:
    """Name and content of every file: the documents of these kinds, each with its layout where it has one."""
    yield f"{truth.id}.expected.json", _json(expectations(truth))
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(f"no kind {kind!r}: {', '.join(KINDS)}")
        yield from KINDS[kind](truth, presets)


def expectations(truth: Truth) -> dict[str, Any]:
    """What a perfect reader finds, as plain data: document fields, tasks and how the source file worded it."""
    tasks = [asdict(task) | {"address": task.address} for task in expected_tasks(truth)]
    return {"id": truth.id, "document": as_data(truth.document), "tasks": tasks, "raw": as_data(truth.raw)}


def _text_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    made = make_text(truth)
    yield f"{truth.id}.txt", made.text.encode()
    yield f"{truth.id}.txt.cuts.json", _json(made.cut_rows)


def _markdown_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    made = make_text(truth, pipes=True)
    yield f"{truth.id}.md", made.text.encode()
    yield f"{truth.id}.md.cuts.json", _json(made.cut_rows)


def _html_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    yield f"{truth.id}.html", make_html(truth).encode()


def _docx_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    yield f"{truth.id}.docx", make_docx(truth)


def _xlsx_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    yield f"{truth.id}.xlsx", make_xlsx(truth)


def _ruled_files(truth: Truth, rules: RuleStyle) -> Files:
    """The PDF with fewer rules than most offices draw."""
    made = make_pdf(replace(truth, style=replace(truth.style, rules=rules)))
    yield f"{truth.id}.{rules}.pdf", made.content
    yield f"{truth.id}.{rules}.pdf.layout.json", _json(made.layout)


def _pdf_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    made = make_pdf(truth)
    yield f"{truth.id}.pdf", made.content
    yield f"{truth.id}.pdf.layout.json", _json(made.layout)


def _scan_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    made = make_pdf(truth)
    for name in presets:
        pages = scan_pdf(made.content, made.layout, named_preset(name))
        yield f"{truth.id}.{name}.pdf", scans_as_pdf(pages, named_preset(name))
        yield f"{truth.id}.{name}.pdf.layout.json", _json(made.layout | {"scan": scan_truth(pages, named_preset(name))})


def _tiff_files(truth: Truth, presets: tuple[str, ...]) -> Files:
    made = make_pdf(truth)
    for name in presets:
        pages = scan_pdf(made.content, made.layout, named_preset(name))
        yield f"{truth.id}.{name}.tiff", scans_as_tiff(pages, named_preset(name))


KINDS: dict[str, Callable[[Truth, tuple[str, ...]], Files]] = {
    "txt": _text_files,
    "md": _markdown_files,
    "html": _html_files,
    "docx": _docx_files,
    "xlsx": _xlsx_files,
    "pdf": _pdf_files,
    "pdf-across": lambda truth, _: _ruled_files(truth, RuleStyle.ACROSS),
    "pdf-header": lambda truth, _: _ruled_files(truth, RuleStyle.HEADER),
    "pdf-none": lambda truth, _: _ruled_files(truth, RuleStyle.NONE),
    "scan": _scan_files,
    "tiff": _tiff_files,
}


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
