"""The one orchestrator: a message comes in, one transaction holds all that follows from it, then it goes out.

Commit, then speak: what a turn wants to say lies in the outbox when `take` returns, never earlier.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot import asking, closing, wording
from bot import session as sessions
from bot.carrying_over import carry_over
from bot.engine import Step, advance
from bot.intents import Do, Intent, Say, understand
from bot.live import Live, LiveForms
from bot.messages import Button, Incoming, Message, storable
from bot.reminders import PUSHED, START, UNDER_WAY, as_start
from bot.session import Session
from bot.tellings import Tellings, is_over
from bot.world import World
from consultations.consultation import Consultation
from consultations.forms.compiled import Surroundings
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, OutgoingRow, Person, Stored, Turn
from consultations.storage.database import Database
from consultations.storage.files import answers_with_file
from consultations.storage.outbox import Outbox
from consultations.storage.plans import Plans
from consultations.storage.retrying import retrying
from consultations.storage.timers import Timers

__all__ = ["MESSAGE", "Conversation", "World"]

MESSAGE = TypeAdapter(Message)


class Conversation:
    """Takes what people send, on any channel. Thread-safe; all state is in the database.

    `discard` deletes a kept file that turned out to be no answer.
    """

    def __init__(
        self,
        database: Database,
        world: World,
        pause: Callable[[float], None] = time.sleep,
        discard: Callable[[str], None] | None = None,
    ) -> None:
        self._database = database
        self._world = world
        self._pause = pause
        self._discard = discard
        self._live = LiveForms(database)

    def take(self, incoming: Incoming) -> int | None:
        """One turn, committed when this returns. Gives the participant's id; None for a repeated message.

        Where the database is busy or goes away for a moment, the turn is tried again: nothing is lost.
        """
        cleaned = storable(incoming)
        person = retrying(lambda: self._take(cleaned), self._pause)
        if cleaned.attachment and self._discard and not self._holds(cleaned, cleaned.attachment.stored):
            self._discard(cleaned.attachment.stored)
        return person

    def _take(self, incoming: Incoming) -> int | None:
        now = self._world.clock()
        with self._database.write() as connection:
            store = Conversations(connection)
            if not store.receive(incoming.channel, incoming.message_id, now):
                return None
            if incoming.album and not store.receive(incoming.channel, incoming.album, now):
                if not incoming.text:
                    return None
                incoming = replace(incoming, attachment=None, unsupported="photo")
            person = store.person(incoming.channel, incoming.address, now)
            _Exchange(self, connection, person, incoming, now).run()
            return person.id

    def _holds(self, incoming: Incoming, stored: str) -> bool:
        """Whether the file is an answer of this person's."""
        with self._database.read() as connection:
            return answers_with_file(connection, incoming.channel, incoming.address, stored)

    def blocked(self, channel: str, address: str) -> None:
        """The channel says that this person blocked us: send nothing more, keep what they said."""
        now = self._world.clock()
        with self._database.write() as connection:
            store = Conversations(connection)
            person = store.person(channel, address, now)
            store.change_person(person.id, blocked_at=now)
            Outbox(connection).give_up_all(person.id, now, "blocked")

    def live(self, version: str, connection: Connection | None = None) -> Live:
        """The questionnaire version called `version`, compiled. `connection`: where it may be new."""
        return self._live.get(version, connection)

    def surroundings(self, now: datetime) -> Surroundings:
        return self._world.surroundings(now)

    def tellings(self, connection: Connection, now: datetime) -> Tellings:
        return Tellings(connection, now, self._world.zone, self._world.reply_days)

    def telling_code(self) -> str | None:
        """The standing consultation in which people tell us something, for links; None without a plan."""
        now = self._world.clock()
        with self._database.read() as connection:
            found = self.tellings(connection, now).present()
        if found is None:
            with self._database.write() as connection:
                found = self.tellings(connection, now).standing(None)
        return found.code if found else None

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
        self.connection = connection
        self.consultations = Consultations(connection)
        self.store = Conversations(connection)
        self.plans = Plans(connection)
        self.outbox = Outbox(connection)
        self.timers = Timers(connection)
        self.tellings = conversation.tellings(connection, now)
        self.person = person
        self.incoming = as_start(incoming)
        self.now = now

    def run(self) -> None:
        self.note_reachable()
        stored = self.present()
        if self.wants_to_tell(stored):
            self.tell(stored)
            return
        if stored and stored.kind == "standing" and stored.status == "finished" and self.has_words():
            self.hear(stored)
            return
        start = self.start(stored)
        if start is not None:
            if not self.choose_session(start, stored):
                return
            stored = self.present()
        if stored is None:
            self.nothing_open("nothing_open")
        elif stored.consultation_state != "open":
            self.closed(self.consultations.by_id(stored.consultation_id), stored)
        else:
            self.turn(stored)

    def note_reachable(self) -> None:
        """Whoever writes has not blocked us, or no longer."""
        if self.person.blocked:
            self.store.change_person(self.person.id, blocked_at=None)

    def present(self) -> Stored | None:
        """The conversation that this person is in."""
        return self.store.session(self.person.session_id) if self.person.session_id else None

    # Which conversation

    def start(self, stored: Stored | None) -> str | None:
        """The consultation that is to be started or resumed, "" where none is named; None for no start."""
        if self.incoming.start is not None:
            return self.incoming.start
        if stored is None:
            return "" if self.is_hello() else None
        # Whoever has finished may start once more: there may be new questions.
        finished = stored.status == "finished" and self.intent(_session(stored)) == Do("start")
        return "" if finished else None

    def intent(self, session: Session) -> Intent:
        return understand(session, self.incoming)

    def is_hello(self) -> bool:
        """Whether somebody new, or somebody who starts again, writes: any words will do for a hello."""
        intent = self.intent(self.nobody())
        return intent == Do("start") or not (self.person.stopped or intent in (Do("stop"), Do("help")))

    def choose_session(self, code: str, stored: Stored | None) -> bool:
        """Make the named consultation the current one; where none is named, resume, or take the only one."""
        if code == "" and stored and stored.consultation_state == "open" and stored.status != "finished":
            return True
        found = [self.consultations.find(code)] if code else self.consultations.all()
        possible = [one for one in found if one and one.state == "open"]
        if len(possible) > 1:
            self.offer(possible)
            return False
        if possible:
            self.enter(possible[0])
            return True
        if code == "" and stored:
            return True
        self.nothing_to_start(code)
        return False

    def nothing_to_start(self, code: str) -> None:
        named = self.consultations.find(code)
        if named is None:
            self.nothing_open("consultation_closed" if code else "nothing_open")
        else:
            self.closed(named, self.store.session_in(self.person.id, named.id))

    def enter(self, chosen: Consultation) -> None:
        if chosen.kind == "standing":
            self.tellings.standing(chosen.plan_code)  # the plan may have changed
            present = self.present()
            self.be_in(self.tellings.open(self.person.id, chosen, present, self.conversation.new_id()))
            return
        stored = self.store.session_in(self.person.id, chosen.id)
        session_id = stored.id if stored else self.conversation.new_id()
        if stored is None:
            self.store.add_session(session_id, self.person.id, chosen.id, self.now)
        elif stored.status == "finished" and stored.questionnaire_id != chosen.questionnaire_id:
            self.go_on_with(chosen, stored)
        self.be_in(session_id)

    def be_in(self, session_id: str) -> None:
        """What this person writes belongs to that conversation from now on."""
        self.store.change_person(self.person.id, session_id=session_id)
        self.person = replace(self.person, session_id=session_id)

    def go_on_with(self, chosen: Consultation, stored: Stored) -> None:
        """Whoever has finished an earlier version is asked what is new in the present one, and no more."""
        old = self.live(stored.questionnaire_id).form
        new = self.live(chosen.questionnaire_id).form
        carried = replace(carry_over(_session(stored), old, new), questionnaire=chosen.questionnaire_id)
        self.store.move_session(stored.id, chosen.questionnaire_id, sessions.to_json(carried))

    def offer(self, possible: list[Consultation]) -> None:
        buttons = tuple(Button(f"{START}{one.code}", one.title) for one in reversed(possible))
        message = asking.reply(self.nobody(), "choose_consultation")
        self.answer([replace(message, kind="question", buttons=buttons)])

    # What is said

    def turn(self, stored: Stored) -> None:
        step = self.take_step(stored, self.incoming)
        said = [*step.messages]
        if stored.kind == "standing":
            said = [*self.tellings.keep(stored, step), *(self.go_back(stored) if is_over(step) else ())]
        self.say(said, f"{stored.id}:{step.session.step}")

    def take_step(self, stored: Stored, incoming: Incoming) -> Step:
        """Take `incoming` in that conversation, and keep all that follows but what is said."""
        live = self.live(stored.questionnaire_id)
        before = replace(_session(stored, self.person.language), stopped=self.person.stopped)
        around = self.conversation.surroundings(self.now)
        step = advance(before, live.form, incoming, around, partial(self.glossary, stored.plan_code))
        self.keep(stored, step, live)
        self.note_person(step)
        self.note_timer(stored, step.session)
        return step

    def wants_to_tell(self, stored: Stored | None) -> bool:
        """Whether they want to tell us something of their own accord. It is no start: a stop stays."""
        session = _session(stored) if stored else self.nobody()
        return not self.person.stopped and self.intent(session) == Do("tell")

    def tell(self, present: Stored | None) -> None:
        """Begin a telling; afterwards they are back where they are now."""
        where = self.tellings.standing(present.plan_code if present else None)
        if where is None or where.state != "open":
            self.without_session("nothing_open")
            return
        if not self.person.language:
            spoken = (_session(present).language if present else "") or wording.DEFAULT
            self.person = replace(self.person, language=wording.catalogue_of(spoken))
        self.be_in(self.tellings.open(self.person.id, where, present, self.conversation.new_id()))
        self.incoming = self.incoming.starting(where.code)
        if (begun := self.present()) is not None:
            self.turn(begun)

    def has_words(self) -> bool:
        """Whether somebody says something, more than a word or a hello, that no question has asked for."""
        text = (self.incoming.text or "").strip()
        said = isinstance(self.intent(self.nobody()), Say) and len(text.split()) > 1
        return said and not self.person.stopped and not wording.is_hello(text, self.language())

    def hear(self, present: Stored | None) -> None:
        """Take words that nobody asked for as the beginning of a telling, where there is a plan."""
        words = self.incoming
        self.tell(present)
        begun = self.present()
        if begun and begun.kind == "standing" and begun.status == "asking":
            self.incoming = words
            self.turn(begun)

    def go_back(self, telling: Stored) -> list[Message]:
        """After a telling: to the conversation that it interrupted, and what is asked there."""
        back = self.store.session(telling.interrupts) if telling.interrupts else None
        if back is None:
            return []
        self.be_in(back.id)
        if back.consultation_state != "open" or back.status not in UNDER_WAY:
            return []
        step = self.take_step(back, self.incoming.starting(back.consultation))
        return [asking.reply(step.session, "tell.back"), *step.messages]

    def live(self, version: str) -> Live:
        return self.conversation.live(version, self.connection)

    def glossary(self, plan_code: str) -> Mapping[str, str]:
        """The hard words of the plan, whatever they are called, and what they mean."""
        plan = self.plans.get(plan_code)
        return {name: term.meaning for term in plan.terms for name in (term.jargon, *term.aliases)}

    def keep(self, stored: Stored, step: Step, live: Live) -> None:
        decided = live.decided(step.session.answers, partial(self.plans.get, stored.plan_code))
        turn = Turn(
            session=stored,
            state=sessions.to_json(step.session),
            status=step.session.status,
            step=step.session.step,
            events=step.events,
            outcomes={**live.outcomes, **{name: code for name, code in decided.items() if code}},
            decided=decided,
        )
        self.store.save(turn, self.person.id, self.now)

    def note_person(self, step: Step) -> None:
        """Stopping holds for the person, not only for this conversation; so does the language they choose."""
        if step.session.stopped != self.person.stopped:
            self.note_stop(stopped=step.session.stopped)
        for one in step.events:
            if one.kind == "language" and one.value != self.person.language:
                self.store.change_person(self.person.id, language=one.value)

    def note_stop(self, *, stopped: bool) -> None:
        self.store.change_person(self.person.id, stopped_at=self.now if stopped else None)
        if stopped:
            self.outbox.give_up_notices(self.person.id, self.now, "stopped")
        self.person = replace(self.person, stopped=stopped)

    def note_timer(self, stored: Stored, session: Session) -> None:
        """Plan the reminder for whoever goes quiet now. Any later turn plans it anew."""
        after = stored.remind_after_hours
        silent = session.stopped or session.status not in UNDER_WAY
        if after is not None and self.incoming.channel in PUSHED and not silent:
            self.timers.set(stored.id, "reminder", session.step, self.now + timedelta(hours=after))

    def nothing_open(self, key: str) -> None:
        """Nothing is asked of this person. What they say all the same is heard."""
        if self.has_words():
            self.hear(None)
        else:
            self.without_session(key)

    def without_session(self, key: str) -> None:
        """Nothing is open for this person: help and stop work all the same."""
        nobody = self.nobody()
        if not self.always(nobody):
            self.answer([asking.reply(nobody, key, "start", "tell", "help")])

    def closed(self, consultation: Consultation, stored: Stored | None) -> None:
        """Their consultation is over: thanks, what was kept, and what happens next."""
        session = _session(stored) if stored else self.nobody()
        if self.always(session):
            return
        if stored and self.intent(session) == Do("mine"):
            live = self.live(stored.questionnaire_id)
            around = self.conversation.surroundings(self.now)
            self.answer([closing.my_answers(session, live.form, around)])
        else:
            said = closing.farewell(session, consultation)
            if stored and self.has_words():
                self.store.remark(stored, self.incoming.text or "", self.now)
                said = [asking.reply(session, "remark_kept"), *said]
            self.answer(said)

    def always(self, session: Session) -> bool:
        """Stopping and help work whatever is open, and only a start undoes a stop. Whether that was all."""
        intent = self.intent(session)
        if intent == Do("stop"):
            self.note_stop(stopped=True)
            key = "stopped"
        elif intent == Do("help"):
            key = "help"
        elif self.person.stopped and intent != Do("start"):
            key = "still_stopped"
        else:
            if self.person.stopped:
                self.note_stop(stopped=False)
            return False
        self.answer([asking.reply(session, key, "start", "help")])
        return True

    def nobody(self) -> Session:
        """A session for somebody who is in no conversation: it only lends its language and its buttons."""
        return Session(id="none", consultation="", questionnaire="", language=self.language())

    def language(self) -> str:
        return self.person.language or wording.DEFAULT

    def answer(self, messages: list[Message]) -> None:
        """Say something that is no step of any conversation."""
        self.say(messages, f"{self.incoming.channel}:{self.incoming.message_id}")

    def say(self, messages: list[Message] | tuple[Message, ...], key: str) -> None:
        rows = [
            OutgoingRow(f"{key}:{place}", message.kind, MESSAGE.dump_json(message).decode())
            for place, message in enumerate(messages)
        ]
        self.store.put_in_outbox(self.person.id, self.incoming.channel, rows, self.now)


def _session(stored: Stored, language: str | None = None) -> Session:
    """The conversation as it was left, or a new one, which `language` is known for."""
    if stored.state:
        return sessions.from_json(stored.state)
    return Session(stored.id, stored.consultation, stored.questionnaire_id, language or "")
