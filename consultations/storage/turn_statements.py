"""The statements of the turn path, made once; each turn only binds values."""

from sqlalchemy import bindparam, delete, insert, select, true, update

from consultations.storage.statements import Prepared
from consultations.storage.tables import answer, consultation, event, inbound, outbox, participant, session

PERSON = select(
    participant.c.id,
    participant.c.session_id,
    participant.c.stopped_at.is_not(None),
    participant.c.language,
    participant.c.blocked_at.is_not(None),
    participant.c.concerned,
    participant.c.recent,
    participant.c.age_band,
    participant.c.agreed,
    participant.c.asked,
).where(participant.c.channel == bindparam("channel"), participant.c.address_hash == bindparam("found_by"))
SESSIONS = select(
    session.c.id,
    session.c.state,
    consultation.c.id,
    consultation.c.code,
    consultation.c.plan_code,
    session.c.questionnaire_id,
    consultation.c.state,
    consultation.c.remind_after_hours,
    session.c.status,
    consultation.c.kind,
    session.c.interrupts,
).join_from(session, consultation)
OWN_ANSWER = (
    answer.c.session_id == bindparam("session"),
    answer.c.question == bindparam("name"),
    answer.c.instance == bindparam("round_in"),
)
SAVED = ("state", "status", "step", "updated_at")

RECEIVE = Prepared.insert_new(inbound, ("channel", "message_id", "received_at"))
FIND_PERSON = Prepared(PERSON)
LOCK_PERSON = Prepared(PERSON.with_for_update())
ADD_PERSON = Prepared.insert_new(participant, ("channel", "address_sealed", "address_hash", "created_at"))
SESSION = Prepared(SESSIONS.where(session.c.id == bindparam("id")))
SESSION_IN = Prepared(
    SESSIONS.where(
        session.c.participant_id == bindparam("participant"),
        session.c.consultation_id == bindparam("consultation"),
    )
    .order_by(session.c.round.desc())
    .limit(1)
)
OF_PERSON = Prepared(
    SESSIONS.where(session.c.participant_id == bindparam("participant")).order_by(session.c.started_at)
)
SAVE_SESSION = Prepared(update(session).where(session.c.id == bindparam("session")), SAVED)
FINISH_SESSION = Prepared(
    update(session).where(session.c.id == bindparam("session")), (*SAVED, "finished_at")
)
ADD_EVENT = Prepared(insert(event), ("session_id", "step", "kind", "question", "instance", "value", "at"))
ADD_ANSWER = Prepared.insert_new(
    answer, [column.name for column in answer.c if column.name not in ("id", "held")]
)
SAVE_ANSWER = Prepared(
    update(answer)
    .where(*OWN_ANSWER)
    .values(
        value=bindparam("new_value"),
        revision=answer.c.revision + 1,
        counts=true(),
        answered_at=bindparam("at"),
    )
)
COUNT_ANSWER = Prepared(update(answer).where(*OWN_ANSWER).values(counts=bindparam("counting")))
MARK_SUPPORTED = Prepared(
    update(session).where(session.c.id == bindparam("session")).values(supported=true())
)
DROP_ANSWER = Prepared(delete(answer).where(*OWN_ANSWER))
REMEMBER = Prepared(
    update(participant).where(participant.c.id == bindparam("person")), ("recent", "recent_at")
)
ADD_MESSAGE = Prepared.insert_new(
    outbox,
    ("key", "participant_id", "channel", "kind", "broadcast_id", "body", "created_at", "due_at", "attempts"),
)
