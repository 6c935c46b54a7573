"""The one orchestrator: a message comes in, one transaction holds all that follows from it, then it goes out.

Commit, then speak: what a turn wants to say lies in the outbox when `take` returns, never earlier.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot import asking
from bot import session as sessions
from bot.engine import Step, advance
from bot.intents import Do, understand
from bot.messages import Button, Incoming, Message, storable
from bot.session import Session
from consultations.consultation import Consultation
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, OutgoingRow, Person, Stored, Turn
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox

MESSAGE = TypeAdapter(Message)
FORMS_KEPT = 64
START = "start:"
"""The id of a button that starts a consultation: this, then its code."""


@dataclass(frozen=True, slots=True)
class World:
    """What the conversation takes from outside: the clock, the Trust's time zone, ids and chance."""

    clock: Callable[[], datetime]
    zone: tzinfo
    new_id: Callable[[], str]
    random: Callable[[], float]

    def surroundings(self, now: datetime) -> Surroundings:
        return Surroundings(now, self.zone, self.random, self.new_id)


@dataclass(frozen=True, slots=True)
class Live:
    """A questionnaire version that runs, with the plan outcome of each question that has one."""

    form: CompiledForm
    outcomes: Mapping[str, str]


class Conversation:
    """Takes what people send, on any channel. Thread-safe; all state is in the database."""

    def __init__(self, database: Database, world: World) -> None:
        self._database = database
        self._world = world
        self._live = lru_cache(maxsize=FORMS_KEPT)(self._load)

    def take(self, incoming: Incoming) -> int | None:
        """One turn, committed when this returns. Gives the participant's id; None for a repeated message."""
        incoming = storable(incoming)
        now = self._world.clock()
        with self._database.write() as connection:
            store = Conversations(connection)
            if not store.receive(incoming.channel, incoming.message_id, now):
                return None
            person = store.person(incoming.channel, incoming.address, now)
            _Exchange(self, connection, person, incoming, now).run()
            return person.id

    def blocked(self, channel: str, address: str) -> None:
        """The channel says that this person blocked us: send nothing more, keep what they said."""
        now = self._world.clock()
        with self._database.write() as connection:
            store = Conversations(connection)
            person = store.person(channel, address, now)
            store.change_person(person.id, blocked_at=now)
            Outbox(connection).give_up_all(person.id, now, "blocked")

    def live(self, version: str) -> Live:
        """The questionnaire version called `version`, compiled; kept, since it never changes."""
        return self._live(version)

    def _load(self, version: str) -> Live:
        with self._database.read() as connection:
            questionnaire = Consultations(connection).questionnaire(version)
        outcomes = {one.name: one.outcome for one in questionnaire.questions() if one.outcome}
        return Live(CompiledForm(questionnaire), outcomes)

    def surroundings(self, now: datetime) -> Surroundings:
        return self._world.surroundings(now)

    def new_id(self) -> str:
        return self._world.new_id()


class _Exchange:
    """One turn inside its transaction."""

    def __init__(
        self,
        conversation: Conversation,
        connection: Connection,
        person: Person,
        incoming: Incoming,
        now: datetime,
    ) -> None:
        self.conversation = conversation
        self.consultations = Consultations(connection)
        self.store = Conversations(connection)
        self.person = person
        self.incoming = _with_start(incoming)
        self.now = now

    def run(self) -> None:
        start = self.incoming.start
        if start is None and self.person.session_id is None and self.is_hello():
            start = ""
        if start is not None and not self.choose_session(start):
            return
        stored = self.store.session(self.person.session_id) if self.person.session_id else None
        if stored is None:
            self.without_session("nothing_open")
        elif stored.consultation_state != "open":
            self.without_session("consultation_closed")
        else:
            self.turn(stored)

    # Which conversation

    def is_hello(self) -> bool:
        """Whether somebody new, or somebody who starts again, writes: any words will do for a hello."""
        intent = understand(_nobody(), self.incoming)
        return intent == Do("start") or not (self.person.stopped or intent in (Do("stop"), Do("help")))

    def choose_session(self, code: str) -> bool:
        """Make the named consultation (or the only one that is open) the current one."""
        possible = [one for one in self.consultations.all() if one.state == "open" and code in ("", one.code)]
        if len(possible) == 1:
            self.enter(possible[0])
            return True
        if possible:
            self.offer(possible)
            return False
        if code == "" and self.person.session_id:
            return True
        self.without_session("consultation_closed" if code else "nothing_open")
        return False

    def enter(self, chosen: Consultation) -> None:
        stored = self.store.session_in(self.person.id, chosen.id)
        session_id = stored.id if stored else self.conversation.new_id()
        if stored is None:
            self.store.add_session(session_id, self.person.id, chosen.id, self.now)
        self.store.change_person(self.person.id, session_id=session_id)
        self.person = Person(self.person.id, session_id, self.person.stopped)

    def offer(self, possible: list[Consultation]) -> None:
        nobody = _nobody()
        buttons = tuple(Button(f"{START}{one.code}", one.title) for one in reversed(possible))
        message = asking.reply(nobody, "choose_consultation")
        self.say(
            [Message("question", message.text, buttons)],
            f"{self.incoming.channel}:{self.incoming.message_id}",
        )

    # What is said

    def turn(self, stored: Stored) -> None:
        live = self.conversation.live(stored.questionnaire_id)
        before = sessions.from_json(stored.state) if stored.state else _fresh(stored)
        step = advance(before, live.form, self.incoming, self.conversation.surroundings(self.now))
        self.keep(stored, step, live)
        self.note_stop(step)
        self.say(step.messages, f"{stored.id}:{step.session.step}")

    def keep(self, stored: Stored, step: Step, live: Live) -> None:
        turn = Turn(
            session=stored,
            state=sessions.to_json(step.session),
            status=step.session.status,
            step=step.session.step,
            events=step.events,
            outcomes=live.outcomes,
        )
        self.store.save(turn, self.person.id, self.now)

    def note_stop(self, step: Step) -> None:
        """Stopping holds for the person, not only for this conversation; so does starting again."""
        if step.session.stopped != self.person.stopped:
            self.store.change_person(self.person.id, stopped_at=self.now if step.session.stopped else None)

    def without_session(self, key: str) -> None:
        """Nothing is open for this person: help and stop work all the same."""
        nobody = _nobody()
        intent = understand(nobody, self.incoming)
        if intent == Do("stop"):
            self.store.change_person(self.person.id, stopped_at=self.now)
            key = "stopped"
        elif intent == Do("help"):
            key = "help"
        elif self.person.stopped:
            key = "still_stopped"
        message = asking.reply(nobody, key, "start", "help")
        self.say([message], f"{self.incoming.channel}:{self.incoming.message_id}")

    def say(self, messages: list[Message] | tuple[Message, ...], key: str) -> None:
        rows = [
            OutgoingRow(f"{key}:{place}", message.kind, MESSAGE.dump_json(message).decode())
            for place, message in enumerate(messages)
        ]
        self.store.put_in_outbox(self.person.id, self.incoming.channel, rows, self.now)


def _fresh(stored: Stored) -> Session:
    return Session(id=stored.id, consultation=stored.consultation, questionnaire=stored.questionnaire_id)


def _nobody() -> Session:
    """A session for somebody who is in no conversation: it only lends its language and its buttons."""
    return Session(id="none", consultation="", questionnaire="", language="en")


def _with_start(incoming: Incoming) -> Incoming:
    """A pressed "start this one" button as the start that it is."""
    if not (incoming.button or "").startswith(START):
        return incoming
    return replace(incoming, button=None, start=(incoming.button or "").removeprefix(START))
