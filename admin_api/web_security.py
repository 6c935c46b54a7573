"""What every response forbids the browser, and which requests are refused because another site made them.

Both are pure rules with a thin ASGI middleware each. Why there are no tokens in our forms:
docs/decisions/cross-site-requests.md.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OWN_SITE = frozenset({"same-origin", "none"})  # "none": the person's own doing, not a page's
POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
    "script-src-attr 'none'; style-src-attr 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Nothing to other sites. "no-referrer" would also blank the Origin of our own forms, which we check.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CHAT = "/chat"
YEAR = 365 * 24 * 60 * 60
REFUSED = (
    "This was sent from another website, so nothing was done. Go back to our page and try again there.\n"
)


def security_headers(
    scheme: str, path: str = "/", framed_by: Sequence[str] = (), *, locations: bool = False
) -> Mapping[str, str]:
    """The headers for every response; over https also that the site is never to be asked for without it.

    The pages of the chat, and no others, may stand inside the pages of the sites in `framed_by`, and may ask
    the browser where somebody is where the Trust allows that (`locations`).
    """
    headers = HEADERS | ({"Strict-Transport-Security": f"max-age={YEAR}"} if scheme == "https" else {})
    of_the_chat = path == CHAT or path.startswith(f"{CHAT}/")
    if locations and of_the_chat:
        headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace(
            "geolocation=()", "geolocation=(self)"
        )
    if framed_by and of_the_chat:
        allowed = f"frame-ancestors {' '.join(framed_by)}"
        headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", allowed)
    return headers


def from_another_site(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request that may change something comes, or could come, from a page that is not ours.

    `headers` has lower-case names. The browser's own word (Sec-Fetch-Site) counts most, then Origin against
    Host. A request with neither is a program's, not a browser's; it is refused only when it brings a cookie,
    since then it acts for somebody without saying whence.
    """
    if method in SAFE_METHODS:
        return False
    if site := headers.get("sec-fetch-site"):
        return site not in OWN_SITE
    if origin := headers.get("origin"):
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    return "cookie" in headers


GONE: Message = {"type": "http.disconnect"}
TOO_LARGE = "That is too much to send at once. Please send less."


class SecurityHeaders:
    """Adds `security_headers` to every response, and forbids storing one that does not say how long it keeps.

    Nothing here is kept by a browser unless it says so: computers in schools and libraries are shared.
    """

    def __init__(self, app: ASGIApp, framed_by: Sequence[str] = (), *, locations: bool = False) -> None:
        self.app = app
        self.framed_by = framed_by
        self.locations = locations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                shared = headers.get("cross-origin-resource-policy")
                headers.update(
                    security_headers(scope["scheme"], scope["path"], self.framed_by, locations=self.locations)
                )
                if shared:  # what other sites may load says so itself
                    headers["cross-origin-resource-policy"] = shared
                headers.setdefault("Cache-Control", "no-store" if "etag" not in headers else "no-cache")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class SameSite:
    """Answers what `from_another_site` finds with `refusal` (403); the application does not see it."""

    def __init__(self, app: ASGIApp, refusal: ASGIApp | None = None) -> None:
        self.app = app
        self.refusal = refusal or PlainTextResponse(REFUSED, status_code=403)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = scope["type"] == "http" and from_another_site(scope["method"], Headers(scope=scope))
        await (self.refusal if refused else self.app)(scope, receive, send)


LONGEST_SILENCE = 30.0
"""Seconds in which a part of a body must come. Longer, and it is somebody who holds a connection open."""
LONGEST_BODY = 300.0
"""Seconds in which all of it must come: 10 MB at 270 kbit/s, a poor mobile network."""


class SmallBodies:
    """Answers a request of more bytes than `most` gives for its path with `refusal` (413).

    A body that comes too slowly ends as if the sender had left.
    """

    def __init__(
        self,
        app: ASGIApp,
        most: Callable[[str], int],
        refusal: ASGIApp | None = None,
        silence: float = LONGEST_SILENCE,
        in_all: float = LONGEST_BODY,
    ) -> None:
        self.app = app
        self.most = most
        self.silence = silence
        self.in_all = in_all
        self.refusal = refusal or PlainTextResponse(TOO_LARGE, status_code=413)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        left = self.most(scope["path"])
        if announced.isdecimal() and int(announced) > left:
            await self.refusal(scope, receive, send)
            return

        receive_in_time = self._in_time(receive)

        async def receive_so_much() -> Message:
            """What arrives, until it is more than was allowed: then it is as if the sender had left."""
            nonlocal left
            message = await receive_in_time()
            left -= len(message.get("body", b""))
            return message if left >= 0 else GONE

        await self.app(scope, receive_so_much, send)

    def _in_time(self, receive: Receive) -> Receive:
        """`receive`, which waits for the parts of a body so long and no longer; for the rest, without end."""
        clock = asyncio.get_running_loop().time
        end, whole = clock() + self.in_all, False

        async def receive_in_time() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), min(self.silence, end - clock()))
            except TimeoutError:
                return GONE
            whole = not message.get("more_body", False)
            return message

        return receive_in_time
