"""One turn while it is worked out: the session as it is by now, what happened, and what is to be said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot import asking
from bot.doorway import Doorway
from bot.messages import Command, Incoming, Message
from bot.session import Session
from consultations.equality import Asked, Told
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.forms.form_state import FormState
from consultations.forms.places import Place, split_key
from consultations.help_lines import HelpLines, built_in
from consultations.launching import Intent as Launched
from consultations.plan.services import KnownService
from consultations.responses import Event, EventKind

OF_THE_FORM = frozenset({"answers", "skipped", "times", "language", "defaults"})
"""The fields of a session on which the state of the form hangs."""


Glossary = Callable[[], Mapping[str, str]]
"""Gives hard words and what they mean."""


def nothing_asked() -> Sequence[Asked]:
    return ()


def nothing_given() -> Sequence[Told]:
    return ()


def no_services() -> Sequence[KnownService]:
    return ()


@dataclass(frozen=True, slots=True)
class Equality:
    """What gives the equality questions of a consultation, and the answers that this person gave before."""

    asked: Callable[[], Sequence[Asked]] = nothing_asked
    given: Callable[[], Sequence[Told]] = nothing_given


@dataclass(frozen=True, slots=True)
class Beside:
    """What the conversation may need beside the questionnaire: hard words, who can help, the door, what is
    asked at the end, the services of the plan, what was said and chosen when it was launched, and whether
    the Trust lets people send where they are.

    Without a door nobody is asked anything before the questions: so officers try a questionnaire.
    """

    glossary: Glossary = dict
    help_lines: HelpLines = field(default_factory=built_in)
    door: Doorway | None = None
    equality: Equality = field(default_factory=Equality)
    services: Callable[[], Sequence[KnownService]] = no_services
    launched: Callable[[], Launched] = Launched
    locations: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one turn gives: the session to store, what happened, and what to say, in order.

    `told` is what was said to equality questions. It is kept apart from all the rest.
    """

    session: Session
    events: tuple[Event, ...]
    messages: tuple[Message, ...]
    told: tuple[Told, ...] = ()


@dataclass(slots=True)
class Turn:
    """Lives only inside `engine.advance`."""

    session: Session
    form: CompiledForm
    around: Surroundings
    incoming: Incoming
    beside: Beside = field(default_factory=Beside)
    events: list[Event] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    _state: FormState | None = None
    _terms: Mapping[str, str] | None = None
    _services: Sequence[KnownService] | None = None
    _launched: Launched | None = None

    def step(self) -> Step:
        return Step(self.session, tuple(self.events), tuple(self.messages), tuple(self.told))

    def change(self, **fields: object) -> None:
        self.session = replace(self.session, **fields)  # type: ignore[arg-type] # the callers name Session's fields
        if OF_THE_FORM & fields.keys():
            self._state = None

    def happen(self, kind: EventKind, key: str | None = None, value: str | None = None) -> None:
        name, instance = split_key(key) if key is not None else (None, "")
        self.events.append(Event(kind, name, value, instance))

    def say(self, message: Message) -> None:
        self.messages.append(message)

    def reply(self, key: str, /, *commands: Command, **details: object) -> None:
        self.say(asking.reply(self.session, key, *commands, **details))

    @property
    def terms(self) -> Mapping[str, str]:
        """The hard words of the plan and what they mean, looked up once."""
        if self._terms is None:
            self._terms = self.beside.glossary()
        return self._terms

    @property
    def services(self) -> Sequence[KnownService]:
        """The services that the plan tells of, looked up once."""
        if self._services is None:
            self._services = self.beside.services()
        return self._services

    @property
    def launched(self) -> Launched:
        """What was said and chosen when it was launched, looked up once."""
        if self._launched is None:
            self._launched = self.beside.launched()
        return self._launched

    @property
    def state(self) -> FormState:
        """What holds with the answers of the session."""
        if self._state is None:
            self._state = FormState(self.form, self.session.given(), self.around)
        return self._state

    @property
    def current(self) -> str:
        """The key of the place where the person stands; "" where they stand nowhere."""
        return self.session.current or ""

    def at_question(self) -> bool:
        """Whether the person stands at a question, not at the end of a repeat or nowhere."""
        return split_key(self.current)[0] in self.form.questions

    def repeat_place(self, key: str) -> Place:
        """The end of the repeat at `key`."""
        name = split_key(key)[0]
        item = self.form.layout.repeats[name]
        position = self.form.layout.positions[id(item)]
        return Place(key, item, position, self.form.layout.where(key), another=True)
