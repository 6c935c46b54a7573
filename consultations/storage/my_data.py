"""All that is kept of one person, as they may read it. (Notes about safety are not theirs to read here.)"""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, select

from consultations.storage.answers import CHECKED, LABEL
from consultations.storage.conversations import Conversations, Stored
from consultations.storage.fairness_tables import fairness
from consultations.storage.reading_tables import reading_checked
from consultations.storage.tables import answer, ask, event, feedback_tables, participant, reading, session


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and the feeling that was read in it, if it was read."""

    session_id: str
    question: str
    instance: str
    value: str
    answered_at: datetime
    feeling: str | None


@dataclass(frozen=True, slots=True)
class Remarked:
    """Words that no question asked for, with our reply where there was one."""

    session_id: str
    words: str
    at: datetime
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person: when they came, what they said of themselves, and what they told us."""

    since: datetime
    language: str | None
    age_band: str | None
    agreed: str | None
    stopped_at: datetime | None
    sessions: tuple[Stored, ...]
    answers: tuple[Given, ...]
    remarks: tuple[Remarked, ...]


def kept_of(connection: Connection, participant_id: int) -> Kept:
    """What is kept of the person with this number, who must be there."""
    own = participant.c.id == participant_id
    columns = ("created_at", "language", "age_band", "agreed", "stopped_at")
    row = connection.execute(select(*(participant.c[name] for name in columns)).where(own)).one()
    return Kept(
        since=row.created_at,
        language=row.language,
        age_band=row.age_band,
        agreed=row.agreed,
        stopped_at=row.stopped_at,
        sessions=tuple(Conversations(connection).of_person(participant_id)),
        answers=_answers(connection, participant_id),
        remarks=(
            *_remarks(connection, participant_id),
            *_replies(connection, participant_id),
            *_judged(connection, participant_id),
        ),
    )


def _answers(connection: Connection, participant_id: int) -> tuple[Given, ...]:
    columns = [answer.c[one.name] for one in fields(Given) if one.name != "feeling"]
    wanted = (
        select(*columns, LABEL.label("feeling"))
        .outerjoin(reading, reading.c.answer_id == answer.c.id)
        .outerjoin(reading_checked, CHECKED)
        .where(answer.c.participant_id == participant_id)
        .order_by(answer.c.id)
    )
    return tuple(Given(**row) for row in connection.execute(wanted).mappings())


def _remarks(connection: Connection, participant_id: int) -> tuple[Remarked, ...]:
    wanted = (
        select(event.c.session_id, event.c.value, event.c.at)
        .join(session)
        .where(session.c.participant_id == participant_id)
        .where(event.c.kind == "remarked", event.c.value.is_not(None))
        .order_by(event.c.id)
    )
    return tuple(Remarked(*row) for row in connection.execute(wanted))


def _judged(connection: Connection, participant_id: int) -> tuple[Remarked, ...]:
    """What this person thinks of our answers: the verdict, and why where they said so."""
    wanted = (
        select(session.c.id, fairness.c.verdict, fairness.c.why, fairness.c.judged_at)
        .join(ask, ask.c.id == fairness.c.ask_id)
        .join(session, session.c.consultation_id == ask.c.consultation_id)
        .where(fairness.c.participant_id == participant_id, session.c.participant_id == participant_id)
        .where(session.c.round == 1)
        .order_by(fairness.c.id)
    )
    rows = connection.execute(wanted).all()
    return tuple(Remarked(row[0], f"{row[1]}: {row[2]}" if row[2] else row[1], row[3]) for row in rows)


def _replies(connection: Connection, participant_id: int) -> tuple[Remarked, ...]:
    told = feedback_tables.feedback
    wanted = (
        select(told.c.session_id, told.c.more, told.c.told_at, told.c.reply)
        .join(session)
        .where(session.c.participant_id == participant_id)
        .order_by(told.c.id)
    )
    rows = connection.execute(wanted).all()
    return tuple(Remarked(row[0], row[1] or "", row[2], row[3]) for row in rows if row[1] or row[3])
