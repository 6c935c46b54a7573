"""Settings that are lists, for administrators: areas, age bands, help lines; errors stand at their rows."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.errors import fault as in_words
from admin_api.forms import FieldError, Filled, see
from admin_api.launch_fields import Posted, day_of
from admin_api.pages_launch import posted
from admin_api.pages_settings import SAVED, keep, settings_of
from admin_api.parts import Parts
from admin_api.row_forms import Row, RowList, pressed
from admin_api.staff_sessions import me
from admin_api.translation.speaking import message, words_of
from consultations.errors import Fault
from consultations.help_lines import MOST_ON_A_CARD, HelpLine, built_in, read_help_lines, slug, written
from consultations.trust import TrustSettings

AREAS, AGE_BANDS = RowList("areas"), RowList("age_bands")
LISTS = (AREAS, AGE_BANDS)
LINES = RowList("help_lines", tuple(HelpLine.model_fields))
SEVERAL = ("areas", "concerns")
"""Fields that hold several words, with commas between them."""
BUILT_IN = "built-in"
NOT_REACHED = message("Write how it is reached: a number to call, a number to text, or a web address.")
NOT_A_DAY = message("Write the day on which somebody checked it, like 27/3/2027.")
NO_NAME = message("Write what people read: the name of the service.")


def router(parts: Parts) -> APIRouter:
    """They come before the other parts of the settings, whose path is more general."""
    routes = APIRouter(prefix="/staff/settings")
    add_lists(routes, parts)
    add_help_lines(routes, parts)
    return routes


def add_lists(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/lists")
    @audience(Audience.ADMIN)
    def lists(request: Request) -> Response:
        found = settings_of(parts)
        return lists_page(parts, request, {one: rows_of(getattr(found, one.name)) for one in LISTS})

    @routes.post("/lists")
    @audience(Audience.ADMIN)
    def save_lists(request: Request, typed: Annotated[Posted, Depends(posted)]) -> Response:
        if press := pressed(typed):
            return lists_page(parts, request, {one: one.after(typed, press) for one in LISTS})
        rows = {one: one.filled(typed) for one in LISTS}
        said = {one.name: tuple(row["name"] for row in rows[one]) for one in LISTS}
        faults = keep(parts, me(request), "lists", said)
        if faults:
            return lists_page(parts, request, rows, [beside(fault) for fault in faults])
        return see(SAVED)


def rows_of(names: Sequence[str]) -> list[Row]:
    return [{"name": name} for name in names]


def beside(fault: Fault) -> FieldError:
    """An error of a list at its line, or at the first one where it is about all of them."""
    number = (fault.place.row or 1) - 1
    return FieldError(f"{fault.place.column}-{number}-name", words_of(fault))


def lists_page(
    parts: Parts,
    request: Request,
    rows: Mapping[RowList, Sequence[Row]],
    errors: Sequence[FieldError] = (),
) -> Response:
    shown = {one: list(rows[one]) or [one.blank] for one in LISTS}
    values = {name: text for one in LISTS for name, text in one.values(shown[one]).items()}
    return parts.pages.response(
        "staff/settings/lists.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        me=me(request),
        form=Filled(tuple(values.items()), tuple(errors)),
        counts={one.name: len(shown[one]) for one in LISTS},
    )


def add_help_lines(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/help-lines")
    @audience(Audience.ADMIN)
    def lines(request: Request) -> Response:
        return lines_page(parts, request, [row_of(one) for one in lines_of(settings_of(parts))])

    @routes.post("/help-lines")
    @audience(Audience.ADMIN)
    def save_lines(request: Request, typed: Annotated[Posted, Depends(posted)]) -> Response:
        press = pressed(typed)
        if press and press != BUILT_IN:
            return lines_page(parts, request, LINES.after(typed, press))
        rows = [] if press else named(LINES.filled(typed))
        found, errors = read_lines(rows)
        if not errors:
            text = written(found) if found else ""
            faults = keep(parts, me(request), "help-lines", {"help_lines": text})
            errors = [FieldError(LINES.field(0, "name"), words_of(one)) for one in faults]
        return lines_page(parts, request, rows, errors) if errors else see(SAVED)


def lines_of(settings: TrustSettings) -> Sequence[HelpLine]:
    """The Trust's own, or those that come with Together."""
    if not settings.help_lines:
        return built_in().lines
    return read_help_lines(settings.help_lines, "help lines").lines


def row_of(line: HelpLine) -> Row:
    day = line.verified_on
    said = {field: getattr(line, field) for field in LINES.fields if field not in (*SEVERAL, "verified_on")}
    several = {field: ", ".join(getattr(line, field)) for field in SEVERAL}
    return {**said, **several, "verified_on": f"{day.day}/{day.month}/{day.year}"}


def named(rows: Sequence[Row]) -> list[Row]:
    """The rows, each with an id of its own: what it has, or one made of its name."""
    taken: set[str] = set()
    found: list[Row] = []
    for row in rows:
        name = row["id"] if row["id"] not in taken else ""
        name = name or slug(row["name"], taken)
        taken.add(name)
        found.append({**row, "id": name})
    return found


def read_lines(rows: Sequence[Row]) -> tuple[list[HelpLine], list[FieldError]]:
    found: list[HelpLine] = []
    errors: list[FieldError] = []
    for number, row in enumerate(rows):
        try:
            found.append(HelpLine.model_validate(line_of(row)))
        except ValidationError as problem:
            errors += errors_of(number, problem)
    return found, errors


def line_of(row: Row) -> dict[str, object]:
    """A row as a help line's fields. A day that is none is left out: it is missing."""
    several = {field: [one.strip() for one in row[field].split(",") if one.strip()] for field in SEVERAL}
    try:
        day = day_of(row["verified_on"])
    except ValueError:
        day = None
    return {**row, **several, "verified_on": day}


def errors_of(number: int, problem: ValidationError) -> Iterator[FieldError]:
    for one in problem.errors():
        field = str(one["loc"][0]) if one["loc"] else "call"
        text = words_of(in_words(one))
        if not one["loc"]:
            text = NOT_REACHED
        elif field == "verified_on":
            text = NOT_A_DAY
        elif field == "name" and one["type"] == "string_too_short":
            text = NO_NAME
        yield FieldError(LINES.field(number, field), text)


def lines_page(
    parts: Parts, request: Request, rows: Sequence[Row], errors: Sequence[FieldError] = ()
) -> Response:
    shown = list(rows) or [LINES.blank]
    return parts.pages.response(
        "staff/settings/help_lines.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        me=me(request),
        form=Filled(tuple(LINES.values(shown).items()), tuple(errors)),
        count=len(shown),
        own=bool(settings_of(parts).help_lines),
        most=MOST_ON_A_CARD,
    )
