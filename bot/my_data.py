"""What somebody may take with them: all that is kept of them, as JSON and as a page to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot import asking, equality, wording
from bot.conversation import Conversation
from bot.exchange import session_of
from bot.session import Session
from consultations.equality import Kept as KeptEquality
from consultations.forms.form_state import FormState
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, Stored
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAnswers
from consultations.storage.my_data import Given, Kept, Remarked, kept_of
from consultations.storage.outbox import Outbox


@dataclass(frozen=True, slots=True)
class MyAnswer:
    """One answer: the question in its words, what was said in words, and as it is stored."""

    question: str
    answer: str
    name: str
    stored: str
    answered_at: datetime
    feeling: str | None


@dataclass(frozen=True, slots=True)
class MyRemark:
    """Something said of one's own accord, and our reply."""

    words: str
    at: datetime
    reply: str | None


@dataclass(frozen=True, slots=True)
class MyEqualityAnswer:
    """An answer to an equality question, in words and as it is stored, with the age and the day."""

    question: str
    answer: str
    name: str
    stored: str
    answered_on: date
    age_band: str | None


@dataclass(frozen=True, slots=True)
class MyConversation:
    """What was said in one consultation."""

    consultation: str
    title: str
    answers: Sequence[MyAnswer]
    remarks: Sequence[MyRemark]
    about_you: Sequence[MyEqualityAnswer] = ()


@dataclass(frozen=True, slots=True)
class MyData:
    """All that is kept of one person, except notes about safety. `told` is what they were told unasked."""

    made_at: datetime
    channel: str
    since: datetime
    language: str
    age_band: str | None
    agreed: str | None
    stopped_at: datetime | None
    conversations: Sequence[MyConversation]
    told: Sequence[str]

    def to_json(self) -> bytes:
        return _ADAPTER.dump_json(self, indent=2)


_ADAPTER = TypeAdapter(MyData)


class MyDataOf:
    """Collects it."""

    def __init__(self, conversation: Conversation, database: Database) -> None:
        self._conversation = conversation
        self._database = database

    def collect(self, channel: str, address: str, now: datetime) -> MyData | None:
        """What is kept of the person at `address`; None for nobody."""
        with self._database.read() as connection:
            person = Conversations(connection).find_person(channel, address)
            if person is None:
                return None
            kept = kept_of(connection, person.id)
            notices = Outbox(connection).notices(person.id)
            told = EqualityAnswers(connection, self._conversation.ring)
            conversations = [
                self._one(connection, kept, one, now, told.kept(person.id, one.consultation_id))
                for one in kept.sessions
            ]
        news = [self._conversation.envelopes.open(one.body).text for one in notices]
        return MyData(
            made_at=now,
            channel=channel,
            since=kept.since,
            language=kept.language or wording.DEFAULT,
            age_band=kept.age_band,
            agreed=kept.agreed,
            stopped_at=kept.stopped_at,
            conversations=conversations,
            told=news,
        )

    def _one(
        self, connection: Connection, kept: Kept, stored: Stored, now: datetime, told: Sequence[KeptEquality]
    ) -> MyConversation:
        session = session_of(stored, kept.language)
        form = self._conversation.live(stored.questionnaire_id).form
        state = FormState(form, session.given(), self._conversation.surroundings(now))
        words = _words(session, state)
        answers = [_answer(one, words) for one in kept.answers if one.session_id == stored.id]
        remarks = [_remark(one) for one in kept.remarks if one.session_id == stored.id]
        title = Consultations(connection).by_id(stored.consultation_id).title
        return MyConversation(stored.consultation, title, answers, remarks, _about(session, told))


Words = Mapping[str, tuple[str, str]]
"""By the key of an answer, its question and what was said, both in words."""


def _words(session: Session, state: FormState) -> Words:
    return {
        key: (
            asking.question_in_short(state, key),
            asking.shown(session, state, key, session.answers[key]),
        )
        for key in asking.answered(session, state)
    }


def _answer(given: Given, words: Words) -> MyAnswer:
    key = f"{given.question}[{given.instance}]" if given.instance else given.question
    question, said = words.get(key, (given.question, given.value))
    return MyAnswer(question, said, given.question, given.value, given.answered_at, given.feeling)


def _about(session: Session, kept: Sequence[KeptEquality]) -> list[MyEqualityAnswer]:
    lines = equality.lines_by_question(session, [one.told for one in kept])
    return [
        MyEqualityAnswer(
            question=lines[one.told.question].question,
            answer=lines[one.told.question].answer,
            name=one.told.question,
            stored=one.told.choice or "",
            answered_on=one.day,
            age_band=one.age_band,
        )
        for one in kept
    ]


def _remark(one: Remarked) -> MyRemark:
    return MyRemark(one.words, one.at, one.reply)
