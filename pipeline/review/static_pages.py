"""The review pages as files to send to a colleague: for reading, with the YAML to paste."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.errors import RunError
from pipeline.files import write_atomically
from pipeline.review.desk import Desk
from pipeline.review.places import Places
from pipeline.review.published import Frame, load_documents
from pipeline.review.rendering import HERE, make_renderer, words


def write_static(settings: Places, folder: Path, language: str) -> tuple[Path, ...]:
    """Write the list, a page a document with its page images, and the names; return the HTML files written.

    Raises `RunError` where nothing is published or the folder cannot be written.
    """
    if not (settings.out / "documents").is_dir():
        raise RunError(f"Nothing is published in {settings.out}. Run: make extract")
    try:
        return tuple(_write_all(settings, folder, language))
    except OSError as refusal:
        raise RunError(
            f"The pages could not be written to {folder} ({refusal.strerror}). Make room or rights."
        ) from refusal


def _write_all(settings: Places, folder: Path, language: str) -> list[Path]:
    desk, renderer = Desk(settings), make_renderer()
    common = {**words(language), **static_addresses(), "is_static": True, "is_cut_off": False, "here": ""}
    shutil.copytree(HERE / "assets", folder / "assets", dirs_exist_ok=True)
    written: list[Path] = []

    def write(name: str, template: str, values: dict[str, Any]) -> None:
        page = renderer.get_template(template).render(**common, **values)
        write_atomically(folder / name, page.encode())
        written.append(folder / name)

    write("index.html", "documents.html", desk.listing())
    write("names.html", "names.html", desk.names())
    for row in load_documents(settings.out):
        frame = desk.frame(row.document_id) if row.document_id else None
        if frame is not None:
            write(f"{row.document_id}.html", "document.html", desk.document(frame))
            _write_pictures(desk, frame, folder)
    return written


def static_addresses() -> dict[str, str | Callable[..., str]]:
    """Return where things are among the files."""
    return {
        "asset": lambda name: f"assets/{name}",
        "href_list": "index.html",
        "href_names": "names.html",
        "document_href": lambda document_id: f"{document_id}.html",
        "page_href": lambda document_id, number: f"pages/{document_id}-{number}.jpg",
    }


def _write_pictures(desk: Desk, frame: Frame, folder: Path) -> None:
    for page in frame.pages:
        if (picture := desk.page(frame, page.page)) is not None:
            write_atomically(folder / "pages" / f"{frame.document.document_id}-{page.page}.jpg", picture)
