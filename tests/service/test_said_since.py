"""Who says the same after an ask was made stands behind it too, and is told with the others, once."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select

from analysis.pipeline import read_new
from bot.announcements import announce
from bot.messages import Incoming
from consultations.accountability import Answered, Ask
from consultations.consultation import Consultation
from consultations.storage.asks import Asks, Promotion
from consultations.storage.database import Database
from consultations.storage.tables import answer, outbox
from tests.heard import DARK, LIGHTS_WANTED, safe_streets
from tests.staff_site import StaffSite, may_look

DATABASES = ["sqlite", "postgresql"]
EARLY = [f"early-{number}" for number in range(20)]
LATE = [f"late-{number}" for number in range(7)]
ABOUT = ("better", "What would make it better?", DARK, "Dark streets", "cheshire", "CE2", "Lights")


class Streets:
    """A consultation about streets, its officer, and the one ask of it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.site = StaffSite(database)
        self.consultation: Consultation = safe_streets(database)
        self.says(EARLY)
        with database.write() as connection:
            wanted = Promotion(self.consultation.id, *ABOUT)
            self.number = Asks(connection).promote(wanted, "officer", self.site.clock()).id

    def says(self, people: Sequence[str]) -> None:
        for who in people:
            self.does(who, start="safe")
            self.does(who, text=LIGHTS_WANTED)
        read_new(self.database, self.site.clock)

    def does(self, who: str, **what: str) -> None:
        message = f"{who}-{self.site.chance.random()}"
        self.site.conversation.take(Incoming("telegram", who, message, **what))

    def decided(self) -> None:
        with self.database.write() as connection:
            asks, now = Asks(connection), self.site.clock()
            asks.decide(self.number, Answered("cant", "The park is not ours."), "officer", now)
            asks.sign(self.number, asks.get(self.number).wording, "young lead", now)

    def published(self) -> Ask:
        self.decided()
        with self.database.write() as connection:
            return Asks(connection).publish(self.number, self.site.clock())

    def told(self) -> int:
        with self.database.read() as connection:
            keys = outbox.c.key.startswith(f"ask:{self.number}:")
            return connection.execute(select(func.count()).select_from(outbox).where(keys)).scalar_one()


@pytest.fixture
def streets(database: Database) -> Streets:
    return Streets(database)


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_who_said_it_since_is_told_once_and_finds_it_in_the_chat(streets: Streets) -> None:
    streets.says(LATE)
    published = streets.published()
    assert (published.people, published.people_added) == (27, 7)
    assert announce(streets.database, streets.site.clock) == 27
    with streets.database.write() as connection:
        again = Asks(connection).publish(streets.number, streets.site.clock())
    assert (again.people, again.people_added) == (27, 7)
    assert announce(streets.database, streets.site.clock) == 0
    assert streets.told() == 27
    streets.does(LATE[0], text="/came")
    assert "The park is not ours." in last_words(streets, LATE[0])


def last_words(streets: Streets, who: str) -> str:
    with streets.database.read() as connection:
        bodies = select(outbox.c.body).order_by(outbox.c.id.desc()).limit(1)
        return streets.site.conversation.envelopes.open(connection.execute(bodies).scalar_one()).text


def test_what_a_concern_holds_or_was_withdrawn_stays_out(streets: Streets) -> None:
    streets.says(LATE)
    with streets.database.write() as connection:
        held = select(func.max(answer.c.id)).scalar_subquery()
        connection.execute(answer.update().where(answer.c.id == held).values(held=True))
    streets.does(LATE[0], text="delete everything")
    streets.does(LATE[0], text="yes")
    published = streets.published()
    assert (published.people, published.people_added) == (25, 5)
    assert announce(streets.database, streets.site.clock) == 25


def test_who_says_it_after_the_answer_hears_of_the_next_edition(streets: Streets) -> None:
    streets.published()
    streets.says(LATE)
    assert announce(streets.database, streets.site.clock) == 20
    with streets.database.write() as connection:
        following = Asks(connection).follow(streets.number, "officer", streets.site.clock(), None)
    streets.number = following.id
    assert (following.people, streets.published().people) == (20, 27)
    assert announce(streets.database, streets.site.clock) == 27


def test_the_page_before_publishing_says_how_many_more_there_are(streets: Streets) -> None:
    streets.says(LATE)
    streets.decided()
    officer = may_look(streets.site.signed_in())
    page = shown(officer.get(f"/staff/asks/{streets.number}/publish").text)
    assert "About 25 people will get exactly this message" in page
    assert "5 people said it after this ask was made. They get it too." in page
    streets.published()
    page = shown(officer.get(f"/staff/asks/{streets.number}").text)
    assert "5 people said it after this ask was made. They are told too." in page


def test_few_more_are_not_counted_and_none_are_not_spoken_of(streets: Streets) -> None:
    streets.decided()
    officer = may_look(streets.site.signed_in())
    path = f"/staff/asks/{streets.number}/publish"
    assert "after this ask was made" not in shown(officer.get(path).text)
    streets.says(LATE[:2])
    assert "Fewer than 5 people said it after this ask was made." in shown(officer.get(path).text)
