"""Which browser asks, and where: on a page of our own, inside another site's, or on a shared tablet.

A person is known by a random token in a signed, http-only cookie and by nothing else. Each setting has a
cookie of its own, so that a tablet in a school never shows what its owner said at home.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

from fastapi import Request
from fastapi.responses import Response
from itsdangerous import BadSignature, URLSafeSerializer

from bot.web.look import Look, from_cookie

Setting = Literal["page", "framed", "kiosk"]
COOKIES: dict[Setting, str] = {
    "page": "together_chat",
    "framed": "together_chat_framed",
    "kiosk": "together_kiosk",
}
LOOK = "together_look"
SIGNED_WITH = {"digest_method": hashlib.sha256}
"""How what we sign is signed: HMAC with SHA-256. (itsdangerous would take SHA-1.)"""
MOST_LANGUAGES = 10
COOKIE_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the chat sees it. `address` is None for somebody new. `languages` are the one
    that the address names (`?language=pl`) and those that the browser asks for, the best first, each with the
    wider one behind it (`pl-PL`, `pl`).
    """

    setting: Setting
    address: str | None
    look: Look
    languages: tuple[str, ...] = ()

    def here(self, code: str, way: str = "") -> str:
        """The path of a consultation's page, or of `way` under it, that keeps the setting."""
        return f"/chat/{code}{way}{'?embed=1' if self.setting == 'framed' else ''}"


def asked_for(header: str) -> tuple[str, ...]:
    """The languages of an Accept-Language header. (Browsers write them in order; weights say no more.)"""
    named = [one.partition(";")[0].strip() for one in header.split(",")[:MOST_LANGUAGES]]
    return tuple(dict.fromkeys(code for one in named for code in (one, one.partition("-")[0]) if code))


class Cookies:
    """Reads and writes the cookies of the chat. `secure`: people reach us over https; then browsers keep each
    cookie to this host and to https (`__Host-`), which over plain http they would refuse.
    """

    def __init__(self, secret: str, *, secure: bool) -> None:
        self._signer = URLSafeSerializer(secret, salt="web-chat", signer_kwargs=SIGNED_WITH)
        self._secure = secure

    def name(self, plain: str) -> str:
        """What a cookie is called in the browser."""
        return f"__Host-{plain}" if self._secure else plain

    def visit(self, request: Request) -> Visit:
        setting: Setting = "page"
        if request.query_params.get("embed") == "1":
            setting = "framed"
        elif self._token(request, "kiosk") is not None:
            setting = "kiosk"
        address = self._token(request, setting) or None
        look = from_cookie(request.cookies.get(self.name(LOOK), ""))
        languages = (request.query_params.get("language", ""), request.headers.get("accept-language", ""))
        return Visit(setting, address, look, asked_for(",".join(languages)))

    def _token(self, request: Request, setting: Setting) -> str | None:
        """The token in the cookie of `setting`; "" where a tablet waits for somebody, None for no cookie."""
        cookie = request.cookies.get(self.name(COOKIES[setting]))
        if cookie is None:
            return None
        try:
            token = self._signer.loads(cookie)
        except BadSignature:
            return None
        return token if isinstance(token, str) else None

    def remember(self, response: Response, setting: Setting, address: str) -> None:
        self._set(response, setting, COOKIES[setting], str(self._signer.dumps(address)))

    def remember_look(self, response: Response, setting: Setting, look: Look) -> None:
        self._set(response, setting, LOOK, look.to_cookie())

    def forget(self, response: Response, setting: Setting) -> None:
        """Let the browser lose the person. On a tablet the next one gets a page that looks as usual."""
        if setting == "kiosk":
            self.remember(response, setting, "")
            self._set(response, setting, LOOK, "", seconds=0)
        else:
            self._set(response, setting, COOKIES[setting], "", seconds=0)

    def end_kiosk(self, response: Response) -> None:
        self._set(response, "kiosk", COOKIES["kiosk"], "", seconds=0)

    def _set(
        self,
        response: Response,
        setting: Setting,
        name: str,
        value: str,
        seconds: int | None = COOKIE_SECONDS,
    ) -> None:
        """A tablet's cookies end with its browser. Inside another site's page a cookie is kept for that site
        alone (CHIPS), which browsers do over https only.
        """
        if setting == "kiosk" and seconds:
            seconds = None
        apart = setting == "framed" and self._secure
        response.set_cookie(
            self.name(name),
            value,
            max_age=seconds,
            httponly=True,
            samesite="none" if apart else "lax",
            secure=self._secure,
        )
        if apart:  # Python's own cookies know this word only from 3.14 on
            last, text = response.raw_headers[-1]
            response.raw_headers[-1] = (last, text + b"; Partitioned")
