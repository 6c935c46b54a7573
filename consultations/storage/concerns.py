"""Concerns as the turn keeps them, and the words that they hold back from analysis."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, insert, select, update

from consultations.errors import Refused
from consultations.sealing import KeyRing
from consultations.storage.concern_tables import concern
from consultations.storage.tables import answer, event, fairness_tables, feedback_tables, participant, session

WORDS = "concern.words"
REASONS = "concern.reasons"
"""What the sealed columns are sealed for."""
LONG_ENOUGH = 3
"""Words from which an answer counts as part of a flagged text: fewer are found in any text."""


@dataclass(frozen=True, slots=True)
class NewConcern:
    """What a turn found. `texts` in their order; the last one raised it, `holds` of the last are held."""

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
    holds: int = 0


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
            "holds": new.holds,
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

    def hold(self, participant_id: int) -> None:
        """Hold back what this person wrote as far as it is part of a concern, and nothing else of theirs.

        Held words reach no theme, feeling, quote, export or page until the safeguarding lead releases them.
        """
        held = self._held(participant_id)
        own_sessions = select(session.c.id).where(session.c.participant_id == participant_id)
        self._set(answer, answer.c.participant_id == participant_id, "value", held)
        self._set(event, event.c.session_id.in_(own_sessions), "value", held)
        feedback = feedback_tables.feedback
        self._set(feedback, feedback.c.session_id.in_(own_sessions), "more", held)
        fairness = fairness_tables.fairness
        self._set(fairness, fairness.c.participant_id == participant_id, "why", held)
        change = update(participant).where(participant.c.id == participant_id)
        self._connection.execute(change.values(concerned=bool(held.texts) or held.unknown))

    def _held(self, participant_id: int) -> "_Held":
        wanted = select(concern.c.words, concern.c.holds).where(
            concern.c.participant_id == participant_id,
            concern.c.holds > 0,
            concern.c.released_at.is_(None),
        )
        texts, unknown = [], False
        for row in self._connection.execute(wanted):
            try:
                texts += json.loads(self._ring.open(row.words, WORDS))[-row.holds :]
            except Refused:  # without its key nobody knows what it holds; a child's turn goes on all the same
                unknown = True
        return _Held(tuple(_plain(text) for text in texts), unknown)

    def _set(self, table: Table, own: object, column: str, held: "_Held") -> None:
        """Set `held` of each of the person's rows in `table` to what it is now."""
        wanted = select(table.c.id, table.c[column], table.c.held).where(own, table.c[column].is_not(None))  # type: ignore[arg-type] # a clause of ours
        for row in self._connection.execute(wanted).all():
            now = any(_belongs(_plain(row[1]), text) for text in held.texts) or (held.unknown and row.held)
            if now != row.held:
                self._connection.execute(update(table).where(table.c.id == row.id).values(held=now))


@dataclass(frozen=True, slots=True)
class _Held:
    """The plain texts that are held. `unknown`: some cannot be opened, so what is held stays held."""

    texts: Sequence[str]
    unknown: bool


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _belongs(value: str, text: str) -> bool:
    """Whether an answer is a flagged text, holds it, or is a part of it that says something by itself."""
    return bool(value) and (text in value or (len(value.split()) >= LONG_ENOUGH and value in text))
