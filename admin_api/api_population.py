"""How many people of each group live in the area, and how much each was heard, for programs."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection

from admin_api.access import Audience, audience
from admin_api.api_answers import figure
from admin_api.api_basics import PlanCode, check_fields, note
from admin_api.api_models import Figure, Given, Made
from admin_api.forms import FieldError, Typed
from admin_api.hearing import hear
from admin_api.pages_population import MOST, Line, entered_by, errors_of
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_coverage import Covered, bands, covered
from analysis.summary import BoardSummary, Row
from consultations.population import FIRST_YEAR, LONGEST_SOURCE, MOST_PEOPLE, PopulationFigure
from consultations.storage.plans import Plans
from consultations.storage.population import Population

Group = Annotated[str, Field(max_length=200)]


class GroupPeople(Made):
    """A group that those who took part can be of; null where nobody entered how many there are."""

    group: str = Field(examples=["10-14"])
    label: str = Field(examples=["10 to 14"])
    people: int | None = Field(description="In the area.", examples=[21400])
    source: str | None = Field(examples=["ONS mid-year estimates"])
    year: int | None = Field(examples=[2024])


class GroupHeard(Made):
    """How much one group was heard; shares are of 0 to 1. `low` and `high` hold the share of those who took
    part (95 %); they are null where so few took part that it may not be said.
    """

    group: str = Field(examples=["10-14"])
    label: str = Field(examples=["10 to 14"])
    took_part: Figure
    share_in_area: float = Field(examples=[0.4])
    low: float | None = Field(examples=[0.15])
    high: float | None = Field(examples=[0.25])
    verdict: str = Field(
        description="not heard, under-heard, over-heard, in proportion, or too few to say.",
        examples=["under-heard"],
    )


class PopulationOut(Made):
    """`heard` has the least heard first; it is empty while fewer than two groups have a figure."""

    plan: str = Field(examples=["CE-2022"])
    groups: list[GroupPeople]
    heard: list[GroupHeard]


class PeopleIn(Given):
    group: Group = Field(examples=["10-14"])
    people: int = Field(ge=1, le=MOST_PEOPLE, examples=[21400])
    source: Annotated[Typed, Field(min_length=1, max_length=LONGEST_SOURCE)] = Field(
        examples=["ONS mid-year estimates"]
    )
    year: int = Field(ge=FIRST_YEAR, le=9999, examples=[2024])


class PopulationIn(Given):
    """Every figure: a group that is not among them has none any more."""

    figures: list[PeopleIn] = Field(max_length=MOST)


def add(routes: APIRouter, parts: Parts, board: Audience) -> None:
    @routes.get(
        "/plans/{code}/population",
        tags=["board"],
        summary="How many people of each group there are, and how much each was heard",
    )
    @audience(board, Audience.ADMIN, scope="numbers")
    def population(code: PlanCode) -> PopulationOut:
        with parts.database.read() as connection:
            return population_out(connection, parts, code)

    @routes.put("/plans/{code}/population", tags=["board"], summary="Enter how many people there are")
    @audience(Audience.OFFICER, Audience.ADMIN, scope="manage")
    def enter_population(request: Request, code: PlanCode, given: PopulationIn) -> PopulationOut:
        with parts.database.write() as connection:
            now = parts.clock()
            rows = groups(connection, parts, code)
            lines = lines_of(given.figures, rows)
            check_fields([*unknown(given.figures, rows), *errors_of(lines, now)])
            said = entered_by(connection, lines, me(request).name, now)
            note(connection, parts, request, "population.saved", "population", said)
            return population_out(connection, parts, code)


def heard_about(connection: Connection, parts: Parts, code: str) -> BoardSummary:
    """Raises `NotFound`."""
    return hear(connection, Plans(connection).get(code), parts.rule).summary


def groups(connection: Connection, parts: Parts, code: str) -> tuple[Row, ...]:
    """Raises `NotFound`."""
    return bands(heard_about(connection, parts, code))


def unknown(figures: Sequence[PeopleIn], rows: Sequence[Row]) -> list[FieldError]:
    known = {row.name for row in rows}
    gone = any(one.group not in known for one in figures)
    twice = len({one.group for one in figures}) < len(figures)
    return [FieldError("group", "Name groups of those who took part, each once.")] if gone or twice else []


def lines_of(figures: Sequence[PeopleIn], rows: Sequence[Row]) -> list[Line]:
    """A line of the page's form for each group, empty for one that has no figure."""
    given = {one.group: (str(one.people), one.source, str(one.year)) for one in figures}
    return [Line(row.name, *given.get(row.name, ("", "", "")), place) for place, row in enumerate(rows)]


def population_out(connection: Connection, parts: Parts, code: str) -> PopulationOut:
    summary = heard_about(connection, parts, code)
    kept = Population(connection).all()
    return PopulationOut(
        plan=code,
        groups=[group_people(row, kept) for row in bands(summary)],
        heard=[group_heard(one) for one in covered(summary, kept)],
    )


def group_people(row: Row, kept: Mapping[str, PopulationFigure]) -> GroupPeople:
    found = kept.get(row.name)
    return GroupPeople(
        group=row.name,
        label=row.label,
        people=found.people if found else None,
        source=found.source if found else None,
        year=found.year if found else None,
    )


def group_heard(one: Covered) -> GroupHeard:
    shown = one.row.people.shown
    return GroupHeard(
        group=one.row.name,
        label=one.row.label,
        took_part=figure(one.row.people),
        share_in_area=round(one.found.population, 4),
        low=round(one.found.interval.low, 4) if shown else None,
        high=round(one.found.interval.high, 4) if shown else None,
        verdict=one.verdict,
    )
