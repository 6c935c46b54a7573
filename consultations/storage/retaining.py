"""Deleting what is kept no longer: words, addresses, conversations and messages, each after its own period.

What was counted stays: the rows of answers, what a choice was, and how words were read. Nothing in a
consultation that is open is touched.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from consultations.equality import Shown, Tally
from consultations.storage.addresses import Addresses
from consultations.storage.equality import EqualityCounts
from consultations.storage.erasing import forget_inbound
from consultations.storage.fairness_tables import fairness
from consultations.storage.outbox import FETCHED
from consultations.storage.reading_tables import reading_beside
from consultations.storage.tables import (
    answer,
    ask,
    concern_tables,
    consultation,
    equality_tables,
    event,
    feedback_tables,
    inbound,
    lifecycle_tables,
    outbox,
    participant,
    quote_tables,
    reading,
    reading_theme,
    redaction_tables,
    session,
    telling,
)

GONE = "forgotten:"
"""What stands before the name of somebody whose address was forgotten."""
NOTHING_DROVE = "[]"
Texts = Mapping[str, Collection[str]]
"""By version of a questionnaire, the names of the questions that are answered in a person's own words."""


@dataclass(frozen=True, slots=True)
class Periods:
    """How many days what is kept. All but `messages` count from the end of a consultation, or, where that has
    no end, from the last word in the conversation; `concerns` from when the concern was ended. Answers to
    equality questions are kept as long as `text`.
    """

    text: int
    identifiers: int
    sessions: int
    messages: int
    concerns: int


