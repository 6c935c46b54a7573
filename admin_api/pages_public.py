"""The pages for everybody, children first: have your say, what came of it, hard words, notices."""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from admin_api.access import Audience, audience
from admin_api.hearing import published_asks
from admin_api.parts import Parts
from admin_api.views_about import Offered, offered
from admin_api.views_public import PublicPage, hard_words, public_page
from consultations.consultation import Consultation
from consultations.storage.consultations import Consultations
from consultations.storage.drafts import Drafts
from consultations.storage.plans import Plans
from consultations.storage.pledge_surveys import PledgeSurveys


def router(parts: Parts) -> APIRouter:
    routes = APIRouter()
    pages = parts.pages

    @routes.get("/", response_class=HTMLResponse, dependencies=[pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def front() -> HTMLResponse:
        return pages.response("public/front.html", page=front_page(parts))

    @routes.get("/words", response_class=HTMLResponse, dependencies=[pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def words() -> HTMLResponse:
        with parts.database.read() as connection:
            plan = Plans(connection).current()
        return pages.response("public/words.html", terms=hard_words(plan))

    @routes.get("/privacy", response_class=HTMLResponse, dependencies=[pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def privacy() -> HTMLResponse:
        return pages.response("public/privacy.html", fewer_than=parts.rule.threshold)

    @routes.get("/accessibility", response_class=HTMLResponse, dependencies=[pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def accessibility() -> HTMLResponse:
        return pages.response("public/accessibility.html")

    return routes


def front_page(parts: Parts) -> PublicPage:
    with parts.database.read() as connection:
        plans = Plans(connection).all()
        consultations = Consultations(connection).all()
        opened = open_now(connection, parts, consultations)
        asks = published_asks(connection, parts.rule, parts.clock())
    return public_page(plans, consultations, opened, asks)


def open_now(
    connection: Connection, parts: Parts, consultations: Sequence[Consultation]
) -> Sequence[Offered]:
    for_some = PledgeSurveys(connection).among([one.id for one in consultations])
    running = [one for one in consultations if one.state == "open" and one.id not in for_some]
    said = Drafts(connection).intents_of([one.id for one in running])
    asked = Consultations(connection).questionnaire
    return [offered(parts, one, said[one.id], asked(one.questionnaire_id)) for one in running]
