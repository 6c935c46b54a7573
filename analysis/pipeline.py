"""From stored answers to stored readings. With `board`, the only module of analysis that touches storage.

Reading happens outside any transaction, so that nobody who answers waits for it. A reading names the revision
of the answer that it read and the model that read it; one that is out of date in either is made again, and
nothing is read twice by a model that has not changed. Two processes may do this at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Protocol

import structlog

from analysis.readings import Asked, Reading, best_reader, framed
from analysis.taxonomy import Taxonomy, read_taxonomy
from consultations.errors import FaultyInput
from consultations.forms.question_types import in_own_words
from consultations.forms.questionnaire import Question, Questionnaire, words
from consultations.storage.answers import Answers, ReadingRow, Unread
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.reading_versions import ReadingVersions

BATCH = 500
NO_THEMES = Taxonomy(plan="", version="0", themes=())
"""For a consultation without a theme file: every answer is “something else” or gives no reason."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReadTally:
    """What became of the answers that a round read.

    `passed_over`: their words changed or went while they were read, or another process was writing them. What
    is still unread of them is read in the next round.
    """

    kept: int = 0
    passed_over: int = 0

    def __add__(self, other: "ReadTally") -> "ReadTally":
        return ReadTally(self.kept + other.kept, self.passed_over + other.passed_over)


class Reader(Protocol):
    """Reads answers, many at once. `model` says what decides how: its version, then the themes."""

    @property
    def model(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, answers: Sequence[Asked]) -> Sequence[Reading]: ...


MakeReader = Callable[[Taxonomy], Reader]


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one consultation wants read, and by what."""

    consultation_id: int
    questions: Mapping[str, Asked]
    """Name → its words and frame, with no answer yet."""
    reader: Reader
    models: tuple[str, ...]
    """Whose readings of its answers count: the version that is on and the present one, with these themes."""


def read_new(
    database: Database,
    now: Callable[[], datetime],
    batch: int = BATCH,
    make_reader: MakeReader = best_reader,
) -> ReadTally:
    """Read every free-text answer that no model that counts has read in its present words.

    What another version has read stays as it is: see `analysis.rereading`. A consultation whose themes cannot
    be read is logged and left out.
    """
    tally = ReadTally()
    for assignment in assignments(database, make_reader, now()):
        for unread in _batches(database, assignment, batch):
            rows = rows_of(assignment, unread)
            with database.write() as connection:
                kept = Answers(connection).keep_readings(rows, now())
            tally += ReadTally(kept, len(rows) - kept)
    return tally


def taxonomy_of(code: str, theme_file: str | None) -> Taxonomy:
    """The themes of the consultation called `code`. Raises `FaultyInput`; the file was checked at opening."""
    return NO_THEMES if theme_file is None else _taxonomy(code, theme_file)


@lru_cache(maxsize=64)
def _taxonomy(code: str, theme_file: str) -> Taxonomy:
    return read_taxonomy(theme_file, code)


@lru_cache(maxsize=64)
def _reader(make_reader: MakeReader, taxonomy: Taxonomy) -> Reader:
    return make_reader(taxonomy)


def free_text(questionnaire: Questionnaire) -> dict[str, Asked]:
    """The questions that are answered in the person's own words: name → their words and frame."""
    return {
        one.name: _asked(one, questionnaire.default_language)
        for one in in_own_words(questionnaire.questions())
    }


def _asked(question: Question, language: str) -> Asked:
    said = words(question.label, "en", language)
    return Asked("", said, framed(question.frame, said).frame)


def assignments(database: Database, make_reader: MakeReader, now: datetime) -> list[Assignment]:
    """What each consultation wants read. The first version that ever reads is the one that counts."""
    found = []
    on = _version_on(database, make_reader(NO_THEMES).version, now)
    with database.read() as connection:
        consultations = Consultations(connection)
        for one in consultations.all("consultation", "standing", "feedback"):
            try:
                taxonomy = taxonomy_of(one.code, one.taxonomy)
            except FaultyInput:
                log.error("analysis.themes_unreadable", consultation=one.id)  # noqa: TRY400 - its words stay out
                continue
            questions = free_text(consultations.over_versions(one))
            reader = _reader(make_reader, taxonomy)
            models = (reader.model, reader.model.replace(reader.version, on, 1))
            found.append(Assignment(one.id, questions, reader, models))
    return found


def _version_on(database: Database, version: str, now: datetime) -> str:
    """The version that counts: `version` itself where nothing was read by the one that did."""
    with database.read() as connection:
        versions = ReadingVersions(connection)
        on = versions.on()
        if on is not None and (on == version or not versions.nothing_is_read_by(on)):
            return on
    with database.write() as connection:
        ReadingVersions(connection).set_on(version, now)
    return version


def _batches(database: Database, assignment: Assignment, batch: int) -> Iterator[list[Unread]]:
    """What is unread, each answer once, however often it changes meanwhile."""
    last = 0
    while True:
        with database.read() as connection:
            unread = Answers(connection).unread(
                assignment.consultation_id, assignment.questions, assignment.models, batch, after=last
            )
        if not unread:
            return
        yield unread
        last = unread[-1].answer_id


def rows_of(assignment: Assignment, unread: Sequence[Unread]) -> list[ReadingRow]:
    asked = [replace(assignment.questions[one.question], text=one.text) for one in unread]
    return [_row(one, found) for one, found in zip(unread, assignment.reader.read(asked), strict=True)]


def _row(answer: Unread, reading: Reading) -> ReadingRow:
    signals = reading.signals
    return ReadingRow(
        answer_id=answer.answer_id,
        revision=answer.revision,
        model=reading.model,
        status=reading.status,
        polarity=reading.polarity,
        subjectivity=reading.subjectivity,
        label=reading.label,
        kind=reading.kind,
        frame=reading.frame,
        language=reading.language,
        repaired=signals.repaired if signals else None,
        vader=signals.vader if signals else None,
        agree=signals.agree if signals else None,
        read_by=signals.by if signals else None,
        likely=signals.likely if signals else None,
        drove=[(each.words, each.polarity) for each in signals.drove] if signals else [],
        because=signals.because if signals else (),
        themes={match.code: match.words for match in reading.themes},
    )
