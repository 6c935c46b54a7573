"""Naming, merging and splitting the themes of a consultation; the last change can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, see
from admin_api.pages_staff import Code
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.theme_changes import Change, begun, change_themes, log, themes_of, undo_change
from admin_api.translation.speaking import words_of
from analysis.taxonomy import Taxonomy, Theme
from analysis.theme_editing import Edited, Wording, added, merged, retired, reworded, split, wording_of
from consultations.consultation import Consultation
from consultations.errors import Fault, FaultyInput, NotFound
from consultations.plan import Plan
from consultations.storage.consultations import Consultations
from consultations.storage.plans import Plans
from consultations.theme_standing import digest

ThemeCode = Annotated[str, Path(max_length=100)]
Outcome = Annotated[str, Field(max_length=64)]
LONGEST = 20_000
NO_ERRORS = Filled()


class Seen(BaseModel):
    """Which theme file was on the page."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(default="", max_length=64)


class ThemeForm(Seen):
    """A theme as somebody typed it."""

    label: Typed = Field(default="", max_length=LONGEST)
    description: Typed = Field(default="", max_length=LONGEST)
    words: Typed = Field(default="", max_length=LONGEST)
    outcomes: list[Outcome] = Field(default=[], max_length=200)
    examples: Typed = Field(default="", max_length=LONGEST)

    @property
    def wording(self) -> Wording:
        given = self.model_dump(exclude={"file", "outcomes"})
        return Wording(**given, outcomes=tuple(self.outcomes))


class MergeForm(Seen):
    into: str = Field(default="", max_length=100)


@dataclass(frozen=True, slots=True)
class ThemePage:
    """`theme` is None on the page that makes one. `typed` and `apart`: what stands in the form that changes
    it, and in the one that splits it.
    """

    consultation: Consultation
    taxonomy: Taxonomy
    plan: Plan
    theme: Theme | None
    typed: Wording
    apart: Wording = field(default_factory=lambda: Wording("", ""))

    @property
    def file(self) -> str:
        return digest(self.consultation.taxonomy) if self.consultation.taxonomy else ""

    @property
    def others(self) -> list[Theme]:
        return [one for one in self.taxonomy.themes if one is not self.theme]


def router(parts: Parts) -> APIRouter:
    """For officers; leads may use it too."""
    routes = APIRouter(prefix="/staff/consultations/{code}/themes")
    desk = ThemeDesk(parts)
    add_new(routes, desk)
    add_changing(routes, desk)
    add_parting(routes, desk)

    @routes.post("/changes/{number}/undo")
    @audience(Audience.OFFICER)
    def undo(request: Request, code: Code, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
        with parts.database.write() as connection:
            log(
                connection,
                parts,
                me(request),
                code,
                undo_change(connection, parts, me(request), code, number),
            )
        return see(f"/staff/consultations/{code}/themes")

    return routes


def add_new(routes: APIRouter, desk: "ThemeDesk") -> None:
    @routes.post("/begin")
    @audience(Audience.OFFICER)
    def begin(request: Request, code: Code, form: Annotated[Seen, Form()]) -> Response:
        with desk.parts.database.read() as connection:
            change = begun(connection, code)
        return desk.change(request, code, form, change)

    @routes.get("/new")
    @audience(Audience.OFFICER)
    def blank(request: Request, code: Code) -> Response:
        return desk.shown(request, desk.page(code, ""))

    @routes.post("/new")
    @audience(Audience.OFFICER)
    def add(request: Request, code: Code, form: Annotated[ThemeForm, Form()]) -> Response:
        return desk.change(request, code, form, lambda themes, known: added(themes, form.wording, known))


def add_changing(routes: APIRouter, desk: "ThemeDesk") -> None:
    @routes.get("/of/{theme}")
    @audience(Audience.OFFICER)
    def one(request: Request, code: Code, theme: ThemeCode) -> Response:
        return desk.shown(request, desk.page(code, theme))

    @routes.post("/of/{theme}")
    @audience(Audience.OFFICER)
    def reword(
        request: Request, code: Code, theme: ThemeCode, form: Annotated[ThemeForm, Form()]
    ) -> Response:
        def change(themes: Taxonomy, known: Sequence[str]) -> Edited:
            return reworded(themes, theme, form.wording, known)

        return desk.change(request, code, form, change, theme)


def add_parting(routes: APIRouter, desk: "ThemeDesk") -> None:
    @routes.post("/of/{theme}/split")
    @audience(Audience.OFFICER)
    def part(request: Request, code: Code, theme: ThemeCode, form: Annotated[ThemeForm, Form()]) -> Response:
        def change(themes: Taxonomy, known: Sequence[str]) -> Edited:
            return split(themes, theme, form.wording, known)

        return desk.change(request, code, form, change, theme, apart="new-")

    @routes.post("/of/{theme}/merge")
    @audience(Audience.OFFICER)
    def merge(request: Request, code: Code, theme: ThemeCode, form: Annotated[MergeForm, Form()]) -> Response:
        return desk.change(request, code, form, lambda themes, _: merged(themes, theme, form.into), theme)

    @routes.post("/of/{theme}/retire")
    @audience(Audience.OFFICER)
    def retire(request: Request, code: Code, theme: ThemeCode, form: Annotated[Seen, Form()]) -> Response:
        return desk.change(request, code, form, lambda themes, _: retired(themes, theme), theme)


@dataclass(frozen=True, slots=True)
class ThemeDesk:
    """Shows a theme, and makes one change."""

    parts: Parts

    def page(self, code: str, theme: str) -> ThemePage:
        """Raises `NotFound`."""
        with self.parts.database.read() as connection:
            one = Consultations(connection).get(code)
            plan = Plans(connection).get(one.plan_code)
        taxonomy = themes_of(one)
        found = next((each for each in taxonomy.themes if each.code == theme), None)
        if theme and found is None:
            raise NotFound("no_theme", "There is no such theme, or not any more.", "Choose one of the list.")
        return ThemePage(one, taxonomy, plan, found, wording_of(found) if found else Wording("", ""))

    def shown(self, request: Request, page: ThemePage, errors: Filled = NO_ERRORS) -> Response:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if errors.errors else HTTPStatus.OK
        return self.parts.pages.response("staff/theme.html", status, me=me(request), page=page, form=errors)

    def change(
        self, request: Request, code: str, form: Seen, change: Change, theme: str = "", apart: str = ""
    ) -> Response:
        """Make it, and show all themes; or say beside each field what is wrong. `apart` begins the ids of the
        fields of the form that splits.
        """
        account = me(request)
        try:
            with self.parts.database.write() as connection:
                said = change_themes(connection, self.parts, account, code, form.file, change)
                log(connection, self.parts, account, code, said)
        except FaultyInput as faulty:
            errors = Filled(errors=tuple(error_of(each, apart) for each in faulty.faults))
            return self.shown(request, typed(self.page(code, theme), form, apart), errors)
        return see(f"/staff/consultations/{code}/themes")


def typed(page: ThemePage, form: Seen, apart: str) -> ThemePage:
    """The page with what was typed in the form that was sent."""
    if not isinstance(form, ThemeForm):
        return page
    return replace(page, apart=form.wording) if apart else replace(page, typed=form.wording)


def error_of(fault: Fault, apart: str) -> FieldError:
    field = fault.place.column or "label"
    return FieldError(f"{apart}{field}", words_of(fault))
