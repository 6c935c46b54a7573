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
from admin_api.views_about import Offered, offered
from consultations.consultation import Consultation
from consultations.errors import NotFound
from consultations.forms.languages import ENGLISH
from consultations.storage.consultations import Consultations
from consultations.storage.drafts import Drafts

Note = Literal["opened"]


class Shown(BaseModel):
    """What an address may say about what was just done."""

    note: Note | None = None


class InLanguage(BaseModel):
    """The language of a poster."""

    language: str = "en"


@dataclass(frozen=True, slots=True)
class Links:
    """The ways to one consultation, those that were chosen at its launch. `posters`: (language, its name)."""

    offer: Offered
    web: str
    embed: str
    posters: Sequence[tuple[str, str]]

    @property
    def consultation(self) -> Consultation:
        return self.offer.consultation

    @property
    def telegram(self) -> str:
        return self.offer.telegram

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
        found = launched(parts, code)
        if wanted.language not in dict(poster_languages(parts, found)):
            raise NotFound("no_such_language", "There is no poster in that language.", "Choose another one.")
        title, telegram = found.consultation.title, found.said.offers("telegram")
        page = parts.launching.poster(title, code, wanted.language, telegram)
        return download(page.encode(), f"{code}-poster-{wanted.language}.html", "text/html; charset=utf-8")

    @routes.get("/qr.png")
    @audience(Audience.OFFICER)
    def picture(request: Request, code: Code) -> Response:
        return download(qr_png(links(parts, request, code).web), f"{code}-qr.png", "image/png")

    return routes


def download(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def launched(parts: Parts, code: str) -> Offered:
    """What people are offered. Raises `NotFound`."""
    with parts.database.read() as connection:
        consultations = Consultations(connection)
        found = consultations.get(code)
        asked = consultations.questionnaire(found.questionnaire_id)
        return offered(parts, found, Drafts(connection).intent_of(found.id), asked)


def poster_languages(parts: Parts, offer: Offered) -> Sequence[tuple[str, str]]:
    """Those of the languages offered in which we have the words of a poster; English where there is none."""
    spoken = dict(offer.languages)
    known = [(code, name) for code, name in parts.launching.languages if code in spoken]
    return known or [one for one in parts.launching.languages if one[0] == ENGLISH]


def links(parts: Parts, request: Request, code: str) -> Links:
    """Raises `NotFound`."""
    found = launched(parts, code)
    site = parts.site(request.base_url)
    embed = f'<script src="{site}/chat/embed.js" data-consultation="{code}" async></script>'
    return Links(found, f"{site}/chat/{code}", embed, poster_languages(parts, found))
