"""What staff recorded about promises, and wrote about curves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select, update

from consultations.errors import NotFound
from consultations.ledger import Recorded, State, check_record
from consultations.storage.ledger_tables import curve_note, promise_event

NoteKind = Literal["story", "difference"]


@dataclass(frozen=True, slots=True)
class CurveNote:
    """The story behind a curve, or something that made the difference (with who did it)."""

    id: int
    kind: NoteKind
    words: str
    partner: str
    role: str
    written_at: datetime


class Ledger:
    """Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(
        self,
        plan_code: str,
        code: str,
        state: str,
        reason: str,
        evidence: str,
        role: str,
        by: str,
        now: datetime,
    ) -> None:
        """Add what is now true of one entry. Raises `Refused`."""
        values = {
            "plan_code": plan_code,
            "code": code,
            "state": check_record(state, reason, evidence).value,
            "reason": reason.strip(),
            "evidence": evidence.strip(),
            "role": role,
            "recorded_by": by,
            "recorded_at": now,
        }
        self._connection.execute(promise_event.insert().values(**values))

    def of_plan(self, plan_code: str) -> list[Recorded]:
        """Everything that was recorded, the oldest first."""
        columns = (
            promise_event.c[name] for name in ("code", "state", "reason", "evidence", "role", "recorded_at")
        )
        wanted = select(*columns).where(promise_event.c.plan_code == plan_code).order_by(promise_event.c.id)
        rows = self._connection.execute(wanted)
        return [Recorded(code, State(state), *rest) for code, state, *rest in rows]


class CurveNotes:
    """Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(
        self,
        plan_code: str,
        indicator: str,
        kind: NoteKind,
        words: str,
        partner: str,
        role: str,
        by: str,
        now: datetime,
    ) -> None:
        """A new story stands in the place of the one before; what made the difference is added."""
        if kind == "story":
            old = curve_note.c.kind == "story", curve_note.c.withdrawn_at.is_(None)
            mine = curve_note.c.plan_code == plan_code, curve_note.c.indicator == indicator
            self._connection.execute(update(curve_note).where(*old, *mine).values(withdrawn_at=now))
        values = {
            "plan_code": plan_code,
            "indicator": indicator,
            "kind": kind,
            "words": words,
            "partner": partner,
            "role": role,
            "written_by": by,
            "written_at": now,
        }
        self._connection.execute(curve_note.insert().values(**values))

    def withdraw(self, plan_code: str, indicator: str, number: int, now: datetime) -> None:
        """Raises `NotFound` where this indicator has no such note."""
        own = (
            curve_note.c.id == number,
            curve_note.c.plan_code == plan_code,
            curve_note.c.indicator == indicator,
        )
        done = self._connection.execute(update(curve_note).where(*own).values(withdrawn_at=now))
        if done.rowcount == 0:
            raise NotFound("no_note", "There is no such note.", "It may have been taken away already.")

    def of(self, plan_code: str, indicator: str) -> list[CurveNote]:
        """What stands now, in the order it was written."""
        return self.of_plan(plan_code).get(indicator, [])

    def of_plan(self, plan_code: str) -> dict[str, list[CurveNote]]:
        """What stands now about every curve of a plan, by indicator, in the order it was written."""
        columns = (curve_note.c[name] for name in ("indicator", *CurveNote.__dataclass_fields__))
        own = curve_note.c.plan_code == plan_code, curve_note.c.withdrawn_at.is_(None)
        found: dict[str, list[CurveNote]] = {}
        for indicator, *note in self._connection.execute(
            select(*columns).where(*own).order_by(curve_note.c.id)
        ):
            found.setdefault(indicator, []).append(CurveNote(*note))
        return found
