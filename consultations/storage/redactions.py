"""The words of answers without what tells who somebody is: all that quotes and pages may have of them.

Those who must read everything as it was written (the reading queue, a concern's page) have other ways.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, insert, or_, select

from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import answer


class ToRedact(NamedTuple):
    """An answer in own words whose present words have not been redacted by the present rules."""

    answer_id: int
    revision: int
    text: str


class RedactedRow(NamedTuple):
    """What may be seen of an answer's words in that revision."""

    answer_id: int
    revision: int
    redacted_text: str


OF_PRESENT_WORDS = and_(
    redacted_answer.c.answer_id == answer.c.id,
    redacted_answer.c.revision == answer.c.revision,
    answer.c.counts,
    ~answer.c.held,
)
"""Joins an answer with its redacted words; none where a concern holds it, where it does not count, or where
its words have changed since.
"""


class Redactions:
    """Reads words and keeps what may be seen of them. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(
        self, consultation_id: int, questions: Collection[str], rules: str, most: int, after: int = 0
    ) -> list[ToRedact]:
        """Answers to `questions` that `rules` have not redacted in their present words.

        At most `most`, in the order of their ids, from the first above `after`. Also those that a concern
        holds or that do not count now: they may be released, or count again.
        """
        same = (
            redacted_answer.c.answer_id == answer.c.id,
            redacted_answer.c.revision == answer.c.revision,
        )
        wanted = (
            select(answer.c.id, answer.c.revision, answer.c.value)
            .outerjoin(redacted_answer, and_(*same))
            .where(
                answer.c.consultation_id == consultation_id,
                answer.c.question.in_(questions),
                answer.c.value != "",
                answer.c.id > after,
                or_(redacted_answer.c.answer_id.is_(None), redacted_answer.c.rules != rules),
            )
            .order_by(answer.c.id)
            .limit(most)
        )
        return [ToRedact(*row) for row in self._connection.execute(wanted)]

    def keep(self, rows: Sequence[RedactedRow], rules: str) -> int:
        """Keep these in place of earlier ones. How many were kept: not those whose words changed or went."""
        ids = [row.answer_id for row in rows]
        wanted = select(answer.c.id, answer.c.revision).where(answer.c.id.in_(ids), answer.c.value != "")
        free = wanted.with_for_update(key_share=True, skip_locked=True)
        present = {row.id: row.revision for row in self._connection.execute(free)}
        kept = [row for row in rows if present.get(row.answer_id) == row.revision]
        if kept:
            old = redacted_answer.c.answer_id.in_([row.answer_id for row in kept])
            self._connection.execute(delete(redacted_answer).where(old))
            self._connection.execute(
                insert(redacted_answer), [{**row._asdict(), "rules": rules} for row in kept]
            )
        return len(kept)

    def of(self, answers: Collection[int]) -> Mapping[int, str]:
        """By answer, the words that may be seen; an answer of which none may be seen is left out."""
        wanted = (
            select(answer.c.id, redacted_answer.c.redacted_text)
            .join(redacted_answer, OF_PRESENT_WORDS)
            .where(answer.c.id.in_(answers))
        )
        return {row[0]: row[1] for row in self._connection.execute(wanted)}
