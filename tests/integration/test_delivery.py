"""Messages leave in order, once, and try again until they arrive."""

import asyncio
import time
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from bot.conversation import MESSAGE, Conversation
from bot.delivery import Delivery, wait_after
from bot.messages import Incoming, Message
from bot.outcome import Blocked, Failed, RetryAfter, SendResult, Sent
from bot.pacing import Pace
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox
from consultations.storage.tables import outbox, participant
from tests.builders import Clock, launch, world


@dataclass
class Post:
    """A channel that answers as it is told to, and remembers what arrived."""

    answers: list[SendResult] = field(default_factory=list)
    arrived: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, address: str, message: Message) -> SendResult:
        result = self.answers.pop(0) if self.answers else Sent("1")
        if isinstance(result, Sent):
            self.arrived.append((address, message.text))
        return result


@dataclass
class Chat:
    database: Database
    clock: Clock
    post: Post

    def deliver(self) -> int:
        return asyncio.run(self._everything())

    async def _everything(self) -> int:
        delivery = Delivery(self.database, {"telegram": self.post}, self.clock)
        return await delivery.deliver() + await delivery.deliver_bulk()


@pytest.fixture
def chat(database: Database) -> Chat:
    launch(database)
    clock = Clock()
    conversation = Conversation(database, world(clock))
    conversation.take(Incoming("telegram", "42", "1", start="safe"))
    return Chat(database, clock, Post())


BOTH = [("42", "Hello."), ("42", "Do you feel safe?")]


def test_messages_arrive_once_and_in_order(chat: Chat) -> None:
    assert chat.deliver() == 2
    assert chat.deliver() == 0
    assert chat.post.arrived == BOTH


def test_being_asked_to_wait_keeps_the_order_and_costs_no_try(chat: Chat) -> None:
    chat.post.answers = [RetryAfter(30)]
    assert chat.deliver() == 0
    chat.clock.tick(seconds=29)
    assert chat.deliver() == 0
    chat.clock.tick(seconds=2)
    assert chat.deliver() == 2
    assert chat.post.arrived == BOTH
    with chat.database.read() as connection:
        assert connection.execute(select(outbox.c.attempts)).scalars().all() == [1, 1]


def test_a_failure_is_tried_again_later(chat: Chat) -> None:
    chat.post.answers = [Failed("no network", permanent=False)]
    chat.deliver()
    chat.clock.tick(seconds=6)
    assert chat.deliver() == 2
    assert chat.post.arrived == BOTH


def test_a_message_that_can_never_arrive_does_not_hold_the_next(chat: Chat) -> None:
    chat.post.answers = [Failed("bad request", permanent=True)]
    chat.deliver()
    assert chat.post.arrived == BOTH[1:]
    with chat.database.read() as connection:
        assert (
            connection.execute(select(outbox.c.failure).order_by(outbox.c.id)).scalars().all()[0]
            == "bad request"
        )


def test_somebody_who_blocked_us_is_sent_nothing_more(chat: Chat) -> None:
    chat.post.answers = [Blocked()]
    chat.deliver()
    chat.clock.tick(days=1)
    assert chat.deliver() == 0
    assert chat.post.arrived == []
    with chat.database.read() as connection:
        assert connection.execute(select(participant.c.blocked_at)).scalar_one() is not None


def test_a_process_that_died_while_sending_is_followed_by_another(chat: Chat) -> None:
    with chat.database.write() as connection:
        assert len(Outbox(connection).lease("telegram", chat.clock())) == 2
    assert chat.deliver() == 0
    chat.clock.tick(seconds=61)
    assert chat.deliver() == 2


def test_what_waited_too_long_for_its_turn_is_left_to_another_process(chat: Chat) -> None:
    other = Delivery(chat.database, {"telegram": chat.post}, chat.clock)

    class Jam(Pace):
        """So much goes first that the lease runs out and another process comes along."""

        async def turn(self, address: str, *, bulk: bool) -> None:
            chat.clock.tick(seconds=61)
            await other.deliver()

    paces = {"telegram": Jam(1, time.monotonic)}
    asyncio.run(Delivery(chat.database, {"telegram": chat.post}, chat.clock, paces).deliver())
    assert chat.post.arrived == BOTH


def test_what_is_given_back_unsent_costs_no_try(chat: Chat) -> None:
    with chat.database.write() as connection:
        rows = Outbox(connection).lease("telegram", chat.clock())
        Outbox(connection).release(rows)
    assert chat.deliver() == 2
    with chat.database.read() as connection:
        assert connection.execute(select(outbox.c.attempts)).scalars().all() == [1, 1]


def notice(chat: Chat, address: str, text: str) -> None:
    with chat.database.write() as connection:
        store = Conversations(connection)
        person = store.person("telegram", address, chat.clock())
        body = MESSAGE.dump_json(Message("notice", text)).decode()
        row = OutgoingRow(f"news:{address}", "notice", body)
        store.put_in_outbox(person.id, "telegram", [row], chat.clock())


def test_a_reply_overtakes_everything_that_comes_unasked(chat: Chat) -> None:
    for number in range(40):
        notice(chat, str(number), "news")

    async def story() -> None:
        pace = Pace(rate=40, clock=time.monotonic, spacing=0)
        delivery = Delivery(chat.database, {"telegram": chat.post}, chat.clock, {"telegram": pace})
        bulk = asyncio.create_task(delivery.deliver_bulk())
        while len(chat.post.arrived) < 5:  # noqa: ASYNC110 - nothing to wait for but the number
            await asyncio.sleep(0.001)
        await delivery.deliver()
        ahead = len(chat.post.arrived)
        await bulk
        assert ahead < 30, "it did not wait for the bulk"

    asyncio.run(story())
    assert sorted(text for _, text in chat.post.arrived) == sorted(
        [*("news",) * 40, *(text for _, text in BOTH)]
    )


def test_one_chat_that_must_wait_holds_up_no_other(chat: Chat) -> None:
    notice(chat, "7", "news")
    chat.post.answers = [RetryAfter(30)]
    assert chat.deliver() == 1
    assert chat.post.arrived == [("7", "news")]


def test_waits_double_up_to_an_hour() -> None:
    assert [wait_after(n).total_seconds() for n in (1, 2, 3, 10, 40)] == [5, 10, 20, 2560, 3600]
