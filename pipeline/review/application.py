"""The review page as a web application: what it answers to which address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.corrections.entries import GAZETTEER_FILE
from pipeline.corrections.folder import load_folder
from pipeline.corrections.reading import KINDS
from pipeline.manifest import load_manifest
from pipeline.misses import Miss, count_misses
from pipeline.review.messages import LANGUAGES, Say, column_label, explain_flag, speaker
from pipeline.review.page_image import PageRequest, cached_page
from pipeline.review.published import (
    PublishedDocument,
    count_flags,
    load_actors,
    load_document,
    load_documents,
)
from pipeline.review.saving import (
    Asked,
    RefusedError,
    current_entries,
    parse_asked,
    save_correction,
    save_decision,
)
from pipeline.review.sheet import make_sheet
from pipeline.review.sources import find_source, source_lines
from pipeline.review.views import Sheet
from pipeline.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HERE = Path(__file__).parent
_ADDRESSES: dict[str, Any] = {
    "root": "/",
    "href_list": "/",
    "href_names": "/names",
    "document_href": lambda document_id: f"/documents/{document_id}",
    "page_href": lambda document_id, number: f"/documents/{document_id}/pages/{number}.jpg",
}
_LARGEST_BODY = 100_000
_PER_PAGE = 400
# Pieces of a template that are sent at once: about forty rows of a table.
_BUFFERED = 1200


@dataclass(frozen=True)
class Desk:
    """What the pages are made from: the folders of a run. Rows of a document are kept until the next run."""

    settings: Settings
    _documents: Any = field(default_factory=lambda: lru_cache(maxsize=16)(_load_published))

    def listing(self) -> dict[str, Any]:
        """The values of the list of documents, the worst first."""
        out = self.settings.out
        counts, human = count_flags(out), load_folder(self.settings.corrections)
        rows = [(row, counts.get(row.document_id or "", {})) for row in load_documents(out)]
        rows.sort(key=lambda pair: (pair[0].status != "failed", -pair[1].get("alarm", 0), -pair[1].get("check", 0)))
        return {"rows": rows[:_PER_PAGE], "total": len(rows), "with_entries": set(human.files), "out": out}

    def published(self, document_id: str) -> PublishedDocument | None:
        """The rows of a document as last published; None for an unknown one."""
        manifest = self.settings.out / "_manifest.json"
        changed = manifest.stat().st_mtime_ns if manifest.is_file() else 0
        found: PublishedDocument | None = self._documents(self.settings.out, document_id, changed)
        return found

    def sheet(self, published: PublishedDocument) -> Sheet:
        """The page of a document with the entries that its file holds now."""
        entries = current_entries(self.settings.corrections, published.document.document_id or "")
        return make_sheet(published, entries)

    def document(self, published: PublishedDocument) -> dict[str, Any]:
        """The values of the page of a document."""
        source = find_source(self.settings.raw, published)
        has_pages = bool(published.pages)
        lines = () if has_pages else source_lines(source, published)
        return {
            "sheet": self.sheet(published),
            "pages": published.pages if source is not None else (),
            "has_pages": has_pages,
            "lines": lines,
            "source": source,
            "file": self.settings.corrections / f"{published.document.document_id}.yml",
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
        return {
            "rows": rows,
            "others": list(decided.values()),
            "problems": human.problems,
            "file": self.settings.corrections / GAZETTEER_FILE,
            "known_names": sorted(
                {actor.name for actor in all_actors if actor.method != "none" and actor.kind == "unit"}
            ),
        }

    def page(self, published: PublishedDocument, number: int) -> bytes | None:
        """The picture of a page as JPEG; None where the source is gone or has no such page."""
        source = find_source(self.settings.raw, published)
        known = next((page for page in published.pages if page.page == number), None)
        if source is None or known is None:
            return None
        request = PageRequest(number, known.turned, known.skew)
        try:
            return cached_page(self.settings.cache, source, published.document.document_id or "", request)
        except ValueError:
            return None


def _load_published(out: Path, document_id: str, _: int) -> PublishedDocument | None:
    row = next((row for row in load_documents(out) if row.document_id == document_id), None)
    return load_document(out, row) if row else None


def make_renderer() -> Any:
    """Return the Jinja environment of the review pages: everything escaped, unknown names an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["boxes"] = format_boxes
    return environment


def format_boxes(boxes: Sequence[tuple[int, float, float, float, float]]) -> str:
    """Return boxes as the page's script reads them.

    >>> format_boxes([(3, 71.234, 100, 220, 140.5)])
    '3 71.2 100.0 220.0 140.5'
    """
    return ";".join(f"{page} {x0:.1f} {top:.1f} {x1:.1f} {bottom:.1f}" for page, x0, top, x1, bottom in boxes)


