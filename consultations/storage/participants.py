"""Who may come in, and who is forgotten again."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select, update

from consultations.errors import Fault, FaultyInput, Place, worded
from consultations.participants import AgeBand
from consultations.sealing import KeyRing
from consultations.storage.addresses import Addresses
from consultations.storage.conversations import add_person
from consultations.storage.equality import EqualityAnswers
from consultations.storage.erasing import forget_inbound
from consultations.storage.letter_tables import letter_code
from consultations.storage.tables import concern_tables, consultation, outbox, participant, session

LETTERS = "letter.code"
"""What the codes are hashed for."""
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mistakes for others."""
LENGTH = 8
"""8 of 31 signs: 850,000,000,000 codes, so that nobody guesses one."""
MOST = 5000


class Letters:
    """The codes in letters to parents. Never commits."""

    def __init__(self, connection: Connection, ring: KeyRing) -> None:
        self._connection = connection
        self._ring = ring

    def make(
        self,
        consultation_id: int,
        count: int,
        now: datetime,
        choose: Callable[[str], str] = secrets.choice,
    ) -> list[str]:
        """New codes, to be printed: nobody can read them here again."""
        codes = ["".join(choose(ALPHABET) for _ in range(LENGTH)) for _ in range(min(count, MOST))]
        rows = [
            {"fingerprint": self._found_by(code)[0], "consultation_id": consultation_id, "made_at": now}
            for code in codes
        ]
        if rows:
            self._connection.execute(insert(letter_code), rows)
        return codes

    def admits(self, consultation_code: str, code: str) -> bool:
        """Whether the code is one of that consultation's, nobody has used it, and no parent has opted out."""
        wanted = (
            select(letter_code.c.fingerprint)
            .join(consultation, consultation.c.id == letter_code.c.consultation_id)
            .where(
                consultation.c.code == consultation_code,
                letter_code.c.fingerprint.in_(self._found_by(code)),
                letter_code.c.used_at.is_(None),
                letter_code.c.opted_out_at.is_(None),
            )
        )
        return self._connection.execute(wanted).first() is not None

    def use(self, code: str, now: datetime) -> None:
        """The code has let somebody in, and lets nobody else in."""
        self._change(code, used_at=now)

    def opt_out(self, codes: Iterable[str], now: datetime) -> int:
        """Parents have opted out. How many codes these were. `FaultyInput` names those that nobody knows."""
        given = [code.strip() for code in codes if code.strip()]
        unknown = [
            Fault(
                "unknown_code",
                worded("“{code}” is no code of ours.", code=code[:20]),
                "Look at the letter.",
                Place(row=number),
            )
            for number, code in enumerate(given, start=1)
            if not self._known(code)
        ]
        if unknown:
            raise FaultyInput("unknown_codes", "Some of these are no codes. Nothing was changed.", unknown)
        for code in given:
            self._change(code, opted_out_at=now)
        return len(given)

    def _known(self, code: str) -> bool:
        wanted = select(letter_code.c.fingerprint).where(letter_code.c.fingerprint.in_(self._found_by(code)))
        return self._connection.execute(wanted).first() is not None

    def _change(self, code: str, **values: datetime) -> None:
        own = letter_code.c.fingerprint.in_(self._found_by(code))
        self._connection.execute(update(letter_code).where(own).values(**values))

    def _found_by(self, code: str) -> Sequence[str]:
        return self._ring.fingerprints(code.strip().upper(), LETTERS)


def send_away(connection: Connection, ring: KeyRing, participant_id: int, now: datetime) -> None:
    """Delete what this person said here. They themselves are forgotten once they were told where to go."""
    EqualityAnswers(connection, ring).forget(participant_id)
    connection.execute(delete(session).where(session.c.participant_id == participant_id))
    values = {"session_id": None, "leaving_at": now, "age_band": None, "agreed": None, "recent": None}
    connection.execute(update(participant).where(participant.c.id == participant_id).values(values))


def come_in(connection: Connection, channel: str, address: str, age: AgeBand, now: datetime) -> None:
    """Somebody comes by a link that says how old they are."""
    add_person(connection, channel, address, now)
    hashes = Addresses.of(connection).hashes(channel, address)
    own = (participant.c.channel == channel, participant.c.address_hash.in_(hashes))
    connection.execute(update(participant).where(*own).values(age_band=age))


def forget_leaving(connection: Connection) -> int:
    """Forget those who were sent away and have been told where to. How many.

    Not while a concern about them is open: the safeguarding lead may still want to write to them. That is the
    stated exception.
    """
    concern = concern_tables.concern
    waiting = exists().where(outbox.c.participant_id == participant.c.id, outbox.c.due_at.is_not(None))
    looked_after = exists().where(concern.c.participant_id == participant.c.id, concern.c.ended_at.is_(None))
    came_back = participant.c.session_id.is_not(None)
    wanted = select(participant.c.id, participant.c.channel, participant.c.address_sealed).where(
        participant.c.leaving_at.is_not(None), ~waiting, ~looked_after, ~came_back
    )
    leaving = connection.execute(wanted.with_for_update(skip_locked=True)).all()
    for one in leaving:
        forget_inbound(connection, one.channel, one.address_sealed)
        connection.execute(delete(participant).where(participant.c.id == one.id))
    return len(leaving)
