"""The one orchestrator: a message comes in, one transaction holds all that follows from it, then it goes out.

Commit, then speak: what a turn wants to say lies in the outbox when `take` returns, never earlier.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot import asking, closing, equality, wording
from bot import session as sessions
from bot.carrying_over import carry_over
from bot.envelopes import MESSAGE, Envelopes
from bot.exchange import session_of
from bot.files import NAME
from bot.hearing import Heard, Listener
from bot.intents import Do, Say
from bot.live import Live, LiveForms
from bot.messages import Button, Incoming, Message, storable
from bot.reminders import START, UNDER_WAY
from bot.tellings import Tellings, is_over
from bot.what_came import WhatCame
from bot.world import World
from consultations.consultation import Consultation
from consultations.forms.compiled import Surroundings
from consultations.participants import AgeBand
from consultations.sealing import KeyRing
from consultations.storage.conversations import Conversations, Stored
from consultations.storage.database import Database
from consultations.storage.drafts import Drafts
from consultations.storage.files import answers_with_file
from consultations.storage.outbox import Outbox
from consultations.storage.participants import come_in
from consultations.storage.pledge_surveys import PledgeSurveys
from consultations.storage.retrying import retrying

__all__ = ["MESSAGE", "Conversation", "World"]


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
        self._listener = Listener(world)

    def take(self, incoming: Incoming) -> int | None:
        """One turn, committed when this returns. Gives the participant's id; None for a repeated message.

        Where the database is busy or goes away for a moment, the turn is tried again: nothing is lost.
        """
        cleaned = storable(incoming)
        heard = self._listener.hear(cleaned)
        person, said = retrying(lambda: self._take(cleaned, heard), self._pause)
        self._discard_files(said)
        if cleaned.attachment and self._discard and not self._holds(cleaned, cleaned.attachment.stored):
            self._discard(cleaned.attachment.stored)
        return person

    def _discard_files(self, said: frozenset[str]) -> None:
        """Delete the files among answers that were erased."""
        for stored in said:
            if self._discard and NAME.fullmatch(stored):
                self._discard(stored)

    def _take(self, incoming: Incoming, heard: Heard | None) -> tuple[int | None, frozenset[str]]:
        """The participant, None for a repeated message; and the answers that were erased."""
        now = self._world.clock()
        with self._database.write() as connection:
            store = Conversations(connection)
            if not store.receive_from(incoming.channel, incoming.address, incoming.message_id, now):
                return None, frozenset()
            if incoming.album and not store.receive_from(
                incoming.channel, incoming.address, incoming.album, now
            ):
                if not incoming.text:
                    return None, frozenset()
                incoming = replace(incoming, attachment=None, unsupported="photo")
            person = store.person(incoming.channel, incoming.address, now)
            heard = self._listener.heard_now(heard, incoming, person)
            routing = _Routing(self._world, self._live, connection, person, incoming, heard, now)
            routing.run()
        self._listener.remember(incoming, routing.person)
        return routing.person.id, routing.said

    def _holds(self, incoming: Incoming, stored: str) -> bool:
        """Whether the file is an answer of this person's."""
        with self._database.read() as connection:
            return answers_with_file(connection, incoming.channel, incoming.address, stored)

    def blocked(self, channel: str, address: str) -> None:
        """The channel says that this person blocked us: send nothing more, keep what they said."""
        now = self._world.clock()
        with self._database.write() as connection:
            store = Conversations(connection)
            person = store.find_person(channel, address)
            if person is None:
                return
            store.change_person(person.id, blocked_at=now)
            Outbox(connection).give_up_all(person.id, now, "blocked")

    def come_in(self, ticket: str, address: str, age: AgeBand) -> bool:
        """Somebody comes to the web by a link that is good for once. False where it has been used."""
        now = self._world.clock()
        with self._database.write() as connection:
            fresh = Conversations(connection).receive("ticket", ticket, now)
            if fresh:
                come_in(connection, "web", address, age, now)
        return fresh

    def first_use(self, ticket: str) -> bool:
        """Whether a link that is good for once is used for the first time."""
        with self._database.write() as connection:
            return Conversations(connection).receive("ticket", ticket, self._world.clock())

    @property
    def ring(self) -> KeyRing:
        return self._world.ring

    def live(self, version: str, connection: Connection | None = None) -> Live:
        """The questionnaire version called `version`, compiled. `connection`: where it may be new."""
        return self._live.get(version, connection)

    @property
    def envelopes(self) -> Envelopes:
        """What opens the messages in the outbox."""
        return Envelopes(self._world.ring)

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


