"""Concerns as the turn keeps them, and the words that they hold back from analysis."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, insert, select, update

from consultations.sealing import KeyRing
from consultations.storage.concern_tables import concern
from consultations.storage.tables import answer, event, feedback_tables, participant, session

WORDS = "concern.words"
REASONS = "concern.reasons"
"""What the sealed columns are sealed for."""
LONG_ENOUGH = 3
"""Words from which an answer counts as part of a flagged text: fewer are found in any text."""


@dataclass(frozen=True, slots=True)
class NewConcern:
    """What a turn found. `texts` in their order; the last one raised it."""

    participant_id: int
    channel: str
    outcome: str
    category: str | None
    texts: Sequence[str]
    reasons: Sequence[str]
    language: str
    session_id: str | None = None
    consultation: str | None = None
    question: str | None = None


class Concerns:
    """Keeps concerns, sealed, and holds back the words that raised them. Never commits."""

    def __init__(self, connection: Connection, ring: KeyRing) -> None:
        self._connection = connection
        self._ring = ring

    def add(self, new: NewConcern, now: datetime) -> int:
        """Keep a concern; give its number."""
        values = {
            "participant_id": new.participant_id,
            "session_id": new.session_id,
            "channel": new.channel,
            "consultation": new.consultation,
            "question": new.question,
            "outcome": new.outcome,
            "category": new.category,
            "words": self._ring.seal(json.dumps(list(new.texts)), WORDS),
            "reasons": self._ring.seal(json.dumps(list(new.reasons)), REASONS),
            "language": new.language,
            "received_at": now,
        }
        number: int = self._connection.execute(
            insert(concern).values(values).returning(concern.c.id)
        ).scalar_one()
        return number

    def last_alert(self, participant_id: int) -> datetime | None:
        """When this person last wrote something that raised an alert."""
        own = (concern.c.participant_id == participant_id, concern.c.outcome == "alert")
        wanted = select(concern.c.received_at).where(*own).order_by(concern.c.id.desc()).limit(1)
        return self._connection.execute(wanted).scalar_one_or_none()

    def texts(self, participant_id: int) -> list[str]:
        """Every text of this person's that is held."""
        held = select(concern.c.words).where(
            concern.c.participant_id == participant_id,
            concern.c.category.is_not(None),
            concern.c.released_at.is_(None),
        )
        return [text for sealed in self._connection.execute(held).scalars() for text in self._opened(sealed)]

    def _opened(self, sealed: str) -> list[str]:
        texts: list[str] = json.loads(self._ring.open(sealed, WORDS))
        return texts

    def hold(self, participant_id: int) -> None:
        """Hold back what this person wrote as far as it is part of a concern, and nothing else of theirs.

        Held words reach no theme, feeling, quote, export or page until the safeguarding lead releases them.
        """
        texts = [_plain(text) for text in self.texts(participant_id)]
        own_sessions = select(session.c.id).where(session.c.participant_id == participant_id)
        self._hold(answer, answer.c.participant_id == participant_id, "value", texts)
        self._hold(event, event.c.session_id.in_(own_sessions), "value", texts)
        feedback = feedback_tables.feedback
        self._hold(feedback, feedback.c.session_id.in_(own_sessions), "more", texts)
        change = update(participant).where(participant.c.id == participant_id)
        self._connection.execute(change.values(concerned=bool(texts)))

    def _hold(self, table: Table, own: object, column: str, texts: Iterable[str]) -> None:
        """Set `held` of each of the person's rows in `table` to what it is now."""
        wanted = select(table.c.id, table.c[column], table.c.held).where(own, table.c[column].is_not(None))  # type: ignore[arg-type] # a clause of ours
        for row in self._connection.execute(wanted).all():
            held = any(_belongs(_plain(row[1]), text) for text in texts)
            if held != row.held:
                self._connection.execute(update(table).where(table.c.id == row.id).values(held=held))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _belongs(value: str, text: str) -> bool:
    """Whether an answer is a flagged text, holds it, or is a part of it that says something by itself."""
    return bool(value) and (text in value or (len(value.split()) >= LONG_ENOUGH and value in text))
