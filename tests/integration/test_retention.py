"""What is kept no longer goes by rule; what was counted stays."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from consultations.storage.addresses import Addresses
from consultations.storage.asks import Asks, Promotion
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.fairness_tables import fairness
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.tables import (
    answer,
    concern_tables,
    consultation,
    event,
    inbound,
    outbox,
    participant,
    reading,
    reading_theme,
    session,
)
from tests.builders import KEYS, NOW, Ids
from tests.integration.test_rights import ADDRESS, WORDS, Visitor, finished
from together import retention
from together.settings import Settings


@pytest.fixture
def visitor(sqlite_url: str) -> Visitor:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    visitor = Visitor(database)
    finished(visitor)
    with database.write() as connection:
        own = connection.execute(select(answer.c.id).where(answer.c.question == "why_not")).scalar_one()
        row = {"answer_id": own, "revision": 1, "model": "m", "status": "read", "label": "negative"}
        connection.execute(reading.insert().values(**row, drove='["dark"]', read_at=NOW))
        kept = {"answer_id": own, "revision": 1, "rules": "r", "redacted_text": WORDS}
        connection.execute(redacted_answer.insert().values(**kept))
        connection.execute(update(consultation).values(state="closed", closed_at=visitor.clock()))
    return visitor


def run(visitor: Visitor, tmp_path: Path, days: float, **given: object) -> retention.Done:
    settings = Settings(data_folder=tmp_path)
    return retention.run(visitor.database, settings, later(visitor, days), "timer", Ids(), **given)  # type: ignore[arg-type]


def later(visitor: Visitor, days: float) -> datetime:
    return visitor.clock() + timedelta(days=days)


def everything(database: Database) -> str:
    with database.read() as connection:
        return "\n".join(
            str(row)
            for table in (answer, event, session, outbox, participant, reading, inbound, redacted_answer)
            for row in connection.execute(select(table))
        )


def test_words_go_a_year_after_the_end_and_what_was_counted_stays(visitor: Visitor, tmp_path: Path) -> None:
    assert WORDS in everything(visitor.database)
    run(visitor, tmp_path, 364)
    with visitor.database.read() as connection:
        assert WORDS in connection.execute(select(answer.c.value)).scalars().all()
    done = run(visitor, tmp_path, 366)
    assert done.texts > 0
    assert WORDS not in everything(visitor.database)
    with visitor.database.read() as connection:
        rows = connection.execute(select(answer.c.question, answer.c.value))
        values = {row.question: row.value for row in rows}
        assert values == {"safe": "no", "why_not": "", "better": ""}
        kept = connection.execute(select(reading.c.label, reading.c.drove)).one()
        assert tuple(kept) == ("negative", "[]")


def test_a_blank_answer_is_never_read_again(visitor: Visitor, tmp_path: Path) -> None:
    from analysis.pipeline import read_new

    run(visitor, tmp_path, 366)
    read_new(visitor.database, visitor.clock)
    with visitor.database.read() as connection:
        assert connection.execute(select(reading.c.model)).scalars().all() == ["m"]


def test_addresses_go_after_their_own_period(visitor: Visitor, tmp_path: Path) -> None:
    run(visitor, tmp_path, 366)
    found_by = Addresses(KEYS).hashes("web", ADDRESS)[0]
    assert found_by in everything(visitor.database)
    assert run(visitor, tmp_path, 541).identifiers == 1
    assert found_by not in everything(visitor.database)
    assert run(visitor, tmp_path, 542).identifiers == 0
    assert visitor.rows(participant, session, answer) == [1, 1, 3]


def test_an_open_consultation_is_left_alone(visitor: Visitor, tmp_path: Path) -> None:
    with visitor.database.write() as connection:
        connection.execute(update(consultation).values(state="open", closed_at=None))
    done = run(visitor, tmp_path, 5000)
    assert (done.texts, done.sessions, done.identifiers) == (0, 0, 0)


def test_messages_go_after_a_month_and_what_the_screen_remembers_after_a_day(
    visitor: Visitor, tmp_path: Path
) -> None:
    assert run(visitor, tmp_path, 0.9).recent == 0
    assert run(visitor, tmp_path, 1.1).recent == 1
    assert visitor.rows(outbox)[0] > 0
    assert run(visitor, tmp_path, 31).messages > 0
    assert visitor.rows(outbox, inbound) == [0, 0]


def test_a_concern_has_its_own_long_period(visitor: Visitor, tmp_path: Path) -> None:
    with visitor.database.write() as connection:
        connection.execute(update(consultation).values(state="open", closed_at=None))
    visitor.says("he hits me")
    run(visitor, tmp_path, 10_000)
    assert visitor.rows(concern_tables.concern) == [1], "an open one stays"
    with visitor.database.write() as connection:
        connection.execute(update(concern_tables.concern).values(ended_at=visitor.clock()))
    assert run(visitor, tmp_path, 9_130).concerns == 0
    assert run(visitor, tmp_path, 9_132).concerns == 1


def test_a_dry_run_only_says_so_and_a_run_is_noted(visitor: Visitor, tmp_path: Path) -> None:
    dry = run(visitor, tmp_path, 600, dry_run=True)
    assert WORDS in everything(visitor.database)
    assert retention.is_due(visitor.database, later(visitor, 600))
    assert run(visitor, tmp_path, 600) == dry
    with visitor.database.read() as connection:
        (entry,) = AuditLog(connection).all()
    assert (entry.actor, entry.action) == ("timer", "retention.run")
    assert entry.details == str(dry)
    assert not retention.is_due(visitor.database, later(visitor, 600.5))
    assert retention.is_due(visitor.database, later(visitor, 601))


WHY = "You own the lamps next door"


def judged(visitor: Visitor) -> None:
    """Somebody finds our answer to an ask of the consultation unfair, and says why."""
    with visitor.database.write() as connection:
        where = connection.execute(select(consultation.c.id, consultation.c.plan_code)).one()
        own = connection.execute(select(answer.c.id).where(answer.c.question == "why_not")).scalar_one()
        connection.execute(reading_theme.insert().values(answer_id=own, theme="dark", words="[]"))
        about = ("why_not", "Why not?", "dark", "Dark streets", where.plan_code, "CE2", "Lamps")
        made = Asks(connection).promote(Promotion(where.id, *about), "officer", NOW)
        person = connection.execute(select(participant.c.id)).scalar_one()
        row = {"ask_id": made.id, "participant_id": person, "verdict": "no", "judged_at": NOW, "why": WHY}
        connection.execute(fairness.insert().values(**row))


def test_why_an_answer_is_not_fair_goes_with_the_words_and_the_verdict_stays(
    visitor: Visitor, tmp_path: Path
) -> None:
    judged(visitor)
    verdict = select(fairness.c.verdict, fairness.c.why)
    run(visitor, tmp_path, 364)
    with visitor.database.read() as connection:
        assert tuple(connection.execute(verdict).one()) == ("no", WHY)
    assert run(visitor, tmp_path, 366, dry_run=True).texts > 0
    run(visitor, tmp_path, 366)
    with visitor.database.read() as connection:
        assert tuple(connection.execute(verdict).one()) == ("no", None)
