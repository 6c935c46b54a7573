"""Whoever chats, with whatever questionnaire: nothing is lost, nothing breaks, and STOP and Get help work.

`TOGETHER_EXAMPLES=10000 python3 dev.py security` tries many more people than the usual run does.
"""

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot import wording
from bot.engine import Step, advance
from bot.messages import Attachment, Command, Incoming, storable
from bot.session import Session, from_json, to_json
from bot.transcript import transcript
from bot.turn import Beside
from consultations.forms.compiled import CompiledForm
from consultations.forms.form_state import FormState
from consultations.forms.places import split_key
from consultations.forms.questionnaire import Questionnaire
from tests.builders import NOW, surroundings
from tests.property.forms import questionnaires

EXAMPLES = int(os.environ.get("TOGETHER_EXAMPLES", "150"))
STEPS = 40
MOST_TURNS = 400
"""Turns in which anybody who answers must have come to the end, whatever they did before."""
TYPED = {
    "number": "5",
    "decimal": "5",
    "date": "12/5/2015",
    "time": "15:30",
    "datetime": "12/5/2015 15:30",
}
MOST_BYTES = 64
FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
STRANGE = st.sampled_from(
    [
        "\u200d\u202e\u2066",
        FAMILY,
        "\ud800",
        "\0",
        "a\u0300" * 50,
        "x" * 20_000,
        "﷽" * 300,
        "${q1}",
        "<b>&",
        "{0}",
        "\n\n",
    ]
)
ANSWERS = ("yes", "no", "nope", "2", "two", "3, 1", "the park", "skool", "12/5/2015", "15:30", "😀", "hello")
WORDS = st.sampled_from([*ANSWERS, "i want to stop now because it is late"])


