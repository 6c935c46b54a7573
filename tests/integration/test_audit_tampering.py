"""Whatever is done to the audit log, `together audit verify` says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, text

from consultations.audit_anchors import FILE, add_anchor, read_anchors, verify
from consultations.storage.audit import AuditLog
from consultations.storage.audit_tables import audit_entry
from consultations.storage.database import Database
from tests.builders import KEYS
from together.__main__ import cli

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
LATER = "UPDATE audit_entry SET at = at + INTERVAL"
TEXTS = ("actor", "action", "target", "details", "previous", "hash")
MASKS = {"sqlite": (0x01, 0x20, 0x80), "postgresql": (0x01,)}
"""What is done to each byte. PostgreSQL refuses bytes that are no text."""
WRITTEN = [
    ("officer@trust.example", "consultation.closed", "consultation:safe", ""),
    ("Ödön", "ask.decided", "ask:1", "will_do"),
    ("command", "account.added", "account:7", "DSL officer"),
    ("lead@trust.example", "concern.viewed", "concern:12", "reason “asked by the DSL”"),
]


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.write() as opened:
        for place, (actor, action, target, details) in enumerate(WRITTEN):
            AuditLog(opened).note(actor, action, target, MIDNIGHT + place * timedelta(hours=12), details)
        yield opened


@contextmanager
def tampered(connection: Connection, statement: str, **values: object) -> Iterator[None]:
    """`statement` is done to the log, and undone afterwards."""
    savepoint = connection.begin_nested()
    connection.execute(text(statement), values)
    yield
    savepoint.rollback()


def faults(connection: Connection, anchors=()) -> list[str]:
    return list(verify(AuditLog(connection).all(), anchors))


def stored(connection: Connection, field: str, number: int) -> bytes:
    """The bytes of a field."""
    kind = "CAST({} AS BLOB)" if connection.dialect.name == "sqlite" else "convert_to({}, 'UTF8')"
    found = connection.execute(
        text(f"SELECT {kind.format(field)} FROM audit_entry WHERE number = :number"), {"number": number}
    )
    return bytes(found.scalar_one())


def flipped(raw: bytes, masks) -> Iterator[bytes]:
    """`raw` with one byte changed, for each byte and each mask."""
    for place in range(len(raw)):
        for mask in masks:
            yield raw[:place] + bytes([raw[place] ^ mask]) + raw[place + 1 :]


def is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize("number", range(1, len(WRITTEN) + 1))
@pytest.mark.parametrize("field", TEXTS)
def test_every_byte_of_every_text(connection: Connection, field: str, number: int) -> None:
    kind = connection.dialect.name
    as_text = "CAST(:new AS TEXT)" if kind == "sqlite" else "convert_from(:new, 'UTF8')"
    changes = list(flipped(stored(connection, field, number), MASKS[kind]))
    changes = changes if kind == "sqlite" else [new for new in changes if is_text(new)]
    assert changes or field == "details"
    for new in changes:
        change = f"UPDATE audit_entry SET {field} = {as_text} WHERE number = :number"
        with tampered(connection, change, new=new, number=number):
            assert faults(connection), f"{field} of {number} became {new!r}"


@pytest.mark.parametrize("number", range(1, len(WRITTEN) + 1))
def test_every_byte_of_the_moment(connection: Connection, number: int) -> None:
    if connection.dialect.name == "sqlite":
        changes = [
            (f"UPDATE audit_entry SET at = CAST(:new AS TEXT) WHERE number = {number}", {"new": new})
            for new in flipped(stored(connection, "at", number), MASKS["sqlite"])
        ]
    else:  # eight bytes that count microseconds
        changes = [(f"{LATER} '{256**byte} microseconds' WHERE number = {number}", {}) for byte in range(7)]
    for change, values in changes:
        with tampered(connection, change, **values):
            assert faults(connection), (change, values)


@pytest.mark.parametrize("number", range(1, len(WRITTEN) + 1))
@pytest.mark.parametrize("byte", range(4))
def test_every_byte_of_the_number(connection: Connection, number: int, byte: int) -> None:
    other = number ^ (0x10 << (8 * byte) if byte < 3 else 0x10 << 24)
    change = "UPDATE audit_entry SET number = :other WHERE number = :number"
    with tampered(connection, change, other=other, number=number):
        # The last one's hash is over its number, so it shows there too.
        assert faults(connection)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_entry_that_is_gone_is_missed(connection: Connection, number: int) -> None:
    with tampered(connection, "DELETE FROM audit_entry WHERE number = :number", number=number):
        assert f"entry {number} is missing: entry {number + 1} stands in its place" in faults(connection)


def test_entries_that_changed_places_are_found(connection: Connection) -> None:
    with (
        tampered(connection, "UPDATE audit_entry SET number = 99 WHERE number = 2"),
        tampered(connection, "UPDATE audit_entry SET number = 2 WHERE number = 3"),
        tampered(connection, "UPDATE audit_entry SET number = 3 WHERE number = 99"),
    ):
        assert faults(connection)


def test_an_entry_that_was_slipped_in_is_found(connection: Connection) -> None:
    for number in (4, 3):
        connection.execute(text(f"UPDATE audit_entry SET number = {number + 1} WHERE number = {number}"))
    columns = ", ".join(one.name for one in audit_entry.columns if one.name not in ("number", "hash"))
    copied = f"INSERT INTO audit_entry (number, hash, {columns}) SELECT 3, :hash, {columns} FROM audit_entry"
    connection.execute(text(f"{copied} WHERE number = 2"), {"hash": "f" * 64})
    assert faults(connection)
    connection.rollback()


def test_a_log_whose_end_was_cut_off_shows_by_its_anchor(connection: Connection, tmp_path: Path) -> None:
    add_anchor(tmp_path, AuditLog(connection).last(), date(2026, 3, 4))
    anchors, _ = read_anchors(tmp_path)
    assert faults(connection, anchors) == []
    with tampered(connection, "DELETE FROM audit_entry WHERE number = 4"):
        assert faults(connection) == [], "the chain alone cannot know"
        assert faults(connection, anchors) == ["entry 4 is missing: the log reached it on 2026-03-04"]
    with tampered(connection, "DELETE FROM audit_entry"):
        assert faults(connection, anchors)


def test_a_log_that_was_written_anew_shows_by_its_anchor(connection: Connection, tmp_path: Path) -> None:
    add_anchor(tmp_path, AuditLog(connection).last(), date(2026, 3, 4))
    anchors, _ = read_anchors(tmp_path)
    with tampered(connection, "DELETE FROM audit_entry"):
        for _ in WRITTEN:
            AuditLog(connection).note("somebody", "nothing.happened", "nothing", MIDNIGHT)
        assert faults(connection) == []
        assert faults(connection, anchors) == ["entry 4 is another than on 2026-03-04"]


def test_there_is_one_anchor_a_day_and_none_of_an_empty_log(connection: Connection, tmp_path: Path) -> None:
    assert add_anchor(tmp_path, None, date(2026, 3, 4)) is None
    last = AuditLog(connection).last()
    assert add_anchor(tmp_path, last, date(2026, 3, 4)) is not None
    assert add_anchor(tmp_path, last, date(2026, 3, 4)) is None
    add_anchor(tmp_path, last, date(2026, 3, 5))
    assert [anchor.day.day for anchor in read_anchors(tmp_path)[0]] == [4, 5]


@pytest.mark.parametrize(
    "line", ["", "2026-03-04 4", "2026-03-04  4 ab", "yesterday 4 ab", "2026-03-04 04 ab"]
)
def test_a_line_that_is_no_anchor_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE).write_text(f"2026-03-03 1 ab\n{line}\n")
    assert read_anchors(tmp_path)[1] == ["line 2 of the anchors is not an anchor"]


def test_the_command_says_what_is_wrong_and_ends_with_1(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOGETHER_DATABASE_URL", sqlite_url)
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    with database.write() as connection:
        for actor, action, target, details in WRITTEN:
            AuditLog(connection).note(actor, action, target, MIDNIGHT, details)
    run = CliRunner()
    well = run.invoke(cli, ["audit", "verify"])
    assert (well.exit_code, well.stdout) == (0, "")
    assert "4 entries, 0 anchors, 0 faults" in well.stderr
    assert run.invoke(cli, ["audit", "list", "--limit", "2"]).stdout.count("\n") == 2
    assert '"actor": "command"' in run.invoke(cli, ["audit", "list", "--action", "account"]).stdout
    with database.write() as connection:
        connection.execute(text("UPDATE audit_entry SET at = 'never' WHERE number = 2"))
    database.close()
    ill = run.invoke(cli, ["audit", "verify"])
    assert (ill.exit_code, ill.stdout) == (1, "entry 2 was changed after it was written\n")
