"""What the tests share: an empty database with all its tables, Telegram's Bot API."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, event

from consultations.storage.database import Database
from consultations.storage.metadata import metadata
from tests.builders import Clock
from tests.fake_bot_api import FakeBotApi
from tests.integration.asking_trust import Trust
from tests.integration.broadcast_town import Town


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, record: raw.execute("PRAGMA foreign_keys = ON"))
    metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def bot_api() -> Iterator[FakeBotApi]:
    with FakeBotApi() as served:
        yield served


@pytest.fixture
def fake(bot_api: FakeBotApi) -> FakeBotApi:
    """The Bot API of Telegram's stand-in, with nobody known to it."""
    bot_api.forget_everything()
    return bot_api


@pytest.fixture
def trust(database: Database) -> Trust:
    return Trust(database)


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database, Clock())