class Person(RuleBasedStateMachine):
    """One person and one questionnaire. `answers` is what was acknowledged to them, from the events alone."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, str] = {}
        self.pressed: list[str] = []
        self.now = NOW
        self.turns = 0
        self.session = Session("0123456789abcdef", "c", "q")
        self.last: Step | None = None

    @initialize(form=questionnaires())
    def begin(self, form: Questionnaire) -> None:
        self.form = CompiledForm(form)
        self.forgetful = CompiledForm(form)
        self.send(start="c")

    def send(self, **what: object) -> Step:
        self.turns += 1
        self.now += timedelta(seconds=20)
        incoming = storable(Incoming("web", "me", f"m{self.turns}", **what))  # type: ignore[arg-type]
        before = self.session
        step = advance(before, self.form, incoming, surroundings(self.now), Beside(_terms))
        self.session = from_json(to_json(step.session))
        assert self.session == step.session
        self.fold(step)
        self.pressed += [button.id for message in step.messages for button in message.buttons]
        assert step.messages, "nobody is left without an answer"
        assert all(message.text.strip() for message in step.messages)
        assert all(len(one.encode()) <= MOST_BYTES for one in self.pressed)
        if before.stopped and self.session.stopped:
            assert not any(message.kind == "question" for message in step.messages)
        self.last = step
        return step

    def fold(self, step: Step) -> None:
        for event in step.events:
            key = f"{event.question}[{event.instance}]" if event.instance else event.question
            if event.kind == "answered":
                self.answers[str(key)] = event.value or ""
            elif event.kind in ("skipped", "cleared"):
                self.answers.pop(str(key), None)

    # What people do

    @rule(data=st.data())
    @precondition(lambda self: self.last is not None)
    def tap(self, data: st.DataObject) -> None:
        offered = [one for message in self.last.messages for one in message.buttons] if self.last else []
        if offered:
            self.send(button=data.draw(st.sampled_from(offered)).id)

    @rule(place=st.integers(0, 3))
    @precondition(lambda self: self.last is not None)
    def answer(self, place: int) -> None:
        """Tap one of the answers, or type one: so that people get on."""
        self.get_on(place)

    @rule(places=st.lists(st.integers(0, 3), min_size=2, max_size=6))
    @precondition(lambda self: self.last is not None)
    def answer_several(self, places: list[int]) -> None:
        for place in places:
            self.get_on(place)

    def get_on(self, place: int) -> None:
        offered = [one for message in self.last.messages for one in message.buttons] if self.last else []
        answers = [one for one in offered if one.role in ("answer", "yes", "no", "another", "enough", "done")]
        if answers:
            self.send(button=answers[place % len(answers)].id)
        else:
            self.send(text=("5", "12/5/2015", "15:30", "words")[place])

    @rule(
        command=st.sampled_from(["restart", "change", "language", "meaning", "menu"]),
        then=st.sampled_from(["yes", "no", "stop", "help", "0", "1"]),
    )
    def begin_something_and_then(self, command: Command, then: str) -> None:
        """What we ask beside the questionnaire, and whatever may follow it."""
        self.send(text="/start")
        self.send(text=f"/{command}")
        self.send(button=f"{self.session.id[:12]}.{self.session.asked}.{then}")
        assert self.session.stopped or then != "stop"

    @rule(data=st.data())
    @precondition(lambda self: bool(self.pressed))
    def tap_an_old_button(self, data: st.DataObject) -> None:
        self.send(button=data.draw(st.sampled_from(self.pressed)))

    @rule(data=st.text(max_size=80) | st.sampled_from(["", ".", "0123456789ab.1.", "0123456789ab.1.99999"]))
    def tap_what_never_was(self, data: str) -> None:
        self.send(button=data)

    @rule(text=st.text(max_size=200) | STRANGE | WORDS)
    def type_something(self, text: str) -> None:
        self.send(text=text)

    @rule(command=st.sampled_from(get_args(Command)), slash=st.booleans())
    def command(self, command: Command, slash: bool) -> None:
        self.send(text=f"/{command}" if slash else wording.say(f"words.{command}", "en").split("|")[0])

    @rule(kind=st.sampled_from(["photo", "sticker", "voice", "edit", "other"]), text=st.none() | WORDS)
    def send_what_is_no_answer(self, kind: str, text: str | None) -> None:
        self.send(unsupported=kind, text=text)

    @rule(back=st.integers(0, 5), text=WORDS)
    def edit_an_earlier_message(self, back: int, text: str) -> None:
        self.send(edits=f"m{max(self.turns - back, 0)}", text=text)

    @rule(kind=st.sampled_from(["image", "audio", "file"]))
    def send_a_file(self, kind: str) -> None:
        self.send(attachment=Attachment(kind, "abc", "x/y"))  # type: ignore[arg-type]

    @rule()
    def open_the_link_again(self) -> None:
        self.send(start="c")

    @rule(hours=st.sampled_from([1, 24, 24 * 90]))
    def stay_away(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def stop(self) -> None:
        step = self.send(text="STOP")
        assert self.session.stopped
        assert not any(event.kind == "answered" for event in step.events)
        assert self.send(text="hello").session.stopped
        self.send(text="/start")
        assert not self.session.stopped

    @rule()
    def get_help(self) -> None:
        step = self.send(text="/help")
        assert any("999" in message.text for message in step.messages)
        assert not any(event.kind == "answered" for event in step.events)

    # Whatever they did, whoever answers comes to the end

    def teardown(self) -> None:
        if self.last is None:
            return
        self.send(text="/start")
        for _ in range(MOST_TURNS):
            if self.session.status == "finished":
                return
            self.answer_what_is_asked()
        raise AssertionError(f"still asked for {self.session.current} after {MOST_TURNS} answers")

    def answer_what_is_asked(self) -> None:
        """As somebody does who wants to be done: take the first answer there is, type where there is none."""
        asked = self.last.messages[-1] if self.last else None
        assert asked is not None
        assert asked.kind == "question", f"nothing is asked: {asked.text}"
        wanted = ("answer", "enough", "no")
        finished = [one for one in asked.buttons if one.role == "done" and self.session.draft]
        if asked.input in ("image", "audio", "file"):
            self.send(attachment=Attachment(asked.input, "abc", "x/y"))
            return
        taps = finished or [one for one in asked.buttons if one.role in wanted and not one.selected]
        if taps:
            self.send(button=taps[0].id)
        else:
            self.send(text=TYPED.get(asked.input, "words"))

    # What always holds

    @invariant()
    def what_was_acknowledged_is_kept(self) -> None:
        assert dict(self.session.answers) == self.answers

    @invariant()
    @precondition(lambda self: self.last is not None)
    def the_chat_can_be_shown_anew(self) -> None:
        transcript(self.session, self.form, surroundings(self.now))

    @invariant()
    @precondition(lambda self: self.last is not None)
    def what_counts_is_what_applies(self) -> None:
        state = FormState(self.form, self.session.given(), surroundings(self.now))
        withheld = {key for key in self.session.answers if not state.relevant(key)}
        assert set(self.session.withheld) == withheld

    @invariant()
    @precondition(lambda self: self.last is not None)
    def what_is_carried_on_is_what_is_found_anew(self) -> None:
        self.forgetful.recent.forget()
        now, given = surroundings(self.now), self.session.given()
        carried, anew = FormState(self.form, given, now), FormState(self.forgetful, given, now)
        asked = [place.key for place in anew.places if split_key(place.key)[0] in self.form.questions]
        for find in (FormState.relevant, FormState.askable, FormState.value):
            assert [find(carried, key) for key in asked] == [find(anew, key) for key in asked]


def _terms() -> Mapping[str, str]:
    return {"Mentor": "A grown-up who helps you."}


TestAnybody = Person.TestCase
TestAnybody.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
