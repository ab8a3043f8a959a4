"""What `boctach report` does: a file read, its page written."""

from dataclasses import replace
from pathlib import Path

from pipeline.errors import RunError
from pipeline.files import write_atomically
from pipeline.picture.facts import make_picture
from pipeline.process import DocumentResult, process
from pipeline.sources import read_source
from pipeline.templates import render


def write_picture(file: Path, page: Path) -> DocumentResult:
    """Read a document and write its page; `RunError` where the file cannot be opened or gives nothing."""
    try:
        result = process(read_source(str(file)))
    except OSError as refusal:
        raise RunError(f"{file} cannot be read. Check the name, and that you may open it.") from refusal
    if result.document.status == "failed":
        raise RunError(f"{file}: {result.document.failure_message}")
    named = {**result.rows, "documents": [replace(result.document, source_path=file.name)]}
    write_atomically(page, render("picture.html", picture=make_picture(DocumentResult(named))).encode())
    return result
