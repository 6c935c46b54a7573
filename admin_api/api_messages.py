"""What people tell us and what we send, for programs: replies, what could not be delivered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_basics import LARGEST, Number, note
from admin_api.api_models import Given, Made
from admin_api.forms import Typed
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from consultations.feedback import LONGEST_REPLY, Telling
from consultations.storage.feedback import Feedback
from consultations.storage.outbox import DeadLetter, Outbox

MOST = 200
Numbered = Annotated[int, Field(ge=1, le=LARGEST)]


class TellingFilter(Paged):
    state: Literal["waiting", "answered"] = Field("waiting", description="Without a reply, or with one.")


class TellingOut(Made):
    """Something that a person told us of their own accord; `outcome` is "" where they do not know."""

    id: int = Field(examples=[3])
    version: int = Field(description="Send it back with a reply.", examples=[1])
    words: str = Field(examples=["The bus is full."])
    would_help: str = Field(examples=["A second bus."])
    more: str = Field(examples=[""])
    outcome: str = Field(examples=["Feel safe, be safe"])
    told: datetime
    due: datetime = Field(description="By when we said that we would reply.")
    overdue: bool = Field(examples=[False])
    read: datetime | None
    reply: str | None
    replied: datetime | None
    sent: datetime | None


class ReplyIn(Given):
    version: Numbered = Field(description="`version` of what was read.", examples=[1])
    reply: Annotated[Typed, Field(min_length=1, max_length=LONGEST_REPLY)] = Field(
        examples=["Thank you. We asked for a second bus."]
    )


class UndeliveredOut(Made):
    """A message that was given up, without its words: they may repeat what somebody wrote."""

    id: int = Field(examples=[412])
    channel: str = Field(examples=["telegram"])
    kind: str = Field(examples=["notice"])
    failed: datetime
    failure: str = Field(examples=["timed out"])


class Resend(Given):
    ids: list[Numbered] = Field(min_length=1, max_length=MOST, examples=[[412]])


class ResentOut(Made):
    """How many are tried again; what was not given up is left alone."""

    resent: int = Field(examples=[1])


def add(routes: APIRouter, parts: Parts) -> None:
    add_tellings(routes, parts)
    add_deliveries(routes, parts)


def add_tellings(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/tellings", tags=["messages"], summary="What people told us, first what is due first")
    @audience(Audience.OFFICER, scope="review")
    def tellings(wanted: Annotated[TellingFilter, Query()]) -> Page[TellingOut]:
        with parts.database.read() as connection:
            feedback = Feedback(connection)
            answered = wanted.state == "answered"
            found: Sequence[Telling] = feedback.answered(MOST) if answered else feedback.waiting()
        now = parts.clock()
        items, following = part([telling_out(one, now) for one in found], lambda each: str(each.id), wanted)
        return Page(items=list(items), next=following)

    @routes.post("/tellings/{number}/reply", tags=["messages"], status_code=204, summary="Reply to a person")
    @audience(Audience.OFFICER, scope="manage")
    def reply_to_telling(request: Request, number: Number, given: ReplyIn) -> None:
        with parts.database.write() as connection:
            author, now = me(request).name, parts.clock()
            Feedback(connection).reply(number, given.version, given.reply, author, now)
            note(connection, parts, request, "feedback.replied", f"feedback:{number}")


def add_deliveries(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/deliveries", tags=["messages"], summary="Messages that could not be delivered")
    @audience(Audience.OFFICER, scope="numbers")
    def undelivered(wanted: Annotated[Paged, Query()]) -> Page[UndeliveredOut]:
        with parts.database.read() as connection:
            found = [undelivered_out(one) for one in Outbox(connection).dead_letters()]
        items, following = part(found, lambda each: str(each.id), wanted)
        return Page(items=list(items), next=following)

    @routes.post("/deliveries/resend", tags=["messages"], summary="Try messages again")
    @audience(Audience.OFFICER, scope="manage")
    def resend(request: Request, given: Resend) -> ResentOut:
        with parts.database.write() as connection:
            resent = Outbox(connection).resend(given.ids, parts.clock())
            note(connection, parts, request, "delivery.resent", "outbox", f"{resent} messages")
        return ResentOut(resent=resent)


def telling_out(one: Telling, now: datetime) -> TellingOut:
    return TellingOut(
        id=one.id,
        version=one.version,
        words=one.words,
        would_help=one.would_help or "",
        more=one.more or "",
        outcome=one.outcome or "",
        told=one.told_at,
        due=one.due_at,
        overdue=one.overdue(now),
        read=one.read_at,
        reply=one.reply,
        replied=one.replied_at,
        sent=one.sent_at,
    )


def undelivered_out(one: DeadLetter) -> UndeliveredOut:
    return UndeliveredOut(
        id=one.id, channel=one.channel, kind=one.kind, failed=one.failed_at, failure=one.failure
    )
