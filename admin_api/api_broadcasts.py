"""The same words to many people, for programs: written, looked at, sent, paused, taken back.

A key needs the scope `send` for it. Quiet hours, opt-outs and limits hold as for a person.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_basics import Number, note
from admin_api.api_models import Given, Made
from admin_api.forms import Typed
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.previews import HowFar, Preview
from admin_api.staff_sessions import me
from admin_api.views_broadcasts import Sheet, overview, sheet
from consultations.audience import LONGEST_NAME
from consultations.broadcast import LONGEST_TEXT, Broadcast, Purpose, StaffStep
from consultations.broadcast import State as Sending
from consultations.storage.broadcasts import Broadcasts

InLanguage = Annotated[Typed, Field(pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]


class BroadcastOut(Made):
    """The same words to many people; `progress` is in words, as small numbers are not told."""

    id: int = Field(examples=[3])
    purpose: Purpose
    audience: str = Field(examples=["Everybody"])
    start: str = Field(description="The consultation that its button opens.", examples=["feeling-safe"])
    state: Sending
    made: datetime
    started: datetime | None
    finished: datetime | None
    progress: str = Field(examples=["150 of 200 sent"])


class CellOut(Made):
    channel: str = Field(examples=["telegram"])
    language: str = Field(examples=["pl"])
    people: str = Field(examples=["about 40 people"])


class PreviewOut(Made):
    """Whom a draft would reach if it were sent now, and how long that takes with quiet hours kept."""

    people: str = Field(examples=["about 200 people"])
    cells: list[CellOut]
    takes: str = Field(examples=["about 5 minutes"])
    done: datetime
    resting: bool = Field(description="It begins when the quiet hours end.", examples=[False])
    warnings: list[str] = Field(examples=[["Nobody has read these words in Romanian."]])


class BroadcastSheet(BroadcastOut):
    """With its words. `preview` is null once it was sent; `can` are the steps that may be taken now."""

    texts: Mapping[str, str] = Field(examples=[{"en": "We want to hear you."}])
    preview: PreviewOut | None
    can: list[StaffStep]


class NewBroadcast(Given):
    """A draft: nobody gets anything before the step `send`."""

    audience: Annotated[Typed, Field(max_length=LONGEST_NAME)] = Field(examples=["Began, not finished"])
    purpose: Purpose
    texts: dict[InLanguage, Annotated[Typed, Field(max_length=LONGEST_TEXT)]] = Field(
        min_length=1, max_length=40, examples=[{"en": "We want to hear you."}]
    )
    start: Annotated[Typed, Field(max_length=64)] = Field(
        "", description="The open consultation that its button begins; empty for no button."
    )


def add(routes: APIRouter, parts: Parts) -> None:
    add_reading(routes, parts)

    @routes.post("/broadcasts", tags=["messages"], status_code=201, summary="Write a message to many")
    @audience(Audience.OFFICER, scope="send")
    def write_broadcast(request: Request, given: NewBroadcast) -> BroadcastSheet:
        with parts.database.write() as connection:
            broadcasts, now = Broadcasts(connection, parts.outreach.channels), parts.clock()
            to, by = broadcasts.audience(given.audience), me(request).name
            made = broadcasts.draft(given.purpose, to, given.texts, given.start, by, now)
            note(connection, parts, request, "broadcast.drafted", f"broadcast:{made.id}")
        return broadcast_sheet(sheet(parts, made.id))

    @routes.post(
        "/broadcasts/{number}/{step}",
        tags=["messages"],
        summary="Send it to whoever is in its audience now; pause, go on, or send no more of it",
    )
    @audience(Audience.OFFICER, scope="send")
    def take_broadcast_step(request: Request, number: Number, step: StaffStep) -> BroadcastSheet:
        with parts.database.write() as connection:
            Broadcasts(connection, parts.outreach.channels).step(number, step, parts.clock())
            note(connection, parts, request, f"broadcast.{step}", f"broadcast:{number}")
        return broadcast_sheet(sheet(parts, number))


def add_reading(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/broadcasts", tags=["messages"], summary="What is written to many people, and how far it is")
    @audience(Audience.OFFICER, scope="numbers")
    def broadcasts(wanted: Annotated[Paged, Query()]) -> Page[BroadcastOut]:
        found = [
            BroadcastOut.model_validate(broadcast_fields(one, far)) for one, far in overview(parts).broadcasts
        ]
        items, following = part(found, lambda each: str(each.id), wanted)
        return Page(items=list(items), next=following)

    @routes.get(
        "/broadcasts/{number}", tags=["messages"], summary="One of them: its words, and whom it would reach"
    )
    @audience(Audience.OFFICER, scope="numbers")
    def broadcast(number: Number) -> BroadcastSheet:
        return broadcast_sheet(sheet(parts, number))


def broadcast_fields(one: Broadcast, far: HowFar) -> dict[str, object]:
    return {
        "id": one.id,
        "purpose": one.purpose,
        "audience": one.audience.name,
        "start": one.start,
        "state": one.state,
        "made": one.created_at,
        "started": one.started_at,
        "finished": one.finished_at,
        "progress": far.words,
    }


def broadcast_sheet(found: Sheet) -> BroadcastSheet:
    return BroadcastSheet.model_validate(
        {
            **broadcast_fields(found.one, found.far),
            "texts": found.one.texts,
            "preview": preview_out(found.preview) if found.one.state == "draft" else None,
            "can": sorted(found.can),
        }
    )


def preview_out(found: Preview) -> PreviewOut:
    return PreviewOut(
        people=found.people,
        cells=[CellOut(channel=one.channel, language=one.language, people=one.people) for one in found.cells],
        takes=found.needed,
        done=found.done_at,
        resting=found.resting,
        warnings=list(found.warnings),
    )
