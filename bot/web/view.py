"""What the page of one consultation shows to one browser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot import session as sessions
from bot import wording
from bot.conversation import Conversation
from bot.files import FileKind
from bot.messages import Button, Incoming, Message
from bot.reminders import as_start
from bot.transcript import Line, transcript
from bot.web.visit import Visit
from consultations.consultation import Consultation
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Questionnaire
from consultations.launching import Intent
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations, Person, Stored
from consultations.storage.database import Database
from consultations.storage.drafts import Drafts
from consultations.storage.outbox import Kept, Outbox
from consultations.storage.pledge_surveys import PledgeSurveys

NEAR = {"yes", "no", "another", "enough", "keep", "undo"}
"""Roles of buttons that answer the question and so stand with it; those not named here are tools."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What can be answered now, sorted by where it stands.

    `choices` are answers: boxes to tick where `done` sends them together, else buttons that answer at once.
    Where taps have an order (`ordered`) they stay buttons: boxes would lose it.
    """

    asked: Message
    choices: Sequence[Button]
    near: Sequence[Button]
    tools: Sequence[Button]
    done: Button | None = None
    ordered: bool = False

    @property
    def buttons(self) -> Sequence[Button]:
        """All that answers, where each button answers at once."""
        return [*self.choices, *self.near, *([self.done] if self.done else [])]

    @property
    def ticks(self) -> bool:
        return self.done is not None and bool(self.choices) and not self.ordered

    @property
    def typed(self) -> bool:
        return self.asked.kind == "question" and self.file is None

    @property
    def file(self) -> FileKind | None:
        """The kind of file that the question asks for, if it asks for one."""
        kinds: dict[str, FileKind] = {"image": "image", "audio": "audio", "file": "file"}
        return kinds.get(self.asked.input)


def panel(message: Message, *, ordered: bool = False) -> Panel:
    """`message`, its buttons sorted by their roles. `ordered`: its question asks for a ranking."""
    choices = [one for one in message.buttons if one.role == "answer"]
    near = [one for one in message.buttons if one.role in NEAR]
    done = next((one for one in message.buttons if one.role == "done"), None)
    near_it = {"answer", "done", *NEAR}
    tools = [one for one in message.buttons if one.role not in near_it]
    return Panel(message, choices, near, tools, done, ordered)


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows: what was said, what was just said, and what can be answered.

    `newest` is the number of the latest message that the page knows, for the stream of those that come after
    it; None for somebody who has said nothing yet. `problem` is why the last thing sent was not taken.
    """

    consultation: Consultation
    visit: Visit
    form_id: str
    lines: Sequence[Line] = ()
    messages: Sequence[Message] = ()
    notices: Sequence[Message] = ()
    language: str = wording.DEFAULT
    newest: int | None = None
    problem: str = ""
    finished: bool = False
    ordered: bool = False

    @property
    def panel(self) -> Panel | None:
        return panel(self.messages[-1], ordered=self.ordered) if self.messages else None

    def here(self, way: str = "") -> str:
        return self.visit.here(self.consultation.code, way)


@dataclass(slots=True)
class _Said:
    """What the database holds for one person, before it is made into a view."""

    reply: list[Kept] = field(default_factory=list)
    notices: list[Kept] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    language: str = ""
    finished: bool = False
    rankings: frozenset[str] = frozenset()


