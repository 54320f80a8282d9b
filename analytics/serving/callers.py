"""Who may ask the addresses for programs: whoever may open the pages.

The pages are guarded where a visit begins, on the websocket; an address that answers at once has to do it itself. Plain
ASGI: the server says who may, this only asks.
"""

from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from analytics.language import _
from analytics.serving.api import problems

GUARDED = "/api"


class OnlyVisitors:
    """ASGI middleware. `may_ask`: whether a request with these headers comes from somebody who may open the pages."""

    def __init__(self, app: ASGIApp, may_ask: Callable[[Mapping[str, str]], bool]) -> None:
        self.app = app
        self._may_ask = may_ask

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and _guarded(scope["path"]) and not self._may_ask(Headers(scope=scope)):
            refused = problems.response(403, _("Alleen wie de pagina's mag openen, mag dit adres gebruiken."))
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _guarded(path: str) -> bool:
    return path == GUARDED or path.startswith(f"{GUARDED}/")
