"""What the tests share: an empty database with all its tables, the whole application, Telegram's Bot API."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event

from consultations.storage.database import Database
from consultations.storage.metadata import metadata
from tests.builders import KEYS
from tests.fake_bot_api import FakeBotApi
from tests.heard_site import HeardSite


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, record: raw.execute("PRAGMA foreign_keys = ON"))
    metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def heard_site(sqlite_url: str, tmp_path: Path) -> Iterator[HeardSite]:
    """The whole application, with nobody heard yet."""
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    yield HeardSite(database, tmp_path)
    database.close()


@pytest.fixture(scope="module")
def bot_api() -> Iterator[FakeBotApi]:
    with FakeBotApi() as served:
        yield served


@pytest.fixture
def fake(bot_api: FakeBotApi) -> FakeBotApi:
    """The Bot API of Telegram's stand-in, with nobody known to it."""
    bot_api.forget_everything()
    return bot_api
