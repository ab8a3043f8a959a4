"""What lies on the reviewer's desk: values of each page, from the folders of a run as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.corrections.entries import GAZETTEER_FILE
from pipeline.corrections.folder import load_folder
from pipeline.corrections.reading import KINDS
from pipeline.datasets import DocumentRow
from pipeline.misses import Miss, count_misses
from pipeline.review.page_image import PageRequest, cached_page
from pipeline.review.places import Places
from pipeline.review.published import (
    Frame,
    PublishedDocument,
    count_flags,
    load_actors,
    load_document,
    load_documents,
    load_frame,
)
from pipeline.review.saving import current_entries
from pipeline.review.sheet import make_sheet
from pipeline.review.sources import find_source, source_lines
from pipeline.review.views import Sheet

# More documents than this make a list that nobody reads.
_MOST_LISTED = 400


@dataclass(frozen=True)
class Desk:
    """What the pages are made from: the folders of a run. Rows of a document are kept until the next run."""

    settings: Places
    _frames: Any = field(default_factory=lambda: lru_cache(maxsize=64)(_load_frame))
    _documents: Any = field(default_factory=lambda: lru_cache(maxsize=16)(_load_published))

    def listing(self) -> dict[str, Any]:
        """The values of the list of documents, the worst first."""
        out = self.settings.out
        counts, human = count_flags(out), load_folder(self.settings.corrections)
        rows = [(row, counts.get(row.document_id or "", {})) for row in load_documents(out)]
        rows.sort(key=lambda pair: (pair[0].status != "failed", -pair[1].get("alarm", 0), -pair[1].get("check", 0)))
        return {"rows": rows[:_MOST_LISTED], "total": len(rows), "with_entries": set(human.files), "out": out}

    def frame(self, document_id: str) -> Frame | None:
        """The row of a document and its pages as last published; None for an unknown one."""
        found: Frame | None = self._frames(self.settings.out, document_id, self._changed)
        return found

    def published(self, document_id: str) -> PublishedDocument | None:
        """All rows of a document as last published; None for an unknown one."""
        found: PublishedDocument | None = self._documents(self.settings.out, document_id, self._changed)
        return found

    @property
    def _changed(self) -> int:
        manifest = self.settings.out / "_manifest.json"
        return manifest.stat().st_mtime_ns if manifest.is_file() else 0

    def sheet(self, published: PublishedDocument) -> Sheet:
        """The page of a document with the entries that its file holds now."""
        entries = current_entries(self.settings.corrections, published.document.document_id or "")
        return make_sheet(published, entries)

    def document(self, frame: Frame) -> dict[str, Any]:
        """The values of the page of a document; its rows are read when the page has come to them."""
        document = frame.document
        source = find_source(self.settings.raw, document)

        def published() -> PublishedDocument:
            return self.published(document.document_id or "") or PublishedDocument(document)

        return {
            "document": document,
            "make_sheet": lambda: self.sheet(published()),
            "pages": frame.pages if source is not None else (),
            "has_pages": bool(frame.pages),
            "lines": () if frame.pages else source_lines(source, published()),
            "source": source,
            "file": self.settings.corrections / f"{document.document_id}.yml",
            "kinds": KINDS,
        }

    def names(self) -> dict[str, Any]:
        """The values of the page of unknown names."""
        bodies = {row.document_id or "": row.issuing_body for row in load_documents(self.settings.out)}
        all_actors = load_actors(self.settings.out)
        actors = [
            {"document_id": a.document_id, "kind": a.kind, "method": a.method, "name": a.name, "score": a.score}
            for a in all_actors
        ]
        misses: Sequence[Miss] = count_misses(actors, bodies)
        human = load_folder(self.settings.corrections)
        decided = {(each.name, each.body): each for each in human.names}
        rows = [
            (miss, decided.pop((miss.name, miss.body), None) or decided.pop((miss.name, None), None)) for miss in misses
        ]
        unknown = [actor for actor in reversed(all_actors) if actor.method == "none"]
        return {
            "rows": rows,
            "others": list(decided.values()),
            "first_seen": {(actor.name, bodies.get(actor.document_id)): actor.document_id for actor in unknown},
            "problems": human.problems,
            "file": self.settings.corrections / GAZETTEER_FILE,
            "known_names": sorted(
                {actor.name for actor in all_actors if actor.method != "none" and actor.kind == "unit"}
            ),
        }

    def page(self, frame: Frame, number: int) -> bytes | None:
        """The picture of a page as JPEG; None where the source is gone or has no such page."""
        source = find_source(self.settings.raw, frame.document)
        known = next((page for page in frame.pages if page.page == number), None)
        if source is None or known is None:
            return None
        request = PageRequest(number, known.turned, known.skew)
        try:
            return cached_page(self.settings.cache, source, frame.document.document_id or "", request)
        except ValueError:
            return None


def _load_frame(out: Path, document_id: str, _: int) -> Frame | None:
    row = _find_row(out, document_id)
    return load_frame(out, row) if row else None


def _load_published(out: Path, document_id: str, _: int) -> PublishedDocument | None:
    row = _find_row(out, document_id)
    return load_document(out, row) if row else None


def _find_row(out: Path, document_id: str) -> DocumentRow | None:
    return next((row for row in load_documents(out) if row.document_id == document_id), None)
