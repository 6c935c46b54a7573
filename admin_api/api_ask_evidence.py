"""What stands behind an ask and how people judge its answer, for programs: protected numbers, seen quotes."""

from fastapi import APIRouter, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import figure, rows
from admin_api.api_basics import Number
from admin_api.api_heard import RowOut
from admin_api.api_models import Figure, Made
from admin_api.judged import judged
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_staff import added_since, shown_evidence, told_of
from analysis.disclosure_control import HIDDEN
from analysis.evidence import NO_EVIDENCE
from consultations.storage.asks import Asks


class EvidenceOut(Made):
    """`people` as the board shows them; `judged` by verdict: whether people think the answer fair."""

    ask: int = Field(examples=[3])
    people: Figure
    added: Figure = Field(description="Who said it after the ask was made. They are told too.")
    written: Figure = Field(description="Who was written to.")
    told: Figure = Field(description="Whom the answer has reached.")
    ages: list[RowOut] = Field(description="Empty where they would tell too much.")
    quotes: list[str] = Field(description="Approved ones.", examples=[["More lights on the way home please"]])
    judged: dict[str, Figure] = Field(examples=[{"yes": {"shown": True, "value": 20}}])


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/asks/{number}/evidence", tags=["asks"], summary="What stands behind an ask, and how it is judged"
    )
    @audience(Audience.OFFICER, scope="asks")
    def ask_evidence(request: Request, number: Number) -> EvidenceOut:
        with parts.database.read() as connection:
            ask = Asks(connection).get(number)
            found = shown_evidence(connection, parts, me(request), ask)
            seen = found is not NO_EVIDENCE
            added = added_since(connection, ask, parts.rule) if seen else HIDDEN
            verdicts = judged(connection, number, parts.rule)
            telling = told_of(connection, ask, found.people, parts.rule)
        return EvidenceOut(
            ask=number,
            people=figure(found.people),
            added=figure(added),
            written=figure(telling.written),
            told=figure(telling.reached),
            ages=rows(found.ages),
            quotes=list(found.quotes),
            judged={verdict: figure(count) for verdict, count in verdicts.items()},
        )
