"""The conversation as one pure function: where somebody stands and what they sent, to what follows.

It sends nothing, stores nothing and reads no clock. Whoever calls it stores the session and the events in one
transaction with the messages, and only then lets the messages out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from bot import asking, wording
from bot.intents import Do, Intent, Late, Pick, Say, Unreadable, button_id, understand
from bot.messages import Button, Command, Incoming, Message
from bot.session import Session
from consultations.forms.compiled import CompiledForm, FormState, Surroundings
from consultations.forms.question_types import Accepted, Draft, Problem, Reading, type_of
from consultations.forms.questionnaire import Group, Item, Question, Text
from consultations.responses import Event


@dataclass(frozen=True, slots=True)
class Step:
    """What one turn gives: the session to store, what happened, and what to say, in order."""

    session: Session
    events: tuple[Event, ...]
    messages: tuple[Message, ...]


def advance(session: Session, form: CompiledForm, incoming: Incoming, around: Surroundings) -> Step:
    """Take one incoming thing. Pure: the same arguments give the same step.

    A session with status `new` begins, whatever came in. Nothing that a person sends raises an error.
    """
    turn = _Turn(session, form, around)
    turn.take(understand(session, incoming))
    return turn.step()


class _Turn:
    """One turn while it is worked out. Lives only inside `advance`."""

    def __init__(self, session: Session, form: CompiledForm, around: Surroundings) -> None:
        self.session = replace(session, step=session.step + 1)
        self.form = form
        self.around = around
        self.events: list[Event] = []
        self.messages: list[Message] = []

    def step(self) -> Step:
        return Step(self.session, tuple(self.events), tuple(self.messages))

    def change(self, **fields: object) -> None:
        self.session = replace(self.session, **fields)  # type: ignore[arg-type] # the callers name Session's fields

    def happen(self, kind: str, question: str | None = None, value: str | None = None) -> None:
        self.events.append(Event(kind, question, value))  # type: ignore[arg-type] # the callers give EventKind literals

    def reply(self, key: str, *commands: Command, **details: object) -> None:
        self.messages.append(asking.reply(self.session, key, *commands, **details))

    def state(self) -> FormState:
        return self.form.state(self.session.values(), self.session.language, self.around)

    def with_answers(self, answers: Mapping[str, str]) -> FormState:
        """What would hold with other answers."""
        values = replace(self.session, answers=answers).values()
        return self.form.state(values, self.session.language, self.around)

    # What came in

    def take(self, intent: Intent) -> None:
        if intent == Do("stop"):
            self.stop()
        elif intent == Do("help"):
            self.help()
        elif self.session.stopped and intent != Do("start"):
            self.reply("still_stopped", "start", "help")
        elif intent == Do("start") or self.session.status == "new":
            self.start()
        elif self.session.status == "language":
            self.choose_language(intent)
        elif self.session.status == "finished" and intent != Do("back"):
            self.reply("already_finished", "back", "stop", "help")
        else:
            self.take_answer(intent)

    def take_answer(self, intent: Intent) -> None:
        match intent:
            case Say(text):
                self.read(text)
            case Pick():
                self.pick(intent)
            case Do(command):
                self.obey(command)
            case Late():
                self.reply("old_button")
                self.ask_again()
            case Unreadable(changed):
                self.reply("changed_message" if changed else "cannot_read")
                self.ask_again()
            case _:
                assert_never(intent)

    def obey(self, command: str) -> None:
        match command:
            case "back":
                self.back()
            case "skip":
                self.skip()
            case "keep":
                self.move_on()
            case "done":
                self.done()

    # Starting, stopping, help

    def start(self) -> None:
        if self.session.stopped:
            self.happen("resumed")
            self.change(stopped=False)
            self.reply("resumed")
        if self.session.status == "new":
            self.happen("started")
            self.begin()
        elif self.session.status == "finished":
            self.reply("already_finished", "back", "stop", "help")
        else:
            self.ask_again()

    def begin(self) -> None:
        questionnaire = self.form.questionnaire
        if len(questionnaire.languages) > 1:
            self.change(status="language", language=questionnaire.default_language)
            self.ask_language()
        else:
            self.first_question(questionnaire.default_language)

    def first_question(self, language: str) -> None:
        self.change(status="asking", language=language)
        self.note_calculations(self.state())  # chance that is taken once is taken before anything is shown
        self.move_on()

    def stop(self) -> None:
        if not self.session.stopped:
            self.happen("stopped")
        self.change(stopped=True)
        self.reply("stopped", "start", "help")

    def help(self) -> None:
        self.reply("help", *_only(self.session.stopped, "start"))
        if not self.session.stopped and self.session.status in ("asking", "language"):
            self.ask_again()

    # Language

    def ask_language(self) -> None:
        buttons = tuple(
            Button(button_id(self.session, str(place)), wording.language_name(code))
            for place, code in enumerate(self.form.questionnaire.languages)
        )
        text = wording.say("choose_language", self.session.language)
        ways = (asking.command_button(self.session, "stop"), asking.command_button(self.session, "help"))
        self.messages.append(Message("question", text, (*buttons, *ways)))

    def choose_language(self, intent: Intent) -> None:
        code = _language_meant(self.form.questionnaire.languages, intent)
        if code is None:
            self.reply("problem.not_a_choice")
            self.ask_language()
        else:
            self.happen("language", value=code)
            self.first_question(code)

    # Answers

    def current(self) -> Question:
        return self.form.questions[self.session.current or ""].question

    def read(self, text: str) -> None:
        question = self.current()
        choices = self.state().choices(question)
        self.settle_reading(type_of(question.type).read(question, choices, text))

    def pick(self, picked: Pick) -> None:
        question = self.current()
        state = self.state()
        options, choices = state.options(question), state.choices(question)
        if max(picked.places) >= len(options):
            self.take_answer(Late())
            return
        kind = type_of(question.type)
        draft = "" if picked.final else self.session.draft
        for place in picked.places:
            reading = kind.tap(options[place], draft, choices)
            draft = reading.value if isinstance(reading, Draft) else draft
        self.settle_reading(kind.done(draft) if picked.final else reading)

    def done(self) -> None:
        self.settle_reading(type_of(self.current().type).done(self.session.draft))

    def settle_reading(self, reading: Reading) -> None:
        match reading:
            case Accepted(value):
                self.accept(self.current(), value)
            case Draft(value):
                self.change(draft=value)
                self.ask_again()
            case Problem():
                self.messages.append(asking.problem(self.session, reading))
                self.ask_again()

    def accept(self, question: Question, value: str) -> None:
        if not self.state().allows(question, value):
            self.refuse(question)
            return
        self.happen("answered", question.name, value)
        skipped = tuple(name for name in self.session.skipped if name != question.name)
        self.after_change({**self.session.answers, question.name: value}, skipped)
        self.move_on()

    def refuse(self, question: Question) -> None:
        self.say_own(question.constraint_message, "problem.not_allowed")
        self.ask_again()

    def say_own(self, own: Text, key: str) -> None:
        """The author's own words where there are some (pyxform writes "-" for none), else ours."""
        said = self.state().fill(own, self.session.language)
        text = said if said.strip("- ") else wording.say(key, self.session.language)
        self.messages.append(Message("reply", text))

    def skip(self) -> None:
        question = self.current()
        if self.state().required(question):
            self.say_own(question.required_message, "must_answer")
            self.ask_again()
            return
        self.happen("skipped", question.name)
        answers = {name: value for name, value in self.session.answers.items() if name != question.name}
        self.after_change(answers, (*self.session.skipped, question.name))
        self.move_on()

    def after_change(self, answers: Mapping[str, str], skipped: tuple[str, ...]) -> None:
        """Store new answers, and say what they changed for the other questions."""
        before = self.state()
        kept = dict(answers)
        after = self.with_answers(kept)
        for name in _no_longer_choices(after, kept):
            self.happen("cleared", name)
            del kept[name]
        after = self.with_answers(kept)
        for name in kept:
            if name in self.session.answers and before.relevant(name) != after.relevant(name):
                self.happen("restored" if after.relevant(name) else "withheld", name)
        self.change(answers=kept, skipped=tuple(dict.fromkeys(skipped)), draft="")
        self.note_calculations(after)

    def note_calculations(self, state: FormState) -> None:
        now = state.calculated()
        for name, value in now.items():
            if self.session.calculated.get(name, "") != value:
                self.happen("calculated", name, value)
        self.change(calculated=now)

    # Moving

    def move_on(self) -> None:
        """Go to the next question that is still open, or to the end."""
        state = self.state()
        following = self.first_open(state) or self.first_unfit(state)
        leaving = self.session.current
        if leaving and leaving != following:
            trail = (*(name for name in self.session.trail if name != leaving), leaving)
            self.change(trail=trail)
        self.tell_on_the_way(state, following)
        if following is None:
            self.finish(state)
        else:
            self.change(current=following, draft=self.draft_of(following))
            self.ask(state)

    def first_open(self, state: FormState) -> str | None:
        """The first question that applies, has no answer, and was not passed over."""
        for one in self.form.asked:
            name = one.question.name
            if name in self.session.answers or not state.askable(name):
                continue
            if name not in self.session.skipped or state.required(one.question):
                return name
        return None

    def first_unfit(self, state: FormState) -> str | None:
        """The first answer that later answers have made unfit for its constraint: it is asked again."""
        for name, value in self.session.answers.items():
            question = self.form.questions[name].question
            if state.askable(name) and not state.allows(question, value):
                self.say_own(question.constraint_message, "problem.not_allowed")
                return name
        return None

    def tell_on_the_way(self, state: FormState, until: str | None) -> None:
        """Say the notes and introductions that stand before `until` and have not been said."""
        for place, (item, groups) in enumerate(self.form.order):
            if item.name == until and isinstance(item, Question):
                return
            key = str(place)
            if key in self.session.told or not _applies(state, item, groups):
                continue
            message = asking.tell(self.session, state, item)
            if message:
                self.messages.append(message)
                self.change(told=(*self.session.told, key))

    def draft_of(self, name: str) -> str:
        takes_several = self.form.questions[name].kind.takes_several
        return self.session.answers.get(name, "") if takes_several else ""

    def ask(self, state: FormState) -> None:
        question = self.current()
        applying = [one.question.name for one in self.form.asked if state.askable(one.question.name)]
        number = applying.index(question.name) + 1 if question.name in applying else len(applying)
        self.messages.append(asking.ask(self.session, state, question, number, max(len(applying), 1)))

    def ask_again(self) -> None:
        if self.session.status == "language":
            self.ask_language()
        else:
            self.ask(self.state())

    def back(self) -> None:
        state = self.state()
        trail = [name for name in self.session.trail if state.askable(name)]
        if not trail:
            self.reply("no_question_before")
            self.ask_again()
            return
        name = trail.pop()
        self.happen("back", name)
        self.change(current=name, trail=tuple(trail), status="asking", draft=self.draft_of(name))
        self.say_answer(state)
        self.ask(state)

    def say_answer(self, state: FormState) -> None:
        question = self.current()
        value = self.session.answers.get(question.name)
        if value:
            shown = type_of(question.type).show(
                question, state.choices(question), value, self.session.language
            )
            self.reply("you_said", answer=shown)

    def finish(self, state: FormState) -> None:
        self.note_calculations(state)
        if self.session.status != "finished":
            self.happen("finished")
        self.change(status="finished", current=None)
        self.reply("finished", *_only(bool(self.session.trail), "back"), "stop", "help")


def _only(here: bool, command: Command) -> tuple[Command, ...]:
    return (command,) if here else ()


def _no_longer_choices(state: FormState, answers: Mapping[str, str]) -> list[str]:
    """The answered questions whose filter no longer leaves what was chosen."""
    return [
        name
        for name, value in answers.items()
        if (one := state.form.questions[name]).choice_filter is not None
        and state.relevant(name)
        and not set(value.split()) <= {choice.name for choice in state.choices(one.question)}
    ]


def _applies(state: FormState, item: Item, groups: tuple[Group, ...]) -> bool:
    if isinstance(item, Question):
        return state.relevant(item.name)
    return all(state.group_relevant(group) for group in (*groups, item))


def _language_meant(codes: tuple[str, ...], intent: Intent) -> str | None:
    if isinstance(intent, Pick) and intent.places[0] < len(codes):
        return codes[intent.places[0]]
    if isinstance(intent, Say):
        said = intent.text.strip().casefold()
        return next((c for c in codes if said in (c, wording.language_name(c).casefold())), None)
    return None