def words(language: str) -> dict[str, Any]:
    """Return the functions by which templates speak a language."""
    say: Say = speaker(language)
    return {
        "t": say,
        "language": language,
        "explain": lambda code: explain_flag(code, language),
        "column": lambda name: column_label(name, language),
    }


def make_application(settings: Settings) -> "Starlette":
    """Return the application; it is to stand behind `access.Guarded`."""
    from starlette.applications import Starlette
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    pages = _Pages(Desk(settings), make_renderer())
    return Starlette(
        routes=[
            Route("/", pages.listing),
            Route("/names", pages.names),
            Route("/names", pages.decide, methods=["POST"]),
            Route("/documents/{document_id}", pages.document),
            Route("/documents/{document_id}/entries", pages.correct, methods=["POST"]),
            Route("/documents/{document_id}/pages/{number:int}.jpg", pages.picture),
            Route("/language/{language}", pages.choose_language),
            Mount("/assets", StaticFiles(directory=HERE / "assets")),
        ]
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    """One method an address. They run in threads: each opens files."""

    desk: Desk
    renderer: Any

    def listing(self, request: "Request") -> "Response":
        return self._html(request, "documents.html", self.desk.listing())

    def names(self, request: "Request") -> "Response":
        return self._html(request, "names.html", self.desk.names())

    def document(self, request: "Request") -> "Response":
        published = self._published(request)
        if published is None:
            return self._html(request, "missing.html", {}, status=404)
        return self._html(request, "document.html", self.desk.document(published), streams=True)

    def picture(self, request: "Request") -> "Response":
        from starlette.responses import Response

        published = self._published(request)
        picture = self.desk.page(published, request.path_params["number"]) if published else None
        if picture is None:
            return Response(status_code=404)
        return Response(picture, media_type="image/jpeg", headers={"cache-control": "private, max-age=86400"})

    def choose_language(self, request: "Request") -> "Response":
        from starlette.responses import RedirectResponse

        language = request.path_params["language"]
        response = RedirectResponse(_own_path(request.query_params.get("back", "/")), status_code=303)
        if language in LANGUAGES:
            response.set_cookie("language", language, max_age=31_536_000, samesite="strict", httponly=True)
        return response

    async def correct(self, request: "Request") -> "Response":
        published = self._published(request)
        folder = self.desk.settings.corrections
        if published is None:
            return self._json(request, lambda _: _refuse("refused_gone"))
        sheet = self.desk.sheet(published)
        return await self._saved(request, lambda asked: save_correction(folder, sheet, asked))

    async def decide(self, request: "Request") -> "Response":
        folder = self.desk.settings.corrections
        return await self._saved(request, lambda asked: save_decision(folder, asked))

    async def _saved(self, request: "Request", save: Any) -> "Response":
        from starlette.concurrency import run_in_threadpool

        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_BODY:
                return self._json(request, lambda _: _refuse("refused_form"))
        return await run_in_threadpool(self._json, request, save, bytes(body))

    def _json(self, request: "Request", save: Any, body: bytes = b"{}") -> "Response":
        import json

        from starlette.responses import JSONResponse

        try:
            return JSONResponse({"yaml": save(parse_asked(_parse_json(json, request, body)))})
        except RefusedError as refusal:
            return JSONResponse({"message": speaker(_language(request))(str(refusal))}, status_code=409)

    def _published(self, request: "Request") -> PublishedDocument | None:
        return self.desk.published(request.path_params["document_id"])

    def _html(
        self, request: "Request", name: str, values: dict[str, Any], status: int = 200, *, streams: bool = False
    ) -> "Response":
        from starlette.responses import HTMLResponse, StreamingResponse

        is_cut_off = load_manifest(self.desk.settings.out).is_publishing
        common = {"is_static": False, "here": request.url.path, "is_cut_off": is_cut_off, **_ADDRESSES}
        template, headers = self.renderer.get_template(name), {"cache-control": "no-store"}
        values = common | words(_language(request)) | values
        if not streams:
            return HTMLResponse(template.render(values), status, headers)
        # The first rows are on the screen while the last ones are still being written.
        parts = template.stream(values)
        parts.enable_buffering(_BUFFERED)
        return StreamingResponse(parts, status, headers, media_type="text/html")


def _parse_json(json: Any, request: "Request", body: bytes) -> Any:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise RefusedError("refused_form")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise RefusedError("refused_form") from fault


def _refuse(key: str) -> str:
    raise RefusedError(key)


def _language(request: "Request") -> str:
    asked = request.cookies.get("language", LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _own_path(path: str) -> str:
    """A path of this site, never another site ("//host" is one)."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_own else "/"


__all__ = ["Asked", "Desk", "make_application", "make_renderer", "words"]
