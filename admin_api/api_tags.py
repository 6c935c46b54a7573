"""ETags: whoever has the newest answer of the API already is told so, and gets nothing a second time."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "/api/"
OK = 200


def etag(body: bytes) -> str:
    """The tag of these bytes, as HTTP writes it."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def has_it(sent: str, tag: str) -> bool:
    """Whether `sent` (If-None-Match) names `tag`; weak tags count too, as RFC 9110 (13.1.2) has it."""
    named = [one.strip().removeprefix("W/") for one in sent.split(",")]
    return "*" in named or tag in named


class Tagged:
    """Tags what the API answers to GET, and answers 304 without a body where the asker has it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(PREFIX):
            await self.app(scope, receive, Whole(Headers(scope=scope).get("if-none-match", ""), send).take)
        else:
            await self.app(scope, receive, send)


class Whole:
    """Holds a response back until it is whole, for only then its tag is known."""

    def __init__(self, known: str, send: Send) -> None:
        self._known, self._send = known, send
        self._start: Message | None = None
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == OK:
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._give(self._start, bytes(self._body))

    async def _give(self, start: Message, body: bytes) -> None:
        tag = etag(body)
        headers = MutableHeaders(scope=start)
        headers["etag"], headers["cache-control"] = tag, "private, no-cache"
        headers.add_vary_header("Authorization, Cookie")
        if has_it(self._known, tag):
            start["status"], body = 304, b""
            del headers["content-length"], headers["content-type"]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})
