"""One turn inside its transaction: who is there, what is kept, what is said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial

from sqlalchemy import Connection

from bot import asking, safety, wording
from bot import session as sessions
from bot.engine import Step, advance
from bot.envelopes import Envelopes
from bot.hearing import Heard, remembered
from bot.help_card import help_card, services_card
from bot.intents import Do, Intent, understand
from bot.live import Live, LiveForms
from bot.messages import Command, Incoming, Message
from bot.reminders import PUSHED, UNDER_WAY, as_start
from bot.session import Session
from bot.tellings import Tellings
from bot.turn import Beside, Equality
from bot.world import World
from consultations.equality import Told
from consultations.plan.services import KnownService, known_services
from consultations.responses import Event
from consultations.storage.concerns import Concerns, NewConcern
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, OutgoingRow, Person, Stored, Turn
from consultations.storage.drafts import Drafts
from consultations.storage.equality import EqualityAnswers, EqualityAsked
from consultations.storage.outbox import Outbox
from consultations.storage.participants import Letters, send_away
from consultations.storage.plans import Plans
from consultations.storage.timers import Timers


class Exchange:
    """What a turn does, wherever the message belongs.

    `heard` is what was written and what the screen says of it; None where nothing was written.
    """

    def __init__(
        self,
        world: World,
        forms: LiveForms,
        connection: Connection,
        person: Person,
        incoming: Incoming,
        heard: Heard | None,
        now: datetime,
    ) -> None:
        self.world = world
        self.forms = forms
        self.connection = connection
        self.consultations = Consultations(connection)
        self.store = Conversations(connection)
        self.concerns = Concerns(connection, world.ring)
        self.plans = Plans(connection)
        self.outbox = Outbox(connection)
        self.timers = Timers(connection)
        self.tellings = Tellings(connection, now, world.zone, world.reply_days)
        self.person = person
        self.incoming = as_start(incoming)
        self.heard = heard
        self.now = now
        self._to_comfort = heard is not None and heard.alert

    def note_reachable(self) -> None:
        """Whoever writes has not blocked us, or no longer."""
        if self.person.blocked:
            self.store.change_person(self.person.id, blocked_at=None)

    def present(self) -> Stored | None:
        """The conversation that this person is in."""
        return self.store.session(self.person.session_id) if self.person.session_id else None

    def intent(self, session: Session) -> Intent:
        return understand(session, self.incoming)

    def be_in(self, session_id: str) -> None:
        """What this person writes belongs to that conversation from now on."""
        self.store.change_person(self.person.id, session_id=session_id, leaving_at=None)
        self.person = replace(self.person, session_id=session_id)

    def always(self, session: Session, plan_code: str | None = None) -> bool:
        """Stopping and help work whatever is open, and only a start undoes a stop. Whether that was all.

        `plan_code`: whose services can help; None for the plan in force.
        """
        intent = self.intent(session)
        if intent == Do("stop"):
            self.note_stop(stopped=True)
            said = [asking.reply(session, "stopped", "start", "help")]
        elif intent in (Do("help"), Do("services")):
            said = [self._who_helps(session, self.services(plan_code), called=intent == Do("help"))]
        elif self.person.stopped and intent != Do("start"):
            said = [] if self.alert else [asking.reply(session, "still_stopped", "start", "help")]
        else:
            if self.person.stopped:
                self.note_stop(stopped=False)
            return False
        self.answer(said)
        return True

    def _who_helps(self, session: Session, services: Sequence[KnownService], *, called: bool) -> Message:
        """The help lines where they were `called` for, or there are no services to tell of."""
        if services and not called:
            return services_card(session, services, "", "start", "help")
        ways: tuple[Command, ...] = ("start", "help", "services") if services else ("start", "help")
        return help_card(session, self.world.help_lines, *ways)

    def nobody(self) -> Session:
        """A session for somebody who is in no conversation: it only lends its language and its buttons."""
        return Session(id="none", consultation="", questionnaire="", language=self.language())

    def language(self) -> str:
        return self.person.language or wording.DEFAULT

    def answer(self, messages: list[Message]) -> None:
        """Say something that is no step of any conversation."""
        self.say(messages, f"{self.incoming.channel}:{self.person.id}:{self.incoming.number}")

    def say(self, messages: Sequence[Message], key: str, session: Session | None = None) -> None:
        """Put messages into the outbox.

        Whoever told us that somebody is not safe hears first what follows from that.
        """
        said = [*self._comfort(session or self.nobody()), *messages]
        envelopes = Envelopes(self.world.ring)
        rows = [
            OutgoingRow(f"{key}:{place}", message.kind, envelopes.put(message))
            for place, message in enumerate(said)
        ]
        self.store.put_in_outbox(self.person.id, self.incoming.channel, rows, self.now)

    # Safety

    @property
    def alert(self) -> bool:
        """Whether what was just written suggests that somebody is not safe."""
        return self.heard is not None and self.heard.alert

    def _comfort(self, session: Session) -> list[Message]:
        """The words for whoever told us that somebody is not safe, once in this turn."""
        if not self._to_comfort or self.heard is None:
            return []
        self._to_comfort = False
        last = self.concerns.last_alert(self.person.id)
        again = last is not None and self.now - last < safety.TOLD_LATELY
        return safety.comfort(session, self.world.help_lines, self.heard.found.category, again=again)

    def note_heard(self, said_in: Stored | None) -> None:
        """Remember what was written for the next look, keep a concern, and hold back the words of it."""
        if self.heard is None:
            return
        recent = remembered(self.world, self.heard, self.now)
        self.store.remember(self.person.id, recent, self.now)
        self.person = replace(self.person, recent=recent)
        if self.heard.concern:
            self.concerns.add(self._concern(self.heard, said_in), self.now)
        if self.person.concerned or self.heard.holds:
            self.concerns.hold(self.person.id)

    def _concern(self, heard: Heard, said_in: Stored | None) -> NewConcern:
        return NewConcern(
            participant_id=self.person.id,
            channel=self.incoming.channel,
            outcome=heard.found.outcome.value,
            category=heard.found.category,
            texts=(*heard.earlier, heard.text),
            reasons=heard.found.reasons,
            language=self.language(),
            holds=heard.holds,
            session_id=said_in.id if said_in else None,
            consultation=said_in.consultation if said_in else None,
            question=session_of(said_in).current if said_in else None,
        )

    def without_session(self, key: str) -> None:
        """Nothing is open for this person: help and stop work all the same."""
        nobody = self.nobody()
        if not self.always(nobody):
            self.answer([] if self.alert else [asking.reply(nobody, key, "start", "tell", "help")])

    # A step of a conversation

    def take_step(self, stored: Stored, incoming: Incoming) -> Step:
        """Take `incoming` in that conversation, and keep all that follows but what is said."""
        live = self.live(stored.questionnaire_id)
        before = self._before(stored)
        around = self.world.surroundings(self.now)
        step = advance(before, live.form, incoming, around, self._beside(stored))
        if incoming.text:
            step = self._with_care(before, step)
        self.keep(stored, step, live)
        self.note_person(step)
        self.note_timer(stored, step.session)
        return step

    def _before(self, stored: Stored) -> Session:
        """The conversation as it was left, with what holds for the person wherever they write.

        Who has agreed to take part agrees to a few words more: to telling us something, or about a service.
        """
        session = session_of(stored, self.person.language)
        agreed = session.agreed or (self.person.agreed or "" if stored.kind != "consultation" else "")
        age = session.age or self.person.age_band or ""
        return replace(session, stopped=self.person.stopped, age=age, agreed=agreed)

    def _beside(self, stored: Stored) -> Beside:
        door = self.world.doorway
        if door is not None:
            door = replace(door, admits=Letters(self.connection, self.world.ring).admits)
        return Beside(
            partial(self.glossary, stored.plan_code),
            self.world.help_lines,
            door,
            self._equality(stored),
            partial(self.services, stored.plan_code),
            partial(Drafts(self.connection).intent_of, stored.consultation_id),
            self.world.locations,
        )

    def _equality(self, stored: Stored) -> Equality:
        asked = partial(EqualityAsked(self.connection).of, stored.consultation_id)
        return Equality(cache(asked), partial(self.told, stored.consultation_id))

    def told(self, consultation_id: int) -> Sequence[Told]:
        """What this person said to the equality questions of a consultation."""
        return EqualityAnswers(self.connection, self.world.ring).of(self.person.id, consultation_id)

    def _with_care(self, before: Session, step: Step) -> Step:
        """The step, but gentle where what was just written gave reason to worry."""
        if self.alert:
            return safety.pause(step)
        paused = before.aside is not None and before.aside.kind == "pause"
        if paused and self.heard is not None:
            self.heard = self.heard.after_an_alert()
        elif self.heard is not None and self.heard.concern and self.heard.found.category:
            return replace(step, messages=(safety.gently(step.session), *step.messages))
        return step

    def live(self, version: str) -> Live:
        return self.forms.get(version, self.connection)

    def glossary(self, plan_code: str) -> Mapping[str, str]:
        """The hard words of the plan, whatever they are called, and what they mean."""
        plan = self.plans.get(plan_code)
        return {name: term.meaning for term in plan.terms for name in (term.jargon, *term.aliases)}

    def services(self, plan_code: str | None) -> Sequence[KnownService]:
        """What can be told of the services of that plan, or of the one in force."""
        plan = self.plans.get(plan_code) if plan_code else self.plans.current()
        return known_services(plan) if plan else ()

    def keep(self, stored: Stored, step: Step, live: Live) -> None:
        decided = live.decided(step.session.answers, partial(self.plans.get, stored.plan_code))
        turn = Turn(
            session=stored,
            state=sessions.to_json(step.session),
            status=step.session.status,
            step=step.session.step,
            events=[_without_code(one) for one in step.events],
            outcomes={**live.outcomes, **{name: code for name, code in decided.items() if code}},
            decided=decided,
        )
        self.store.save(turn, self.person.id, self.now)
        apart = EqualityAnswers(self.connection, self.world.ring)
        today = self.now.astimezone(self.world.zone).date()
        for told in step.told:
            apart.keep(self.person.id, stored.consultation_id, told, step.session.age or None, today)

    def note_person(self, step: Step) -> None:
        """Stopping holds for the person, not only for this conversation; so does the language they choose."""
        if step.session.stopped != self.person.stopped:
            self.note_stop(stopped=step.session.stopped)
        columns: dict[str, str] = {"language": "language", "age": "age_band", "agreed": "agreed"}
        for one in step.events:
            if one.kind in columns:
                self.store.change_person(self.person.id, **{columns[one.kind]: one.value})
            elif one.kind == "admitted" and one.value:
                Letters(self.connection, self.world.ring).use(one.value, self.now)
            if one.kind == "agreed":
                self.store.change_person(self.person.id, leaving_at=None)
            elif one.kind == "sent_away":
                send_away(self.connection, self.world.ring, self.person.id, self.now)

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


def _without_code(event: Event) -> Event:
    """A code from a letter leads to a child: it is used, and not kept."""
    return replace(event, value=None) if event.kind == "admitted" else event


@lru_cache(maxsize=64)
def _read(state: str) -> Session:
    """Read once for all that a turn asks of it."""
    return sessions.from_json(state)


def session_of(stored: Stored, language: str | None = None) -> Session:
    """The conversation as it was left, or a new one, which `language` is known for."""
    if stored.state:
        return _read(stored.state)
    return Session(stored.id, stored.consultation, stored.questionnaire_id, language or "")
