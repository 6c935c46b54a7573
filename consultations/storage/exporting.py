"""Answers one by one, for files to take away: never what a concern holds, words with or without names."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from consultations.storage.answers import CHECKED, LABEL, OF_PRESENT_WORDS, theme_codes
from consultations.storage.reading_tables import reading_checked
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import answer, reading


class GivenAnswer(NamedTuple):
    """One answer that counts. `redacted` is None where nothing may be seen of its words yet.

    `instance` says which time round inside repeats. `themes` as in `answers.AnswerRow`.
    """

    participant: int
    question: str
    instance: str
    value: str
    redacted: str | None
    label: str | None
    themes: str | None


class Exporting:
    """Reads. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def answers(self, consultation_id: int) -> Iterator[GivenAnswer]:
        """Person by person, each in the order in which they answered; without what a concern holds."""
        redacted = and_(
            redacted_answer.c.answer_id == answer.c.id, redacted_answer.c.revision == answer.c.revision
        )
        wanted = (
            select(
                answer.c.participant_id,
                answer.c.question,
                answer.c.instance,
                answer.c.value,
                redacted_answer.c.redacted_text,
                LABEL,
                theme_codes(),
            )
            .select_from(
                answer.outerjoin(reading, OF_PRESENT_WORDS)
                .outerjoin(reading_checked, CHECKED)
                .outerjoin(redacted_answer, redacted)
            )
            .where(answer.c.consultation_id == consultation_id, answer.c.counts, ~answer.c.held)
            .order_by(answer.c.participant_id, answer.c.id)
        )
        return (GivenAnswer(*row) for row in self._connection.execute(wanted))
