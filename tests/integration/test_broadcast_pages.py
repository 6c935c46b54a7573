"""Writing to many people from the pages of staff and from the command line."""

import asyncio
from datetime import timedelta

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.messages import Incoming
from bot.outcome import Blocked, Failed
from consultations.storage.consultations import Consultations
from consultations.storage.tables import answer
from tests.integration.broadcast_town import PEOPLE, Town
from tests.staff_site import StaffSite
from together.__main__ import cli

# The pages


@pytest.fixture
def officer(town: Town) -> TestClient:
    browser = StaffSite(town.database, town.clock).signed_in("officer@trust.example")
    browser.follow_redirects = True
    return browser


def test_an_officer_writes_looks_sends_and_cancels(town: Town, officer: TestClient) -> None:
    officer.post("/staff/audiences", data={"name": "Begun", "consultation": "safe", "took_part": "began"})
    page = officer.post(
        "/staff/broadcasts",
        data={"audience": "Begun", "purpose": "news", "text": "We did it.\n[pl]\nZrobione.", "start": "safe"},
    )
    assert "It would go to 30 people" in page.text
    assert "Zrobione." in page.text
    page = officer.post(f"{page.url.path}/send")
    town.work()
    town.work()
    assert "30 of 30 sent" in officer.get(page.url.path).text
    assert officer.get(f"{page.url.path}/progress").json() == {
        "state": "finished",
        "words": "30 of 30 sent",
        "done": 6,
        "total": 6,
    }
    assert officer.post(f"{page.url.path}/cancel").status_code == 409


def test_small_audiences_are_not_counted_out(town: Town, officer: TestClient) -> None:
    town.says("6", "yes")
    town.says("6", "park")
    town.says("6", "lights")
    officer.post("/staff/audiences", data={"name": "Done", "consultation": "safe", "took_part": "finished"})
    assert "Done (fewer than 5 people)" in officer.get("/staff/broadcasts").text


def test_nothing_is_written_without_words_or_a_name(officer: TestClient) -> None:
    assert officer.post("/staff/audiences", data={"name": " "}).status_code == 422
    officer.post("/staff/audiences", data={"name": "All"})
    page = officer.post("/staff/broadcasts", data={"audience": "All", "text": " "})
    assert page.status_code == 422
    assert "There is nothing to say yet." in page.text


def test_an_audience_is_made_of_an_answer(town: Town, officer: TestClient) -> None:
    for number in range(6):
        town.says(str(number), "no")
    page = officer.get("/staff/audiences/new", params={"consultation": "safe"}).text
    assert '<option value="safe=no">No</option>' in page
    made = {"name": "Not safe", "consultation": "safe", "answered": ["safe=no", ""]}
    assert "Not safe (5 people)" in officer.post("/staff/audiences", data=made).text


def test_a_slip_in_an_audience_is_said_beside_its_field(officer: TestClient) -> None:
    slip = {"name": "Late", "consultation": "sfae", "took_part": "never"}
    page = officer.post("/staff/audiences", data=slip)
    assert page.status_code == 422
    assert "There is no consultation called “sfae”." in page.text
    slip = {"name": "Late", "consultation": "safe", "answered": ["safe=perhaps"]}
    assert "“perhaps” is no choice of “safe”." in officer.post("/staff/audiences", data=slip).text
    assert "Late" not in officer.get("/staff/broadcasts").text


def test_a_button_leads_somewhere_when_it_is_written_and_when_it_is_sent(
    town: Town, officer: TestClient
) -> None:
    officer.post("/staff/audiences", data={"name": "All"})
    draft = {"audience": "All", "text": "Hello.", "start": "nowhere"}
    page = officer.post("/staff/broadcasts", data=draft)
    assert "The button would start “nowhere”" in page.text
    page = officer.post("/staff/broadcasts", data={**draft, "start": "safe"})
    with town.database.write() as connection:
        Consultations(connection).close("safe", town.clock())
    assert officer.post(f"{page.url.path}/send").status_code == 422
    assert town.work() == 0


def test_hard_words_and_missing_languages_are_said_before_it_is_sent(town: Town, officer: TestClient) -> None:
    town.speaks("7", "uk")
    officer.post("/staff/audiences", data={"name": "All"})
    hard = "Consultation participants are cordially invited to contribute additional considerations."
    page = officer.post("/staff/broadcasts", data={"audience": "All", "text": hard}).text
    assert "The English is hard to read for some: it has Flesch-Kincaid grade" in page
    assert "Some of them chose Українська. They get it in English." in page


