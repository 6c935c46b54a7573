"""What is outside: the clock, the time zone, ids and chance, passed in so that a test can choose them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from analysis.safeguarding import Screen
from bot.doorway import Doorway
from consultations.erasures import NoteErasure, note_nothing
from consultations.forms.compiled import Surroundings
from consultations.help_lines import HelpLines, built_in
from consultations.sealing import KeyRing


def no_link(_: str, __: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class World:
    """What the conversation takes from outside: the clock, the Trust's time zone, ids and chance.

    `screen` looks at every word that comes in; `ring` seals what it finds. `help_lines` are
    on the help cards. `doorway`: what comes before the first question; None for nothing.
    `reply_days`: within how many working days the Trust replies to what people tell it of their own accord.
    `note_erasure` writes down, outside the database, that somebody was erased.
    `data_link` gives, for a channel and an address, a link to their own data, good once, or "".
    `locations`: whether the Trust lets people send where they are.
    """

    clock: Callable[[], datetime]
    zone: tzinfo
    new_id: Callable[[], str]
    random: Callable[[], float]
    screen: Screen
    ring: KeyRing
    reply_days: int = 10
    help_lines: HelpLines = field(default_factory=built_in)
    doorway: Doorway | None = None
    note_erasure: NoteErasure = note_nothing
    data_link: Callable[[str, str], str] = no_link
    locations: bool = False

    def surroundings(self, now: datetime) -> Surroundings:
        return Surroundings(now, self.zone, self.random, self.new_id)
