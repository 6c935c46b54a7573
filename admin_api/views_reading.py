"""What waits to be read by a person, and whether it was read within one working day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.translation.speaking import counted, translate
from admin_api.views_concerns import lasting, moment
from analysis.disclosure_control import Rule
from analysis.pipeline import free_text
from consultations.storage.consultations import Consultations
from consultations.storage.reading_queue import Due, Questions, ReadingQueue, ToRead
from consultations.working_days import days, within_one_day

ON_A_PAGE = 25
FEWEST = Rule().minimum_base
"""Answers of which a share is said."""
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ToReadView:
    """One answer at the moment `now`."""

    one: ToRead
    now: datetime

    @property
    def late(self) -> bool:
        return within_one_day(self.one.came_at, TRUST_TIME) < self.now

    @property
    def came(self) -> str:
        return translate(
            "{moment}, {time} ago", moment=moment(self.one.came_at), time=lasting(self.now - self.one.came_at)
        )


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """The queue: the first of what waits, how many in all, and how it went lately."""

    waiting: Sequence[ToReadView]
    count: int
    lately: str

    @property
    def summary(self) -> str:
        if not self.count:
            return translate("Everything that was written has been read.")
        return counted("{number} answer waits to be read.", "{number} answers wait to be read.", self.count)


def questions(connection: Connection) -> Questions:
    """The questions in own words of every consultation. What people tell unasked has a queue of its own."""
    store = Consultations(connection)
    found = store.all("consultation", "feedback")
    return {one.id: tuple(free_text(store.over_versions(one))) for one in found}


def asked_words(connection: Connection) -> dict[tuple[int, str], str]:
    """By consultation and question: the words in which it was asked."""
    store = Consultations(connection)
    return {
        (one.id, name): asked.question or name
        for one in store.all("consultation", "standing", "feedback")
        for name, asked in free_text(store.over_versions(one)).items()
    }


def reading_page(parts: Parts) -> ReadingPage:
    now = parts.clock()
    with parts.database.read() as connection:
        queue = ReadingQueue(connection, questions(connection))
        waiting = [ToReadView(one, now) for one in queue.waiting(ON_A_PAGE)]
        return ReadingPage(waiting, queue.count(), in_time(due(queue, now)))


def read_in_time(parts: Parts) -> str:
    """The sentence for the board: how much of what was written a person read within one working day."""
    now = parts.clock()
    with parts.database.read() as connection:
        return in_time(due(ReadingQueue(connection, questions(connection)), now))


def due(queue: ReadingQueue, now: datetime) -> Due:
    """What came in lately and should have been read by now."""
    start = now - LOOKED_BACK
    return queue.since(start, days(start, now, TRUST_TIME), now)


def in_time(found: Due) -> str:
    """How much of what is due was read in time, in per cent to the nearest 5: no number of few answers."""
    if not found.all:
        return translate("In the last 30 days nothing was written that had to be read by now.")
    if found.in_time == found.all:
        return translate(
            "In the last 30 days a person read everything that was written within one working day."
        )
    if found.all < FEWEST:
        return translate(
            "In the last 30 days not all that was written was read by a person within one working day."
        )
    share = min(95, 5 * round(20 * found.in_time / found.all))
    return translate(
        "In the last 30 days a person read about {share}% of what was written within one working day.",
        share=share,
    )
