"""How far a closed consultation has come by itself: analysed, answered, fed back.

Nobody presses anything for these: they follow from what has been read, decided and told. Where no ask was
made, an officer states what was decided on it, and news to those who took part is what tells them.
"""

from datetime import datetime

from sqlalchemy import Connection, func, select

from consultations.audience import Audience
from consultations.consultation import Consultation, Stage
from consultations.forms.question_types import in_own_words
from consultations.storage.answers import Answers
from consultations.storage.asks import Asks
from consultations.storage.audit import AuditLog
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations
from consultations.storage.outbox import FETCHED
from consultations.storage.tables import ask, outbox, telling

NEXT: dict[Stage, Stage] = {"closed": "analysed", "analysed": "answered", "answered": "fed back"}


def advance(connection: Connection, by: str, now: datetime) -> list[str]:
    """Move every consultation as far as it has come. The codes of those that moved."""
    store = Consultations(connection)
    moved = []
    for one in store.all():
        while (to := NEXT.get(one.stage)) and _has_come(connection, one, to):
            one = store.move(one.code, to)
            AuditLog(connection).note(by, "consultation.moved", f"consultation:{one.code}", now, to)
            moved.append(one.code)
    return moved


def _has_come(connection: Connection, one: Consultation, to: Stage) -> bool:
    asks = Asks(connection).all_of(one.id)
    if to == "analysed":  # read, and an officer has named what of it is an ask, or said that nothing is
        return bool(asks or one.conclusion) and _unread(connection, one) == 0
    if to == "answered":
        return all(each.published_at for each in asks)
    return _untold(connection, one.id) == 0 if asks else _was_news(connection, one)


def _was_news(connection: Connection, one: Consultation) -> bool:
    """Whether a broadcast of news to everyone who took part, to no fewer, has gone out since it closed."""
    return any(
        each.purpose == "news" and each.state == "finished" and _reaches_all(each.audience, one.code)
        for each in Broadcasts(connection, ()).all()
        if one.closed_at and each.finished_at and each.finished_at >= one.closed_at
    )


def _reaches_all(audience: Audience, code: str) -> bool:
    whole = not (audience.answered or audience.language or audience.channel)
    return whole and audience.consultation == code and audience.took_part == "began"


def _unread(connection: Connection, one: Consultation) -> int:
    """How many answers in people's own words wait to be read as they stand now."""
    written = in_own_words(Consultations(connection).over_versions(one).questions())
    return Answers(connection).count_unread(one.id, [question.name for question in written])


def _untold(connection: Connection, consultation_id: int) -> int:
    """How many asks have not been announced, and how many messages about asks are still on their way.

    On the web a message is on its way until the person comes back: that is not waited for.
    """
    own = ask.c.consultation_id == consultation_id
    silent = select(func.count()).select_from(ask).where(own, ask.c.announced_at.is_(None))
    waiting = (
        select(func.count())
        .select_from(
            telling.join(ask, ask.c.id == telling.c.ask_id).join(outbox, outbox.c.id == telling.c.outbox_id)
        )
        .where(own, outbox.c.due_at.is_not(None), ~FETCHED)
    )
    return int(connection.execute(silent).scalar_one()) + int(connection.execute(waiting).scalar_one())
