"""A questionnaire tried out as one person would meet it, with the clock in the officer's hand. Pure.

A simulation is the list of what was done in it: it is played from the beginning each time, so there is
nothing to store, and any step can be taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.engine import Step, advance
from bot.messages import Channel, Incoming, Message
from bot.reminders import PUSHED, START, UNDER_WAY, Pause, Reminding, Wait, reminder, reminder_due
from bot.session import Session, from_json, to_json
from bot.turn import Beside
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.launching import Intent as Launched
from consultations.responses import Event

MOST_MOVES = 1000
LONGEST_WAIT_HOURS = 24 * 366


class Say(BaseModel):
    """Words typed."""

    model_config = ConfigDict(extra="forbid")
    say: str = Field(max_length=20_000)


class Press(BaseModel):
    """Buttons pressed, by their ids."""

    model_config = ConfigDict(extra="forbid")
    press: str = Field(max_length=20_000)


class Edit(BaseModel):
    """The message of the move at that place (from 0), edited to other words."""

    model_config = ConfigDict(extra="forbid")
    edit: int = Field(ge=0, le=MOST_MOVES)
    to: str = Field(max_length=20_000)


class Later(BaseModel):
    """Hours that pass in silence."""

    model_config = ConfigDict(extra="forbid")
    hours: float = Field(gt=0, le=LONGEST_WAIT_HOURS)


class Start(BaseModel):
    """The link opened, or Start pressed."""

    model_config = ConfigDict(extra="forbid")
    start: Literal[True] = True


Move = Annotated[Say | Press | Edit | Later | Start, Field(union_mode="left_to_right")]
MOVES: TypeAdapter[list[Say | Press | Edit | Later | Start]] = TypeAdapter(
    Annotated[list[Move], Field(max_length=MOST_MOVES)]
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is tried: which questionnaire, in which language ("" asks), on which channel, from when on.

    `launched` is what was said and chosen about it so far.
    """

    form: CompiledForm
    title: str
    around: Surroundings
    reminding: Reminding
    language: str = ""
    channel: Channel = "web"
    terms: Mapping[str, str] = field(default_factory=dict)
    launched: Launched = field(default_factory=Launched)


@dataclass(frozen=True, slots=True)
class Scene:
    """What one move led to: what was done in words, when, what was said, and what would be stored."""

    at: datetime
    done: str
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Simulation:
    """Everything so far. `asked` is the last message that can be answered."""

    scenes: tuple[Scene, ...]
    session: Session
    now: datetime
    asked: Message | None


def simulate(stage: Stage, moves: Sequence[Say | Press | Edit | Later | Start]) -> Simulation:
    """Play `moves` from the beginning. The conversation opens by itself."""
    player = Player(stage)
    for move in (Start(), *moves):
        player.play(move)
    return Simulation(tuple(player.scenes), player.session, player.now, player.asked)


class Player:
    """A simulation while it is played. `scenes` grows with every move."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.now = stage.around.now
        self.session = Session("simulation", "simulation", "simulation", stage.language)
        self.scenes: list[Scene] = []
        self.asked: Message | None = None
        self.labels: dict[str, str] = {}
        self.last_word = self.now
        self.reminded = False
        self.ids: list[str] = []

    def play(self, move: Say | Press | Edit | Later | Start) -> None:
        self.ids.append(str(len(self.ids)))
        match move:
            case Later(hours=hours):
                self.wait(timedelta(hours=hours))
            case Start():
                self.take("", replace(self.incoming(), start="simulation"))
            case Say(say=text):
                self.take(text, self.incoming(text=text))
            case Press(press=ids):
                self.press(ids)
            case Edit(edit=place, to=text):
                self.take(f"✎ {text}", replace(self.incoming(text=text), edits=str(place + 1)))

    def press(self, ids: str) -> None:
        pressed = ", ".join(self.labels.get(one, "?") for one in ids.split())
        if ids.startswith(START):
            self.take(pressed, replace(self.incoming(), start="simulation"))
        else:
            self.take(pressed, self.incoming(button=ids))

    def incoming(self, text: str | None = None, button: str | None = None) -> Incoming:
        return Incoming(self.stage.channel, "you", self.ids[-1], text=text, button=button)

    def take(self, done: str, incoming: Incoming) -> None:
        around = replace(self.stage.around, now=self.now)
        step = advance(self.session, self.stage.form, incoming, around, self.beside())
        self.session = from_json(to_json(step.session))
        self.last_word = self.now
        self.show(done, step)

    def beside(self) -> Beside:
        return Beside(lambda: self.stage.terms, launched=lambda: self.stage.launched)

    def show(self, done: str, step: Step) -> None:
        self.scenes.append(Scene(self.now, done, step.messages, step.events))
        for message in step.messages:
            self.labels.update({button.id: button.label for button in message.buttons})
        self.asked = next((one for one in reversed(step.messages) if one.buttons), self.asked)

    def wait(self, span: timedelta) -> None:
        """Let time pass; a reminder comes when it would come."""
        until = self.now + span
        verdict = reminder_due(self.pause(), self.stage.reminding, self.now)
        if isinstance(verdict, Wait) and verdict.until <= until:
            self.reminded = True
            message = reminder("simulation", self.stage.title, self.session.language)
            self.labels.update({button.id: button.label for button in message.buttons})
            self.scenes.append(Scene(verdict.until, "", (message,)))
        self.now = until
        self.scenes.append(Scene(self.now, ""))

    def pause(self) -> Pause:
        return Pause(
            since=self.last_word,
            step=self.session.step,
            noted_step=self.session.step,
            answering=self.session.status in UNDER_WAY,
            open=True,
            reachable=not self.session.stopped and self.stage.channel in PUSHED,
            reminded=self.reminded,
        )
