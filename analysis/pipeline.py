"""From stored answers to stored readings. The only module of analysis, with `board`, that touches storage.

Reading happens outside any transaction, so that nobody who answers waits for it. A reading names the revision
of the answer that it read and the model that read it; one that is out of date in either is made again, and
nothing is read twice by a model that has not changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import structlog

from analysis.readings import AnswerReader, Reading
from analysis.taxonomy import Taxonomy, read_taxonomy
from consultations.consultation import Consultation
from consultations.errors import FaultyInput
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Questionnaire
from consultations.storage.answers import Answers, ReadingRow, Unread
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.plans import Plans

BATCH = 500
NO_THEMES = Taxonomy(plan="", version="0", themes=())

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReadTally:
    """How many answers a round read, by what became of them."""

    read: int = 0
    empty: int = 0
    not_english: int = 0

    @property
    def answers(self) -> int:
        return self.read + self.empty + self.not_english


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one consultation wants read, and by what."""

    consultation_id: int
    questions: tuple[str, ...]
    reader: AnswerReader


@lru_cache(maxsize=64)
def taxonomy_of(consultation: Consultation, outcomes: tuple[str, ...]) -> Taxonomy:
    """The themes of a consultation; none where it has no theme file. Raises `FaultyInput`."""
    if consultation.taxonomy is None:
        return NO_THEMES
    return read_taxonomy(consultation.taxonomy, consultation.code, outcomes)


@lru_cache(maxsize=64)
def _reader(taxonomy: Taxonomy) -> AnswerReader:
    return AnswerReader(taxonomy)


def free_text(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The names of the questions that are answered in the person's own words."""
    return tuple(one.name for one in questionnaire.questions() if type_of(one.type).summary == "texts")


def read_new(database: Database, now: Callable[[], datetime], batch: int = BATCH) -> ReadTally:
    """Read every free-text answer that the present model has not read in its present words."""
    tally: dict[str, int] = {}
    for assignment in _assignments(database):
        while unread := _unread(database, assignment, batch):
            rows = [_read(assignment.reader, one) for one in unread]
            with database.write() as connection:
                Answers(connection).keep_readings(rows, now())
            for row in rows:
                tally[row.status] = tally.get(row.status, 0) + 1
    return ReadTally(**tally)


def _assignments(database: Database) -> list[Assignment]:
    """What each consultation wants read. One whose themes cannot be read is logged and left out."""
    found = []
    with database.read() as connection:
        consultations = Consultations(connection)
        outcomes = {plan.code: tuple(one.code for one in plan.outcomes) for plan in Plans(connection).all()}
        for one in consultations.all():
            try:
                reader = _reader(taxonomy_of(one, outcomes[one.plan_code]))
            except FaultyInput:
                log.error("taxonomy_unreadable", consultation=one.id)  # noqa: TRY400 - the words stay out of logs
                continue
            questions = free_text(consultations.questionnaire(one.questionnaire_id))
            found.append(Assignment(one.id, questions, reader))
    return found


def _unread(database: Database, assignment: Assignment, batch: int) -> list[Unread]:
    with database.read() as connection:
        return Answers(connection).unread(
            assignment.consultation_id, assignment.questions, assignment.reader.model, batch
        )


def _read(reader: AnswerReader, answer: Unread) -> ReadingRow:
    reading: Reading = reader.read(answer.text)
    themes: Mapping[str, tuple[str, ...]] = {match.code: match.words for match in reading.themes}
    return ReadingRow(
        answer_id=answer.answer_id,
        revision=answer.revision,
        model=reading.model,
        status=reading.status,
        polarity=reading.polarity,
        subjectivity=reading.subjectivity,
        label=reading.label,
        drove=[each.words for each in reading.drove],
        themes=themes,
    )
