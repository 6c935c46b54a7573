"""What officers write about a plan: the stories behind its curves, and what became of its promises."""

import re
from datetime import datetime
from http import HTTPStatus
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.hearing import kept_promises
from admin_api.pages_plans import find_indicator, told_indicator
from admin_api.parts import Parts
from admin_api.translation.speaking import translate, words_of
from admin_api.views_broadcasts import overview
from admin_api.views_ledger import EntryView
from admin_api.views_plans import COLOURS, WORDS
from admin_api.ways import OPEN_WAYS
from consultations.bearing import bearing_on
from consultations.broadcast import Broadcast
from consultations.consultation import Consultation
from consultations.errors import NotFound, Refused
from consultations.ledger import LONGEST_WORDS
from consultations.staff import Account
from consultations.storage.asks import Asks
from consultations.storage.audit import AuditLog
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.feedback import SOURCE
from consultations.storage.ledger import CurveNotes, Ledger, NoteKind
from consultations.storage.plans import Plans
from consultations.storage.pledge_surveys import PledgeSurveys

LONGEST_SENT = 20_000
"""Letters that are taken in, so that too many can be given back to be shortened."""
FIELD_OF_FAULT = {"bad_state": "state", "evidence_missing": "evidence", "reason_missing": "reason"}


class NoteForm(BaseModel):
    """The form that writes a story, or one thing that made the difference."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["story", "difference"]
    words: Typed = Field(default="", max_length=LONGEST_SENT)
    partner: Typed = Field(default="", max_length=200)

    def errors(self) -> list[FieldError]:
        field = f"{self.kind}-words"
        if not self.words:
            return [FieldError(field, translate("Write it in a few plain sentences."))]
        if len(self.words) > LONGEST_WORDS:
            text = translate(
                "Shorten this to {most} letters or fewer. It has {number} now.",
                most=LONGEST_WORDS,
                number=len(self.words),
            )
            return [FieldError(field, text)]
        return []


class PromiseForm(BaseModel):
    """The form that records what became of a promise."""

    model_config = ConfigDict(extra="forbid")

    state: str = Field(default="", max_length=20)
    reason: Typed = Field(default="", max_length=LONGEST_SENT)
    evidence: Typed = Field(default="", max_length=LONGEST_SENT)


class PledgeForm(BaseModel):
    """The form that asks those whom a pledge was made to. `outcome` is the one that answers count for.

    `audience` is the saved one that is invited, "" for nobody: then the link is open to anyone.
    """

    model_config = ConfigDict(extra="forbid")

    outcome: str = Field(default="", max_length=200)
    audience: Typed = Field(default="", max_length=100)


class StaffPlans:
    """Does it, and answers with the page that follows."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def every(self, me: Account) -> Response:
        with self._parts.database.read() as connection:
            plans = Plans(connection).all()
        return self._parts.pages.response("staff/plans.html", me=me, plans=plans)

    def story_page(self, me: Account, plan: str, code: str, form: Filled | None = None) -> Response:
        """What is written about a curve, and beside it what people said. Raises `NotFound`."""
        page = told_indicator(self._parts, plan, code, insider=True, ways=OPEN_WAYS)
        form = form or filled()
        return self._parts.pages.response(
            "staff/story.html",
            status_of(form),
            me=me,
            page=page,
            form=form,
            longest=LONGEST_WORDS,
            colours=COLOURS,
            words=WORDS,
        )

    def write_note(self, me: Account, plan: str, code: str, form: NoteForm) -> Response:
        if errors := form.errors():
            typed = filled(*errors, **{f"{form.kind}-words": form.words, "partner": form.partner})
            return self.story_page(me, plan, code, typed)
        with self._parts.database.write() as connection:
            find_indicator(Plans(connection).get(plan), code)
            now, kind = self._parts.clock(), form.kind
            self._write(CurveNotes(connection), me, plan, code, kind, form)
            AuditLog(connection).note(me.name, "curve.written", f"indicator:{code}", now, kind)
        return see(story_path(plan, code))

    def _write(
        self, notes: CurveNotes, me: Account, plan: str, code: str, kind: NoteKind, form: NoteForm
    ) -> None:
        now = self._parts.clock()
        notes.write(plan, code, kind, form.words, form.partner, role_of(me), me.name, now)

    def withdraw_note(self, me: Account, plan: str, code: str, number: int) -> Response:
        with self._parts.database.write() as connection:
            now = self._parts.clock()
            CurveNotes(connection).withdraw(plan, code, number, now)
            AuditLog(connection).note(me.name, "curve.withdrawn", f"indicator:{code}", now, str(number))
        return see(story_path(plan, code))

    def promises(self, me: Account, plan: str) -> Response:
        with self._parts.database.read() as connection:
            page = kept_promises(connection, self._parts, Plans(connection).get(plan), ways=OPEN_WAYS)
        return self._parts.pages.response(
            "staff/promises.html", me=me, page=page, groups=overview(self._parts).groups
        )

    def promise_page(self, me: Account, plan: str, code: str, form: Filled | None = None) -> Response:
        """One promise, and the form for what became of it. Raises `NotFound`."""
        with self._parts.database.read() as connection:
            view = find_entry(connection, self._parts, plan, code)
            asks = [one for one in Asks(connection).all() if one.plan_code == plan]
        found = view.entry.recorded
        kept = filled(
            state=found.state.value if found else "",
            reason=found.reason if found else "",
            evidence=found.evidence if found else "",
        )
        form = form or kept
        return self._parts.pages.response(
            "staff/promise.html",
            status_of(form),
            me=me,
            plan=plan,
            view=view,
            asks=list(bearing_on(asks, code)),
            form=form,
            longest=LONGEST_WORDS,
        )

    def record(self, me: Account, plan: str, code: str, form: PromiseForm) -> Response:
        self._entry(plan, code)
        try:
            with self._parts.database.write() as connection:
                now = self._parts.clock()
                said = (form.state, form.reason, form.evidence)
                Ledger(connection).record(plan, code, *said, role_of(me), me.name, now)
                AuditLog(connection).note(me.name, "promise.recorded", f"promise:{code}", now, form.state)
        except Refused as refused:
            field = FIELD_OF_FAULT.get(refused.code, "evidence")
            error = FieldError(field, words_of(refused))
            return self.promise_page(me, plan, code, filled(error, **form.model_dump()))
        return see(f"/staff/plans/{plan}/promises#promise-{code}")

    def ask_about(self, me: Account, plan: str, code: str, form: PledgeForm) -> Response:
        """Open a round about a pledge, and go on to who would be invited, before anybody is."""
        with self._parts.database.write() as connection:
            opened = open_survey(connection, self._parts, plan, code, form.outcome)
            invited = invite(connection, self._parts, opened, code, form.audience, me.name)
            log, now = AuditLog(connection), self._parts.clock()
            log.note(me.name, "consultation.opened", f"consultation:{opened.code}", now)
            if invited:
                log.note(me.name, "broadcast.drafted", f"broadcast:{invited.id}", now)
        on = f"/staff/broadcasts/{invited.id}" if invited else f"/staff/consultations/{opened.code}"
        return see(on)

    def _entry(self, plan: str, code: str) -> EntryView:
        with self._parts.database.read() as connection:
            return find_entry(connection, self._parts, plan, code)


