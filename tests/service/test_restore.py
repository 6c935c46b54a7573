"""The drill: a backup is restored into an empty database, and whoever was erased since stays erased."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import MetaData, create_engine, func, insert, select, text

from consultations.audit_anchors import add_anchor, read_anchors, verify
from consultations.erasures import ErasureFile
from consultations.errors import FaultyInput
from consultations.sealing import KeyRing
from consultations.storage.addresses import Addresses
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.erasing import replay
from consultations.storage.tables import answer, participant, session
from tests.builders import KEYS, NOW
from tests.fake_bot_api.served import served
from tests.integration.test_erasure import ADDRESS, WORDS, Chat, traces
from together.__main__ import cli
from together.settings import Settings
from together.wiring import Service

DATABASES = ["sqlite", "postgresql"]


@pytest.fixture
def chat(database: Database, tmp_path: Path) -> Chat:
    with database.write() as connection:
        entry = AuditLog(connection).note("officer", "signed_in", "", NOW)
    add_anchor(tmp_path / "anchors", entry, NOW.date())
    return Chat(database, tmp_path)


@pytest.fixture
def empty_url(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Another empty database of the same kind."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'restored.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    url = server.create()
    yield url.render_as_string(hide_password=False)
    server.drop(url)


def backed_up(database_url: str, tmp_path: Path) -> Path | dict[str, list[dict[str, object]]]:
    """A backup as an administrator makes one: SQLite's own, or every row of every table."""
    if database_url.startswith("sqlite"):
        copy = tmp_path / "backup" / "together.db"
        copy.parent.mkdir()
        with sqlite3.connect(tmp_path / "together.db") as source, sqlite3.connect(copy) as target:
            source.backup(target)
        source.close()
        target.close()
        return copy
    there = MetaData()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        there.reflect(connection)
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in there.sorted_tables
        }
    engine.dispose()
    return rows


def restored(backup: Path | dict[str, list[dict[str, object]]], url: str) -> Database:
    if isinstance(backup, Path):
        shutil.copy(backup, url.removeprefix("sqlite:///"))
        return Database(url, KEYS)
    database = Database(url, KEYS)
    database.upgrade()
    there = MetaData()
    with database.write() as connection:
        there.reflect(connection)
        for table in there.sorted_tables:
            if table.name != "alembic_version" and backup[table.name]:
                connection.execute(insert(table), backup[table.name])
        for table in there.sorted_tables:
            if "id" in table.c and table.c.id.type.python_type is int:
                name = f"pg_get_serial_sequence('{table.name}', 'id')"
                set_to = f"SELECT setval({name}, (SELECT coalesce(max(id), 1) FROM {table.name}))"
                connection.execute(text(set_to))
    return database


def people(database: Database) -> list[str]:
    with database.read() as connection:
        rows = connection.execute(select(participant.c.channel, participant.c.address_sealed)).all()
        return sorted(Addresses.of(connection).open(*row) for row in rows)


def test_the_drill(chat: Chat, database_url: str, empty_url: str, tmp_path: Path) -> None:
    chat.leaves_something_everywhere()
    backup = backed_up(database_url, tmp_path)
    chat.erases()
    chat.is_told()
    database = restored(backup, empty_url)
    assert ADDRESS in people(database), "the backup brings them back"
    given = {"data_folder": tmp_path, "erasures": tmp_path / "outside" / "erasures.jsonl"}
    settings = Settings(database_url=empty_url, key=key(), **given)  # type: ignore[arg-type]
    service = Service(settings)
    service.replay_erasures()
    shutil.rmtree(tmp_path / "backup", ignore_errors=True)
    assert people(database) == ["another"]
    assert traces(database, tmp_path / "outside") == []
    with database.read() as connection:
        entries = list(AuditLog(connection).all())
    assert [entry.action for entry in entries][-1] == "erasures.replayed"
    assert list(verify(entries, read_anchors(tmp_path / "anchors")[0])) == []
    with served(service.app()) as site, httpx.Client(base_url=site, trust_env=False, timeout=60) as browser:
        assert browser.get("/readyz").status_code == 200
        assert browser.get("/chat/safe").status_code == 200
    database.close()


def key() -> str:
    from consultations.sealing import write_key

    return write_key(KEYS.keys[0])


@pytest.fixture
def sqlite_chat(sqlite_url: str, tmp_path: Path) -> Iterator[Chat]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    yield Chat(database, tmp_path)
    database.close()


def test_whoever_comes_anew_after_an_erasure_stays(sqlite_chat: Chat) -> None:
    sqlite_chat.erases()
    sqlite_chat.is_told()
    sqlite_chat.does(start="safe")
    sqlite_chat.does(text="Hello again")
    with sqlite_chat.database.write() as connection:
        done = replay(connection, KEYS, sqlite_chat.erasures.all())
    assert (done.people, done.withdrawals) == (0, 0)
    assert ADDRESS in people(sqlite_chat.database)


def test_a_withdrawal_is_replayed_and_a_new_start_stays(
    sqlite_chat: Chat, sqlite_url: str, tmp_path: Path
) -> None:
    chat = sqlite_chat
    backup = backed_up(sqlite_url, tmp_path)
    chat.does(text="/withdraw")
    chat.does(text="yes")
    chat.does(start="safe")
    with chat.database.write() as connection:
        assert replay(connection, KEYS, chat.erasures.all()).withdrawals == 0
    database = restored(backup, f"sqlite:///{tmp_path / 'restored.db'}")
    with database.write() as connection:
        assert replay(connection, KEYS, chat.erasures.all()).withdrawals == 1
        own = (
            select(func.count())
            .select_from(session.join(participant))
            .where(participant.c.address_hash.in_(Addresses.of(connection).hashes("web", ADDRESS)))
        )
        assert connection.execute(own).scalar_one() == 0
        assert WORDS not in connection.execute(select(answer.c.value)).scalars().all()
    database.close()


def test_a_line_of_an_earlier_key_still_counts(sqlite_chat: Chat, sqlite_url: str, tmp_path: Path) -> None:
    backup = backed_up(sqlite_url, tmp_path)
    sqlite_chat.erases()
    ring = KeyRing((b"a new key, and 32 bytes long....", *KEYS.keys))
    database = restored(backup, f"sqlite:///{tmp_path / 'restored.db'}")
    with database.write() as connection:
        assert replay(connection, ring, sqlite_chat.erasures.all()).people == 1
    database.close()


def test_a_damaged_line_is_named(sqlite_chat: Chat, tmp_path: Path) -> None:
    sqlite_chat.erases()
    file = tmp_path / "outside" / "erasures.jsonl"
    with file.open("a") as opened:
        opened.write("{}\nnothing\n")
    with pytest.raises(FaultyInput) as refused:
        ErasureFile(file).all()
    assert [fault.place.row for fault in refused.value.faults if fault.place] == [2, 3]


def test_the_command_replays(
    sqlite_chat: Chat, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(sqlite_url, tmp_path)
    sqlite_chat.erases()
    restored(backup, f"sqlite:///{tmp_path / 'restored.db'}").close()
    for name, value in {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'restored.db'}",
        "KEY": key(),
        "ERASURES": str(tmp_path / "outside" / "erasures.jsonl"),
        "DATA_FOLDER": str(tmp_path),
    }.items():
        monkeypatch.setenv(f"TOGETHER_{name}", value)
    said = CliRunner().invoke(cli, ["erasures", "replay"])
    assert said.output == "Erased again: 1 people, 0 withdrawals.\n"
    dry = CliRunner().invoke(cli, ["retention", "run", "--dry-run"])
    assert dry.output.startswith("Would go: texts 0")
