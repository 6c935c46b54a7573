"""Reads from storage what the board, the public pages and the API show: the summaries and the asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from admin_api.parts import Parts
from admin_api.views_asks import AskView, views
from admin_api.views_board import Heard
from analysis.board import board
from analysis.disclosure_control import Rule
from consultations.accountability import Ask
from consultations.errors import NotFound
from consultations.plan import Plan
from consultations.storage.asks import Asks
from consultations.storage.plans import Plans


@dataclass(frozen=True, slots=True)
class Hearing:
    """One plan: what was heard, and what was asked for."""

    heard: Heard
    asks: Sequence[AskView]


def hear(connection: Connection, plan: Plan, rule: Rule) -> Heard:
    found = board(connection, plan, rule)
    return Heard(plan, found.summary, found.consultations, found.read_at, found.models)


def hear_plan(parts: Parts, code: str) -> Heard:
    """What was heard about the plan `code`. Raises `NotFound`."""
    with parts.database.read() as connection:
        return hear(connection, Plans(connection).get(code), parts.rule)


def hear_current(parts: Parts, insider: bool) -> Hearing:
    """What was heard about the plan in force. Raises `NotFound` where there is none."""
    with parts.database.read() as connection:
        plan = current_plan(connection)
        if plan is None:
            raise NotFound("no_plan", "There is no plan yet.", "Import one first: together plan import FILE.")
        heard = hear(connection, plan, parts.rule)
        asks = [each for each in Asks(connection).all() if each.plan_code == plan.code]
    return Hearing(heard, views(asks, heard.summary, parts.rule, parts.clock(), insider))


def current_plan(connection: Connection) -> Plan | None:
    return Plans(connection).current()


def published_asks(connection: Connection, rule: Rule, now: datetime) -> list[AskView]:
    """Every published ask, of every plan, the newest first."""
    published = Asks(connection).published()
    return [
        each
        for plan in Plans(connection).all()
        for each in views(of_plan(published, plan), hear(connection, plan, rule).summary, rule, now, False)
    ]


def of_plan(asks: Sequence[Ask], plan: Plan) -> list[Ask]:
    return [each for each in asks if each.plan_code == plan.code]
