"""`together promise`: what the Trust promised, and what became of it."""

import click

from admin_api.sentences import TRUST_TIME
from consultations.errors import NotFound
from consultations.ledger import State, entries, orphans, overdue_first
from consultations.plan import Plan
from consultations.storage.asks import Asks
from consultations.storage.ledger import Ledger
from consultations.storage.plans import Plans
from together.commands.say import humane
from together.opening import open_database, utc_now


@click.group()
def promise() -> None:
    """Promises, pledges, year-one priorities, actions and decisions: the ledger."""


@promise.command("list")
@click.option("--plan", "code", help="Of which plan; left out, of the one in force.")
@click.option("--late", is_flag=True, help="Only what is late.")
@humane
def list_(code: str | None, late: bool) -> None:
    """List the ledger, what is late first: state, days late, days since, due, code, responsible, words.

    Promises that stand in no row of the plan's table are named on standard error.
    """
    today = utc_now().astimezone(TRUST_TIME).date()
    with open_database().read() as connection:
        plan = Plans(connection).get(code) if code else _current(Plans(connection))
        asks = [one for one in Asks(connection).all() if one.plan_code == plan.code]
        found = entries(plan, asks, Ledger(connection).of_plan(plan.code))
    for one in overdue_first(found, today):
        state = one.state(today)
        if not late or state is State.LATE:
            clocks = f"{one.days_late(today)}\t{one.days_since(today)}"
            due = str(one.due or one.deadline or "-")
            click.echo(f"{state}\t{clocks}\t{due}\t{one.code}\t{one.responsible or '-'}\t{one.text}")
    for box in orphans(plan).boxes:
        click.echo(f"In no row of the table: {box.text}", err=True)


def _current(plans: Plans) -> Plan:
    plan = plans.current()
    if plan is None:
        raise NotFound("no_plan", "There is no plan in force.", "Name one: --plan CODE.")
    return plan
