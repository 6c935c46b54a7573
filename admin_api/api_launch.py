"""Preparing a consultation, for programs: from its name to the point where a young person lead signs.

The signature is a person's, who has read the words (`pages_signing`). What is missing stands in the draft.
"""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from admin_api.access import Audience, audience
from admin_api.api_basics import Number, note
from admin_api.api_drafts import DraftSheet, draft_sheet
from admin_api.api_launch_models import AskedToSign, Name, NewDraft, SaidIn, WeighedIn
from admin_api.launch_fields import checked
from admin_api.pages_signature import asked
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_launch import sheet
from consultations.errors import Refused
from consultations.storage.drafts import Drafts
from consultations.storage.plans import Plans


def add(routes: APIRouter, parts: Parts) -> None:
    add_drafts(routes, parts)
    add_saying(routes, parts)
    add_agreeing(routes, parts)


def sheet_of(parts: Parts, number: int) -> DraftSheet:
    with parts.database.read() as connection:
        return draft_sheet(sheet(connection, parts, number))


def add_drafts(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/drafts", tags=["launch"], status_code=201, summary="Begin a consultation")
    @audience(Audience.OFFICER, scope="manage")
    def begin_draft(request: Request, given: NewDraft) -> DraftSheet:
        with parts.database.write() as connection:
            plan, now = Plans(connection).get(given.plan), parts.clock()
            made = Drafts(connection).begin(given.code, given.title, plan.code, me(request).name, now)
            note(connection, parts, request, "launch.begun", f"draft:{made.id}")
        return sheet_of(parts, made.id)

    @routes.put("/drafts/{number}/name", tags=["launch"], summary="Give it another title or code")
    @audience(Audience.OFFICER, scope="manage")
    def rename_draft(request: Request, number: Number, given: Name) -> DraftSheet:
        with parts.database.write() as connection:
            Drafts(connection).rename(number, given.code, given.title, parts.clock())
            note(connection, parts, request, "launch.renamed", f"draft:{number}")
        return sheet_of(parts, number)

    @routes.delete(
        "/drafts/{number}", tags=["launch"], status_code=204, summary="Forget one that was not opened"
    )
    @audience(Audience.OFFICER, scope="manage")
    def discard_draft(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            Drafts(connection).discard(number)
            note(connection, parts, request, "launch.discarded", f"draft:{number}")
        return Response(status_code=204)


def add_saying(routes: APIRouter, parts: Parts) -> None:
    @routes.patch(
        "/drafts/{number}",
        tags=["launch"],
        summary="Say what it is about, for whom, until when, and who covers safeguarding",
    )
    @audience(Audience.OFFICER, scope="manage")
    def say(number: Number, given: SaidIn) -> DraftSheet:
        with parts.database.write() as connection:
            Drafts(connection).change(
                number, lambda intent: checked(replace(intent, **given.changes())), parts.clock()
            )
        return sheet_of(parts, number)


def add_agreeing(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/drafts/{number}/weighed", tags=["launch"], summary="Say that its warnings were weighed")
    @audience(Audience.OFFICER, scope="manage")
    def weigh(request: Request, number: Number, given: WeighedIn) -> DraftSheet:
        with parts.database.write() as connection:
            drafts = Drafts(connection)
            if drafts.get(number).questions != given.seen:
                raise Refused(
                    "wording_changed", "The questions are others than those that were read.", "Read them."
                )
            drafts.change(number, lambda intent: replace(intent, weighed=given.seen), parts.clock())
            note(connection, parts, request, "launch.weighed", f"draft:{number}")
        return sheet_of(parts, number)

    @routes.post(
        "/drafts/{number}/signature-request",
        tags=["launch"],
        summary="Write to the young person leads that there is a wording to read and sign",
    )
    @audience(Audience.OFFICER, scope="manage")
    def ask_for_signature(request: Request, number: Number) -> AskedToSign:
        found = asked(parts, request, number)
        return AskedToSign(reached=found.reached, leads=found.leads)
