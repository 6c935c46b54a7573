"""A consultation from which no ask is made: what was decided is stated, published and told."""

import json
from datetime import timedelta

import pytest

from analysis.pipeline import read_new
from bot.messages import Incoming
from consultations.errors import Refused
from consultations.storage.broadcast_tables import broadcast
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.stages import advance
from tests.builders import NOW
from tests.heard import LIGHTS_WANTED, people_say, safe_streets
from tests.service.test_fair_answers import an_ask
from tests.staff_site import StaffSite

DATABASES = ["sqlite"]
NOTHING = "Too few took part to decide anything. We ask again in May."
PATH = "/staff/consultations/safe/conclusion"


def sent(database: Database, **audience: str) -> None:
    """News that has gone out."""
    row = {"purpose": "news", "texts": "{}", "start": "", "state": "finished", "created_by": "officer"}
    meant = json.dumps({"name": "all", "consultation": "safe", **audience})
    when = {"created_at": NOW, "finished_at": NOW + timedelta(hours=1)}
    with database.write() as connection:
        connection.execute(broadcast.insert().values(**row, audience=meant, **when))


def moved(database: Database) -> list[str]:
    with database.write() as connection:
        return advance(connection, "timer", NOW)


def test_what_was_decided_makes_it_answered_and_news_to_all_feeds_it_back(database: Database) -> None:
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, ["a", "b"])
    officer = site.signed_in()
    assert "is stated when it is closed" in officer.post(PATH, data={"words": NOTHING}).text
    officer.post("/staff/consultations/safe/close")
    assert moved(database) == []
    assert f'href="{PATH}"' in officer.get("/staff/consultations/safe").text
    assert officer.post(PATH, data={"words": "  "}).status_code == 422
    assert officer.post(PATH, data={"words": "x" * 301}).status_code == 422
    assert officer.post(PATH, data={"words": NOTHING}).status_code == 303
    assert moved(database) == ["safe", "safe"]
    assert NOTHING in officer.get("/").text
    with database.read() as connection:
        one = Consultations(connection).get("safe")
    assert (one.stage, one.conclusion, one.next_news) == ("answered", NOTHING, NOTHING)
    sent(database, took_part="began", channel="web")
    assert moved(database) == []  # not everybody was meant
    sent(database, took_part="began")
    assert moved(database) == ["safe"]
    assert "Fed back" in officer.get("/staff/consultations/safe").text


def test_answers_that_nothing_has_read_keep_it_closed(database: Database) -> None:
    safe_streets(database)
    site = StaffSite(database)
    for who in map(str, range(10)):
        for number, said in enumerate(({"start": "safe"}, {"text": LIGHTS_WANTED})):
            site.conversation.take(Incoming("telegram", who, f"{who}-{number}", **said))
    with database.write() as connection:
        store = Consultations(connection)
        store.close("safe", NOW)
        store.conclude("safe", NOTHING)
    assert moved(database) == []
    read_new(database, site.clock)
    assert moved(database) == ["safe", "safe"]


def test_one_with_asks_is_answered_by_them_and_reopening_takes_the_words_back(database: Database) -> None:
    an_ask(database)
    with database.write() as connection:
        store = Consultations(connection)
        store.close("safe", NOW)
        with pytest.raises(Refused, match="Asks were made"):
            store.conclude("safe", NOTHING)
        store._change("safe", conclusion=NOTHING)
        assert store.reopen("safe").conclusion is None
