"""How people come to a consultation: links, QR codes, posters to print, a piece of HTML for other sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from pydantic import BaseModel
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.pages_staff import Code
from admin_api.parts import Parts
from admin_api.qr import qr_code, qr_png
from admin_api.staff_sessions import me
from consultations.consultation import Consultation
from consultations.errors import NotFound
from consultations.storage.consultations import Consultations

Note = Literal["opened"]


class Shown(BaseModel):
    """What an address may say about what was just done."""

    note: Note | None = None


class InLanguage(BaseModel):
    """The language of a poster."""

    language: str = "en"


@dataclass(frozen=True, slots=True)
class Links:
    """The ways to one consultation. `telegram` is "" where Telegram is off."""

    consultation: Consultation
    web: str
    telegram: str
    embed: str
    languages: Sequence[tuple[str, str]]

    @property
    def web_qr(self) -> Markup:
        return qr_code(self.web)

    @property
    def telegram_qr(self) -> Markup:
        return qr_code(self.telegram)


def router(parts: Parts) -> APIRouter:
    """The pages of officers."""
    routes = APIRouter(prefix="/staff/consultations/{code}")

    @routes.get("/links")
    @audience(Audience.OFFICER)
    def see_links(request: Request, code: Code, shown: Annotated[Shown, Query()]) -> Response:
        view = links(parts, request, code)
        return parts.pages.response("staff/launch/links.html", me=me(request), view=view, note=shown.note)

    @routes.get("/poster.html")
    @audience(Audience.OFFICER)
    def poster(code: Code, wanted: Annotated[InLanguage, Query()]) -> Response:
        found = consultation(parts, code)
        if wanted.language not in dict(parts.launching.languages):
            raise NotFound("no_such_language", "There is no poster in that language.", "Choose another one.")
        page = parts.launching.poster(found.title, code, wanted.language)
        return download(page.encode(), f"{code}-poster-{wanted.language}.html", "text/html; charset=utf-8")

    @routes.get("/qr.png")
    @audience(Audience.OFFICER)
    def picture(request: Request, code: Code) -> Response:
        return download(qr_png(links(parts, request, code).web), f"{code}-qr.png", "image/png")

    return routes


def download(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def consultation(parts: Parts, code: str) -> Consultation:
    with parts.database.read() as connection:
        return Consultations(connection).get(code)


def links(parts: Parts, request: Request, code: str) -> Links:
    """Raises `NotFound`."""
    found = consultation(parts, code)
    site = parts.public_url or str(request.base_url).rstrip("/")
    embed = f'<script src="{site}/chat/embed.js" data-consultation="{code}" async></script>'
    return Links(
        found, f"{site}/chat/{code}", parts.launching.telegram_link(code), embed, parts.launching.languages
    )