def find_entry(connection: Connection, parts: Parts, plan: str, code: str) -> EntryView:
    """One promise of a plan. Raises `NotFound`."""
    page = kept_promises(connection, parts, Plans(connection).get(plan), ways=OPEN_WAYS)
    found = next((each for each in page.entries if each.entry.code == code), None)
    if found is None:
        fix = translate("Choose one on the page of promises.")
        raise NotFound("no_promise", translate("The plan has no promise “{code}”.", code=code), fix)
    return found


def open_survey(connection: Connection, parts: Parts, plan: str, code: str, outcome: str) -> Consultation:
    """Ask about a pledge. Raises `NotFound` and `Refused`."""
    found = Plans(connection).get(plan)
    pledge = next((one for one in found.pledges if one.code == code), None)
    if pledge is None:
        fix = translate("Choose one on the page of promises.")
        raise NotFound("no_pledge", translate("The plan has no pledge “{code}”.", code=code), fix)
    now = parts.clock()
    name = survey_code(code, now)
    form = parts.launching.pledge_form(pledge, name, outcome)
    launch = Launch(name, translate("{title}: is it kept?", title=pledge.title), plan, form, SOURCE, b"")
    return Consultations(connection).open(launch, now)


def invite(
    connection: Connection, parts: Parts, survey: Consultation, pledge: str, audience: str, by: str
) -> Broadcast | None:
    """Keep for whom a round is, and draft its invitation: nobody is sent it yet.

    None without an audience: then its link is open to anyone. Raises `NotFound`, and `Refused` where nobody
    is in the audience.
    """
    broadcasts = Broadcasts(connection, parts.outreach.channels)
    to = broadcasts.audience(audience) if audience else None
    if to and not sum(broadcasts.count(to).values()):
        message = translate("Nobody is in this audience whom we can write to, so nobody could answer.")
        raise Refused("nobody_invited", message, "Choose another audience, or give out the link.")
    PledgeSurveys(connection).add(survey.id, survey.plan_code, pledge, audience)
    if to is None:
        return None
    words = parts.launching.pledge_invitation()
    return broadcasts.draft("invitation", to, words, survey.code, by, parts.clock())


def survey_code(pledge: str, now: datetime) -> str:
    """A pledge is asked about at most once a month: `kept-CE-PL1-2026-11`."""
    return f"kept-{re.sub(r'[^A-Za-z0-9-]', '-', pledge)[:40]}-{now:%Y-%m}"


def role_of(me: Account) -> str:
    """The role that stands beside what is written: never a name."""
    return "lead" if "lead" in me.roles else "officer"


def status_of(form: Filled) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def story_path(plan: str, code: str) -> str:
    return f"/staff/plans/{plan}/indicators/{code}/story"
