"""Reads from storage what the board, the public pages and the API show: the summaries and the asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from admin_api.early_looks import seen_early
from admin_api.kept_boards import kept_board, real_now
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.views_asks import AskView, views, with_bearings, with_ways
from admin_api.views_ledger import LedgerPage, kept_of, ledger_page
from admin_api.views_plans import AfterPage, after_page
from admin_api.ways import NO_WAYS, Ways
from analysis.board import Board, board, board_of_one
from analysis.disclosure_control import HIDDEN, Rule
from analysis.summary import BoardSummary
from consultations.accountability import Ask
from consultations.consultation import Consultation
from consultations.errors import NotFound
from consultations.evidence import Finding
from consultations.ledger import entries, told
from consultations.plan import Plan
from consultations.plan.succession import succession
from consultations.population import PopulationFigure
from consultations.staff import Account
from consultations.storage.asks import Asks
from consultations.storage.database import Database
from consultations.storage.evidence import Findings, StaffConsultations
from consultations.storage.ledger import Ledger
from consultations.storage.plans import Plans
from consultations.storage.pledge_surveys import PledgeSurveys
from consultations.storage.population import Population
from consultations.storage.walks import bearings


@dataclass(frozen=True, slots=True)
class Hearing:
    """One plan: what was heard, from staff apart, what was asked for, promised, and found by audits; and how
    many people of each group there are.
    """

    board: Board
    asks: Sequence[AskView]
    ledger: LedgerPage
    staff: Board
    findings: Sequence[Finding]
    population: Mapping[str, PopulationFigure] = field(default_factory=dict)


def hear(connection: Connection, plan: Plan, rule: Rule, *, of_staff: bool = False) -> Board:
    """What was heard about one plan, in what is over: from everybody but staff, or from staff."""

    def count(own: Connection) -> Board:
        return without_false_noughts(board(own, plan, rule, of_staff=of_staff))

    return kept_board(connection, plan, (plan.code, of_staff, rule.threshold, ""), real_now(), count)


def hear_about(connection: Connection, consultation: Consultation, rule: Rule) -> Board:
    """What was heard about the plan of `consultation`, from those whom it asks: everybody, or staff."""
    staff = consultation.id in StaffConsultations(connection).all()
    return hear(connection, Plans(connection).get(consultation.plan_code), rule, of_staff=staff)


def hear_in(connection: Connection, consultation: Consultation, rule: Rule) -> Board:
    """What `hear_about` gives, or for who may see it (`early_looks`) what is said by now in one under way."""
    if not consultation.under_way:
        return hear_about(connection, consultation, rule)
    plan = Plans(connection).get(consultation.plan_code)

    def count(own: Connection) -> Board:
        return without_false_noughts(board_of_one(own, plan, rule, consultation))

    key = plan.code, False, rule.threshold, consultation.code
    return kept_board(connection, plan, key, real_now(), count)


def hear_for(
    connection: Connection, parts: Parts, account: Account, plan: Plan, *, of_staff: bool
) -> list[Board]:
    """The board, and one for each consultation under way of which this person may see what people say."""
    staff = StaffConsultations(connection).all()
    early = [
        one
        for one in seen_early(connection, parts, account)
        if one.plan_code == plan.code and (one.id in staff) == of_staff
    ]
    board = hear(connection, plan, parts.rule, of_staff=of_staff)
    return [board, *(hear_in(connection, one, parts.rule) for one in early)]


def keep_boards(database: Database, rule: Rule) -> None:
    """Count what is not kept or out of date, so that nobody who opens a page waits for it."""
    with database.read() as connection:
        for plan in Plans(connection).all():
            for of_staff in (False, True):
                hear(connection, plan, rule, of_staff=of_staff)


def without_false_noughts(found: Board) -> Board:
    """Where all who took part are too few to be counted, “nobody” would be untrue: everybody is hidden."""
    summary = found.summary
    hidden = [each.people for each in summary.consultations if not each.people.shown]
    if summary.people.value != 0 or not hidden:
        return found
    people = hidden[0] if len(hidden) == 1 else HIDDEN
    return replace(found, summary=replace(summary, people=people, who_took_part=()))


def hear_plan(parts: Parts, code: str) -> Board:
    """What was heard about the plan `code`. Raises `NotFound`."""
    with parts.database.read() as connection:
        return hear(connection, Plans(connection).get(code), parts.rule)


def hear_current(parts: Parts, *, insider: bool, ways: Ways = NO_WAYS) -> Hearing:
    """What was heard about the plan in force, with the `ways` of who asks. Raises `NotFound` without one."""
    with parts.database.read() as connection:
        plan = Plans(connection).current()
        if plan is None:
            raise NotFound("no_plan", "There is no plan yet.", "Import one first: together plan import FILE.")
        found = hear(connection, plan, parts.rule)
        asked = asked_for(connection, found, Reader(parts.rule, parts.clock(), insider, ways))
        staff = hear(connection, plan, parts.rule, of_staff=True)
        findings = Findings(connection).of_plan(plan.code)
        ledger = kept_promises(connection, parts, plan, found.summary, ways)
        population = Population(connection).all()
    return Hearing(found, asked, ledger, staff, findings, population)


def kept_promises(
    connection: Connection,
    parts: Parts,
    plan: Plan,
    summary: BoardSummary | None = None,
    ways: Ways = NO_WAYS,
) -> LedgerPage:
    """The promise ledger of one plan. `summary` is what was heard about it, where that is known already."""
    asks = of_plan(Asks(connection).all(), plan)
    found = entries(plan, asks, Ledger(connection).of_plan(plan.code))
    if summary is None and plan.pledges:
        summary = hear(connection, plan, parts.rule).summary
    rounds = PledgeSurveys(connection).of_plan(plan.code)
    kept = kept_of(plan, summary, rounds, ways) if summary else {}
    today = parts.clock().astimezone(TRUST_TIME).date()
    return ledger_page(plan, found, today, kept, list(told(asks)))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when: whether they may know what is decided and not published, and their ways."""

    rule: Rule
    now: datetime
    insider: bool
    ways: Ways = NO_WAYS


def asked_for(connection: Connection, heard: Board, reader: Reader) -> list[AskView]:
    """What was asked for under one plan, with the ways of who reads and what each decision bears on."""
    plan = heard.plan
    asks = of_plan(Asks(connection).all(), plan)
    found = views(asks, heard.summary, reader.rule, reader.now, insider=reader.insider)
    return with_ways(with_bearings(found, bearings(connection, plan)), reader.ways)


def one_after_another(connection: Connection, old: str, new: str, reader: Reader) -> AfterPage:
    """One plan after another, with what was asked for about each part. Raises `NotFound`."""
    plans = before, after = Plans(connection).get(old), Plans(connection).get(new)
    asks = [
        one for plan in plans for one in asked_for(connection, hear(connection, plan, reader.rule), reader)
    ]
    return after_page(before, after, succession(before, after), asks, bearings(connection, before))


def published_asks(connection: Connection, rule: Rule, now: datetime) -> list[AskView]:
    """Every published ask, plan by plan, the newest first in each."""
    published = Asks(connection).published()
    found: list[AskView] = []
    for plan in Plans(connection).all():
        if asks := of_plan(published, plan):
            found += views(asks, hear(connection, plan, rule).summary, rule, now, insider=False)
    return found


def of_plan(asks: Sequence[Ask], plan: Plan) -> list[Ask]:
    return [each for each in asks if each.plan_code == plan.code]