def test_stop_below_a_broadcast_stops_and_start_starts(town: Town) -> None:
    town.step("begin", town.draft())
    town.work()
    town.conversation.take(Incoming("telegram", "3", "press", button="broadcast.stop"))
    town.step("begin", town.draft())
    town.post.arrived.clear()
    town.work()
    assert "3" not in [address for address, _ in town.post.arrived]
    town.conversation.take(Incoming("telegram", "3", "start", button="start:safe"))
    assert town.count() == PEOPLE


def test_whoever_blocked_us_keeps_what_they_said(town: Town) -> None:
    town.says("6", "yes")
    town.post.answers = {"6": Blocked()}
    town.step("begin", town.draft())
    town.work()
    with town.database.read() as connection:
        kept = connection.execute(select(answer.c.value)).scalars().all()
    assert kept == ["yes"]
    assert town.count() == PEOPLE - 1


def test_what_a_reply_says_is_not_shown_among_what_could_not_be_delivered(
    town: Town, officer: TestClient
) -> None:
    town.says("6", "I told you a secret")
    town.post.answers = {"6": Failed("Bad Request", permanent=True)}
    asyncio.run(town.delivery().deliver())
    page = officer.get("/staff/deliveries").text
    assert "A reply in a conversation" in page
    assert "Do you feel safe?" not in page


# The command line


def test_an_administrator_does_the_same_from_the_command_line(
    town: Town, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOGETHER_DATABASE_URL", database_url)

    def together(*words: str) -> str:
        done = CliRunner().invoke(cli, ["broadcast", *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    saved = together("audience", "All", "--consultation", "safe", "--took-part", "began")
    assert saved == f"Saved “All”: {PEOPLE} people now.\n"
    drafted = together("draft", "All", "--text", "Hello.", "--text", "pl:Witaj.", "--start", "safe")
    assert f"Broadcast 1 to “All”: {PEOPLE} people" in drafted
    assert "less than a minute at 28 messages a second, and rests from 20:00-08:00" in drafted
    together("send", "1", "--no-wait")
    assert together("pause", "1") == "Broadcast 1 is paused.\n"
    together("resume", "1", "--no-wait")
    town.post.answers = {"5": Failed("Bad Request", permanent=True)}
    town.work()
    town.work()
    assert f"1  finished   {PEOPLE} of {PEOPLE} sent, fewer than 5 could not be delivered" in together("list")
    assert "notice: Bad Request" in together("undelivered")
    assert "1 are tried again." in together("undelivered", "--resend")
    assert "0 could not be delivered." in together("undelivered")


def test_a_slip_on_the_command_line_saves_nothing(
    town: Town, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOGETHER_DATABASE_URL", database_url)
    slip = ["broadcast", "audience", "Late", "--consultation", "sfae", "--took-part", "never"]
    done = CliRunner().invoke(cli, slip)
    assert (done.exit_code, "There is no consultation called “sfae”." in done.stderr) == (1, True)


def test_what_could_not_be_delivered_is_seen_and_sent_again(town: Town, officer: TestClient) -> None:
    town.post.answers = {"5": Failed("Bad Request: message is too long", permanent=True)}
    town.step("begin", town.draft())
    town.work()
    page = officer.get("/staff/deliveries").text
    assert "Bad Request: message is too long" in page
    assert "1 message could not be delivered" in officer.get("/staff/broadcasts").text
    town.post.answers = {}
    wanted = page.split('name="wanted" value="')[1].split('"')[0]
    assert "There are none." in officer.post("/staff/deliveries", data={"wanted": wanted}).text
    town.clock.tick(seconds=timedelta(minutes=1).total_seconds())
    town.work()
    assert "5" in [address for address, _ in town.post.arrived]


def test_nothing_unasked_is_sent_again_to_somebody_who_stopped_meanwhile(
    town: Town, officer: TestClient
) -> None:
    town.post.answers = {"5": Failed("Bad Request", permanent=True)}
    town.step("begin", town.draft())
    town.work()
    page = officer.get("/staff/deliveries").text
    wanted = page.split('name="wanted" value="')[1].split('"')[0]
    town.post.answers = {}
    town.says("5", "stop")
    assert "There are none." in officer.get("/staff/deliveries").text
    officer.post("/staff/deliveries", data={"wanted": wanted})
    town.work()
    assert "5" not in [address for address, _ in town.post.arrived]
