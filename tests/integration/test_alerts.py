"""Those on duty are told by e-mail and Telegram, in the order of the rota, until somebody looks."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Email
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from bot.alerts import Alerts
from bot.conversation import Conversation
from bot.mail import Mail, MailSettings
from bot.messages import Incoming, Message
from bot.outcome import Failed, SendResult, Sent
from consultations.duty import Rota, read_rota, tellings
from consultations.errors import FaultyInput
from consultations.storage.concern_queue import ConcernQueue, standing
from consultations.storage.database import Database
from consultations.storage.tables import concern_tables
from tests.builders import KEYS, Clock, world

LONDON = ZoneInfo("Europe/London")
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 27, 17, 1, tzinfo=UTC)
ROTA = """
opens: "09:00"
closes: "17:00"
closed_on: [2026-12-25]
people:
  - {title: Lead, role: lead, email: lead@trust.example, telegram: "77"}
  - {title: Deputy, role: deputy, email: deputy@trust.example}
  - {title: Manager, role: manager, email: manager@trust.example}
  - {title: Duty team, role: on_call, email: duty@trust.example}
"""


@dataclass
class Mailbox:
    """A mail server on loopback; `refuses` makes it turn mail away."""

    refuses: bool = False
    mails: list[Email] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 # aiosmtpd's name
        if self.refuses:
            return "451 Not now"
        self.mails.append(message_from_bytes(envelope.content or b""))
        return "250 OK"

    @property
    def told(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.mails)


@dataclass
class Post:
    """A bot that delivers, or does not."""

    works: bool = True
    sent: list[tuple[str, Message]] = field(default_factory=list)

    async def send(self, address: str, message: Message) -> SendResult:
        if not self.works:
            return Failed("no network", permanent=False)
        self.sent.append((address, message))
        return Sent("1")


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@dataclass
class Office:
    """One service with a rota, at a time of its own."""

    database: Database
    mailbox: Mailbox
    port: int
    clock: Clock = field(default_factory=lambda: Clock(MONDAY_NOON))
    post: Post = field(default_factory=Post)

    def hears(self, words: str = "he hits me") -> None:
        at = self.clock().isoformat()
        Conversation(self.database, world(self.clock)).take(Incoming("web", "child", at, text=words))

    def works(self, **later: float) -> list[str]:
        """One round, some time later; who has had mail by then."""
        self.clock.tick(**later)
        settings = MailSettings("127.0.0.1", self.port, "together@trust.example", security="none")
        rota = read_rota(ROTA, "rota.yaml")
        alerts = Alerts(
            self.database, KEYS, rota, LONDON, self.clock, "https://t.example/staff/concerns",
            Mail(settings), self.post,
        )  # fmt: skip
        asyncio.run(alerts.work())
        return self.mailbox.told


@pytest.fixture
def office(database: Database, mailbox: tuple[Mailbox, int]) -> Office:
    return Office(database, *mailbox)


def test_the_lead_is_told_at_once_without_a_word_of_what_was_said(office: Office) -> None:
    office.hears()
    assert office.works(seconds=5) == ["lead@trust.example"]
    said = f"{office.mailbox.mails[0]['Subject']} {office.mailbox.mails[0].get_payload()}"
    assert "Concern 1 came in at 12:00 on 23 November 2026." in said
    assert "https://t.example/staff/concerns" in said
    assert "hits" not in said
    assert "hysical" not in said
    ((address, message),) = office.post.sent
    assert address == "77"
    assert "hits" not in message.text


def test_nobody_is_told_twice_in_one_round_and_the_next_is_told_after_15_minutes(office: Office) -> None:
    office.hears()
    office.works()
    assert office.works(minutes=14) == ["lead@trust.example"]
    assert office.works(minutes=1) == ["deputy@trust.example", "lead@trust.example"]
    assert len(office.works(minutes=15)) == 3
    assert office.mailbox.told.count("manager@trust.example") == 1
    assert len(office.works(minutes=30)) == 3 + 4, "then everybody, again and again"


def test_a_service_that_was_away_for_a_night_tells_each_once_and_not_of_every_round(office: Office) -> None:
    office.hears()
    told = office.works(hours=14)
    assert len(told) == 3 + 4
    assert told.count("lead@trust.example") == 2


def test_out_of_hours_whoever_is_on_call_is_told(office: Office) -> None:
    office.clock.now = FRIDAY_EVENING
    office.hears()
    assert office.works() == ["duty@trust.example"]


def test_where_the_office_closes_meanwhile_whoever_is_on_call_is_told_with_the_deputy(office: Office) -> None:
    office.clock.now = FRIDAY_EVENING.replace(hour=16, minute=50)
    office.hears()
    assert office.works() == ["lead@trust.example"]
    told = office.works(minutes=15)
    assert sorted(told) == ["deputy@trust.example", "duty@trust.example", "lead@trust.example"]
    assert office.works(minutes=15).count("duty@trust.example") == 1


def test_where_the_office_opens_meanwhile_the_lead_is_told_with_the_deputy(office: Office) -> None:
    office.clock.now = MONDAY_NOON.replace(hour=8, minute=50)
    office.hears()
    assert office.works() == ["duty@trust.example"]
    assert set(office.works(minutes=15)) == {f"{one}@trust.example" for one in ("duty", "deputy", "lead")}


def test_the_message_says_what_looking_means_and_what_to_do_who_cannot(office: Office) -> None:
    office.hears()
    office.works()
    said = str(office.mailbox.mails[0].get_payload())
    assert "nobody else is told for half an hour" in said
    assert "I am acting on this" in said
    assert "do not open it: others are told" in said


def test_once_somebody_has_looked_nobody_else_is_told(office: Office) -> None:
    office.hears()
    office.works()
    with office.database.write() as connection:
        ConcernQueue(connection, KEYS).see(1, "dsl", office.clock())
    assert office.works(minutes=29) == ["lead@trust.example"]


def test_what_is_opened_on_a_friday_at_five_and_left_comes_to_whoever_is_on_call(office: Office) -> None:
    office.clock.now = FRIDAY_EVENING.replace(hour=16, minute=50)
    office.hears()
    office.works()
    office.clock.tick(minutes=8)
    with office.database.write() as connection:
        ConcernQueue(connection, KEYS).see(1, "lead", office.clock())
    told = office.works(minutes=30)
    assert sorted(told) == ["deputy@trust.example", "duty@trust.example", "lead@trust.example"]
    said = str(office.mailbox.mails[-1].get_payload())
    assert "It was opened 30 minutes ago, and nobody has said that they act on it." in said
    assert len(office.works(minutes=29)) == 3
    assert len(office.works(minutes=1)) == 3 + 4, "then everybody, again and again"


@pytest.mark.parametrize("done", ["act", "end"])
def test_once_somebody_acts_or_ends_it_nobody_is_told_again(office: Office, done: str) -> None:
    office.hears()
    office.works()
    with office.database.write() as connection:
        queue = ConcernQueue(connection, KEYS)
        version = queue.see(1, "dsl", office.clock()).version
        if done == "act":
            queue.act(1, version, "dsl", office.clock())
        else:
            queue.end(1, version, "closed", "A friend had taken the phone.", "dsl", office.clock())
    assert office.works(hours=3) == ["lead@trust.example"]


def test_what_does_not_go_out_is_tried_again_and_said_loudly(office: Office) -> None:
    office.mailbox.refuses, office.post.works = True, False
    office.hears()
    office.works()
    with office.database.read() as connection:
        assert standing(connection).failing == 2
    for _ in range(8):
        office.works(seconds=59)
    office.mailbox.refuses, office.post.works = False, True
    office.works(minutes=5)
    assert "lead@trust.example" in office.mailbox.told
    assert len(office.post.sent) == 1
    with office.database.read() as connection:
        assert standing(connection).failing == 0


def test_what_is_only_to_be_looked_at_wakes_nobody(office: Office) -> None:
    office.hears("a bit sad")
    assert office.works(hours=2) == []


def test_no_address_of_staff_lies_open_in_the_database(office: Office) -> None:
    office.hears()
    office.works()
    with office.database.read() as connection:
        rows = connection.execute(select(concern_tables.concern_alert)).all()
    assert "trust.example" not in str(rows)


@pytest.mark.parametrize(
    ("rota", "said"),
    [
        ("people: []", "at least 1 item"),
        ("people: [{title: A, role: deputy, email: a@b}]", "role lead"),
        ("people: [{title: A, role: lead}]", "say how they are reached"),
        ("people: [{title: A, role: boss, email: a@b}]", "'lead', 'deputy'"),
        ("people: [\n  - x", "This is no YAML."),
        ("nothing: 1\npeople: [{title: A, role: lead, email: a@b}]", "Extra inputs"),
    ],
)
def test_a_rota_with_a_fault_is_refused_in_words(rota: str, said: str) -> None:
    with pytest.raises(FaultyInput) as refused:
        read_rota(rota, "rota.yaml")
    assert said in " ".join(str(fault) for fault in refused.value.faults)


def test_a_rota_of_one_tells_that_one_in_every_round() -> None:
    rota = Rota.model_validate({"people": [{"title": "Lead", "role": "lead", "telegram": "7"}]})
    told = tellings(MONDAY_NOON, datetime(2026, 11, 23, 12, 31, tzinfo=UTC), rota, LONDON)
    assert [[one.title for one in each.people] for each in told] == [["Lead"]] * 3
