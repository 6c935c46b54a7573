"""What is outside: the clock, the time zone, ids and chance, passed in so that a test can choose them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from consultations.forms.compiled import Surroundings


@dataclass(frozen=True, slots=True)
class World:
    """What the conversation takes from outside: the clock, the Trust's time zone, ids and chance.

    `reply_days`: within how many working days the Trust replies to what people tell it of their own accord.
    """

    clock: Callable[[], datetime]
    zone: tzinfo
    new_id: Callable[[], str]
    random: Callable[[], float]
    reply_days: int = 10

    def surroundings(self, now: datetime) -> Surroundings:
        return Surroundings(now, self.zone, self.random, self.new_id)
