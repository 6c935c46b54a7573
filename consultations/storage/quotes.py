"""Quotes: which may be made, what was decided, and what is published now."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, or_, select, true

from consultations.errors import Refused
from consultations.quotes import Candidate, Quote, check_quote, stands_in
from consultations.storage.answers import OF_PRESENT_WORDS as READ
from consultations.storage.answers import SEPARATOR, theme_codes
from consultations.storage.coding import scattered
from consultations.storage.quote_tables import quote
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.redactions import OF_PRESENT_WORDS
from consultations.storage.tables import answer, reading

OF_THESE_WORDS = and_(quote.c.answer_id == answer.c.id, quote.c.revision == answer.c.revision)


class Quotes:
    """Reads and decides. Never commits.

    What a concern holds, what does not count, and what was changed, withdrawn or erased since is nowhere in
    it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def candidates(self, consultation_id: int, questions: Collection[str], most: int) -> list[Candidate]:
        """Answers about which nobody has decided: at most `most`, from all over the consultation."""
        return self._candidates(self._undecided(consultation_id, questions, most).order_by(*scattered()))

    def waiting(
        self, consultation_id: int, questions: Collection[str], most: int, after: tuple[str, int] = ("", 0)
    ) -> list[Candidate]:
        """The same in their order, from behind `after`: a question and the answer to it."""
        question, number = after
        behind = or_(answer.c.question > question, and_(answer.c.question == question, answer.c.id > number))
        some = self._undecided(consultation_id, questions, most).where(behind)
        return self._candidates(some.order_by(answer.c.question, answer.c.id))

    def _undecided(self, consultation_id: int, questions: Collection[str], most: int) -> Select[Any]:
        return (
            self._seen(answer.c.id)
            .outerjoin(quote, OF_THESE_WORDS)
            .where(
                answer.c.consultation_id == consultation_id,
                answer.c.question.in_(questions),
                quote.c.answer_id.is_(None),
            )
            .limit(most)
        )

    def _candidates(self, some: Select[Any]) -> list[Candidate]:
        """With their themes, in the order of the questions."""
        ids = self._connection.execute(some).scalars().all()
        words = redacted_answer.c.redacted_text
        wanted = (
            self._seen(answer.c.id, answer.c.revision, answer.c.question, words, theme_codes())
            .outerjoin(reading, READ)
            .where(answer.c.id.in_(ids))
            .order_by(answer.c.question, answer.c.id)
        )
        rows = self._connection.execute(wanted)
        return [
            Candidate(row[0], row[1], row[2], row[3], tuple(row[4].split(SEPARATOR)) if row[4] else ())
            for row in rows
        ]

    def approve(
        self, answer_id: int, revision: int, words: str, by: str, now: datetime, within: int | None = None
    ) -> None:
        """These words of that answer (of the consultation `within`) may be published. Raises `Refused`."""
        seen = self._words(answer_id, revision, within)
        self._decide(answer_id, revision, check_quote(words, seen), by, now)

    def reject(
        self, answer_id: int, revision: int, by: str, now: datetime, within: int | None = None
    ) -> None:
        """Nothing of that answer is to be published, or no longer. Raises `Refused`."""
        self._words(answer_id, revision, within)
        self._decide(answer_id, revision, "", by, now)

    def published(self, consultations: Collection[int]) -> list[Quote]:
        """What has been approved and still may be seen, the newest first."""
        columns = (
            answer.c.id,
            answer.c.revision,
            answer.c.consultation_id,
            answer.c.question,
            quote.c.words,
            quote.c.verdict,
            quote.c.decided_by,
            quote.c.decided_at,
            redacted_answer.c.redacted_text,
        )
        wanted = (
            self._seen(*columns)
            .join(quote, OF_THESE_WORDS)
            .where(
                answer.c.consultation_id.in_(consultations),
                answer.c.id.in_(select(quote.c.answer_id)),  # few: SQLite would look through all answers
                quote.c.verdict == "approved",
            )
            .order_by(quote.c.decided_at.desc(), answer.c.id)
        )
        found = [(Quote(*row[:-1]), row[-1]) for row in self._connection.execute(wanted)]
        return [
            one for one, seen in found if stands_in(one.words, seen)
        ]  # later rules may have taken a name out

    def _seen(self, *columns: Any) -> Select[Any]:
        return select(*columns).select_from(answer).join(redacted_answer, OF_PRESENT_WORDS)

    def _words(self, answer_id: int, revision: int, within: int | None) -> str:
        own = true() if within is None else answer.c.consultation_id == within
        wanted = self._seen(redacted_answer.c.redacted_text).where(
            answer.c.id == answer_id, answer.c.revision == revision, own
        )
        found = self._connection.execute(wanted).scalar_one_or_none()
        if found is None:
            raise Refused(
                "quote_gone",
                "This answer was changed, taken back or held back while you read it.",
                "Load the page again to see what it says now.",
            )
        return str(found)

    def _decide(self, answer_id: int, revision: int, words: str, by: str, now: datetime) -> None:
        self._connection.execute(delete(quote).where(quote.c.answer_id == answer_id))
        values = {"answer_id": answer_id, "revision": revision, "words": words, "decided_by": by}
        verdict = "approved" if words else "rejected"
        self._connection.execute(insert(quote).values(**values, verdict=verdict, decided_at=now))
