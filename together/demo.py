"""The demonstration: a database of its own with the example plans and consultations, and invented answers."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from admin_api.access import Audience
from admin_api.sign_in import hash_password, one_time_password
from admin_api.staff_asks import Wish, promotion
from analysis.board import board_of_one, promotable
from analysis.disclosure_control import Rule
from analysis.pipeline import read_new
from analysis.redacting import redact_new
from bot.standing import closed_with_success
from consultations.forms.xlsform import read_form
from consultations.plan import read_plan
from consultations.storage.accounts import Accounts
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from consultations.storage.routing import give_outcomes
from together.opening import utc_now, world
from together.samples import load_samples
from together.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples"
PLAN = EXAMPLES / "plans" / "cheshire-east-2022.yaml"
THEMES = EXAMPLES / "themes" / "cheshire-east-2022.yaml"
ANSWERS = EXAMPLES / "answers"
ASKED = ("safer", "dark_places", "Light the dark places")
"""Of the last consultation: the question, the theme and the title of the ask that waits for its answer."""
CONSULTATIONS = ("two-minutes-for-parents", "feeling-safe")
DUTY_ROTA = EXAMPLES / "duty-rota.yaml"


@dataclass(frozen=True, slots=True)
class Member:
    """One of the demonstration's staff: the name of the account, who it is, what it may do, and on which
    outcomes (PLAN/OUTCOME) it leads."""

    name: str
    who: str
    roles: frozenset[Audience]
    leads: tuple[str, ...] = ()


STAFF = (
    Member("officer", "Officer who may launch", frozenset({Audience.OFFICER, Audience.LEAD})),
    Member("demo-partnership", "Lead of a partnership", frozenset({Audience.LEAD}), ("CE-2022/CE2",)),
    Member("demo-young-lead", "Young person lead", frozenset({Audience.YOUNG_LEAD})),
    Member("demo-safeguarding", "Safeguarding lead", frozenset({Audience.DSL})),
    Member("demo-administrator", "Administrator", frozenset({Audience.ADMIN})),
)
"""Whom it takes to launch and to answer: one prepares and opens, one decides, one signs, one looks after
those who are not safe; and who sets things up."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the demonstration offers: the consultation to answer first, and how each of its staff signs in."""

    consultation: str
    passwords: Sequence[tuple[Member, str]]


def prepare(settings: Settings, database: Database) -> Opened:
    """Fill an empty database with the examples; in a full one only make new passwords for the staff."""
    with database.write() as connection:
        for plan in read_plan(EXAMPLES / "plans").plans:
            Plans(connection).save(plan, utc_now())
    for code in CONSULTATIONS:
        _open(settings, database, code)
    read_new(database, utc_now)
    redact_new(database)
    _ask(database, settings.ask_days)
    return Opened(CONSULTATIONS[-1], [(one, _let_in(database, one)) for one in STAFF])


def _open(settings: Settings, database: Database, code: str) -> None:
    """Open an example consultation with its invented answers, where that was not done before.

    It closes with the four standing questions, like every one that is launched.
    """
    file = EXAMPLES / "questionnaires" / f"{code}.xlsx"
    with database.write() as connection:
        consultations = Consultations(connection)
        if any(one.code == code for one in consultations.all()):
            return
        plan = read_plan(PLAN).plans[0]
        outcomes = [outcome.code for outcome in plan.outcomes]
        form = closed_with_success(read_form(file.read_bytes(), file.name, outcomes=outcomes).questionnaire)
        launch = Launch(
            code=code,
            title=form.title,
            plan_code=plan.code,
            questionnaire=form,
            source_name=file.name,
            source=file.read_bytes(),
            taxonomy=THEMES.read_text(encoding="utf-8"),
            sample=True,
        )
        opened = consultations.open(launch, utc_now())
    answers = ANSWERS / f"{code}.jsonl"
    if answers.exists():
        load_samples(database, opened, answers, world(settings))


def _ask(database: Database, days: int) -> None:
    """Make an ask of what children said, where there is none: it waits on the desk of who leads on it."""
    question, theme, title = ASKED
    with database.write() as connection:
        if Asks(connection).all():
            return
        consultation = Consultations(connection).get(CONSULTATIONS[-1])
        plan = Plans(connection).get(consultation.plan_code)
        heard = board_of_one(connection, plan, Rule(), consultation).summary
        spoken_of = {(one.question, one.theme): one for one in promotable(connection, consultation, heard)}
        due = utc_now().date() + timedelta(days=days)
        wish = Wish(consultation, spoken_of[question, theme], title)
        Asks(connection).promote(promotion(connection, wish, due), STAFF[0].name, utc_now())


def _let_in(database: Database, one: Member) -> str:
    """A new password for one of the demonstration's staff: printed once, never kept."""
    password = one_time_password(secrets.choice)
    hashed = hash_password(password, secrets.token_bytes)
    with database.write() as connection:
        accounts = Accounts(connection)
        known = accounts.find(one.name)
        if known:
            accounts.set_password(known.id, hashed, must_change=False)
            accounts.set_roles(known.id, one.roles)
        else:
            known = accounts.add(one.name, one.roles, hashed, utc_now(), must_change=False)
            give_outcomes(connection, known, one.leads)
    return password