class Views:
    """Makes views from what is stored."""

    def __init__(
        self,
        conversation: Conversation,
        database: Database,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._conversation = conversation
        self._database = database
        self._clock = clock
        self._new_id = new_id

    def open_consultations(self) -> list[Consultation]:
        """Those that everybody can answer in the web chat."""
        with self._database.read() as connection:
            found = [one for one in Consultations(connection).all() if one.state == "open"]
            chosen = Drafts(connection).intents_of([one.id for one in found])
            for_some = PledgeSurveys(connection).among([one.id for one in found])
        return [one for one in found if chosen[one.id].on_the_web and one.id not in for_some]

    def led_to(self, incoming: Incoming) -> str | None:
        """The consultation that a pressed button begins, which has a page of its own; None for others."""
        code = as_start(incoming).start if incoming.button else None
        if not code:
            return None
        with self._database.read() as connection:
            return code if Consultations(connection).find(code) else None

    def view(self, code: str, visit: Visit, problem: str = "") -> View:
        """The page of one consultation for one browser. Marks what it shows as delivered. `NotFound`."""
        with self._database.read() as connection:
            consultation = Consultations(connection).get(code)
            store = Conversations(connection)
            chosen = Drafts(connection).intent_of(consultation.id)
            first = self._first_language(consultation, visit, chosen)
            person = store.find_person("web", visit.address) if visit.address else None
            if person is None:
                return View(consultation, visit, self._new_id(), language=first, problem=problem)
            said = self._said(Outbox(connection), store, person, consultation)
        self._mark_shown([*said.reply, *said.notices])
        return self._shown(consultation, visit, said, problem, first)

    def _first_language(self, consultation: Consultation, visit: Visit, chosen: Intent) -> str:
        """What the page speaks before anybody has chosen: one that the browser asks for and the consultation
        is offered in, or else the consultation's own.
        """
        questionnaire = self._conversation.live(consultation.questionnaire_id).form.questionnaire
        offered = chosen.spoken(questionnaire.languages)
        wanted = [code for code in (*visit.languages, questionnaire.default_language) if code in offered]
        return next(iter((*wanted, *offered)), questionnaire.default_language)

    def _said(
        self, outbox: Outbox, store: Conversations, person: Person, consultation: Consultation
    ) -> _Said:
        """What was said before the latest turn, and in it. No words of another consultation."""
        said = _Said(outbox.last_reply(person.id), outbox.news(person.id))
        stored = store.session(person.session_id) if person.session_id else None
        if stored is None:
            said.language = person.language or wording.DEFAULT  # in no conversation they are answered too
            return said
        if not stored.state or not _belongs(store, stored, consultation):
            return said
        session = sessions.from_json(stored.state)
        live = self._conversation.live(stored.questionnaire_id)
        said.lines = transcript(session, live.form, self._conversation.surroundings(self._clock()))
        said.language = session.language
        said.rankings = _rankings(live.form.questionnaire)
        said.finished = (session.status == "finished" and not session.about) or session.stopped
        return said

    def _shown(self, consultation: Consultation, visit: Visit, said: _Said, problem: str, first: str) -> View:
        messages = self._messages(said.reply) if said.language else []
        fresh = {message.text for message in messages}
        return View(
            consultation=consultation,
            visit=visit,
            form_id=self._new_id(),
            lines=[line for line in said.lines if line.who == "you" or line.text not in fresh],
            messages=messages,
            notices=self._messages(said.notices),
            language=said.language or first,
            newest=max((one.id for one in (*said.reply, *said.notices)), default=0),
            problem=problem,
            finished=said.finished,
            ordered=bool(messages) and messages[-1].question in said.rankings,
        )

    def _messages(self, rows: Sequence[Kept]) -> list[Message]:
        return [self._conversation.envelopes.open(row.body) for row in rows]

    def _mark_shown(self, shown: Sequence[Kept]) -> None:
        new = [one.id for one in shown if one.sent_at is None]
        if new:
            now = self._clock()
            with self._database.write(durable=False) as connection:  # who looks again is shown it again
                outbox = Outbox(connection)
                for number in new:
                    outbox.sent(number, now)


def _rankings(questionnaire: Questionnaire) -> frozenset[str]:
    """The names of the questions whose answers are put in order."""
    return frozenset(one.name for one in questionnaire.questions() if type_of(one.type).ordered)


def _belongs(store: Conversations, stored: Stored, consultation: Consultation) -> bool:
    """Whether a conversation is shown on that consultation's page: also what was told in the middle of it."""
    if stored.consultation_id == consultation.id:
        return True
    around = store.session(stored.interrupts) if stored.interrupts else None
    return stored.kind == "standing" and (around is None or around.consultation_id == consultation.id)
