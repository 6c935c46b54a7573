"""Watching a consultation under way: people, not runs; where they stop; no word of theirs too early."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from admin_api import views_watch
from admin_api.views_watch import AGE_NAMES, cells_of, lines_of
from analysis.disclosure_control import Rule, protect_count
from bot.messages import Incoming
from consultations.launching import Intent
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.drafts import Drafts
from consultations.storage.launch_tables import launch_draft
from consultations.storage.tables import participant
from consultations.storage.watching import People
from tests.builders import launch
from tests.staff_site import StaffSite


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are counted for every page: the clock of a test does not go on."""
    monkeypatch.setattr(views_watch, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(views_watch, "OLDEST_SECONDS", 0.0)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def site(database: Database) -> StaffSite:
    launch(database)
    return StaffSite(database)


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return site.signed_in()


def say(site: StaffSite, person: str, *texts: str, channel: str = "telegram") -> None:
    """Somebody writes, one message after another."""
    conversation = site.conversation
    for number, text in enumerate(texts):
        message = f"{person}-{number}-{site.clock().timestamp()}"
        conversation.take(Incoming(channel, person, message, text=text))


def figures(browser: TestClient) -> str:
    page = browser.get("/staff/consultations/safe/watch").text
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_people_are_counted_once_and_seen_where_they_stop(site: StaffSite, officer: TestClient) -> None:
    for number in range(12):
        say(site, f"whole{number}", "/start safe", "yes", "park", "done", "More light.")
    for number in range(6):
        say(site, f"half{number}", "/start safe", "yes")
        say(site, f"half{number}", "hello again")
    page = figures(officer)
    assert re.search(r"People who began (18|20) People who finished (12|10) ", page)
    assert re.search(r"Do you feel safe\? (18|20) \(100%\) 0 (6|5) ", page)  # 6 stopped behind it
    assert "What makes you feel unsafe? Asked of some only." in page
    assert re.search(r"Where do you go\? (12|10) \(\d+%\) 0 0 ", page)
    assert re.search(r"Telegram (18|20) ", page)


def test_numbers_of_few_people_are_not_shown(site: StaffSite, officer: TestClient) -> None:
    for number in range(3):
        say(site, f"p{number}", "/start safe", "yes")
    page = figures(officer)
    assert "People who began fewer than 5" in page
    assert not re.search(r"Do you feel safe\? 3\b", page)


def test_how_many_were_asked_why_is_shown_at_the_end_only(site: StaffSite, officer: TestClient) -> None:
    for number in range(12):
        say(site, f"p{number}", "/start safe", "no", "It is dark.")
    assert "Asked of some only." in figures(officer)
    with site.database.write() as connection:
        Consultations(connection).close("safe", site.clock())
    page = figures(officer)
    assert "Asked of some only." not in page
    assert re.search(r"What makes you feel unsafe\? (12|10)", page)


def test_what_is_written_waits_to_be_read_by_a_person(site: StaffSite, officer: TestClient) -> None:
    say(site, "p", "/start safe", "no", "It is dark.")
    assert "1 to be read by a person, none of them for more than a working day." in figures(officer)
    site.clock.tick(days=4)
    later = site.signed_in("later@trust.example")
    assert "1 to be read by a person, 1 of them for more than a working day." in figures(later)


def test_the_figures_come_as_a_stream_too(site: StaffSite, officer: TestClient) -> None:
    answer = officer.get("/staff/consultations/safe/watch/live")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "event: figures" in answer.text
    assert "People who began" in answer.text
    assert "<html" not in answer.text


def test_what_people_say_is_shown_early_only_with_a_reason_that_is_kept(
    site: StaffSite, officer: TestClient
) -> None:
    page = "/staff/consultations/safe"
    early = "What people say is shown when the consultation is over"
    assert early in officer.get(page).text
    assert officer.post(f"{page}/early", data={"reason": "why"}).status_code == 422
    said = officer.post(f"{page}/early", data={"reason": "The council needs a word today."})
    assert said.headers["location"] == page
    assert early not in officer.get(page).text
    assert early in site.signed_in("other@trust.example").get(page).text  # the reason is one person's
    with site.database.read() as connection:
        assert "content.seen_early" in [one.action for one in AuditLog(connection).newest(9, 99)]
    site.clock.tick(days=8)
    again = site.browser()
    again.post("/sign-in", data={"name": "officer@trust.example", "password": "lantern otter gravel"})
    assert early in again.get(page).text  # and holds for a week


def test_a_closed_consultation_shows_what_people_said(site: StaffSite, officer: TestClient) -> None:
    with site.database.write() as connection:
        Consultations(connection).close("safe", site.clock())
    assert "is shown when the consultation is over" not in officer.get("/staff/consultations/safe").text


EXACT = ("/staff/reading", "/staff/deliveries", "/staff/feedback", "/staff/consultations/safe/watch")
WAYS_TO_SPLIT = ("age", "answer", "channel", "consultation", "feeling", "part", "question", "theme")


@pytest.mark.parametrize("page", EXACT)
def test_exact_numbers_of_work_cannot_be_asked_for_by_an_answer_or_a_group(
    site: StaffSite, officer: TestClient, page: str
) -> None:
    say(site, "p", "/start safe", "no", "It is dark.")
    whole = officer.get(page)
    assert whole.status_code == 200
    for name in WAYS_TO_SPLIT:
        part = officer.get(page, params={name: "no"})
        assert part.status_code == 422 or part.text == whole.text, name


def test_whom_nothing_reaches_is_a_number_of_people_too(site: StaffSite, officer: TestClient) -> None:
    say(site, "p", "/start safe", "yes")
    with site.database.write() as connection:
        connection.execute(update(participant).values(blocked_at=site.clock()))
    assert "Nothing reaches fewer than 5 of those who take part." in figures(officer)


def test_a_target_shows_whom_we_have_not_heard() -> None:
    found = {"13_15": People(20, 10), "": People(10, 5)}
    targets = {"under_13": 40, "13_15": 40}
    cells = cells_of(found, AGE_NAMES, targets)
    counts = {name: protect_count(cell, Rule()) for name, cell in cells.items()}
    lines = lines_of(counts, AGE_NAMES, targets)
    assert [(line.name, line.reached) for line in lines] == [
        ("Under 13", "0% of 40"),
        ("13 to 15", "50% of 40"),
        ("They have not said", ""),
    ]


def test_ways_to_answer_have_targets_and_who_is_behind_stands_with_who_is_heard_least(
    site: StaffSite, officer: TestClient
) -> None:
    intent = Intent(
        targets={"under_13": 40},
        channel_targets={"telegram": 10, "supporter": 20, "paper": 30},
        least_heard="Children in care: their workers bring a tablet.",
    )
    with site.database.write() as connection:
        drafts = Drafts(connection)
        number = drafts.begin("safe-draft", "Safe", "cheshire", "officer", site.clock()).id
        drafts.change(number, lambda _: intent, site.clock())
        connection.execute(update(launch_draft).values(consultation_id=1))
    for number in range(12):
        say(site, f"p{number}", "/start safe", "yes")
    page = figures(officer)
    assert "100% of 10" in page
    assert "Before it began you said: “Children in care: their workers bring a tablet.”" in page
    behind = page.partition("Not half-way to its target:")[2].partition("Ages")[0]
    assert "0% of 20" in behind
    assert "0% of 30" in behind
    assert "100%" not in behind
    told = officer.get("/api/v1/consultations/safe/watch").json()
    assert {one["target"] for one in told["behind"]} == {20, 30, 40}
    assert told["least_heard"].startswith("Children in care")
