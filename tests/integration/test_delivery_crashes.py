"""Whatever happens on the way, and whenever the process dies: nothing lost, hardly anything twice."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from bot.conversation import MESSAGE
from bot.delivery import Delivery
from bot.messages import Message
from bot.outcome import Failed, RetryAfter, SendResult, Sent
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.tables import outbox
from tests.builders import KEYS, Clock

CHANNEL = "telegram"
KINDS = ("reply", "notice")
FATES = ("sent", "sent", "sent", "wait", "failed", "killed before", "killed after")


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Post:
    """A channel at which each call meets the next of its fates; when none are left, all goes well."""

    fates: list[str]
    arrived: list[tuple[str, str, str]] = field(default_factory=list)

    async def send(self, address: str, message: Message) -> SendResult:
        fate = self.fates.pop(0) if self.fates else "sent"
        if fate == "killed before":
            raise Killed
        if fate == "wait":
            return RetryAfter(3)
        if fate == "failed":
            return Failed("no network", permanent=False)
        self.arrived.append((address, message.kind, message.text))
        await asyncio.sleep(0)
        if fate == "killed after":
            raise Killed
        return Sent("1")


@dataclass
class Office:
    """One outbox; processes that work through it come and go."""

    database: Database
    clock: Clock
    post: Post
    in_flight: int = 0

    def write(self, people: int, each: int) -> None:
        with self.database.write() as connection:
            connection.execute(delete(outbox))
            store = Conversations(connection)
            for number in range(people * each * len(KINDS)):
                kind, address = KINDS[number % 2], str(number // 2 % people)
                person = store.person(CHANNEL, address, self.clock())
                body = MESSAGE.dump_json(Message(kind, str(number))).decode()
                row = OutgoingRow(f"m:{number}", kind, body)
                store.put_in_outbox(person.id, CHANNEL, [row], self.clock())

    def work_until_killed(self) -> None:
        """One process. When it dies, what arrived and was not noted was in flight."""
        before = len(self.post.arrived) - self._noted()
        try:
            asyncio.run(self._work())
        except Killed:
            self.in_flight += len(self.post.arrived) - self._noted() - before
        else:
            assert len(self.post.arrived) - self._noted() == before, "all that arrived is noted"

    async def _work(self) -> None:
        delivery = Delivery(self.database, {CHANNEL: self.post}, self.clock)
        await asyncio.gather(delivery.deliver(), delivery.deliver_bulk())

    def _noted(self) -> int:
        return self._count(outbox.c.sent_at.is_not(None))

    def waits(self) -> bool:
        return self._count(outbox.c.due_at.is_not(None)) > 0

    def _count(self, condition: object) -> int:
        with self.database.read() as connection:
            counted = select(func.count()).select_from(outbox).where(condition)  # type: ignore[arg-type]
            return int(connection.execute(counted).scalar_one())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("crashes")
    opened = Database(f"sqlite:///{folder / 'together.db'}", KEYS)
    opened.upgrade()
    yield opened
    opened.close()


@settings(max_examples=25, deadline=None)
@given(
    people=st.integers(1, 6),
    each=st.integers(1, 3),
    fates=st.lists(st.sampled_from(FATES), max_size=25),
)
def test_nothing_is_lost_and_only_what_was_in_flight_comes_twice(
    database: Database, people: int, each: int, fates: list[str]
) -> None:
    office = Office(database, Clock(), Post(fates))
    office.write(people, each)
    wanted = {str(number) for number in range(people * each * len(KINDS))}
    for _ in range(60):
        office.work_until_killed()
        if not office.waits():
            break
        office.clock.tick(seconds=timedelta(hours=2).total_seconds())  # longer than any wait between tries
    arrived = Counter(text for _, _, text in office.post.arrived)
    assert set(arrived) == wanted
    assert arrived.total() - len(wanted) <= office.in_flight
    in_order(office.post.arrived)


def in_order(arrived: list[tuple[str, str, str]]) -> None:
    """Each person's replies came first in the order in which they were written, and so did their news."""
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for address, kind, text in arrived:
        if int(text) not in seen[address, kind]:
            seen[address, kind].append(int(text))
    assert all(numbers == sorted(numbers) for numbers in seen.values())
