"""Reading answers again with another version, beside the readings that count; switching; going back.

A new version of the program, or the extra `semantic`, reads new answers at once; what was read before stays
as it was until somebody has seen what would change and has switched it on.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from analysis.pipeline import BATCH, Assignment, MakeReader, assignments, rows_of
from analysis.readings import best_reader
from consultations.errors import NotFound
from consultations.storage.database import Database
from consultations.storage.reading_versions import Change, ReadingVersions


@dataclass(frozen=True, slots=True)
class Comparison:
    """The version that is on against the one beside it: labels and kinds before → after, and examples."""

    on: str
    beside: str
    labels: Counter[Change]
    kinds: Counter[Change]
    examples: tuple[tuple[str, str, str], ...]

    @property
    def changed(self) -> int:
        """How many answers would get another label."""
        return sum(count for (before, after), count in self.labels.items() if before != after)


def reread(
    database: Database,
    now: Callable[[], datetime],
    make_reader: MakeReader = best_reader,
    batch: int = BATCH,
) -> int:
    """Read with the present version, beside the readings that count, all that it has not read. How many.

    May be broken off and begun again: nothing is read twice.
    """
    wanted = assignments(database, make_reader, now())
    return sum(_reread(database, one, now, batch) for one in wanted if one.questions)


def _reread(database: Database, assignment: Assignment, now: Callable[[], datetime], batch: int) -> int:
    done = last = 0
    while True:
        with database.read() as connection:
            waiting = ReadingVersions(connection).to_reread(
                assignment.consultation_id, assignment.questions, assignment.reader.model, batch, last
            )
        if not waiting:
            return done
        rows = rows_of(assignment, waiting)
        with database.write() as connection:
            done += ReadingVersions(connection).keep_beside(rows, now())
        last = waiting[-1].answer_id


def compared(database: Database, examples: int = 10) -> Comparison | None:
    """What the readings beside those that count would change; None where there are none."""
    with database.read() as connection:
        versions = ReadingVersions(connection)
        beside, on = versions.beside(), versions.on()
        if beside is None or on is None:
            return None
        labels, kinds = versions.changes("label"), versions.changes("kind")
        return Comparison(on, beside, labels, kinds, tuple(versions.changed(examples)))


def switch(database: Database, now: Callable[[], datetime]) -> int:
    """Let the readings beside count, and keep those that did beside them. How many changed places."""
    found = compared(database, examples=0)
    if found is None:
        raise NotFound("nothing_beside", "No other readings are there.", "Run `together analysis rerun`.")
    return _change_places(database, found.beside, now)


def go_back(database: Database, now: Callable[[], datetime]) -> int:
    """Let the version before the last switch count again. How many readings changed places."""
    with database.read() as connection:
        before = ReadingVersions(connection).before()
    if before is None:
        raise NotFound("nothing_before", "No version was on before.", "There is nothing to go back to.")
    return _change_places(database, before, now)


def _change_places(database: Database, version: str, now: Callable[[], datetime]) -> int:
    """In short transactions; broken off, it goes on where it stopped when it is asked again."""
    with database.write() as connection:
        ReadingVersions(connection).set_on(version, now())
    done = 0
    while True:
        with database.write() as connection:
            swapped = ReadingVersions(connection).swap(BATCH, now())
        if not swapped:
            return done
        done += swapped
