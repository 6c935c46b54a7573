"""What is the same for everybody goes out compressed; what is one person's own goes out as it is.

The length of a compressed page tells whether words that somebody else brought into it stand in it twice, and
so gives a secret in it away bit by bit (BREACH; Gluck, Harris and Prado, 2013). Files and public pages hold
none.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

OWN = ("cookie", "authorization")
"""Headers of a request that say who asks."""


def for_everybody(scope: Scope, files: Sequence[str]) -> bool:
    """Whether the answer to this request is the same whoever asks. `files` are folders of public files."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    if scope["path"].startswith(tuple(f"{folder}/" for folder in files)):
        return True
    headers = Headers(scope=scope)
    return not any(name in headers for name in OWN)


class Compressed:
    """Compresses (gzip) what `for_everybody` names, for a browser that takes it so."""

    def __init__(self, app: ASGIApp, files: Sequence[str]) -> None:
        self.app = app
        self.compressing = GZipMiddleware(app, compresslevel=6)
        self.files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = for_everybody(scope, self.files)
        await (self.compressing if wanted else self.app)(scope, receive, send)
