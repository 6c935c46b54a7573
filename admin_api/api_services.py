"""The two questions about a service or an event, for programs: opening them, and what changed in between."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import consultation_out, figure
from admin_api.api_basics import Code, check_fields, note
from admin_api.api_models import ConsultationOut, Figure, Given, Made
from admin_api.forms import Typed
from admin_api.pages_services import LONGEST_TITLE, ServiceForm, opened_as_wished
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.views_services import Service, service, services
from admin_api.views_staff import Running
from consultations.feedback import LONGEST_CODE


class ServiceOut(Made):
    """One asking of the two questions."""

    service: ConsultationOut
    began: Figure
    finished: Figure


class ChangeOf(Made):
    """The mean change per person in points of 5, with its 95 % interval; above 0 is better."""

    mean: float = Field(examples=[0.6])
    low: float = Field(examples=[0.2])
    high: float = Field(examples=[1.0])
    direction: Literal["better", "worse", "unclear"] = Field(examples=["better"])


class ServiceDetail(ServiceOut):
    """With where people answer. `after` is the second asking of a pair; `pairs` answered both times, and
    `change` is null where they are too few to say.
    """

    link: str = Field(examples=["https://together.example/chat/bus"])
    after: str | None = Field(examples=["visit-after"])
    pairs: Figure | None
    change: ChangeOf | None


class NewService(Given):
    title: Annotated[Typed, Field(min_length=1, max_length=LONGEST_TITLE)] = Field(examples=["The bus"])
    code: Annotated[Typed, Field(min_length=1, max_length=LONGEST_CODE)] = Field(examples=["bus"])
    outcome: Annotated[Typed, Field(min_length=1, max_length=64)] = Field(examples=["CE2"])
    before_after: bool = Field(False, description="Ask the same people twice: two askings are opened.")


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/services", tags=["services"], summary="Services and events that people are asked about")
    @audience(Audience.OFFICER, scope="numbers")
    def all_services(wanted: Annotated[Paged, Query()]) -> Page[ServiceOut]:
        found = [service_out(one) for one in services(parts).running]
        items, following = part(found, lambda each: each.service.code, wanted)
        return Page(items=list(items), next=following)

    @routes.get("/services/{code}", tags=["services"], summary="One of them, and what changed in between")
    @audience(Audience.OFFICER, scope="numbers")
    def one_service(request: Request, code: Code) -> ServiceDetail:
        site = parts.site(request.base_url)
        return service_detail(service(parts, code, site))

    @routes.post("/services", tags=["services"], status_code=201, summary="Ask the two questions")
    @audience(Audience.OFFICER, scope="manage")
    def open_service(request: Request, given: NewService) -> list[ConsultationOut]:
        form = ServiceForm.model_validate(given.model_dump())
        check_fields(form.errors())
        with parts.database.write() as connection:
            opened = opened_as_wished(connection, parts, form)
            for one in opened:
                note(connection, parts, request, "consultation.opened", f"consultation:{one.code}")
        return [consultation_out(one) for one in opened]


def service_out(running: Running) -> ServiceOut:
    return ServiceOut(
        service=consultation_out(running.consultation),
        began=figure(running.began),
        finished=figure(running.finished),
    )


def service_detail(view: Service) -> ServiceDetail:
    found = view.comparison
    change = found.change if found else None
    return ServiceDetail(
        **dict(service_out(view.running)),
        link=view.link,
        after=view.other.code if view.other else None,
        pairs=figure(found.pairs) if found else None,
        change=ChangeOf.model_validate(
            {"mean": change.mean, "low": change.low, "high": change.high, "direction": change.direction}
        )
        if change
        else None,
    )
