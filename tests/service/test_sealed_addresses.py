"""Addresses in the database: in no form to be read without the key, and found with each key there is."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select, text

from consultations.errors import Refused
from consultations.forms.questionnaire import Questionnaire
from consultations.sealing import KeyRing
from consultations.storage import rotating
from consultations.storage.addresses import Addresses
from consultations.storage.api_tables import webhook
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database, _alembic
from consultations.storage.erasing import forget_inbound
from consultations.storage.metadata import metadata
from consultations.storage.rotating import Rotated, rotate
from consultations.storage.tables import inbound, participant
from consultations.storage.trust import Trust
from consultations.storage.webhooks import PURPOSE as WEBHOOK
from consultations.storage.webhooks import Webhooks
from tests.builders import KEYS, question, questionnaire
from tests.fake_bot_api import FakeBotApi
from tests.service.test_telegram_conversation import begun

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NEW = KeyRing((b"another for the tests, 32 bytes.", *KEYS.keys))
ALONE = KeyRing(NEW.keys[:1])
CHATS = [f"70000{number}" for number in range(7)]


@pytest.fixture
def opened(bare_database_url: str) -> Iterator[Callable[[KeyRing | None], Database]]:
    """Opens the same database with other keys, as another process would."""
    made: list[Database] = []

    def opening(keys: KeyRing | None) -> Database:
        made.append(Database(bare_database_url, keys))
        made[-1].upgrade()
        return made[-1]

    yield opening
    for one in made:
        one.close()


Opened = Callable[[KeyRing | None], Database]


def writes(database: Database, chat: str, number: int = 1) -> tuple[bool, int]:
    """Whether the message was new, and which participant wrote it."""
    with database.write() as connection:
        store = Conversations(connection)
        new = store.receive_from("telegram", chat, f"{chat}:{number}", NOW)
        return new, store.person("telegram", chat, NOW).id


def people(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(participant)).scalar_one()


def a_conversation(fake: FakeBotApi, url: str, folder: Path, form: Questionnaire) -> list[str]:
    """Every row of every table while somebody is in a conversation that had an edit."""
    with begun(fake, url, folder, form) as story:
        story.ada.says("The park")
        story.sees("What else?")
        story.ada.edits("The parks")
        story.sees("“The parks”")
        with story.database.read() as connection:
            return [
                str(row)
                for table in metadata.sorted_tables
                for row in connection.execute(text(f'SELECT * FROM "{table.name}"')).all()
            ]


def test_no_table_file_or_log_shows_who_wrote_on_telegram(
    sqlite_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = questionnaire(question("better", "text", "What is good?"), question("else", "text", "What else?"))
    chat = "700012345678"
    with FakeBotApi() as fake:
        monkeypatch.setattr(fake, "person", partial(fake.person, int(chat)))
        stored = a_conversation(fake, sqlite_url, tmp_path, form)
    assert any("The park" in row for row in stored), "the conversation is there"
    assert [row for row in stored if chat in row] == []
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in files if chat.encode() in file.read_bytes()] == []
    printed = capfd.readouterr()
    assert chat not in printed.out + printed.err


def test_the_address_opens_with_the_key_and_with_no_other(opened: Opened) -> None:
    writes(opened(KEYS), CHATS[0])
    with opened(KEYS).read() as connection:
        sealed = connection.execute(select(participant.c.address_sealed)).scalar_one()
        assert Addresses.of(connection).open("telegram", sealed) == CHATS[0]
        with pytest.raises(Refused):
            Addresses.of(connection).open("web", sealed)
    with opened(ALONE).read() as connection, pytest.raises(Refused, match="TOGETHER_EARLIER_KEYS"):
        Addresses.of(connection).open("telegram", sealed)


def test_without_a_key_nobody_is_taken_in(opened: Opened) -> None:
    with pytest.raises(Refused, match="TOGETHER_KEY"):
        writes(opened(None), CHATS[0])


def test_a_rotation_keeps_everybody_who_they_are(opened: Opened) -> None:
    before = [writes(opened(KEYS), chat) for chat in CHATS]
    assert rotate(opened(NEW), NEW, batch=3) == Rotated(len(CHATS))
    after = [writes(opened(ALONE), chat) for chat in CHATS]
    assert after == [(False, number) for _, number in before], "known, and the repeated message too"


def test_a_rotation_that_broke_off_is_taken_up(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [writes(opened(KEYS), chat) for chat in CHATS]
    real, left = rotating._readdress, iter(range(4))

    def breaks(*given: object) -> None:
        if next(left, None) is None:
            raise ConnectionError("the machine went away")
        real(*given)

    monkeypatch.setattr(rotating, "_readdress", breaks)
    with pytest.raises(ConnectionError):
        rotate(opened(NEW), NEW, batch=3)
    monkeypatch.undo()
    meanwhile = [writes(opened(NEW), chat) for chat in CHATS]
    assert meanwhile == [(False, number) for _, number in before]
    assert rotate(opened(NEW), NEW, batch=3) == Rotated(4), "the first batch of three stood"
    assert people(opened(ALONE)) == len(CHATS)


def test_after_a_rotation_nothing_needs_the_earlier_key(opened: Opened) -> None:
    with opened(KEYS).write() as connection:
        Trust(connection).keep_token("123:token", KEYS, "admin", NOW)
        Webhooks(connection, KEYS).add("https://council.example", ["summary.new"], "secret", "admin", NOW)
    assert rotate(opened(NEW), NEW) == Rotated(others=2)
    assert rotate(opened(NEW), NEW) == Rotated(), "there is nothing left to do"
    with opened(ALONE).read() as connection:
        assert Trust(connection).token(ALONE) == "123:token"
        sealed = connection.execute(select(webhook.c.sealed_secret)).scalar_one()
    assert ALONE.open(sealed, WEBHOOK) == "secret"


def test_every_column_that_is_called_sealed_is_sealed_anew() -> None:
    called = {column for table in metadata.sorted_tables for column in table.c if "sealed" in column.name}
    left = called - {one.column for one in rotating.OTHERS}
    assert {str(column) for column in left} == {"participant.address_sealed", "equality_answer.sealed"}


def test_stop_holds_after_a_rotation(opened: Opened) -> None:
    _, number = writes(opened(KEYS), CHATS[0])
    with opened(KEYS).write() as connection:
        Conversations(connection).change_person(number, stopped_at=NOW)
    rotate(opened(NEW), NEW)
    with opened(ALONE).read() as connection:
        found = Conversations(connection).find_person("telegram", CHATS[0])
    assert found is not None
    assert found.stopped


def test_two_processes_between_keys_make_nobody_twice(opened: Opened) -> None:
    known = (*KEYS.keys, *ALONE.keys)
    processes = [opened(KeyRing(known)), opened(NEW)]
    for chat in CHATS:
        together = threading.Barrier(2)

        def one(
            database: Database, number: int, chat: str = chat, together: threading.Barrier = together
        ) -> None:
            together.wait()
            writes(database, chat, number)

        threads = [threading.Thread(target=one, args=(each, n)) for n, each in enumerate(processes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert people(processes[0]) == len(CHATS)


def test_what_came_in_is_forgotten_after_a_rotation(opened: Opened) -> None:
    writes(opened(KEYS), CHATS[0])
    writes(opened(KEYS), CHATS[1])
    rotate(opened(NEW), NEW)
    with opened(ALONE).write() as connection:
        own = select(participant.c.address_sealed).order_by(participant.c.id).limit(1)
        forget_inbound(connection, "telegram", connection.execute(own).scalar_one())
        assert connection.execute(select(func.count()).select_from(inbound)).scalar_one() == 1


CLEAR = (
    "INSERT INTO plan VALUES ('p', 'P', 'A', '2020-01-01', '2021-01-01', 'draft', '{}', '2020-01-01')",
    "INSERT INTO questionnaire VALUES ('q1', 'q', 'Q', '{}', 'q.md', '', '2020-01-01')",
    (
        "INSERT INTO consultation (id, code, title, plan_code, questionnaire_id, state, sample, opened_at) "
        "VALUES (1, 'safe', 'Safe', 'p', 'q1', 'open', false, '2020-01-02')"
    ),
    (
        "INSERT INTO participant (id, channel, address, created_at) "
        "VALUES (1, 'telegram', '700012345678', '2020-01-01')"
    ),
    (
        "INSERT INTO session (id, participant_id, consultation_id, questionnaire_id, state, status, step, "
        "started_at, updated_at) VALUES ('s1', 1, 1, 'q1', "
        """'{"sources": {"700012345678\\:4": "better"}}', 'asking', 1, '2020-01-01', '2020-01-01')"""
    ),
    "INSERT INTO inbound VALUES ('telegram', '700012345678\\:1', '2020-01-01')",
    "INSERT INTO inbound VALUES ('telegram', 'refused\\:-700099', '2020-01-01')",
    (
        "INSERT INTO outbox (key, participant_id, channel, kind, body, created_at, attempts) "
        "VALUES ('telegram\\:700012345678\\:1\\:0', 1, 'telegram', 'reply', '{}', '2020-01-01', 0)"
    ),
)


def before_sealing(url: str) -> None:
    """A database of the version before, in which an address stands wherever one stood."""
    database = Database(url)
    with database.write() as connection:
        command.upgrade(_alembic(connection), "0016")
        for row in CLEAR:
            connection.execute(text(row))
    database.close()


def test_an_upgrade_seals_what_stood_in_clear(bare_database_url: str, opened: Opened, tmp_path: Path) -> None:
    before_sealing(bare_database_url)
    database = opened(KEYS)
    assert writes(database, "700012345678") == (False, 1), "the person and the message are known"
    with database.read() as connection:
        stored = [
            str(row)
            for table in metadata.sorted_tables
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')).all()
        ]
    assert [row for row in stored if "700012345678" in row or "-700099" in row] == []
    assert any('{"4": "better"}' in row for row in stored)
    assert [file.name for file in tmp_path.rglob("*.db*") if b"700012345678" in file.read_bytes()] == []


def test_an_upgrade_without_the_key_says_so_and_changes_nothing(
    bare_database_url: str, opened: Opened
) -> None:
    before_sealing(bare_database_url)
    with pytest.raises(Refused, match="TOGETHER_KEY"):
        opened(None)
    assert people(opened(KEYS)) == 1
