"""Who may ask: this machine's browser with the token of this start, and no page of another origin."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_REFUSAL = "This address is not for you. Open the one that boctach review printed.\n"


@dataclass(frozen=True, slots=True)
class Guarded:
    """An ASGI application behind the checks: name of the host, token or cookie, origin of what is sent.

    A page of another site can neither read (no token, no CORS, the Host of a rebound name is refused) nor write (the
    Origin must be ours, the cookie is SameSite=Strict).
    """

    app: App
    token: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, redirect (the token of the address becomes a cookie) or refuse."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host") not in self._hosts or not self._is_own_origin(scope["method"], headers):
            await _refuse(send)
        elif self._has_token(scope):
            await self._welcome(send)
        elif not self._has_cookie(headers.get("cookie", "")):
            await _refuse(send)
        else:
            await self.app(scope, receive, _with_headers(send))

    @property
    def _hosts(self) -> tuple[str, str]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def _cookie(self) -> str:
        # Cookies know no ports: two servers at once must not take each other's.
        return f"boctach-{self.port}"

    def _is_own_origin(self, method: str, headers: dict[str, str]) -> bool:
        origin = headers.get("origin")
        if origin is None:
            return method in ("GET", "HEAD")
        return origin == f"http://{headers['host']}"

    def _has_token(self, scope: Scope) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return scope["method"] == "GET" and scope["path"] == "/" and _equal(given, self.token)

    def _has_cookie(self, text: str) -> bool:
        try:
            given = SimpleCookie(text).get(self._cookie)
        except CookieError:
            return False
        return given is not None and _equal(given.value, self.token)

    async def _welcome(self, send: Send) -> None:
        cookie = f"{self._cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"
        await _answer(send, 303, {"location": "/", "set-cookie": cookie, "cache-control": "no-store"}, "")


def _equal(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())


async def _refuse(send: Send) -> None:
    await _answer(send, 403, {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}, _REFUSAL)


async def _answer(send: Send, status: int, headers: dict[str, str], text: str) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in (_HEADERS | headers).items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": text.encode()})


def _with_headers(send: Send) -> Send:
    async def send_guarded(message: Any) -> None:
        if message["type"] == "http.response.start":
            ours = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
            message = {**message, "headers": [*message["headers"], *ours]}
        await send(message)

    return send_guarded
