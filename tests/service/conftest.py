"""What the tests share: the whole application, Telegram's Bot API."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard_site import HeardSite
from tests.integration.conftest import bot_api, fake  # noqa: F401 - fixtures are found by their names


@pytest.fixture
def heard_site(sqlite_url: str, tmp_path: Path) -> Iterator[HeardSite]:
    """The whole application, with nobody heard yet."""
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    yield HeardSite(database, tmp_path)
    database.close()
