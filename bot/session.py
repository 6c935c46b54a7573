"""Where one person stands in one questionnaire: all of it, as one JSON text that any process can carry on.

The text names its own format, so that a later version of the program can still read a session that an
earlier one left behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal
from zlib import crc32

from pydantic import TypeAdapter

from consultations.forms.given import Given

FORMAT: Literal[1] = 1


Status = Literal[
    "new", "language", "age", "elsewhere", "helper", "letter", "too_young", "agreement", "asking", "finished"
]
"""Where a conversation stands: not begun; the language is asked; at the door (see `bot.door`); in the
questions; at the end."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that we asked beside the questionnaire and that waits for its answer.

    *unsure*: is `value` what was meant at `key`? `words` are what the person then says of “something else”,
    where that is in `value`. *skip*: shall `key` be passed over? *edit*: shall `value`
    take the place of the answer at `key`? *restart*: shall everything be cleared? *change*: which of `keys`?
    *meaning*: which word? *language*: which? *pause*: stop or carry on, after somebody told us that a person
    may not be safe.
    """

    kind: Literal["unsure", "skip", "edit", "restart", "change", "meaning", "language", "pause"]
    key: str = ""
    value: str = ""
    keys: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Long:
    """A message so long that the channel may have cut it: what comes next soon belongs to the same answer."""

    key: str
    until: str


@dataclass(frozen=True, slots=True)
class Session:
    """The state of a conversation. Questions are named by their key (see `consultations.forms.places`).

    `answers` holds stored texts, also of questions that do not apply now: they come back if the question
    applies again; `withheld` lists those. `trail` lists the questions passed on the way, for Back. `draft`
    holds what is picked so far where several may be chosen. `told` holds the places of the notes that were
    said. `times` says how often an open repeat has begun; `closed` which of them have no more to add.
    `sources` says which message gave which of the latest answers. `step` grows with every turn; `asked` is
    the step at which the person was last asked something, so that a button knows whether it is still the
    current one. `seen_at` is the time of the last turn (ISO 8601). `supported`: somebody helps this person.
    `age` is the age band, `admitted`: a code from the letter to parents was good, `agreed` names the wording
    of the notice that they agreed to. `about` is the equality question where they stand at the end,
    `about_done` those that were put to them; what they said to these is not here (see `bot.equality`).
    """

    id: str
    consultation: str
    questionnaire: str
    language: str = ""
    status: Status = "new"
    stopped: bool = False
    supported: bool = False
    age: str = ""
    admitted: bool = False
    agreed: str = ""
    step: int = 0
    asked: int = 0
    seen_at: str = ""
    current: str | None = None
    draft: str = ""
    aside: Aside | None = None
    long: Long | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    times: Mapping[str, int] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    calculated: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    about_done: tuple[str, ...] = ()
    format: Literal[1] = FORMAT

    def given(self) -> Given:
        """What the form is to know of this person. What was passed over is blank, whatever its default."""
        passed = dict.fromkeys(self.skipped, "")
        values = {**self.defaults, **self.calculated, **passed, **self.answers}
        return Given(values, self.times, self.language, crc32(self.id.encode()))


@cache
def _adapter() -> TypeAdapter[Session]:
    return TypeAdapter(Session)


def to_json(session: Session) -> str:
    return _adapter().dump_json(session).decode()


def from_json(text: str) -> Session:
    """The inverse of `to_json`. Raises pydantic's `ValidationError` for a format it does not know."""
    return _adapter().validate_json(text)


def without_words(text: str) -> str:
    """A session as `to_json` gives it, without anything that its person said."""
    session = from_json(text)
    return to_json(
        replace(session, answers={}, calculated={}, defaults={}, sources={}, draft="", aside=None, long=None)
    )
