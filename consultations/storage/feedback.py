"""What people told us of their own accord: who has read it, what we replied, and the answers in pairs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, update

from consultations.consultation import Consultation, Kind
from consultations.errors import NotFound, Refused
from consultations.feedback import FACE, WORDS, WOULD_HELP, Telling, check_reply, codes_of
from consultations.forms.questionnaire import Questionnaire
from consultations.storage.consultations import Consultations, Launch, Revision
from consultations.storage.feedback_tables import feedback
from consultations.storage.plan_tables import outcome, plan
from consultations.storage.statements import insert_new
from consultations.storage.tables import answer, consultation, event, participant, session

SOURCE = "made-here.json"
"""What stands in the place of a file's name: nobody uploaded this questionnaire."""


MakeForm = Callable[[str, str, str], Questionnaire]
"""Makes the two questions of a code, a title and an outcome."""


class Unsent(NamedTuple):
    """A reply that the person has not been sent, and where to send it."""

    id: int
    participant_id: int
    channel: str
    session_state: str
    words: str
    reply: str


class Remark(NamedTuple):
    """Words that were no answer: when, in which consultation, at which question (None at none)."""

    at: datetime
    consultation: str
    question: str | None
    words: str


class Feedback:
    """Keeps, finds and answers what was told. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told(self, session_id: str, now: datetime, due: datetime) -> datetime:
        """Put what was told in this conversation into the queue, once. By when we have said we will reply."""
        values = {"session_id": session_id, "told_at": now, "due_at": due, "version": 1}
        self._connection.execute(insert_new(self._connection, feedback), values)
        kept: datetime = self._connection.execute(
            select(feedback.c.due_at).where(feedback.c.session_id == session_id)
        ).scalar_one()
        return kept

    def said_more(self, session_id: str, words: str) -> None:
        """Keep what somebody added to what they told; the whole is to be read again."""
        own = feedback.c.session_id == session_id
        joined = func.coalesce(feedback.c.more.concat("\n"), "").concat(words)
        self._connection.execute(update(feedback).where(own).values(more=joined))
        self.changed(session_id)

    def changed(self, session_id: str) -> None:
        """The words are others now: nobody has read these, and no reply to the old ones may go out."""
        own = and_(feedback.c.session_id == session_id, feedback.c.replied_at.is_(None))
        again = {"version": feedback.c.version + 1, "read_at": None, "read_by": None}
        self._connection.execute(update(feedback).where(own).values(again))

    def remarks(self, since: datetime, most: int = 100) -> list[Remark]:
        """What people wrote in consultations that was no answer, the newest first."""
        wanted = (
            select(event.c.at, consultation.c.title, event.c.question, event.c.value)
            .join_from(event, session)
            .join(consultation, consultation.c.id == session.c.consultation_id)
            .where(
                event.c.kind == "remarked",
                event.c.at >= since,
                consultation.c.kind != "standing",
                ~event.c.held,
            )
            .order_by(event.c.at.desc(), event.c.id.desc())
            .limit(most)
        )
        return [Remark(*row) for row in self._connection.execute(wanted)]

    def due(self, session_id: str) -> datetime | None:
        """By when a reply was promised for what was told in this conversation; None where nothing was."""
        wanted = select(feedback.c.due_at).where(feedback.c.session_id == session_id)
        return self._connection.execute(wanted).scalar_one_or_none()

    def waiting(self) -> list[Telling]:
        """What nobody has replied to, the first that is due first."""
        wanted = _tellings(feedback.c.replied_at.is_(None)).order_by(feedback.c.due_at, feedback.c.id)
        return [_telling(row) for row in self._connection.execute(wanted)]

    def answered(self, most: int) -> list[Telling]:
        """What was replied to, the latest reply first."""
        wanted = _tellings(feedback.c.replied_at.is_not(None)).order_by(feedback.c.replied_at.desc())
        return [_telling(row) for row in self._connection.execute(wanted.limit(most))]

    def overdue(self, now: datetime) -> int:
        """How many wait for a reply that we said would be there by now."""
        late = and_(feedback.c.replied_at.is_(None), feedback.c.due_at < now)
        number: int = self._connection.execute(
            select(func.count()).select_from(_tellings(late).subquery())
        ).scalar_one()
        return number

    def get(self, number: int) -> Telling:
        """Raises `NotFound`."""
        row = self._connection.execute(_tellings(feedback.c.id == number)).one_or_none()
        if row is None:
            raise NotFound("no_telling", "There is nothing of this number that somebody told us.")
        return _telling(row)

    def mark_read(self, number: int, version: int, by: str, now: datetime) -> None:
        """Note who read it first. `version` is the one that was on the page. Raises `Refused`, `NotFound`."""
        if self.get(number).read_at is None:
            self._change(number, version, read_at=now, read_by=by)

    def reply(self, number: int, version: int, reply: str, by: str, now: datetime) -> None:
        """Keep the reply; it goes out next. Raises `Refused`, also where a colleague was quicker."""
        check_reply(reply)
        present = self.get(number)
        read = {} if present.read_at else {"read_at": now, "read_by": by}
        self._change(number, version, reply=reply.strip(), replied_at=now, replied_by=by, **read)

    def _change(self, number: int, version: int, **values: object) -> None:
        own = and_(feedback.c.id == number, feedback.c.version == version, feedback.c.replied_at.is_(None))
        changed = self._connection.execute(update(feedback).where(own).values(version=version + 1, **values))
        if changed.rowcount == 0:
            raise Refused(
                "changed_meanwhile",
                "A colleague was here a moment before you. Nothing of yours was sent.",
                "See below what they did.",
            )

    def unsent(self) -> list[Unsent]:
        """The replies that are to go out. Not to people who want to hear nothing: theirs wait."""
        wanted = (
            select(
                feedback.c.id,
                session.c.participant_id,
                participant.c.channel,
                session.c.state,
                answer.c.value,
                feedback.c.reply,
            )
            .join_from(feedback, session)
            .join(participant, participant.c.id == session.c.participant_id)
            .join(answer, _answer_to(WORDS, answer))
            .where(feedback.c.replied_at.is_not(None), feedback.c.sent_at.is_(None), ~_silent())
            .order_by(feedback.c.replied_at)
        )
        return [Unsent(*row) for row in self._connection.execute(wanted)]

    def sent(self, number: int, now: datetime) -> None:
        """The reply is in the outbox."""
        self._connection.execute(update(feedback).where(feedback.c.id == number).values(sent_at=now))

    def ratings(self, consultation_id: int) -> dict[int, int]:
        """The face that each person chose, by participant id."""
        wanted = select(answer.c.participant_id, answer.c.value).where(
            answer.c.consultation_id == consultation_id, answer.c.question == FACE, answer.c.counts
        )
        return {person: int(value) for person, value in self._connection.execute(wanted)}


def keep_standing(
    connection: Connection, code: str, plan_code: str, form: Questionnaire, now: datetime
) -> Consultation:
    """The standing consultation called `code`, opened or brought up to date where the plan has changed."""
    consultations = Consultations(connection)
    present = consultations.find(code)
    if present is None:
        # Many may tell us something for the first time at once: the first opens it, the others find it.
        connection.execute(select(plan.c.code).where(plan.c.code == plan_code).with_for_update())
        present = consultations.find(code)
    if present is None:
        return consultations.open(made(code, form.title, plan_code, form, "standing"), now)
    version = consultations.keep_version(Revision(form, SOURCE, b""), now)
    if present.kind != "standing" or version == present.questionnaire_id:
        return present
    return consultations.update(code, Revision(form, SOURCE, b""), now)


def made(code: str, title: str, plan_code: str, form: Questionnaire, kind: Kind) -> Launch:
    """The launch of a questionnaire that we made ourselves."""
    return Launch(code, title, plan_code, form, SOURCE, b"", kind=kind)


HELP = answer.alias("help")


def _answer_to(question: str, answers: Any) -> ColumnElement[bool]:
    own: ColumnElement[bool] = and_(answers.c.session_id == session.c.id, answers.c.question == question)
    return own


def _silent() -> ColumnElement[bool]:
    return or_(participant.c.stopped_at.is_not(None), participant.c.blocked_at.is_not(None))


def _tellings(condition: ColumnElement[bool]) -> Select[Any]:
    """What was told and is there still. What was taken back has gone; a concern holds back its words."""
    return (
        select(
            feedback.c.id,
            answer.c.value.label("words"),
            case((HELP.c.held, ""), else_=HELP.c.value).label("would_help"),
            case((feedback.c.held, ""), else_=feedback.c.more).label("more"),
            outcome.c.label.label("outcome"),
            feedback.c.told_at,
            feedback.c.due_at,
            participant.c.channel,
            _silent().label("silent"),
            feedback.c.version,
            feedback.c.read_at,
            feedback.c.read_by,
            feedback.c.reply,
            feedback.c.replied_at,
            feedback.c.replied_by,
            feedback.c.sent_at,
        )
        .join_from(feedback, session)
        .join(participant, participant.c.id == session.c.participant_id)
        .join(answer, _answer_to(WORDS, answer))
        .outerjoin(HELP, _answer_to(WOULD_HELP, HELP))
        .outerjoin(
            outcome, and_(outcome.c.plan_code == answer.c.plan_code, outcome.c.code == answer.c.outcome_code)
        )
        .where(condition, ~answer.c.held)
    )


def _telling(row: Sequence[Any]) -> Telling:
    fields: dict[str, Any] = dict(row._mapping)  # type: ignore[attr-defined] # SQLAlchemy's Row names its columns so
    for name in ("would_help", "outcome", "more"):
        fields[name] = fields[name] or ""
    fields["silent"] = bool(fields["silent"])
    return Telling(**fields)


@dataclass(frozen=True, slots=True)
class Wish:
    """What an officer gives to ask the two questions. `outcome` is one of the plan."""

    code: str
    title: str
    plan_code: str
    outcome: str
    before_after: bool = False


def open_feedback(connection: Connection, wish: Wish, form_of: MakeForm, now: datetime) -> list[Consultation]:
    """Open it, or both of a pair: `CODE-before` and `CODE-after`. Raises `Refused`, `NotFound`."""
    consultations = Consultations(connection)
    return [
        consultations.open(
            made(code, wish.title, wish.plan_code, form_of(code, wish.title, wish.outcome), "feedback"), now
        )
        for code in codes_of(wish.code, before_after=wish.before_after)
    ]
