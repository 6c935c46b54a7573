"""How many people of each group live in the area: what those who took part are held against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.hearing import hear
from admin_api.pages_evidence import current
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate
from admin_api.views_coverage import bands
from analysis.summary import Row
from consultations.population import FIRST_YEAR, LONGEST_SOURCE, MOST_PEOPLE, PopulationFigure
from consultations.storage.audit import AuditLog
from consultations.storage.population import Population

PAGE = "/staff/population"
MOST = 50
Cells = Annotated[list[Annotated[Typed, Field(max_length=1000)]], Field(default=[], max_length=MOST)]


class Figures(BaseModel):
    """The form: the same place in each list is one group."""

    model_config = ConfigDict(extra="forbid")

    group: Cells
    people: Cells
    source: Cells
    year: Cells

    def lines(self) -> list["Line"]:
        """One for each group; what came without its other cells is left out."""
        cells = zip(self.group, self.people, self.source, self.year, strict=False)
        return [Line(*one, place) for place, one in enumerate(cells)]


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed for one group, in the place `place` of the form."""

    group: str
    people: str
    source: str
    year: str
    place: int

    @property
    def empty(self) -> bool:
        return not (self.people or self.source or self.year)

    def number(self) -> int | None:
        """“12,345” as a number; None where it is none or out of bounds."""
        digits = self.people.replace(",", "").replace(" ", "")
        found = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
        return found if 0 < found <= MOST_PEOPLE else None

    def errors(self, this_year: int) -> Iterator[FieldError]:
        if self.number() is None:
            yield FieldError(
                f"people-{self.place}", translate("Write how many people there are, in digits: 12,345.")
            )
        if not self.source or len(self.source) > LONGEST_SOURCE:
            said = translate(
                "Say where the number is from, in at most {most} letters.",
                most=LONGEST_SOURCE,
            )
            yield FieldError(f"source-{self.place}", said)
        if not (
            self.year.isascii() and self.year.isdigit() and FIRST_YEAR <= int(self.year[:5]) <= this_year
        ):
            yield FieldError(
                f"year-{self.place}",
                translate(
                    "Give the year of the number: {first_year} to {this_year}.",
                    first_year=FIRST_YEAR,
                    this_year=this_year,
                ),
            )


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    saved: bool = False


def router(parts: Parts) -> APIRouter:
    """For officers, and for administrators, who look after what holds for the whole Trust."""
    routes = APIRouter()

    @routes.get(PAGE)
    @audience(Audience.OFFICER, Audience.ADMIN)
    def population(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        return page(parts, request, entered(parts), shown.saved)

    @routes.post(PAGE)
    @audience(Audience.OFFICER, Audience.ADMIN)
    def save(request: Request, given: Annotated[Figures, Form()]) -> Response:
        return keep(parts, request, given.lines())

    return routes


def keep(parts: Parts, request: Request, lines: Sequence[Line]) -> Response:
    """Keep what is right; nothing where something is wrong."""
    now, by = parts.clock(), me(request).name
    known = {row.name for row in groups(parts)}
    own = list({one.group: one for one in lines if one.group in known}.values())
    if errors := errors_of(own, now):
        return page(parts, request, form_of(own, errors))
    with parts.database.write() as connection:
        said = entered_by(connection, own, by, now)
        AuditLog(connection).note(by, "population.saved", "population", now, said)
    return see(f"{PAGE}?saved=true")


def errors_of(lines: Sequence[Line], now: datetime) -> list[FieldError]:
    """Everything wrong with lines that are not empty."""
    this_year = now.astimezone(TRUST_TIME).year
    return [error for one in lines if not one.empty for error in one.errors(this_year)]


def entered_by(connection: Connection, lines: Sequence[Line], by: str, now: datetime) -> str:
    """Keep lines that are right; the groups of empty ones have no figure any more. What the log says."""
    figures = [
        PopulationFigure(one.group, one.number() or 0, one.source, int(one.year), by, now)
        for one in lines
        if not one.empty
    ]
    Population(connection).set(figures, [one.group for one in lines if one.empty])
    return " ".join(one.name for one in figures)[:1000]


def groups(parts: Parts) -> tuple[Row, ...]:
    """The groups of the plan in force. Raises `NotFound` where there is no plan."""
    with parts.database.read() as connection:
        return bands(hear(connection, current(connection), parts.rule).summary)


def entered(parts: Parts) -> Filled:
    """The form as it was saved."""
    with parts.database.read() as connection:
        kept = Population(connection).all()
    found = [kept.get(row.name) for row in groups(parts)]
    lines = [
        Line(one.name, f"{one.people:,}", one.source, str(one.year), place)
        for place, one in enumerate(found)
        if one
    ]
    return form_of(lines, [])


def form_of(lines: Sequence[Line], errors: Sequence[FieldError]) -> Filled:
    values: dict[str, str] = {}
    for one in lines:
        cells = {"people": one.people, "source": one.source, "year": one.year}
        values |= {f"{name}-{one.place}": value for name, value in cells.items()}
    return filled(*errors, **values)


def page(parts: Parts, request: Request, form: Filled, saved: bool = False) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response(
        "staff/population.html", status, me=me(request), groups=groups(parts), form=form, saved=saved
    )
