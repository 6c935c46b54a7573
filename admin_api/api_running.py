"""How a consultation runs, for programs: who takes part, reminders, what happens next, what was decided.

What people say in it is shown when it is over, or to who has said why they must see it before.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import figure
from admin_api.api_basics import Code, check_fields, note
from admin_api.api_models import Figure, Given, Made
from admin_api.early_looks import NOTED, REASON_HOLDS, SHORTEST_REASON, look_early
from admin_api.forms import FieldError, Typed
from admin_api.pages_running import LONGEST_NEWS, PAST, changed
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from admin_api.views_watch import Fresh, Line, QuestionLine, Watch
from consultations.consultation import LONGEST_REMINDER_HOURS, Consultation
from consultations.storage.consultations import Consultations, Next


class LineOut(Made):
    """People of one age or on one channel; `target` is how many were hoped for, 0 where nobody said."""

    name: str = Field(examples=["Web chat"])
    people: Figure
    target: int = Field(examples=[50])


class QuestionWatched(Made):
    """People at one question. Null where the number would tell what they answered to another."""

    label: str = Field(examples=["Do you feel safe?"])
    answered: Figure | None
    skipped: Figure | None
    left: Figure | None = Field(description="For whom it was the last thing they did.")


class WatchOut(Made):
    """How a consultation is getting on: people, never what they said."""

    consultation: str = Field(examples=["feeling-safe"])
    at: datetime
    began: Figure
    finished: Figure
    completion: int | None = Field(description="Per cent who finished.", examples=[80])
    days_left: int | None = Field(examples=[12])
    questions: list[QuestionWatched]
    channels: list[LineOut]
    ages: list[LineOut]
    least_heard: str = Field(
        description="What was said before about whom we hear least.",
        examples=["Children in care: their workers bring a tablet."],
    )
    behind: list[LineOut] = Field(description="Ages and ways not half-way to their targets, the last first.")
    to_read: int = Field(description="Answers that wait to be read by a person.", examples=[3])
    to_read_late: int = Field(description="Of these, for more than a working day.", examples=[0])


class RunningOut(Made):
    consultation: str = Field(examples=["feeling-safe"])
    stage: Literal["draft", "co-signed", "open", "closed", "analysed", "answered", "fed back", "archived"] = (
        Field(examples=["open"])
    )
    remind_after_hours: int | None = Field(examples=[72])
    next_news: str | None = Field(examples=["The board reads what you said."])
    next_on: date | None
    closes_on: date | None
    conclusion: str | None = Field(description="What was decided on one without asks.")
    why_archived: str | None


class RunningIn(Given):
    """How it runs from now on; null for nobody reminded, nothing said."""

    remind_after_hours: Annotated[int, Field(ge=1, le=LONGEST_REMINDER_HOURS)] | None = Field(examples=[72])
    next_news: Annotated[Typed, Field(max_length=LONGEST_NEWS)] | None = Field(
        examples=["The board reads what you said."]
    )
    next_on: date | None = Field(description="Today or a day to come.", examples=["2030-03-27"])


class ConclusionIn(Given):
    words: Annotated[Typed, Field(min_length=1, max_length=LONGEST_NEWS)] = Field(
        description="What was decided, in the words that people read.",
        examples=["Nothing changes this year, because the money is spent."],
    )


class EarlyReason(Given):
    reason: Annotated[Typed, Field(min_length=SHORTEST_REASON, max_length=1000)] = Field(
        description="Why it cannot wait until the end.", examples=["The council decides on Tuesday."]
    )


class EarlyOut(Made):
    consultation: str = Field(examples=["feeling-safe"])
    until: datetime = Field(description="How long the reason holds.")


def add(routes: APIRouter, parts: Parts) -> None:
    add_watching(routes, parts)
    add_settings(routes, parts)
    add_concluding(routes, parts)


def add_watching(routes: APIRouter, parts: Parts) -> None:
    fresh = Fresh(parts)

    @routes.get(
        "/consultations/{code}/watch",
        tags=["consultations"],
        summary="Who takes part, and where people stop; at most a minute old",
    )
    @audience(Audience.OFFICER, scope="numbers")
    def watch_running(code: Code) -> WatchOut:
        return watch_out(fresh.watch(code))

    @routes.post(
        "/consultations/{code}/early-look",
        tags=["consultations"],
        summary="Say why you must see what people say before the end",
    )
    @audience(Audience.OFFICER, scope="asks")
    def say_why_early(request: Request, code: Code, why: EarlyReason) -> EarlyOut:
        with parts.database.write() as connection:
            now = parts.clock()
            look_early(connection, parts, me(request), code, why.reason)
            note(connection, parts, request, NOTED, f"consultation:{code}")
        return EarlyOut(consultation=code, until=now + REASON_HOLDS)


def add_settings(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/running",
        tags=["consultations"],
        summary="Its reminder, what happens next, and how far it has come",
    )
    @audience(Audience.OFFICER, scope="numbers")
    def running(code: Code) -> RunningOut:
        with parts.database.read() as connection:
            return running_out(Consultations(connection).get(code))

    @routes.put(
        "/consultations/{code}/running",
        tags=["consultations"],
        summary="Change its reminder and what happens next",
    )
    @audience(Audience.OFFICER, scope="manage")
    def change_running(request: Request, code: Code, given: RunningIn) -> RunningOut:
        today = parts.clock().astimezone(TRUST_TIME).date()
        check_fields([FieldError("next_on", PAST)] if given.next_on and given.next_on < today else [])
        with parts.database.write() as connection:
            following = Next(given.next_news or None, given.next_on)
            found = changed(connection, parts, code, given.remind_after_hours, following)
            note(connection, parts, request, "consultation.changed", f"consultation:{code}")
        return running_out(found)


def add_concluding(routes: APIRouter, parts: Parts) -> None:
    @routes.post(
        "/consultations/{code}/conclusion",
        tags=["consultations"],
        summary="State what was decided on one from which no ask was made",
    )
    @audience(Audience.OFFICER, scope="manage")
    def conclude(request: Request, code: Code, given: ConclusionIn) -> RunningOut:
        with parts.database.write() as connection:
            found = Consultations(connection).conclude(code, given.words)
            note(connection, parts, request, "consultation.concluded", f"consultation:{code}")
        return running_out(found)


def running_out(one: Consultation) -> RunningOut:
    return RunningOut(
        consultation=one.code,
        stage=one.stage,
        remind_after_hours=one.remind_after_hours,
        next_news=one.next_news,
        next_on=one.next_on,
        closes_on=one.closes_on,
        conclusion=one.conclusion,
        why_archived=one.why_archived,
    )


def watch_out(found: Watch) -> WatchOut:
    return WatchOut(
        consultation=found.consultation.code,
        at=found.at,
        began=figure(found.began),
        finished=figure(found.finished),
        completion=found.completion,
        days_left=found.days_left,
        questions=[question_watched(one) for one in found.questions],
        channels=lines_out(found.channels),
        ages=lines_out(found.ages),
        least_heard=found.least_heard,
        behind=lines_out(found.behind),
        to_read=found.reading.waiting,
        to_read_late=found.reading.late,
    )


def lines_out(lines: Sequence[Line]) -> list[LineOut]:
    return [LineOut(name=one.name, people=figure(one.people), target=one.target) for one in lines]


def question_watched(one: QuestionLine) -> QuestionWatched:
    return QuestionWatched(
        label=one.label,
        answered=figure(one.answered) if one.answered else None,
        skipped=figure(one.skipped) if one.skipped else None,
        left=figure(one.left) if one.left else None,
    )
