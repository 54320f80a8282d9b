"""What every answer of the server carries: the security headers, how long it may be kept, and our own HTML page.

Plain ASGI: websockets pass untouched and no answer is held in memory, except the page that is replaced anyway.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from analytics.serving import uploads
from analytics.serving.index_page import dutch, script_hashes

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

# What nobody needs here and would tell or allow more than the pages do: server statistics, the interface for
# programs, and uploads but for those that a page offered.
CLOSED = re.compile(r"/_stcore/(metrics|agent|upload_file)(/|$)")
# Addresses with a fingerprint or a snapshot in them: other content has another address. How long it may be kept
# is then up to who answers.
_LASTING = re.compile(r"/static/.+\.[\w-]{8}\.\w+|/kaart/.+\.(json|geojson)")
# Addresses whose answer, when it says which version it is (ETag), may be kept by who asked, to be asked for again: how
# is up to who answers.
_VERSIONED = "/api/"
# Addresses whose HTML, if any, is not Streamlit's page.
_NOT_THE_PAGE = ("/_stcore/", "/app/static/", "/component/", "/media/", "/api/")

FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def content_policy(html: str) -> str:
    """The content security policy: everything from this server, and no script but Streamlit's and ours."""
    return "; ".join(
        (
            "default-src 'self'",
            # blob: is how Streamlit runs the script of our own components; WebAssembly draws the data grid and maps
            f"script-src 'self' blob: 'wasm-unsafe-eval' {' '.join(script_hashes(html))}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit and Plotly write styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class Headers:
    """ASGI middleware around the whole server. `index_page`: the HTML that Streamlit serves as its page."""

    def __init__(self, app: App, index_page: str) -> None:
        self.app = app
        page = dutch(index_page)
        self._page = page.encode()
        self._headers = [
            (name.encode(), value.encode())
            for name, value in {**FIXED, "content-security-policy": content_policy(page)}.items()
        ]

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass the request on and dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif CLOSED.search(scope["path"]) and not uploads.is_offered(scope["path"]):
            await _plain(404, b"", self._headers, send)
        else:
            await self.app(scope, receive, _Dressed(send, scope, self._headers, self._page))


class _Dressed:
    """`send` for one answer."""

    def __init__(
        self, send: Send, scope: MutableMapping[str, Any], headers: list[tuple[bytes, bytes]], page: bytes
    ) -> None:
        self._send = send
        self._path: str = scope["path"]
        self._head = scope["method"] == "HEAD"
        self._headers = headers
        self._page = page
        self._replaced = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._send(self._start(message))
            if self._replaced:
                await self._send({"type": "http.response.body", "body": b"" if self._head else self._page})
        elif not self._replaced:
            await self._send(message)

    def _start(self, message: Message) -> Message:
        theirs = {name.lower(): value for name, value in message["headers"]}
        self._replaced = self._is_page(message["status"], theirs)
        if self._replaced:
            # theirs describe their body: its size, its compression, its version
            headers = [
                (b"content-type", b"text/html; charset=utf-8"),
                (b"content-length", str(len(self._page)).encode()),
            ]
            headers += [(name, value) for name, value in message["headers"] if name.lower() == b"set-cookie"]
            return {**message, "status": 200, "headers": [*headers, *self._ours(kept=False)]}
        kept = _LASTING.fullmatch(self._path) is not None or (self._path.startswith(_VERSIONED) and b"etag" in theirs)
        names = {name for name, _value in self._ours(kept)}
        passed = [(name, value) for name, value in message["headers"] if name.lower() not in names]
        return {**message, "headers": [*passed, *self._ours(kept)]}

    def _is_page(self, status: int, headers: dict[bytes, bytes]) -> bool:
        html = headers.get(b"content-type", b"").startswith(b"text/html")
        return html and status in (200, 206) and not self._path.startswith(_NOT_THE_PAGE)

    def _ours(self, kept: bool) -> list[tuple[bytes, bytes]]:
        return self._headers if kept else [*self._headers, (b"cache-control", b"no-store")]


async def _plain(status: int, body: bytes, headers: list[tuple[bytes, bytes]], send: Send) -> None:
    own = [(b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *own]})
    await send({"type": "http.response.body", "body": body})
