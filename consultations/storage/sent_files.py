"""The pictures, sounds and files that people answered with, for the staff who may look at them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from consultations.storage.tables import answer, consultation, participant

Questions = Mapping[int, Sequence[str]]
"""The questions that a file answers, by consultation."""


class SentFile(NamedTuple):
    """One file: the answer that it is, and the name that it is kept under."""

    answer_id: int
    consultation_id: int
    title: str
    question: str
    stored: str
    came_at: datetime


class SentFiles:
    """Finds files. Never commits.

    Those of people whose words a concern holds are of that concern, whatever they show: for the safeguarding
    lead alone until they are released. All others are not for the safeguarding lead.
    """

    def __init__(
        self,
        connection: Connection,
        questions: Questions,
        *,
        officer: bool,
        lead: bool,
        left_out: Collection[int] = (),
    ) -> None:
        """`officer` and `lead`: what whoever looks is, the latter meaning the safeguarding lead. `left_out`:
        the consultations of which an officer may see nothing yet.
        """
        self._connection = connection
        self._wanted = (
            select(
                answer.c.id,
                consultation.c.id.label("consultation_id"),
                consultation.c.title,
                answer.c.question,
                answer.c.value,
                answer.c.answered_at,
            )
            .join(consultation, consultation.c.id == answer.c.consultation_id)
            .join(participant, participant.c.id == answer.c.participant_id)
            .where(_is_file(questions), _for(left_out, officer=officer, lead=lead))
        )

    def newest(self, most: int) -> list[SentFile]:
        """What this reader may see, the newest first."""
        wanted = self._wanted.order_by(answer.c.answered_at.desc(), answer.c.id.desc()).limit(most)
        return [SentFile(*row) for row in self._connection.execute(wanted)]

    def find(self, number: int) -> SentFile | None:
        """The file that is the answer `number`; None where there is none, or not for this reader."""
        row = self._connection.execute(self._wanted.where(answer.c.id == number)).one_or_none()
        return None if row is None else SentFile(*row)


def _is_file(questions: Questions) -> ColumnElement[bool]:
    of_them = [
        and_(answer.c.consultation_id == number, answer.c.question.in_(names))
        for number, names in questions.items()
        if names
    ]
    return and_(answer.c.counts, answer.c.value != "", or_(false(), *of_them))


def _for(left_out: Collection[int], *, officer: bool, lead: bool) -> ColumnElement[bool]:
    held = or_(participant.c.concerned, answer.c.held)
    free = and_(~held, answer.c.consultation_id.not_in(left_out))
    return or_(false(), *(which for which, may in ((held, lead), (free, officer)) if may))
