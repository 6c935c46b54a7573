"""Writing to many people: to whom, once each, paused, cancelled, and never at night or after a stop."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from bot.broadcasts import CHANNELS, Broadcaster
from bot.conversation import Conversation
from bot.delivery import Delivery
from bot.messages import Incoming, Message
from bot.outcome import Blocked, Failed, RetryAfter, SendResult, Sent
from consultations.audience import Audience
from consultations.broadcast import Progress
from consultations.errors import FaultyInput, Refused
from consultations.quiet_hours import read_quiet_hours
from consultations.storage.addresses import Addresses
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.tables import answer, participant
from tests.builders import LONDON, Clock, launch, world
from tests.staff_site import StaffSite
from together.__main__ import cli

PEOPLE = 30
NIGHT = read_quiet_hours("20:00-08:00", LONDON)
TEXTS = {"en": "We have new questions for you.", "pl": "Mamy nowe pytania."}


@dataclass
class Post:
    arrived: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, SendResult] = field(default_factory=dict)

    async def send(self, address: str, message: Message) -> SendResult:
        result = self.answers.get(address, Sent("1"))
        if isinstance(result, Sent):
            self.arrived.append((address, message.text))
        return result


@dataclass
class Town:
    """People on Telegram who have begun, and one on the web."""

    database: Database
    clock: Clock
    post: Post = field(default_factory=Post)
    rate: float = 28

    def __post_init__(self) -> None:
        launch(self.database)
        self.conversation = Conversation(self.database, world(self.clock))
        for number in range(PEOPLE):
            self.says(str(number), start="safe")
        self.conversation.take(Incoming("web", "browser", "w1", start="safe"))
        asyncio.run(self.delivery().deliver())
        self.post.arrived.clear()

    def speaks(self, address: str, language: str) -> None:
        with self.database.write() as connection:
            theirs = participant.c.address_hash.in_(Addresses.of(connection).hashes("telegram", address))
            connection.execute(update(participant).where(theirs).values(language=language))

    def says(self, address: str, text: str | None = None, start: str | None = None) -> None:
        number = self.clock.now.isoformat() + str(text) + address
        self.conversation.take(Incoming("telegram", address, number, text=text, start=start))

    def delivery(self) -> Delivery:
        return Delivery(self.database, {"telegram": self.post}, self.clock, quiet=NIGHT)

    def draft(self, **audience: object) -> int:
        with self.database.write() as connection:
            to = Audience("all", **audience)  # type: ignore[arg-type]
            return Broadcasts(connection, CHANNELS).draft("news", to, TEXTS, "safe", "me", self.clock()).id

    def step(self, name: str, number: int) -> None:
        with self.database.write() as connection:
            getattr(Broadcasts(connection, CHANNELS), name)(number, self.clock())

    def work(self) -> int:
        """What the service does each second."""
        written = self.fill()
        asyncio.run(self.delivery().deliver_bulk())
        return written

    def fill(self) -> int:
        return Broadcaster(self.database, self.clock, NIGHT, self.rate).fill()

    def look(self, number: int) -> tuple[str, Progress]:
        with self.database.read() as connection:
            broadcasts = Broadcasts(connection, CHANNELS)
            return broadcasts.get(number).state, broadcasts.progress(number)

    def count(self, **audience: object) -> int:
        with self.database.read() as connection:
            to = Audience("x", **audience)  # type: ignore[arg-type]
            return sum(Broadcasts(connection, CHANNELS).count(to).values())


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database, Clock())


def test_everybody_who_can_be_written_to_is_written_to_once(town: Town) -> None:
    number = town.draft()
    town.step("begin", number)
    for _ in range(3):
        town.work()
    assert sorted(town.post.arrived) == sorted((str(one), TEXTS["en"]) for one in range(PEOPLE))
    assert town.look(number) == ("finished", Progress(PEOPLE, PEOPLE, 0, 0))


def test_who_stopped_or_blocked_us_is_left_out_also_at_the_last_moment(town: Town) -> None:
    town.says("1", "stop")
    town.conversation.blocked("telegram", "2")
    number = town.draft()
    town.step("begin", number)
    town.says("3", "stop")
    town.fill()
    town.says("4", "stop")
    town.work()
    assert {"1", "2", "3", "4"}.isdisjoint(address for address, _ in town.post.arrived)
    assert len(town.post.arrived) == PEOPLE - 4


def test_each_reads_it_in_their_language(town: Town) -> None:
    town.speaks("7", "pl-PL")
    town.step("begin", town.draft())
    town.work()
    assert ("7", TEXTS["pl"]) in town.post.arrived


def test_a_pause_holds_the_rest_and_a_cancel_drops_it(town: Town) -> None:
    town.rate = 10 / 15
    number = town.draft()
    town.step("begin", number)
    town.work()
    town.step("pause", number)
    assert town.work() == 0
    assert len(town.post.arrived) == 10
    town.step("go_on", number)
    town.work()
    assert len(town.post.arrived) == 20
    town.step("cancel", number)
    town.work()
    assert len(town.post.arrived) == 20
    assert town.look(number)[0] == "cancelled"


def test_what_lies_in_the_outbox_is_paused_and_cancelled_too(town: Town) -> None:
    number = town.draft()
    town.step("begin", number)
    town.fill()
    town.step("pause", number)
    asyncio.run(town.delivery().deliver_bulk())
    assert town.post.arrived == []
    town.step("cancel", number)
    assert town.look(number)[1] == Progress(PEOPLE, 0, 0, PEOPLE)


def test_what_was_being_sent_at_a_pause_and_must_wait_waits_for_the_rest(town: Town) -> None:
    number = town.draft()
    town.step("begin", number)
    town.post.answers = {"3": RetryAfter(5), "5": RetryAfter(5)}
    town.work()
    town.step("pause", number)
    town.post.answers = {}
    town.clock.tick(seconds=6)
    assert town.work() == 0
    assert len(town.post.arrived) == PEOPLE - 2
    town.step("go_on", number)
    town.work()
    assert len(town.post.arrived) == PEOPLE


def test_what_lies_in_the_outbox_at_night_waits_for_the_morning(town: Town) -> None:
    town.step("begin", town.draft())
    town.fill()
    town.clock.now = town.clock.now.replace(hour=20, minute=30)
    assert asyncio.run(town.delivery().deliver_bulk()) == 0
    town.says("3", "help")
    assert asyncio.run(town.delivery().deliver()) == 2, "help, and the question again"
    town.clock.tick(hours=12)
    assert asyncio.run(town.delivery().deliver_bulk()) == PEOPLE


def test_nobody_is_written_to_at_night(town: Town) -> None:
    town.clock.now = town.clock.now.replace(hour=20, minute=30)
    number = town.draft()
    town.step("begin", number)
    assert town.work() == 0
    town.clock.tick(hours=12)
    assert town.work() == PEOPLE


def test_a_failure_does_not_stop_the_rest(town: Town) -> None:
    town.post.answers = {"3": Blocked(), "5": Failed("chat not found", permanent=True)}
    number = town.draft()
    town.step("begin", number)
    town.work()
    town.work()
    assert town.look(number) == ("finished", Progress(PEOPLE, PEOPLE - 2, 0, 2))


@pytest.mark.parametrize(
    ("audience", "people"),
    [
        ({}, PEOPLE),
        ({"consultation": "safe", "took_part": "began"}, PEOPLE),
        ({"consultation": "safe", "took_part": "never"}, 0),
        ({"consultation": "safe", "took_part": "not_finished"}, PEOPLE - 1),
        ({"consultation": "safe", "took_part": "finished"}, 1),
        ({"consultation": "safe", "answered": {"safe": "yes"}}, 1),
        ({"consultation": "safe", "answered": {"where": "bus"}}, 1),
        ({"language": "uk"}, 0),
    ],
)
def test_an_audience_is_who_it_says(town: Town, audience: dict[str, object], people: int) -> None:
    for words in ("yes", "park, bus", "lights"):
        town.says("6", words)
    assert town.count(**audience) == people


def test_a_broadcast_says_something_and_goes_forward_only(town: Town) -> None:
    with pytest.raises(FaultyInput, match="cannot be sent"), town.database.write() as connection:
        Broadcasts(connection, CHANNELS).draft("news", Audience("a"), {"en": " "}, "", "me", town.clock())
    number = town.draft()
    town.step("cancel", number)
    with pytest.raises(Refused):
        town.step("begin", number)


def test_a_broadcast_is_sent_once_and_only_what_is_paused_goes_on(town: Town) -> None:
    number = town.draft()
    with pytest.raises(Refused, match="not sent yet"):
        town.step("go_on", number)
    town.step("begin", number)
    town.step("pause", number)
    with pytest.raises(Refused, match="paused"):
        town.step("begin", number)


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
