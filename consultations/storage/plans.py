"""The plans of the Trust, kept and found again."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ForeignKeyConstraint, and_, func, select

from consultations.errors import NotFound, Refused, worded
from consultations.plan import Plan, PlanStatus
from consultations.plan.canonical import from_json, to_json
from consultations.plan.comparison import ChangeState, PlanChange, compare
from consultations.storage.metadata import metadata
from consultations.storage.plan_tables import outcome as outcomes
from consultations.storage.plan_tables import plan as plans


class Plans:
    """Reads and writes through `connection`, and never commits: whoever opened the connection does."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def save(self, plan: Plan, now: datetime) -> PlanChange:
        """Add the plan, or put this version in the place of the one with the same code.

        The same plan again writes nothing. Raises Refused (`outcome-in-use`) when the new version leaves out
        an outcome that something stored refers to, such as an answer; then nothing is written.
        """
        old = self._find(plan.code, lock=True)
        change = compare(old, plan)
        if change.state is ChangeState.UNCHANGED:
            return change
        self._refuse_to_drop_what_is_used(old, plan)
        self._write_plan(plan, now, change.state)
        self._write_outcomes(old, plan)
        return change

    def get(self, code: str) -> Plan:
        """Raises NotFound (`unknown-plan`)."""
        plan = self._find(code)
        if plan is None:
            raise NotFound(
                "unknown-plan", worded("There is no plan “{code}”.", code=code), "Import its plan file first."
            )
        return plan

    def all(self) -> list[Plan]:
        """Every plan, the latest to start first."""
        rows = self.connection.execute(select(plans.c.document).order_by(plans.c.starts.desc(), plans.c.code))
        return [from_json(row.document) for row in rows]

    def current(self) -> Plan | None:
        """The plan in force: of those not closed, a signed-off one before a draft, then the latest to start.

        It stays current past its last day until it is closed: a Trust works on while the next is written.
        """
        open_plans = [plan for plan in self.all() if plan.status is not PlanStatus.CLOSED]
        return min(open_plans, key=lambda plan: plan.status is PlanStatus.DRAFT, default=None)

    def _find(self, code: str, *, lock: bool = False) -> Plan | None:
        """With `lock`, others who would write this plan wait (PostgreSQL; on SQLite the whole file waits)."""
        wanted = select(plans.c.document).where(plans.c.code == code)
        document = self.connection.scalar(wanted.with_for_update() if lock else wanted)
        return None if document is None else from_json(document)

    def _refuse_to_drop_what_is_used(self, old: Plan | None, new: Plan) -> None:
        in_use = [use for code in _dropped(old, new) for use in self._uses(new.code, code)]
        if in_use:
            raise Refused(
                "outcome-in-use",
                worded(
                    "The new version of plan “{code}” leaves out an outcome in use: {in_use}.",
                    code=new.code,
                    in_use="; ".join(in_use),
                ),
                "Keep the outcome in the plan, with the same code; its title may change.",
            )

    def _uses(self, plan_code: str, code: str) -> Iterator[str]:
        """Who refers to an outcome, in words. Asked of every table with a foreign key to it."""
        for table in metadata.sorted_tables:
            for constraint in table.foreign_key_constraints:
                if constraint.referred_table is outcomes:
                    matches = _refers_to(constraint, plan_code, code)
                    count = self.connection.scalar(select(func.count()).select_from(table).where(matches))
                    if count:
                        yield f"“{code}” ({table.name}: {count})"

    def _write_plan(self, plan: Plan, now: datetime, state: ChangeState) -> None:
        row = {
            "title": plan.title,
            "area": plan.area,
            "starts": plan.starts,
            "ends": plan.ends,
            "status": plan.status.value,
            "document": to_json(plan),
            "changed_at": now,
        }
        if state is ChangeState.ADDED:
            self.connection.execute(plans.insert().values(code=plan.code, **row))
        else:
            self.connection.execute(plans.update().where(plans.c.code == plan.code).values(**row))

    def _write_outcomes(self, old: Plan | None, new: Plan) -> None:
        """Rows that stay are updated in place: what refers to them must never find them gone."""
        stored = _outcome_rows(old) if old else {}
        for code, row in _outcome_rows(new).items():
            if code not in stored:
                self.connection.execute(outcomes.insert().values(plan_code=new.code, code=code, **row))
            elif row != stored[code]:
                self.connection.execute(outcomes.update().where(_is_outcome(new.code, code)).values(**row))
        for code in _dropped(old, new):
            self.connection.execute(outcomes.delete().where(_is_outcome(new.code, code)))


def _dropped(old: Plan | None, new: Plan) -> list[str]:
    kept = {outcome.code for outcome in new.outcomes}
    return [outcome.code for outcome in old.outcomes if outcome.code not in kept] if old else []


def _outcome_rows(plan: Plan) -> dict[str, dict[str, Any]]:
    return {
        outcome.code: {"position": position, "title": outcome.title, "label": outcome.label}
        for position, outcome in enumerate(plan.outcomes)
    }


def _is_outcome(plan_code: str, code: str) -> ColumnElement[bool]:
    return and_(outcomes.c.plan_code == plan_code, outcomes.c.code == code)


def _refers_to(constraint: ForeignKeyConstraint, plan_code: str, code: str) -> ColumnElement[bool]:
    """The condition that a row's foreign key holds this outcome, whatever its columns are called."""
    values = {"plan_code": plan_code, "code": code}
    return and_(*(element.parent == values[element.column.name] for element in constraint.elements))
