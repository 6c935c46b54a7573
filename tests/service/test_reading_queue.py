"""A person reads everything that was written within one working day, and the board sees whether."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from admin_api.views_reading import due, in_time, questions
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.storage.database import Database
from consultations.storage.reading_queue import Due, ReadingQueue
from consultations.working_days import within_one_day
from tests.builders import LONDON, launch, question, questionnaire, world
from tests.staff_site import StaffSite

FRIDAY = datetime(2026, 11, 20, 15, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def site(database: Database) -> StaffSite:
    launch(database, questionnaire(question("good", label="What is good?")))
    return StaffSite(database)


def says(site: StaffSite, who: str, text: str, to: Conversation | None = None) -> None:
    conversation = to or Conversation(site.database, world(site.clock))
    conversation.take(Incoming("telegram", who, f"{who}1", start="safe"))
    conversation.take(Incoming("telegram", who, f"{who}2", text=text))


def test_what_was_written_waits_until_somebody_has_read_it(site: StaffSite) -> None:
    says(site, "a", "The park is nice")
    officer = site.signed_in()
    page = officer.get("/staff/reading").text
    assert "The park is nice" in page
    assert "1 answer waits to be read." in page
    read = re.findall(r'name="read" value="([\d.]+)"', page)
    assert officer.post("/staff/reading", data={"read": read}).status_code == 303
    page = officer.get("/staff/reading").text
    assert "Everything that was written has been read." in page
    assert "read everything that was written within one working day" in page


def test_words_that_were_changed_meanwhile_are_to_be_read_again(site: StaffSite) -> None:
    says(site, "a", "The park is nice")
    officer = site.signed_in()
    read = re.findall(r'name="read" value="([\d.]+)"', officer.get("/staff/reading").text)
    officer.post("/staff/reading", data={"read": [f"{read[0].split('.')[0]}.99", "x", "5"]})
    assert "The park is nice" in officer.get("/staff/reading").text


def test_what_a_concern_holds_is_for_others_to_read(site: StaffSite) -> None:
    says(site, "a", "he hits me")
    assert "he hits me" not in site.signed_in().get("/staff/reading").text


def test_after_a_working_day_it_is_late_and_the_board_is_told(site: StaffSite) -> None:
    says(site, "a", "The park is nice")
    site.clock.tick(days=3)
    assert "Late" in site.signed_in().get("/staff/reading").text
    board = site.browser().get("/board").text
    assert "not all that was written was read by a person within one working day" in board


@pytest.mark.parametrize(
    ("came", "last_day"), [(FRIDAY, 23), (MONDAY, 24), (datetime(2026, 11, 21, 9, tzinfo=UTC), 23)]
)
def test_a_working_day_ends_with_the_next_day_on_which_people_work(came: datetime, last_day: int) -> None:
    assert within_one_day(came, LONDON).day == last_day


def test_the_share_is_of_what_is_due() -> None:
    assert "about 65%" in in_time(Due(12, 8))
    assert "%" not in in_time(Due(6, 2)), "no share of a few answers"
    assert "nothing was written" in in_time(Due(0, 0))


def test_what_is_due_and_what_was_read_in_time(site: StaffSite) -> None:
    conversation = Conversation(site.database, world(site.clock))
    for who, came, seen in [
        ("a", FRIDAY, MONDAY),
        ("b", FRIDAY, TUESDAY),
        ("c", FRIDAY, None),
        ("d", MONDAY, TUESDAY),
        ("e", TUESDAY, None),
        ("f", FRIDAY - timedelta(days=40), None),
    ]:
        site.clock.now = came
        says(site, who, "The park is nice", conversation)
        with site.database.write() as connection:
            asked = questions(connection)
            queue = ReadingQueue(connection, asked)
            if seen:
                queue.mark({one.answer_id: one.revision for one in queue.waiting(9)[-1:]}, "ann", seen)
    with site.database.read() as connection:
        assert due(ReadingQueue(connection, asked), TUESDAY) == Due(4, 2)
