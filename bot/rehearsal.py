"""A questionnaire tried out without a database or a channel: typed in a terminal, or played from a script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from bot.engine import Step, advance
from bot.messages import Button, Incoming, Message
from bot.session import Session, from_json, to_json
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.forms.form_state import FormState
from consultations.forms.places import Place, split_key
from consultations.forms.questionnaire import Question, walk


class Answer(BaseModel):
    """A scripted answer: the value as it is stored (a list for several choices), or null to skip.

    Inside a repeat the name alone means its next time round; `name[2]` is the second. The answer to the
    repeat itself, true or false, says whether there is another.
    """

    model_config = ConfigDict(extra="forbid")
    question: str
    answer: JsonValue


class Words(BaseModel):
    """Scripted words, typed whatever is being asked."""

    model_config = ConfigDict(extra="forbid")
    say: str


Line = Annotated[Answer | Words, Field(union_mode="left_to_right")]
LINE: TypeAdapter[Answer | Words] = TypeAdapter(Line)


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A scripted answer that could not be given: its question is not asked here."""

    question: str
    asked_instead: str | None


class Rehearsal:
    """One conversation with `form`. The session is written out and read again between turns, as when live."""

    def __init__(self, form: CompiledForm, around: Surroundings, session_id: str = "rehearsal") -> None:
        self.form = form
        self._around = around
        self._turns = 0
        self.session = Session(id=session_id, consultation="rehearsal", questionnaire="rehearsal")
        self.asked: Message | None = None

    def start(self) -> Step:
        return self._take(Incoming("web", "rehearsal", "0", start="rehearsal"))

    def say(self, text: str) -> Step:
        return self._take(self._incoming(text=text))

    def press(self, *buttons: Button) -> Step:
        return self._take(self._incoming(button=" ".join(button.id for button in buttons)))

    def play(self, line: Answer | Words) -> Iterator[Step | NotAsked]:
        """Play one line. Optional questions that stand before the one it answers are skipped, and a repeat
        goes round once more or is left as the line wants it."""
        if isinstance(line, Words):
            yield self.say(line.say)
            return
        while not self._stands_at(line.question):
            way = self._way_to(line.question)
            if way is None:
                yield NotAsked(line.question, self.session.current)
                return
            yield self.press(way)
        yield self._give(line.answer)

    def _stands_at(self, question: str) -> bool:
        current = self.session.current or ""
        return question in (current, split_key(current)[0])

    def _way_to(self, question: str) -> Button | None:
        """What to press so as to come nearer to a question; None where no way leads there."""
        another, enough = self._button("another"), self._button("enough")
        if another and enough:
            repeat = self.form.layout.repeats[split_key(self.session.current or "")[0]]
            inside = {item.name for item, _ in walk(repeat.items)}
            return another if split_key(question)[0] in inside else enough
        return self._button("skip") if self._stands_ahead(question) else None

    def _give(self, value: JsonValue) -> Step:
        another, enough = self._button("another"), self._button("enough")
        if another and enough:
            return self.press(another if value in (True, "yes") else enough)
        skip, done = self._button("skip"), self._button("done")
        if value is None and skip:
            return self.press(skip)
        values = [name for text in _texts(value) for name in text.split()] if done else _texts(value)
        picked = [button for one in values if (button := self._option(one))]
        if done and picked and len(picked) == len(values):
            return self.press(*picked, done)
        return self.press(*picked) if len(picked) == 1 == len(values) else self.say(" ".join(values))

    def state(self) -> FormState:
        """What holds with the answers given so far."""
        return FormState(self.form, self.session.given(), self._around)

    def _option(self, value: str) -> Button | None:
        """The button that stands for a stored value at the current question."""
        options = self.state().options(self.session.current or "")
        buttons = [one for one in self._buttons() if one.role == "answer"]
        pairs = zip(options, buttons, strict=False)
        return next((button for option, button in pairs if option.value == value), None)

    def _stands_ahead(self, question: str) -> bool:
        """Whether one of these names applies, is open, and comes after the question being asked."""
        keys = [place.key for place in self.state().places]
        if self.session.current not in keys:
            return False
        ahead = self.state().places[keys.index(self.session.current) + 1 :]
        return any(question in (place.key, place.name) and self._is_open(place) for place in ahead)

    def _is_open(self, place: Place) -> bool:
        if isinstance(place.item, Question):
            return place.key not in self.session.answers and self.state().askable(place.key)
        return place.another and place.key not in self.session.closed and self.state().applies(place)

    def _buttons(self) -> Sequence[Button]:
        return self.asked.buttons if self.asked else ()

    def _button(self, role: str) -> Button | None:
        return next((button for button in self._buttons() if button.role == role), None)

    def _incoming(self, text: str | None = None, button: str | None = None) -> Incoming:
        return Incoming("web", "rehearsal", str(self._turns), text=text, button=button)

    def _take(self, incoming: Incoming) -> Step:
        self._turns += 1
        step = advance(self.session, self.form, incoming, self._around)
        self.session = from_json(to_json(step.session))
        self.asked = next((one for one in reversed(step.messages) if one.buttons), self.asked)
        return step


def _texts(value: JsonValue) -> list[str]:
    """A scripted value as stored texts: `true` acknowledges, numbers lose an empty fraction."""
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if value is True:
        return ["OK"]
    if isinstance(value, float) and value.is_integer():
        return [str(int(value))]
    return [] if value is None else [str(value)]
