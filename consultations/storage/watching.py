"""How a consultation under way is getting on: people, not conversations, and nothing of what they said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from consultations.storage.tables import event, outbox, participant, session

ANSWERED, SKIPPED = "answered", "skipped"


@dataclass(frozen=True, slots=True)
class People:
    """People who began, and who finished at least once."""

    began: int
    finished: int


@dataclass(frozen=True, slots=True)
class AtQuestion:
    """People at one question: who answered it, who skipped it, for whom it was the last thing they did.

    `reached` is who did either.
    """

    answered: int = 0
    skipped: int = 0
    left_after: int = 0
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Messages to those who take part: on their way, given up; and people whom nothing reaches."""

    waiting: int
    given_up: int
    blocked: int


class Watching:
    """Counts people of one consultation. Exact: whoever shows the numbers protects them."""

    def __init__(self, connection: Connection, consultation_id: int) -> None:
        self._connection = connection
        self._own = session.c.consultation_id == consultation_id
        self._id = consultation_id

    def people(self) -> People:
        row = self._connection.execute(select(*_people()).where(self._own)).one()
        return People(row[0], row[1])

    def by_channel(self) -> Mapping[str, People]:
        """*supporter* is a channel of its own here, whichever they used."""
        way = case((session.c.supported, "supporter"), else_=participant.c.channel)
        return self._by(way)

    def by_age(self) -> Mapping[str, People]:
        """By age band; "" for those who have not said."""
        return self._by(func.coalesce(participant.c.age_band, ""))

    def _by(self, what: ColumnElement[str]) -> Mapping[str, People]:
        grouped = select(what, *_people()).join_from(session, participant).where(self._own).group_by(what)
        return {row[0]: People(row[1], row[2]) for row in self._connection.execute(grouped)}

    def by_question(self) -> Mapping[str, AtQuestion]:
        """By the name of the question; only those that somebody came to."""
        who = session.c.participant_id
        done = (
            select(
                event.c.question,
                func.count(case((event.c.kind == ANSWERED, who)).distinct()),
                func.count(case((event.c.kind == SKIPPED, who)).distinct()),
                func.count(who.distinct()),
            )
            .join_from(event, session)
            .where(self._own, event.c.kind.in_((ANSWERED, SKIPPED)), event.c.question.is_not(None))
            .group_by(event.c.question)
        )
        found = {row[0]: AtQuestion(row[1], row[2], 0, row[3]) for row in self._connection.execute(done)}
        for question, people in self._left():
            found[question] = replace(found.get(question, AtQuestion()), left_after=people)
        return found

    def _left(self) -> Sequence[tuple[str, int]]:
        """The last question of each conversation that is not finished."""
        last = (
            select(func.max(event.c.id).label("id"))
            .join_from(event, session)
            .where(self._own, session.c.finished_at.is_(None), event.c.question.is_not(None))
            .group_by(event.c.session_id)
            .subquery()
        )
        people = (
            select(event.c.question, func.count(session.c.participant_id.distinct()))
            .join(last, last.c.id == event.c.id)
            .join(session, session.c.id == event.c.session_id)
            .group_by(event.c.question)
        )
        return [(row[0], row[1]) for row in self._connection.execute(people)]

    def deliveries(self) -> Deliveries:
        ours = select(session.c.participant_id).where(self._own)
        counts = select(
            func.count(case((outbox.c.due_at.is_not(None), 1))),
            func.count(case((outbox.c.failed_at.is_not(None), 1))),
        ).where(outbox.c.participant_id.in_(ours))
        waiting, given_up = self._connection.execute(counts).one()
        blocked = select(func.count()).where(
            and_(participant.c.id.in_(ours), participant.c.blocked_at.is_not(None))
        )
        return Deliveries(waiting, given_up, self._connection.execute(blocked).scalar_one())


def _people() -> Sequence[ColumnElement[int]]:
    finished = case((session.c.finished_at.is_not(None), session.c.participant_id))
    return func.count(session.c.participant_id.distinct()), func.count(finished.distinct())
