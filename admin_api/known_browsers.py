"""Browsers in which somebody signed in before: their tries are counted by themselves.

Whoever guesses at a name makes everybody wait who types it. So that no stranger can keep a safeguarding lead
out that way, a browser that once signed in with the name carries a cookie that says so, and has a count of
its own. It opens nothing: password and code are asked for all the same, and wrong ones make it wait as well.
(OWASP, “Slow Down Online Guessing Attacks with Device Cookies”; ASVS 5.0, 6.1.1.)
"""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from admin_api.sign_in import RandomBytes, new_token
from consultations.errors import Refused
from consultations.sealing import KeyRing
from consultations.staff import account_key

PURPOSE = "known browser"
KEPT = 180 * 24 * 60 * 60
"""Seconds: half a year from the last time somebody signed in."""


@dataclass(frozen=True, slots=True)
class KnownBrowsers:
    """Reads and writes the cookie, sealed: it shows nobody whose browser it is."""

    keys: Callable[[], KeyRing]
    random_bytes: RandomBytes
    secure: bool

    @property
    def cookie(self) -> str:
        return "__Host-together_known" if self.secure else "together_known"

    def counted_as(self, request: Request, name: str) -> str:
        """What tries to sign in as `name` are counted under: the name, or this browser where it is known."""
        key = account_key(name)
        try:
            known, _, browser = (
                self.keys().open(request.cookies.get(self.cookie, ""), PURPOSE).partition("\n")
            )
        except Refused:
            return key
        return f"{key}\n{browser}" if known == key else key

    def remember(self, response: Response, name: str) -> None:
        """Know this browser from now on; its count begins anew."""
        sealed = self.keys().seal(f"{account_key(name)}\n{new_token(self.random_bytes)}", PURPOSE)
        response.set_cookie(
            self.cookie, sealed, max_age=KEPT, httponly=True, samesite="lax", secure=self.secure
        )