class _Routing(WhatCame):
    """Finds the conversation that a message belongs to, and takes it there."""

    def run(self) -> None:
        self.note_reachable()
        stored = self.present()
        if not (self.what_came(stored) or self.rights(stored)):
            self.route(stored)
        if not self.forgotten or self.alert:
            self.note_heard(stored or self.present())

    def route(self, stored: Stored | None) -> None:
        if self.wants_to_tell(stored):
            self.tell(stored)
            return
        if stored and stored.kind == "standing" and stored.status == "finished" and self.has_words():
            self.hear(stored)
            return
        start = self.start(stored)
        if start is not None:
            if not self.choose(start, stored):
                return
            stored = self.present()
        if stored is None:
            self.nothing_open("nothing_open")
        elif stored.consultation_state != "open":
            self.closed(self.consultations.by_id(stored.consultation_id), stored)
        else:
            self.turn(stored)

    def start(self, stored: Stored | None) -> str | None:
        """The consultation that is to be started or resumed, "" where none is named; None for no start."""
        if self.incoming.start is not None:
            return self.incoming.start
        if stored is None:
            return "" if self.is_hello() else None
        # Whoever has finished may start once more: there may be new questions.
        finished = stored.status == "finished" and self.intent(session_of(stored)) == Do("start")
        return "" if finished else None

    def is_hello(self) -> bool:
        """Whether somebody new, or somebody who starts again, writes: any words will do for a hello."""
        intent = self.intent(self.nobody())
        return intent == Do("start") or not (
            self.person.stopped or intent in (Do("stop"), Do("help"), Do("services"))
        )

    def choose(self, code: str, stored: Stored | None) -> bool:
        """Make the named consultation the current one; where none is named, resume, or take the only one."""
        if code == "" and stored and stored.consultation_state == "open" and stored.status != "finished":
            return True
        found = [self.consultations.find(code)] if code else self.consultations.all()
        named = code != ""
        possible = [one for one in found if one and one.state == "open" and self.offered(one, named=named)]
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

    def offered(self, one: Consultation, *, named: bool) -> bool:
        """Whether people can answer it on this channel and this person is asked, or has begun to."""
        if self.store.session_in(self.person.id, one.id) is not None:
            return True
        here = Drafts(self.connection).intent_of(one.id).offered_on(self.incoming.channel)
        return here and PledgeSurveys(self.connection).open_to(one.id, self.person.id, named=named)

    def nothing_to_start(self, code: str) -> None:
        named = self.consultations.find(code)
        if named is None:
            self.nothing_open("consultation_closed" if code else "nothing_open")
        elif named.state == "open":
            self.nothing_open("not_offered_here")
        else:
            self.closed(named, self.store.session_in(self.person.id, named.id))

    def enter(self, chosen: Consultation) -> None:
        if chosen.kind == "standing":
            self.tellings.standing(chosen.plan_code)  # the plan may have changed
            present = self.present()
            self.be_in(self.tellings.open(self.person.id, chosen, present, self.world.new_id()))
            return
        stored = self.store.session_in(self.person.id, chosen.id)
        session_id = stored.id if stored else self.world.new_id()
        if stored is None:
            self.store.add_session(session_id, self.person.id, chosen.id, self.now)
        elif stored.status == "finished" and stored.questionnaire_id != chosen.questionnaire_id:
            self.go_on_with(chosen, stored)
        self.be_in(session_id)

    def go_on_with(self, chosen: Consultation, stored: Stored) -> None:
        """Whoever has finished an earlier version is asked what is new in the present one, and no more."""
        old = self.live(stored.questionnaire_id).form
        new = self.live(chosen.questionnaire_id).form
        carried = replace(carry_over(session_of(stored), old, new), questionnaire=chosen.questionnaire_id)
        self.store.move_session(stored.id, chosen.questionnaire_id, sessions.to_json(carried))

    def offer(self, possible: list[Consultation]) -> None:
        buttons = tuple(Button(f"{START}{one.code}", one.title) for one in reversed(possible))
        message = asking.reply(self.nobody(), "choose_consultation")
        self.answer([replace(message, kind="question", buttons=buttons)])

    def turn(self, stored: Stored) -> None:
        step = self.take_step(stored, self.incoming)
        said = [*step.messages]
        if stored.kind == "standing":
            said = [*self.tellings.keep(stored, step), *(self.go_back(stored) if is_over(step) else ())]
        self.say(said, f"{stored.id}:{step.session.step}", step.session)

    def wants_to_tell(self, stored: Stored | None) -> bool:
        """Whether they want to tell us something of their own accord. It is no start: a stop stays."""
        session = session_of(stored) if stored else self.nobody()
        return not self.person.stopped and self.intent(session) == Do("tell")

    def tell(self, present: Stored | None) -> None:
        """Begin a telling; afterwards they are back where they are now."""
        where = self.tellings.standing(present.plan_code if present else None)
        if where is None or where.state != "open":
            self.without_session("nothing_open")
            return
        if not self.person.language:
            spoken = (session_of(present).language if present else "") or wording.DEFAULT
            self.person = replace(self.person, language=wording.catalogue_of(spoken))
        self.be_in(self.tellings.open(self.person.id, where, present, self.world.new_id()))
        self.incoming = self.incoming.starting(where.code)
        if (begun := self.present()) is not None:
            self.turn(begun)

    def has_words(self) -> bool:
        """Whether somebody says something, more than a word or a hello, that no question has asked for.

        What raises an alert is no such thing: it goes to the safeguarding lead as it is.
        """
        text = (self.incoming.text or "").strip()
        said = isinstance(self.intent(self.nobody()), Say) and len(text.split()) > 1
        return (
            said
            and not self.alert
            and not self.person.stopped
            and not wording.is_hello(text, self.language())
        )

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

    def nothing_open(self, key: str) -> None:
        """Nothing is asked of this person. What they say all the same is heard."""
        if self.has_words():
            self.hear(None)
        else:
            self.without_session(key)

    def closed(self, consultation: Consultation, stored: Stored | None) -> None:
        """Their consultation is over: thanks, what was kept, and what happens next."""
        session = session_of(stored) if stored else self.nobody()
        if self.always(session, consultation.plan_code):
            return
        if stored and self.intent(session) == Do("mine"):
            live = self.live(stored.questionnaire_id)
            around = self.world.surroundings(self.now)
            mine = closing.my_answers(session, live.form, around)
            self.answer([equality.with_answers(mine, session, self.told(stored.consultation_id))])
        else:
            said = closing.farewell(session, consultation)
            if stored and self.has_words() and not session.about:
                self.store.remark(stored, self.incoming.text or "", self.now)
                said = [asking.reply(session, "remark_kept"), *said]
            self.answer(said)
