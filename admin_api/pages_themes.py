"""The themes of a consultation for staff to read, and for a lead to sign off. They sign this very file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.theme_changes import themes_of
from admin_api.theme_words import how_found, signed_off
from analysis.disclosure_control import Rule
from analysis.taxonomy import Taxonomy
from consultations.consultation import Consultation
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.theme_changes import Made, ThemeChanges
from consultations.storage.theme_standings import ThemeStandings
from consultations.theme_standing import ThemeStanding, digest


class SignForm(BaseModel):
    """Which theme file was on the page that is signed."""

    model_config = ConfigDict(extra="forbid")

    themes: str = Field(default="", max_length=64)


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """A consultation's themes. `file` is the digest of its theme file, "" where there is none."""

    consultation: Consultation
    taxonomy: Taxonomy
    file: str
    how: str
    signed: str
    to_sign: bool
    standing: ThemeStanding | None
    changes: Sequence[Made] = ()

    @property
    def last(self) -> Made | None:
        """The change that can be taken back."""
        return next((one for one in self.changes if one.undone_by is None), None)


def router(parts: Parts) -> APIRouter:
    """Officers read; leads sign off."""
    routes = APIRouter(prefix="/staff/consultations/{code}/themes")

    @routes.get("")
    @audience(Audience.OFFICER)
    def show(request: Request, code: str) -> Response:
        with parts.database.read() as connection:
            page = themes_page(connection, code, parts.rule)
        may_sign = Audience.LEAD.value in me(request).roles
        return parts.pages.response("staff/themes.html", me=me(request), page=page, may_sign=may_sign)

    @routes.post("")
    @audience(Audience.LEAD)
    def sign(request: Request, code: str, form: Annotated[SignForm, Form()]) -> Response:
        name, now = me(request).name, parts.clock()
        with parts.database.write() as connection:
            found = Consultations(connection).get(code)
            ThemeStandings(connection).sign(found, form.themes, Audience.LEAD.value, name, now)
            AuditLog(connection).note(name, "themes.signed", f"consultation:{code}", now, form.themes[:12])
        return see(f"/staff/consultations/{code}/themes")

    return routes


def themes_page(connection: Connection, code: str, rule: Rule) -> ThemesPage:
    found = Consultations(connection).get(code)
    taxonomy = themes_of(found)
    standing = ThemeStandings(connection).of([found]).get(code)
    return ThemesPage(
        consultation=found,
        taxonomy=taxonomy,
        file=digest(found.taxonomy) if found.taxonomy else "",
        how=how_found(standing, rule) if standing else "",
        signed=signed_off(standing) if standing else "",
        to_sign=standing is not None and standing.sign_off is None,
        standing=standing,
        changes=ThemeChanges(connection).of(found.id),
    )
