"""Who may ask for what: loopback, the token, the browser's own page, and reading only."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import compare_digest
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
)
"""What every answer says: nobody keeps it, guesses at it, or reads it from elsewhere."""
NEAR = frozenset({"", "none", "same-origin"})
"""Where a browser may say that a request comes from: nowhere, the person, or the page itself."""


@dataclass(frozen=True)
class Guard:
    """Answers 403, 404 or 405 to whatever does not come from the preview's own page.

    `hosts` are what a browser may call the server: any other name leads here by a trick with the
    DNS. The token is the first part of every path.
    """

    app: ASGIApp
    hosts: frozenset[str]
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        app = self.app if not refused else PlainTextResponse(refused[1], refused[0])

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                had = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in HEADERS.items()
                        if name.encode() not in had
                    ),
                ]
            await send(message)

        if scope["type"] == "http":
            await app(scope, receive, sent)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 403, "another host"
        if any(origin != f"http://{hosts[0]}" for origin in origins):
            return 403, "another origin"
        if headers.get("sec-fetch-site", "") not in NEAR:
            return 403, "another site"
        first = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not compare_digest(first.encode("utf-8", "surrogateescape"), self.token.encode()):
            return 404, "nothing here"
        if scope["method"] != "GET":
            return 405, "only GET"
        return None
