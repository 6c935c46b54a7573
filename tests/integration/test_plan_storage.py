"""A plan is imported, changed and imported again; what answers refer to never goes missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Column, Connection, ForeignKeyConstraint, String, Table, exc, select

from consultations.errors import NotFound, Refused
from consultations.plan import (
    Indicator,
    Outcome,
    Plan,
    PlanStatus,
    Polarity,
    Priority,
    PriorityKind,
    Term,
    Unit,
)
from consultations.plan.comparison import ChangeState, Tally
from consultations.storage import plan_tables
from consultations.storage.metadata import metadata
from consultations.storage.plans import Plans

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

WAITING = Indicator(
    code="A1.I1", text="Less waiting", polarity=Polarity.DOWN, baseline=Decimal("12.80"), unit=Unit.WEEKS
)
SAFE = Outcome(
    code="A1",
    title="Children are safe",
    priorities=(Priority(code="A1.P1", text="Light the park", kind=PriorityKind.ACTION),),
    indicators=(WAITING,),
)
HAPPY = Outcome(code="A2", title="Children are happy", short_title="Happy")
PLAN = Plan(
    code="A-2022",
    title="A plan",
    area="Anywhere",
    starts=date(2022, 4, 1),
    ends=date(2026, 3, 31),
    status=PlanStatus.SIGNED_OFF,
    terms=(Term(jargon="CAMHS", meaning="Help with feelings"),),
    outcomes=(SAFE, HAPPY),
)


@pytest.fixture
def plans(connection: Connection) -> Plans:
    return Plans(connection)


@pytest.fixture
def answer_table() -> Iterator[Table]:
    """A table that refers to outcomes, as those of answers and asks do."""
    table = Table(
        "test_answer",
        metadata,
        Column("id", String, primary_key=True),
        Column("plan", String),
        Column("about", String),
        ForeignKeyConstraint(["plan", "about"], ["outcome.plan_code", "outcome.code"]),
    )
    yield table
    metadata.remove(table)


@pytest.fixture
def answers(answer_table: Table, connection: Connection) -> Table:
    answer_table.create(connection)
    return answer_table


def stored(connection: Connection) -> list[tuple[object, ...]]:
    """Every row and column of both tables."""
    tables = plan_tables.plan, plan_tables.outcome
    return [
        tuple(row)
        for table in tables
        for row in connection.execute(select(table).order_by(*table.primary_key))
    ]


def outcome_rows(connection: Connection) -> list[tuple[str, int, str, str]]:
    table = plan_tables.outcome
    rows = connection.execute(
        select(table.c.code, table.c.position, table.c.title, table.c.label).order_by(table.c.position)
    )
    return [tuple(row) for row in rows]


def test_a_plan_comes_back_as_it_was_saved(plans):
    plans.save(PLAN, NOW)

    assert plans.get("A-2022") == PLAN
    assert str(plans.get("A-2022").outcomes[0].indicators[0].baseline) == "12.80"


def test_its_outcomes_are_rows_in_the_order_of_the_plan(plans, connection):
    plans.save(PLAN, NOW)

    assert outcome_rows(connection) == [
        ("A1", 0, "Children are safe", "Children are safe"),
        ("A2", 1, "Children are happy", "Happy"),
    ]


def test_the_first_import_says_what_was_added(plans):
    change = plans.save(PLAN, NOW)

    assert change.state is ChangeState.ADDED
    assert {tally.kind: tally.added for tally in change.tallies} == {
        "outcomes": 2,
        "priorities": 1,
        "indicators": 1,
        "terms": 1,
    }


def test_importing_the_same_plan_again_changes_nothing_not_even_the_time(plans, connection):
    plans.save(PLAN, NOW)
    before = stored(connection)

    change = plans.save(PLAN, LATER)

    assert change.state is ChangeState.UNCHANGED
    assert stored(connection) == before


def test_a_changed_plan_says_what_changed_and_when(plans, connection):
    plans.save(PLAN, NOW)
    longer = replace(
        SAFE, title="Children feel and are safe", indicators=(WAITING, replace(WAITING, code="A1.I2"))
    )
    third = Outcome(code="A3", title="Children are heard")

    change = plans.save(replace(PLAN, outcomes=(third, longer, HAPPY)), LATER)

    tallies = {tally.kind: tally for tally in change.tallies}
    assert change.state is ChangeState.CHANGED
    assert tallies["outcomes"] == Tally("outcomes", added=1, changed=1, dropped=0, unchanged=1)
    assert tallies["indicators"] == Tally("indicators", added=1, changed=0, dropped=0, unchanged=1)
    assert [(code, position) for code, position, *_ in outcome_rows(connection)] == [
        ("A3", 0),
        ("A1", 1),
        ("A2", 2),
    ]
    assert connection.scalar(select(plan_tables.plan.c.changed_at)) == LATER


def test_more_digits_for_the_same_number_are_kept(plans):
    plans.save(PLAN, NOW)
    finer = replace(SAFE, indicators=(replace(WAITING, baseline=Decimal("12.800")),))

    change = plans.save(replace(PLAN, outcomes=(finer, HAPPY)), LATER)

    assert change.state is ChangeState.CHANGED
    assert str(plans.get("A-2022").outcomes[0].indicators[0].baseline) == "12.800"


def test_an_outcome_that_nothing_refers_to_may_go(plans, connection):
    plans.save(PLAN, NOW)

    change = plans.save(replace(PLAN, outcomes=(SAFE,)), LATER)

    assert change.tallies[0].dropped == 1
    assert [code for code, *_ in outcome_rows(connection)] == ["A1"]


def test_an_outcome_that_answers_refer_to_may_not_go_and_nothing_is_written(plans, connection, answers):
    plans.save(PLAN, NOW)
    connection.execute(answers.insert(), [{"id": n, "plan": "A-2022", "about": "A2"} for n in "123"])
    before = stored(connection)

    with pytest.raises(Refused) as refused:
        plans.save(replace(PLAN, title="Another title", outcomes=(SAFE,)), LATER)

    assert refused.value.code == "outcome-in-use"
    assert "“A2” (test_answer: 3)" in refused.value.message
    assert stored(connection) == before


def test_an_outcome_that_answers_refer_to_may_be_renamed(plans, connection, answers):
    plans.save(PLAN, NOW)
    connection.execute(answers.insert().values(id="1", plan="A-2022", about="A2"))

    plans.save(replace(PLAN, outcomes=(SAFE, replace(HAPPY, title="Happy at last"))), LATER)

    assert plans.get("A-2022").outcome("A2").title == "Happy at last"


def test_answers_about_another_plan_do_not_hold_an_outcome_back(plans, connection, answers):
    plans.save(PLAN, NOW)
    plans.save(replace(PLAN, code="B-2022"), NOW)
    connection.execute(answers.insert().values(id="1", plan="B-2022", about="A2"))

    assert plans.save(replace(PLAN, outcomes=(SAFE,)), LATER).state is ChangeState.CHANGED


def test_the_database_itself_keeps_an_outcome_in_use(plans, connection, answers):
    plans.save(PLAN, NOW)
    connection.execute(answers.insert().values(id="1", plan="A-2022", about="A2"))

    with pytest.raises(exc.IntegrityError):
        connection.execute(plan_tables.outcome.delete().where(plan_tables.outcome.c.code == "A2"))


def test_an_unknown_plan_is_not_found(plans):
    with pytest.raises(NotFound) as missing:
        plans.get("Z-1999")

    assert missing.value.code == "unknown-plan"


def test_plans_are_listed_the_latest_first(plans):
    plans.save(replace(PLAN, code="A-2011", starts=date(2011, 4, 1)), NOW)
    plans.save(PLAN, NOW)

    assert [plan.code for plan in plans.all()] == ["A-2022", "A-2011"]


def test_without_plans_none_is_current(plans):
    assert plans.current() is None


def test_the_current_plan_is_the_latest_signed_off_one_that_is_not_closed(plans):
    for code, year, status in (
        ("A-2016", 2016, PlanStatus.SIGNED_OFF),
        ("A-2018", 2018, PlanStatus.SIGNED_OFF),
        ("A-2022", 2022, PlanStatus.CLOSED),
        ("A-2026", 2026, PlanStatus.DRAFT),
    ):
        plans.save(replace(PLAN, code=code, starts=date(year, 4, 1), status=status), NOW)

    assert plans.current().code == "A-2018"


def test_a_draft_is_current_when_there_is_nothing_better(plans):
    plans.save(replace(PLAN, status=PlanStatus.DRAFT), NOW)

    assert plans.current().code == "A-2022"


def test_saving_does_not_commit(plans, connection):
    plans.save(PLAN, NOW)
    connection.rollback()

    assert plans.all() == []
