"""What was heard, kept until something is said, read or changed: to count 100,000 answers takes a second.

A board is kept with a stamp of everything that it is counted from. The stamp is made of sums that the
database gives in milliseconds; a change that moves none of them is seen a minute later at the latest, and a
large board ten minutes later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from analysis.board import Board
from consultations.plan import Plan
from consultations.storage.consultations import Consultations
from consultations.storage.evidence import StaffConsultations
from consultations.storage.quote_tables import quote
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import answer, reading, reading_theme
from consultations.storage.theme_standings import ThemeStandings

LONGEST = timedelta(minutes=1)
LARGE = 20_000
"""Answers from which on a board is kept for ten minutes whatever is said meanwhile: nobody should wait after
every answer until so many are counted, and one more hardly shows in rounded numbers.
"""
LONGEST_LARGE = timedelta(minutes=10)
Stamp = tuple[Any, ...]
Key = tuple[str, bool, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    plan: Plan
    until: datetime
    board: Board


_BOARDS: WeakKeyDictionary[Engine, dict[Key, _Kept]] = WeakKeyDictionary()
_COUNTING = Lock()
"""One thread counts: those who come meanwhile wait for its result instead of counting the same."""


def kept_board(
    connection: Connection, plan: Plan, key: Key, now: datetime, count: Callable[[], Board]
) -> Board:
    """The board under `key`, counted by `count` where it is not kept or is out of date."""
    boards = _BOARDS.setdefault(connection.engine, {})
    stamp = stamp_of(connection)
    with _COUNTING:
        kept = boards.get(key)
        if kept is None or kept.plan != plan or kept.until <= now or changed(kept.stamp, stamp):
            longest = LONGEST_LARGE if stamp[0][0] >= LARGE else LONGEST
            kept = boards[key] = _Kept(stamp, plan, now + longest, count())
        return kept.board


def changed(before: Stamp, now: Stamp) -> bool:
    """Whether it must be counted anew. `now` begins with how many answers there are."""
    large = now[0][0] >= LARGE
    return before[-3:] != now[-3:] if large else before != now


def stamp_of(connection: Connection) -> Stamp:
    """Changes whenever somebody answers or changes an answer, and whenever anything is read or quoted,
    or themes are suggested or signed off.
    """
    given = select(
        func.count(),
        func.max(answer.c.id),
        func.sum(answer.c.revision),
        func.count().filter(answer.c.counts),
        func.count().filter(answer.c.held),
        func.max(answer.c.answered_at),
    ).select_from(answer)
    suggested = func.count(reading.c.themes_by)
    read = select(func.count(), func.max(reading.c.read_at), suggested).select_from(reading)
    themes = select(func.count()).select_from(reading_theme)
    approved = func.count().filter(quote.c.verdict == "approved")
    quoted = select(func.count(), approved, func.max(quote.c.decided_at)).select_from(quote)
    seen = select(func.count(), func.max(redacted_answer.c.rules)).select_from(redacted_answer)
    counted = (given, read, themes, quoted, seen)
    rows = [tuple(connection.execute(wanted).one()) for wanted in counted]
    consultations = tuple(Consultations(connection).all())
    stand = tuple(ThemeStandings(connection).of(consultations).items())
    return *rows, stand, consultations, StaffConsultations(connection).all()


def real_now() -> datetime:
    """The clock that things are kept by: never shown, so that no test needs another."""
    return datetime.now(UTC)  # noqa: TID251 # only how long a copy is kept
