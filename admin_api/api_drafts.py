"""Consultations in preparation, for programs: what is missing, what the check found, and opening one.

Preparing one is in `api_launch` and `api_questionnaires`. People sign it, on its page.
"""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import Field

from admin_api import api_answers
from admin_api.access import Audience, audience
from admin_api.api_basics import Number, note
from admin_api.api_launch_models import SaidOut, said_out
from admin_api.api_models import ConsultationOut, Made
from admin_api.pages_launch import opened_from
from admin_api.parts import Parts
from admin_api.views_launch import Sheet, Task, sheet
from consultations.errors import Fault
from consultations.forms.together_check import Report
from consultations.launch_rules import Section
from consultations.launching import Draft
from consultations.storage.drafts import Drafts


class DraftOut(Made):
    """A consultation that is not open yet; `signed` says whether a young person lead has signed its words."""

    id: int = Field(examples=[3])
    code: str = Field(examples=["feeling-safe"])
    title: str = Field(examples=["Feeling safe"])
    plan: str = Field(examples=["CE-2022"])
    signed: bool = Field(examples=[True])
    begun: datetime
    changed: datetime


class MissingOut(Made):
    """Something that keeps it from being opened, or that the check found; where, in a file's own words."""

    code: str = Field(examples=["gunning_formative"])
    level: Literal["error", "warning", "info"] = Field(examples=["error"])
    message: str = Field(examples=["Nobody can tell what their answers could change."])
    fix: str = Field(examples=["Write what can still change."])
    where: str = Field(examples=["column “what_can_change”"])


class TaskOut(Made):
    section: Section
    title: str = Field(examples=["Dates and reminders"])
    done: bool = Field(examples=[False])
    missing: list[MissingOut]


class CheckOut(Made):
    """What the TOGETHER check says of the questionnaire: how long, how hard, and all that it found."""

    fewest_questions: int = Field(examples=[5])
    most_questions: int = Field(examples=[8])
    quickest_minutes: int = Field(examples=[2])
    slowest_minutes: int = Field(examples=[6])
    reading_age: int | None = Field(description="In years.", examples=[8])
    blocks: bool = Field(description="Whether something must be mended first.", examples=[False])
    findings: list[MissingOut]


class DraftSheet(DraftOut):
    """`ready` says that nothing is missing; `check` is null while there is no questionnaire."""

    ready: bool = Field(examples=[False])
    asked_to_change: str = Field(description="What the young person lead wants otherwise.", examples=[""])
    said: SaidOut
    seen: str = Field(
        description="Stands for these very questions: send it to `…/weighed`.", examples=["5e884898da28"]
    )
    tasks: list[TaskOut]
    check: CheckOut | None


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/drafts", tags=["launch"], summary="Consultations that are not open yet")
    @audience(Audience.OFFICER, scope="asks")
    def drafts() -> list[DraftOut]:
        with parts.database.read() as connection:
            return [draft_out(one) for one in Drafts(connection).all()]

    @routes.get("/drafts/{number}", tags=["launch"], summary="One of them: what is missing, and the check")
    @audience(Audience.OFFICER, scope="asks")
    def draft(number: Number) -> DraftSheet:
        with parts.database.read() as connection:
            return draft_sheet(sheet(connection, parts, number))

    @routes.post(
        "/drafts/{number}/open",
        tags=["launch"],
        status_code=201,
        summary="Open it to people, once nothing is missing; for leads",
    )
    @audience(Audience.LEAD, scope="manage")
    def open_draft(request: Request, number: Number) -> ConsultationOut:
        with parts.database.write() as connection:
            opened = opened_from(connection, parts, number)
            note(connection, parts, request, "consultation.opened", f"consultation:{opened.code}")
        return api_answers.consultation_out(opened)


def draft_out(one: Draft) -> DraftOut:
    return DraftOut(
        id=one.id,
        code=one.code,
        title=one.title,
        plan=one.plan_code,
        signed=one.signed is not None,
        begun=one.created_at,
        changed=one.changed_at,
    )


def draft_sheet(found: Sheet) -> DraftSheet:
    return DraftSheet(
        **draft_out(found.draft).model_dump(),
        ready=not found.left,
        asked_to_change=found.draft.intent.asked_to_change,
        said=said_out(found.draft.intent),
        seen=found.draft.questions,
        tasks=[task_out(one) for one in found.tasks],
        check=check_out(found.report) if found.report else None,
    )


def task_out(one: Task) -> TaskOut:
    return TaskOut(
        section=one.section,
        title=one.title,
        done=one.done,
        missing=[missing_out(fault) for fault in one.faults],
    )


def check_out(report: Report) -> CheckOut:
    length = report.length
    return CheckOut(
        fewest_questions=length.fewest,
        most_questions=length.most,
        quickest_minutes=length.quickest,
        slowest_minutes=length.slowest,
        reading_age=report.reading_age,
        blocks=report.blocks,
        findings=[missing_out(fault) for fault in report.findings],
    )


def missing_out(fault: Fault) -> MissingOut:
    return MissingOut(
        code=fault.code, level=fault.level, message=fault.message, fix=fault.fix, where=str(fault.place)
    )
