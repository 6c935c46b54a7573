"""Reference (a): the SQL of one turn, hand-written and sent through the driver alone."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

STATEMENTS = (
    "INSERT INTO inbound (channel, message_id, received_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    (
        "SELECT id, session_id, stopped_at, language, blocked_at FROM participant "
        "WHERE channel = ? AND address_hash = ?"
    ),
    (
        "SELECT s.id, s.state, c.id, c.code, c.plan_code, s.questionnaire_id, c.state, "
        "c.remind_after_hours FROM session s JOIN consultation c ON c.id = s.consultation_id WHERE s.id = ?"
    ),
    "UPDATE session SET state = ?, status = ?, step = ?, updated_at = ? WHERE id = ?",
    "INSERT INTO event (session_id, step, kind, question, value, at) VALUES (?, ?, ?, ?, ?, ?)",
    (
        "INSERT INTO answer (session_id, participant_id, consultation_id, question, plan_code, "
        "outcome_code, value, revision, counts, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING"
    ),
    (
        "INSERT INTO outbox (key, participant_id, channel, kind, body, created_at, due_at, attempts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "UPDATE participant SET recent = ?, recent_at = ? WHERE id = ?",
)
RECENT = "s" * 240
"""As long as what a person wrote last is, sealed."""


class Bare:
    """One connection of the driver, with the same durability as the product's own."""

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite:///")
        if self.sqlite:
            self.connection: Any = sqlite3.connect(Path(url.removeprefix("sqlite:///")), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                self.connection.execute(f"PRAGMA {pragma}")
            self.statements = STATEMENTS
        else:
            self.connection = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))
            first, person, *rest = (one.replace("?", "%s") for one in STATEMENTS)
            self.statements = [first, f"{person} FOR UPDATE", *rest]

    def turn(self, number: int, address: str, now: object, state: str, message: str) -> None:
        """One transaction of a turn's shape: an answer to a question that has none yet."""
        run = self.connection.execute
        if self.sqlite:
            run("BEGIN IMMEDIATE")
            now = str(now)
        insert_inbound, person, session, save, event, answer, outbox, remember = self.statements
        run(insert_inbound, ("web", f"bare-{number}", now))
        participant, session_id, *_ = run(person, ("web", address)).fetchone()
        consultation = run(session, (session_id,)).fetchone()[2]
        run(save, (state, "asking", 3, now, session_id))
        run(event, (session_id, 3, "answered", "q", "words", now))
        values = (session_id, participant, consultation, f"bare{number}", None, None, "words", 1, True, now)
        run(answer, values)
        run(outbox, (f"bare:{number}", participant, "web", "question", message, now, now, 0))
        run(remember, (RECENT, now, participant))
        run("COMMIT")


def rate(turn: Callable[[int], None], turns: int) -> tuple[float, float]:
    """Turns a second, and milliseconds of CPU a turn."""
    began, cpu = time.perf_counter(), time.process_time()
    for number in range(turns):
        turn(number)
    return turns / (time.perf_counter() - began), 1000 * (time.process_time() - cpu) / turns
