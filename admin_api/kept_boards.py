"""What was heard, kept until something is said, read or changed: to count 100,000 answers takes a second.

A board is kept with a stamp of everything that it is counted from. The stamp is made of sums that the
database gives in milliseconds, and while it stays the same nothing is counted; a change that moves none of
the sums is seen an hour later at the latest.

A large board is kept for ten minutes whatever is said meanwhile. Then, where the stamp has changed, it is
served while the next one is counted beside the requests: nobody waits for it. Its quotes, and whether its
consultations are open, are looked up for every page all the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock, Thread
from typing import Any
from weakref import WeakKeyDictionary

import structlog
from sqlalchemy import Connection, Engine, func, select

from analysis.board import Board, with_present
from consultations.errors import places
from consultations.plan import Plan
from consultations.storage.consultations import Consultations
from consultations.storage.evidence import StaffConsultations
from consultations.storage.quote_tables import quote
from consultations.storage.reading_tables import answer_code, reading_checked
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import answer, reading, reading_theme
from consultations.storage.theme_standings import ThemeStandings

LONGEST = timedelta(hours=1)
"""Then a board is counted anew though its stamp is the same."""
LARGE = 20_000
"""Answers from which on a board is large: nobody should wait after every answer until so many are counted,
and one more hardly shows in rounded numbers.
"""
LONGEST_LARGE = timedelta(minutes=10)
Stamp = tuple[Any, ...]
Key = tuple[str, bool, int, str]
Count = Callable[[Connection], Board]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    """`asked`: which consultations it is counted from. `stamp`: what they held. `until`: when a large one is
    looked at again.
    """

    asked: Stamp
    stamp: Stamp
    plan: Plan
    counted_at: datetime
    until: datetime
    board: Board

    @property
    def large(self) -> bool:
        return bool(self.stamp[0][0] >= LARGE)

    def holds(self, plan: Plan, seen: tuple[Stamp, Stamp], now: datetime) -> bool:
        """Whether to count it anew would give the same."""
        return (self.plan, (self.asked, self.stamp)) == (plan, seen) and now < self.counted_at + LONGEST


_BOARDS: WeakKeyDictionary[Engine, dict[Key, _Kept]] = WeakKeyDictionary()
_COUNTING = Lock()
"""One thread counts: those who come meanwhile wait for its result instead of counting the same."""
_BESIDE: set[tuple[int, Key]] = set()
"""Large boards that are being counted beside the requests."""
_BEGINNING = Lock()
"""One begins to count beside the requests: nobody waits here for anything to be counted."""


def kept_board(connection: Connection, plan: Plan, key: Key, now: datetime, count: Count) -> Board:
    """The board under `key`, counted by `count` where it is not kept or is out of date."""
    boards = _BOARDS.setdefault(connection.engine, {})
    asked, kept = asked_of(connection), boards.get(key)
    if kept and kept.large and (kept.plan, kept.asked) == (plan, asked):
        if kept.until <= now:
            count_beside(connection.engine, plan, key, now, count)
        return with_present(connection, kept.board)
    seen = asked, stamp_of(connection)
    with _COUNTING:
        kept = boards.get(key)
        if kept is None or not kept.holds(plan, seen, now):
            kept = boards[key] = counted(connection, plan, now, count, seen)
        return kept.board


def counted(
    connection: Connection, plan: Plan, now: datetime, count: Count, seen: tuple[Stamp, Stamp]
) -> _Kept:
    """Count it. `seen` is what it is counted from, looked at before."""
    return _Kept(*seen, plan, now, now + LONGEST_LARGE, count(connection))


def count_beside(engine: Engine, plan: Plan, key: Key, now: datetime, count: Count) -> None:
    """Count the next one in a thread of its own where anything has changed, unless one is at it."""
    being = (id(engine), key)

    def work() -> None:
        try:
            with engine.connect().execution_options(read_only=True) as connection:
                seen = asked_of(connection), stamp_of(connection)
                boards = _BOARDS.setdefault(engine, {})
                kept = boards.get(key)
                if kept and kept.holds(plan, seen, now):
                    boards[key] = replace(kept, until=now + LONGEST_LARGE)
                else:
                    boards[key] = counted(connection, plan, now, count, seen)
        except Exception as error:  # noqa: BLE001 # the one before is served, and it is tried again
            what = {"error": type(error).__name__, "at": places(error)}  # never its words
            log.error("board_not_counted", **what)  # noqa: TRY400 # see above
        finally:
            _BESIDE.discard(being)

    with _BEGINNING:
        if being in _BESIDE:
            return
        _BESIDE.add(being)
    Thread(target=work, name="board", daemon=True).start()


def asked_of(connection: Connection) -> Stamp:
    """Changes when a consultation comes, ends, is asked or sorted another way, or is made one of staff."""
    put = [
        (one.id, one.plan_code, one.questionnaire_id, one.taxonomy, one.sample, one.under_way)
        for one in Consultations(connection).all()
    ]
    return *put, StaffConsultations(connection).all()


def stamp_of(connection: Connection) -> Stamp:
    """Changes whenever somebody answers or changes an answer, whenever anything is read, coded or quoted,
    when themes are suggested or signed off, and when a consultation is closed. It begins with how
    many answers there are.
    """
    given = select(
        func.count(),
        func.max(answer.c.id),
        func.sum(answer.c.revision),
        func.sum(answer.c.id).filter(answer.c.counts),
        func.sum(answer.c.id).filter(answer.c.held),
        func.max(answer.c.answered_at),
    ).select_from(answer)
    suggested = func.count(reading.c.themes_by)
    read = select(func.count(), func.max(reading.c.read_at), suggested).select_from(reading)
    themes = select(func.count()).select_from(reading_theme)
    checked = select(func.count(), func.max(reading_checked.c.checked_at)).select_from(reading_checked)
    coded = select(func.count(), func.max(answer_code.c.coded_at)).select_from(answer_code)
    approved = func.count().filter(quote.c.verdict == "approved")
    quoted = select(func.count(), approved, func.max(quote.c.decided_at)).select_from(quote)
    seen = select(func.count(), func.max(redacted_answer.c.rules)).select_from(redacted_answer)
    rows = [
        tuple(connection.execute(wanted).one())
        for wanted in (given, read, themes, checked, coded, quoted, seen)
    ]
    consultations = tuple(Consultations(connection).all())
    return *rows, tuple(ThemeStandings(connection).of(consultations).items()), consultations


def real_now() -> datetime:
    """The clock that things are kept by: never shown, so that no test needs another."""
    return datetime.now(UTC)  # noqa: TID251 # only how long a copy is kept
