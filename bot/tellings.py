"""Tellings in the database: the conversation that somebody tells something in, and the queue it goes into."""

from dataclasses import replace
from datetime import datetime, tzinfo

from sqlalchemy import Connection

from bot import telling
from bot.engine import Step
from bot.messages import Message
from consultations.consultation import Consultation
from consultations.feedback import ABOUT, WORDS, reply_by, standing_code
from consultations.plan import Plan
from consultations.plan.services import known_services
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, Stored
from consultations.storage.feedback import Feedback, keep_standing
from consultations.storage.plans import Plans


class Tellings:
    """Opens tellings and keeps what was told. Never commits. `days`: the working days until we reply."""

    def __init__(self, connection: Connection, now: datetime, zone: tzinfo, days: int) -> None:
        self._connection = connection
        self._store = Conversations(connection)
        self._feedback = Feedback(connection)
        self._now = now
        self._zone = zone
        self._days = days

    def present(self) -> Consultation | None:
        """The standing consultation of the current plan, where somebody has begun it."""
        plan = Plans(self._connection).current()
        return Consultations(self._connection).find(standing_code(plan.code)) if plan else None

    def standing(self, plan_code: str | None) -> Consultation | None:
        """The standing consultation of that plan, or of the current one; None where there is no plan."""
        plans = Plans(self._connection)
        plan = plans.get(plan_code) if plan_code else plans.current()
        if plan is None:
            return None
        return self._keep(plan)

    def _keep(self, plan: Plan) -> Consultation:
        form = telling.telling_form(plan)
        return keep_standing(self._connection, standing_code(plan.code), plan.code, form, self._now)

    def open(self, person: int, where: Consultation, present: Stored | None, new_id: str) -> str:
        """The id of the conversation in which this person tells us something now.

        `present` is the one that they are in: it goes on afterwards. One that was opened and left before a
        word was said is used again; anything that was said stays as it is.
        """
        interrupts = _interrupted(present)
        last = self._store.session_in(person, where.id)
        if last is not None and last.status != "finished" and self._feedback.due(last.id) is None:
            if last.id != (present and present.id):
                self._store.interrupt(last.id, interrupts)
            return last.id
        number = self._store.rounds(person, where.id) + 1
        self._store.add_session(new_id, person, where.id, self._now, number, interrupts)
        return new_id

    def keep(self, stored: Stored, step: Step) -> list[Message]:
        """Put what was told into the queue as soon as it is. What this turn of the telling says."""
        if any(one.kind == "answered" and one.question == WORDS for one in step.events):
            if self._feedback.due(stored.id) is not None:
                self._feedback.changed(stored.id)
            self._feedback.told(stored.id, self._now, self._promised())
        for one in step.events:
            if one.kind == "remarked" and one.value:
                self._feedback.said_more(stored.id, one.value)
        # How far they are is not said: it is one question until they have told us something.
        said = [replace(one, progress="") for one in step.messages]
        if stored.status in ("new", "language") and step.session.status == "asking":
            said.insert(0, telling.intro(step.session, self._promised(), self._zone))
        if is_over(step):
            said[-1] = telling.kept(step.session, self._feedback.due(stored.id), self._zone)
        if self._may_help(stored, step):
            said[-1] = telling.with_services(step.session, said[-1])
        return said

    def _may_help(self, stored: Stored, step: Step) -> bool:
        """Whether it is known what the telling is about, and the plan tells of a service for that.

        Whoever goes back to another conversation now is asked something else there.
        """
        about = step.session.answers.get(ABOUT)
        goes_on = not is_over(step) or stored.interrupts is None
        if about is None or not goes_on or step.session.stopped:
            return False
        plan = Plans(self._connection).get(stored.plan_code)
        return any(about in one.outcomes for one in known_services(plan))

    def _promised(self) -> datetime:
        return reply_by(self._now, self._days, self._zone)


def is_over(step: Step) -> bool:
    """Whether this turn has ended the conversation: the last that it says is then the end."""
    return any(one.kind == "finished" for one in step.events)


def _interrupted(present: Stored | None) -> str | None:
    if present is None:
        return None
    return present.interrupts if present.kind == "standing" else present.id