class Retaining:
    """Deletes what is kept no longer at `now`. Never commits. Each step gives how many rows it changed."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def texts(self, days: int, texts: Texts, stripped: Callable[[str], str]) -> int:
        """Blank what was said in own words. `stripped` gives a conversation's state without words."""
        count = 0
        for version, names in texts.items():
            ended = self._ended(days).where(session.c.questionnaire_id == version)
            count += self._blank_answers(ended, names)
        ended = self._ended(days)
        own = answer.c.session_id.in_(ended)
        behind = select(answer.c.id).where(own)
        self._connection.execute(delete(reading_beside).where(reading_beside.c.answer_id.in_(behind)))
        self._set(reading, reading.c.answer_id.in_(behind), drove=NOTHING_DROVE, because=NOTHING_DROVE)
        redacted = redaction_tables.redacted_answer
        self._delete(redacted, redacted.c.answer_id.in_(behind))
        self._delete(quote_tables.quote, quote_tables.quote.c.answer_id.in_(behind))
        self._set(reading_theme, reading_theme.c.answer_id.in_(behind), words=NOTHING_DROVE)
        feedback = feedback_tables.feedback
        count += self._set(feedback, feedback.c.session_id.in_(ended), more=None, reply=None)
        count += self._set(fairness, fairness.c.ask_id.in_(self._old_asks(days)), why=None)
        return count + self._strip(days, stripped)

    def _blank_answers(self, ended: Select[tuple[str]], names: Collection[str]) -> int:
        own = (answer.c.session_id.in_(ended), answer.c.question.in_(names))
        count = self._set(answer, and_(*own), value="")
        said = or_(event.c.question.in_(names), event.c.kind == "remarked")
        return count + self._set(event, and_(event.c.session_id.in_(ended), said), value=None)

    def _strip(self, days: int, stripped: Callable[[str], str]) -> int:
        wanted = select(session.c.id, session.c.state).where(
            session.c.id.in_(self._ended(days)), session.c.state != ""
        )
        count = 0
        for row in self._connection.execute(wanted).all():
            without = stripped(row.state)
            if without != row.state:
                self._connection.execute(update(session).where(session.c.id == row.id).values(state=without))
                count += 1
        return count

    def sessions(self, days: int) -> int:
        """Delete what happened in conversations, step by step."""
        ended, timer = self._ended(days), lifecycle_tables.timer
        self._delete(timer, timer.c.session_id.in_(ended))
        return self._delete(event, event.c.session_id.in_(ended))

    def identifiers(self, days: int, new_id: Callable[[], str]) -> int:
        """Forget the addresses of those who have nothing under way. Whoever said nothing goes altogether."""
        own = session.c.participant_id == participant.c.id
        under_way = exists().where(own, session.c.id.not_in(self._ended(days)))
        wanted = select(
            participant.c.id,
            participant.c.channel,
            participant.c.address_sealed,
            exists().where(own).label("said"),
        ).where(
            participant.c.created_at < self._before(days),
            ~participant.c.address_hash.startswith(GONE, autoescape=True),
            ~under_way,
            ~self._waits(),
            ~self._is_looked_after(),
        )
        people = self._connection.execute(wanted).all()
        for one in people:
            forget_inbound(self._connection, one.channel, one.address_sealed)
            if one.said:
                self._forget(one.id, one.channel, new_id())
            else:
                self._delete(participant, participant.c.id == one.id)
        return len(people)

    def _forget(self, participant_id: int, channel: str, name: str) -> None:
        sealed = Addresses.of(self._connection).seal(channel, f"{GONE}{name}")
        values = {
            "address_sealed": sealed,
            "address_hash": f"{GONE}{name}",
            "session_id": None,
            "recent": None,
            "blocked_at": self._now,
        }
        own = participant.c.id == participant_id
        self._connection.execute(update(participant).where(own).values(values))
        self._delete(outbox, and_(outbox.c.participant_id == participant_id, ~_was_told()))

    def messages(self, days: int) -> int:
        """Delete messages that have been sent or given up, and the ids of those that came in.

        What tells of an ask stays: it says nothing of the person, and counts as told.
        """
        before = self._before(days)
        never_looked = and_(FETCHED, outbox.c.kind != "notice")
        done = or_(outbox.c.due_at.is_(None), never_looked)
        old = and_(outbox.c.created_at < before, done, ~_was_told(), outbox.c.broadcast_id.is_(None))
        return self._delete(outbox, old) + self._delete(inbound, inbound.c.received_at < before)

    def recent(self) -> int:
        """Forget what was kept for the screen, a day after it was written."""
        old = participant.c.recent_at < self._before(1)
        return self._set(participant, old, recent=None, recent_at=None)

    def equality(self, days: int, protect: Callable[[Tally], Iterable[Shown]]) -> int:
        """Delete answers to equality questions; what `protect` lets be shown of them stays."""
        over = (consultation.c.state == "closed", consultation.c.closed_at < self._before(days))
        has_some = exists().where(equality_tables.equality_answer.c.consultation_id == consultation.c.id)
        counts = EqualityCounts(self._connection)
        ended = self._connection.execute(select(consultation.c.id).where(*over, has_some)).scalars().all()
        return sum(counts.replace(one, protect(counts.tally(one))) for one in ended)

    def concerns(self, days: int) -> int:
        concern = concern_tables.concern
        return self._delete(concern, concern.c.ended_at < self._before(days))

    def _before(self, days: int) -> datetime:
        return self._now - timedelta(days=days)

    def _ended(self, days: int) -> Select[tuple[str]]:
        """The conversations that have been over for so many days."""
        before = self._before(days)
        closed = and_(consultation.c.state == "closed", consultation.c.closed_at < before)
        endless = and_(consultation.c.kind != "consultation", session.c.updated_at < before)
        return select(session.c.id).join(consultation).where(or_(closed, endless))

    def _old_asks(self, days: int) -> Select[tuple[int]]:
        """The asks of consultations that have been over for so many days."""
        closed = (consultation.c.state == "closed", consultation.c.closed_at < self._before(days))
        return select(ask.c.id).join(consultation).where(*closed)

    def _waits(self) -> ColumnElement[bool]:
        """Whether something is still to be said to them that they will not come and fetch."""
        return exists().where(
            outbox.c.participant_id == participant.c.id,
            outbox.c.due_at.is_not(None),
            ~FETCHED,
        )

    def _is_looked_after(self) -> ColumnElement[bool]:
        concern = concern_tables.concern
        return exists().where(concern.c.participant_id == participant.c.id, concern.c.ended_at.is_(None))

    def _set(self, table: Table, own: ColumnElement[bool], **values: str | None) -> int:
        """Set columns where they are not so yet; how many rows."""
        differs = or_(*(func.coalesce(table.c[name], "") != (value or "") for name, value in values.items()))
        if "recent_at" in values:
            differs = table.c.recent_at.is_not(None)
        return self._connection.execute(update(table).where(own, differs).values(**values)).rowcount

    def _delete(self, table: Table, own: ColumnElement[bool]) -> int:
        return self._connection.execute(delete(table).where(own)).rowcount


def _was_told() -> ColumnElement[bool]:
    return exists().where(telling.c.outbox_id == outbox.c.id)
