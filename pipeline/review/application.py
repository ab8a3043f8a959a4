"""The review page as a web application: what it answers to which address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from pipeline.manifest import load_manifest
from pipeline.review.desk import Desk
from pipeline.review.messages import LANGUAGES, speaker
from pipeline.review.places import Places
from pipeline.review.published import Frame
from pipeline.review.rendering import load_assets, make_renderer, words
from pipeline.review.saving import RefusedError, parse_asked, save_correction, save_decision
from pipeline.sources import content_digest, short_id
from pipeline.storage.folder import open_folder

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

_ADDRESSES: dict[str, Any] = {
    "href_list": "/",
    "href_names": "/names",
    "document_href": lambda document_id: f"/documents/{document_id}",
    "page_href": lambda document_id, number: f"/documents/{document_id}/pages/{number}.jpg",
    # By its content, so that the browser need not ask again before it paints.
    "asset": lambda name: f"/assets/{name}?{short_id(content_digest(load_assets()[name]))}",
}
_LARGEST_BODY = 100_000
# Letters sent at once: first the frame of the page, then rows to fill the screen, then as many as come in one go.
_FIRST_PIECES, _PIECE = (4_000, 40_000), 100_000


def make_application(settings: Places) -> "Starlette":
    """Return the application; it is to stand behind `access.Guarded`."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    pages = _Pages(Desk(settings), make_renderer())
    pages.desk.listing()  # what reads Parquet is loaded now, not when the first page is asked for
    return Starlette(
        routes=[
            Route("/", pages.listing),
            Route("/names", pages.names),
            Route("/names", pages.decide, methods=["POST"]),
            Route("/documents/{document_id}", pages.document),
            Route("/documents/{document_id}/entries", pages.correct, methods=["POST"]),
            Route("/documents/{document_id}/pages/{number:int}.jpg", pages.picture),
            Route("/language/{language}", pages.choose_language),
            Route("/assets/{name}", pages.asset),
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
        frame = self._frame(request)
        if frame is None:
            return self._html(request, "missing.html", {}, status=404)
        return self._html(request, "document.html", self.desk.document(frame), streams=True)

    def picture(self, request: "Request") -> "Response":
        from starlette.responses import Response

        frame = self._frame(request)
        picture = self.desk.page(frame, request.path_params["number"]) if frame else None
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

    async def asset(self, request: "Request") -> "Response":
        from mimetypes import guess_type

        from starlette.responses import Response

        name = request.path_params["name"]
        content = load_assets().get(name)
        if content is None:
            return Response(status_code=404)
        headers = {"cache-control": "private, max-age=31536000, immutable"}
        return Response(content, media_type=guess_type(name)[0], headers=headers)

    async def correct(self, request: "Request") -> "Response":
        published = self.desk.published(request.path_params["document_id"])
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

    def _frame(self, request: "Request") -> Frame | None:
        return self.desk.frame(request.path_params["document_id"])

    def _html(
        self, request: "Request", name: str, values: dict[str, Any], status: int = 200, *, streams: bool = False
    ) -> "Response":
        from starlette.responses import HTMLResponse, StreamingResponse

        is_cut_off = load_manifest(open_folder(self.desk.settings.out)).is_publishing
        common = {"is_static": False, "here": request.url.path, "is_cut_off": is_cut_off, **_ADDRESSES}
        template, headers = self.renderer.get_template(name), {"cache-control": "no-store"}
        values = common | words(_language(request)) | values
        if not streams:
            return HTMLResponse(template.render(values), status, headers)
        return StreamingResponse(_in_pieces(template.generate(values)), status, headers, media_type="text/html")


def _in_pieces(parts: Iterable[str]) -> Iterator[str]:
    """The parts of a page joined to pieces: the frame is on the screen while the rows are still being made."""
    kept: list[str] = []
    sizes = chain(_FIRST_PIECES, repeat(_PIECE))
    size, wanted = 0, next(sizes)
    for part in parts:
        kept.append(part)
        size += len(part)
        if size >= wanted:
            yield "".join(kept)
            kept, size, wanted = [], 0, next(sizes)
    yield "".join(kept)


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
