"""What officers do with asks and consultations, for programs: the steps of their pages, in the same log."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from admin_api import api_answers
from admin_api.access import Audience, audience
from admin_api.api_basics import Code, Number, check_fields, note
from admin_api.api_models import (
    AllAsks,
    CaseOut,
    ConsultationOut,
    Decided,
    MessageOut,
    NewAsk,
    ProgressOut,
    Read,
    ThemeOut,
)
from admin_api.ask_languages import arriving, languages_of, seen, unknown_languages
from admin_api.early_looks import check_content, of_one
from admin_api.hearing import Reader, asked_for, hear
from admin_api.pages_running import reopened
from admin_api.paging import Page, part
from admin_api.parts import Parts
from admin_api.staff_asks import Wish, due_on, promotion, unknown_links
from admin_api.staff_sessions import me
from admin_api.views_asks import AskView
from admin_api.views_staff import NOBODY, case, find_theme, heard, link_choices
from analysis.board import promotable
from consultations.accountability import Answered, Links, check_decided
from consultations.ask_words import Translations, tidy
from consultations.errors import Refused
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.plans import Plans


def add(routes: APIRouter, parts: Parts) -> None:
    add_running(routes, parts)
    add_changes(routes, parts)
    add_reading(routes, parts)
    add_deciding(routes, parts)
    add_publishing(routes, parts)
    add_following(routes, parts)


def add_running(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/progress",
        tags=["consultations"],
        summary="How many began and how many finished",
    )
    @audience(Audience.OFFICER, scope="numbers")
    def progress(code: Code) -> ProgressOut:
        with parts.database.read() as connection:
            store = Consultations(connection)
            found = store.progress().get(store.get(code).id, NOBODY)
        return api_answers.progress_out(code, found, parts.rule)

    @routes.get("/consultations/{code}/themes", tags=["asks"], summary="Themes of which an ask can be made")
    @audience(Audience.OFFICER, scope="asks")
    @of_one
    def themes(code: Code) -> list[ThemeOut]:
        with parts.database.read() as connection:
            consultation = Consultations(connection).get(code)
            found = promotable(connection, consultation, heard(connection, parts, consultation))
        return [api_answers.theme_out(one) for one in found]


def add_changes(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/consultations/{code}/close", tags=["consultations"], summary="Take no more answers")
    @audience(Audience.OFFICER, scope="manage")
    def close(request: Request, code: Code) -> ConsultationOut:
        with parts.database.write() as connection:
            found = Consultations(connection).close(code, parts.clock())
            note(connection, parts, request, "consultation.closed", f"consultation:{code}")
        return api_answers.consultation_out(found)

    @routes.post("/consultations/{code}/reopen", tags=["consultations"], summary="Take answers again")
    @audience(Audience.OFFICER, scope="manage")
    def reopen(request: Request, code: Code) -> ConsultationOut:
        with parts.database.write() as connection:
            found = reopened(connection, parts, code)
            note(connection, parts, request, "consultation.reopened", f"consultation:{code}")
        return api_answers.consultation_out(found)


def add_reading(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/asks/all", tags=["asks"], summary="Every ask, those without an answer too")
    @audience(Audience.OFFICER, scope="asks")
    def all_asks(wanted: Annotated[AllAsks, Query()]) -> Page[CaseOut]:
        with parts.database.read() as connection:
            kept = [
                api_answers.case_out(one)
                for plan in Plans(connection).all()
                if wanted.plan in (None, plan.code)
                for one in cases(connection, parts, plan.code)
                if wanted.state in (None, one.ask.state)
            ]
        items, following = part(kept, lambda each: str(each.id), wanted)
        return Page(items=list(items), next=following)

    @routes.get("/asks/{number}", tags=["asks"], summary="One ask, with or without an answer")
    @audience(Audience.OFFICER, scope="asks")
    def one_ask(number: Number) -> CaseOut:
        with parts.database.read() as connection:
            return case_out(connection, parts, number)


def add_deciding(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/asks", tags=["asks"], status_code=201, summary="Make an ask of a theme")
    @audience(Audience.OFFICER, scope="manage")
    def make(request: Request, wanted: NewAsk) -> CaseOut:
        with parts.database.write() as connection:
            found = Consultations(connection).get(wanted.consultation)
            check_content(connection, parts, me(request), found)
            consultation, theme = find_theme(
                connection, parts, wanted.consultation, wanted.question, wanted.theme
            )
            wish = promotion(connection, Wish(consultation, theme, wanted.title), due_on(parts))
            made = Asks(connection).promote(wish, me(request).name, parts.clock())
            note(connection, parts, request, "ask.made", f"ask:{made.id}")
            return case_out(connection, parts, made.id)

    @routes.post("/asks/{number}/decision", tags=["asks"], summary="Record what was decided")
    @audience(Audience.OFFICER, scope="manage")
    def decide(request: Request, number: Number, decided: Decided) -> CaseOut:
        with parts.database.write() as connection:
            links = Links(decided.action, decided.promise, decided.indicator)
            check_links(connection, number, links)
            said = translations(decided)
            check_languages(connection, parts, number, said)
            answered = Answered(decided.decision, decided.what_happens, decided.next_news, links, said)
            Asks(connection).decide(number, answered, me(request).name, parts.clock())
            note(connection, parts, request, "ask.decided", f"ask:{number}", decided.decision)
            return case_out(connection, parts, number)


def add_publishing(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/asks/{number}/message", tags=["asks"], summary="What people will read, word for word")
    @audience(Audience.OFFICER, scope="asks")
    def message(request: Request, number: Number) -> MessageOut:
        with parts.database.read() as connection:
            found = case(connection, parts, me(request), number)
            check_decided(found.ask)
            english, *others = messages = arriving(connection, parts, found.ask)
        return MessageOut(
            text=english.text,
            in_languages={one.language.code: one.text for one in others},
            warnings=list(found.warnings),
            seen=seen(messages),
        )

    @routes.post(
        "/asks/{number}/publication", tags=["asks"], summary="Publish an answer that somebody has read"
    )
    @audience(Audience.OFFICER, scope="manage")
    def publish(request: Request, number: Number, read: Read) -> CaseOut:
        with parts.database.write() as connection:
            asks = Asks(connection)
            ask = asks.get(number)
            check_decided(ask)
            if seen(arriving(connection, parts, ask)) != read.seen:
                raise Refused(
                    "message_changed",
                    "These are not the words that people will read.",
                    "Read the message again.",
                )
            asks.publish(number, parts.clock())
            note(connection, parts, request, "ask.published", f"ask:{number}")
            return case_out(connection, parts, number)


def add_following(routes: APIRouter, parts: Parts) -> None:
    @routes.post(
        "/asks/{number}/more-news",
        tags=["asks"],
        status_code=201,
        summary="There is more news: the ask in which it is written, made now where there is none",
    )
    @audience(Audience.OFFICER, scope="manage")
    def more_news(request: Request, number: Number) -> CaseOut:
        with parts.database.write() as connection:
            made = Asks(connection).follow(number, me(request).name, parts.clock(), due_on(parts))
            note(connection, parts, request, "ask.followed", f"ask:{number}", str(made.id))
            return case_out(connection, parts, made.id)


def check_links(connection: Connection, number: int, links: Links) -> None:
    """Raise `FaultyInput` where the plan has not what is named. Raises `NotFound`."""
    ask = Asks(connection).get(number)
    plan = Plans(connection).get(ask.plan_code)
    check_fields(unknown_links(links, link_choices(plan, plan.outcome(ask.outcome_code))))


def translations(decided: Decided) -> Translations:
    said = decided.translations
    return Translations(theme=tidy(said.theme.items()), what_happens=tidy(said.what_happens.items()))


def check_languages(connection: Connection, parts: Parts, number: int, said: Translations) -> None:
    """Raise `FaultyInput` where something is in a language that the consultation is not in."""
    languages = languages_of(connection, parts, Asks(connection).get(number))
    check_fields(unknown_languages(said.written, languages))


def cases(connection: Connection, parts: Parts, plan_code: str) -> list[AskView]:
    """Every ask about a plan, the newest first."""
    plan = Plans(connection).get(plan_code)
    heard = hear(connection, plan, parts.rule)
    return asked_for(connection, heard, Reader(parts.rule, parts.clock(), insider=True))


def case_out(connection: Connection, parts: Parts, number: int) -> CaseOut:
    """One ask. Raises `NotFound`."""
    plan_code = Asks(connection).get(number).plan_code
    found = next(one for one in cases(connection, parts, plan_code) if one.ask.id == number)
    return api_answers.case_out(found)
