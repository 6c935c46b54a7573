"""Finding answers in own words by how they were read, for staff: words without what tells who somebody is."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select

from consultations.storage.answers import OF_PRESENT_WORDS, READ, carries
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.redactions import OF_PRESENT_WORDS as REDACTED
from consultations.storage.tables import answer, reading


class Wanted(NamedTuple):
    """What to look for: `asked` are (consultation, question) pairs; "" means any.

    Nothing here is about the person: whoever combines filters learns how an answer was read, which its words
    say too, and never whose it is.
    """

    asked: Collection[tuple[int, str]]
    theme: str = ""
    kind: str = ""
    feeling: str = ""


class Found(NamedTuple):
    """One answer: its question and what may be seen of its words."""

    answer_id: int
    consultation_id: int
    question: str
    words: str
    kind: str | None
    feeling: str | None


class Searching:
    """Reads. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def written_by(self, wanted: Wanted, fewest: int) -> bool:
        """Whether `fewest` different people or more wrote what fits. It looks no further than that."""
        some = _fitting(select(answer.c.participant_id), wanted).distinct().limit(fewest)
        return len(self._connection.execute(some).all()) >= fewest

    def some(self, wanted: Wanted, most: int, after: int = 0) -> list[Found]:
        """At most `most` answers that fit, in the order of their ids, from the first above `after`."""
        columns = (
            answer.c.id,
            answer.c.consultation_id,
            answer.c.question,
            redacted_answer.c.redacted_text,
            reading.c.kind,
            reading.c.label,
        )
        fitting = _fitting(select(*columns), wanted).where(answer.c.id > after)
        return [Found(*row) for row in self._connection.execute(fitting.order_by(answer.c.id).limit(most))]


def _fitting(columns: Select[Any], wanted: Wanted) -> Select[Any]:
    asked = [
        and_(answer.c.consultation_id == number, answer.c.question == name) for number, name in wanted.asked
    ]
    told: list[ColumnElement[bool]] = [_any(asked)]
    if wanted.kind:
        told.append(reading.c.kind == wanted.kind)
    if wanted.feeling:
        told += [reading.c.status == READ, reading.c.label == wanted.feeling]
    if wanted.theme:
        told.append(carries(wanted.theme))
    from_ = answer.join(redacted_answer, REDACTED).join(reading, OF_PRESENT_WORDS)
    return columns.select_from(from_).where(*told)


def _any(conditions: Collection[ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(false(), *conditions)
