"""Answers that the methods read differently: an officer says what is right, and that counts."""

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.early_looks import left_out, without
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.sentences import FEELING_NAMES, KIND_NAMES
from admin_api.staff_sessions import me
from admin_api.views_reading import asked_words, questions
from analysis.readings import Feeling, Kind
from consultations.storage.audit import AuditLog
from consultations.storage.reading_checks import Checked, ReadingChecks

ON_A_PAGE = 10
ONE = re.compile(r"(\d{1,9})\.(\d{1,9})")
"""An answer's number and its revision, as the page's form sends them."""


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Literal["kept"] | None = None


class CheckForm(BaseModel):
    """For each answer on the page: `ID.REVISION`, and the label and kind that were chosen for it."""

    model_config = ConfigDict(extra="forbid")

    answer: list[str] = Field(default=[], max_length=ON_A_PAGE)
    label: list[Feeling] = Field(default=[], max_length=ON_A_PAGE)
    kind: list[Kind] = Field(default=[], max_length=ON_A_PAGE)


def router(parts: Parts) -> APIRouter:
    """The review queue, for officers."""
    routes = APIRouter(prefix="/staff/doubts")

    @routes.get("")
    @audience(Audience.OFFICER)
    def queue(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        with parts.database.read() as connection:
            hidden = left_out(connection, parts, me(request))
            checks = ReadingChecks(connection, without(questions(connection), hidden))
            waiting, count = checks.waiting(ON_A_PAGE), checks.count()
            asked = asked_words(connection) if waiting else {}
        return parts.pages.response(
            "staff/doubts.html",
            me=me(request),
            waiting=waiting,
            asked=asked,
            count=count,
            labels=FEELING_NAMES,
            kinds=KIND_NAMES,
            note=shown.note,
            left_out=hidden,
        )

    @routes.post("")
    @audience(Audience.OFFICER)
    def keep(request: Request, form: Annotated[CheckForm, Form()]) -> Response:
        found = [
            Checked(int(match[1]), int(match[2]), label, kind)
            for one, label, kind in zip(form.answer, form.label, form.kind, strict=False)
            if (match := ONE.fullmatch(one))
        ]
        with parts.database.write() as connection:
            name, now = me(request).name, parts.clock()
            kept = ReadingChecks(connection, questions(connection)).keep(found, name, now)
            if kept:
                AuditLog(connection).note(name, "readings.checked", f"answers:{kept}", now)
        return see("/staff/doubts?note=kept")

    return routes
