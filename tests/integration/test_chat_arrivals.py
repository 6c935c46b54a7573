"""The stream of what comes in: whom it tells, what, once, and how many it holds. On both databases."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from sse_starlette import ServerSentEvent

from bot.conversation import Conversation
from bot.messages import Incoming
from bot.web import arrivals
from bot.web.arrivals import Arrivals
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox
from tests.builders import NOW, launch, world


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "PAUSE", 0.01)


@pytest.fixture
def people(database: Database) -> list[int]:
    """Two participants who have started."""
    launch(database)
    conversation = Conversation(database, world())
    found = [conversation.take(Incoming("web", name, f"{name}-0", start="safe")) for name in ("ada", "ben")]
    return [one for one in found if one]


def write(database: Database, person: int, key: str, kind: str = "notice") -> None:
    with database.write() as connection:
        Conversations(connection).put_in_outbox(person, "web", [OutgoingRow(key, kind, "{}")], NOW)


async def told(stream: AsyncIterator[ServerSentEvent], count: int) -> list[str | None]:
    """The kinds of the next `count` events that say anything."""
    kinds: list[str | None] = []
    async for event in stream:
        if event.event:
            kinds.append(event.event)
        if len(kinds) == count:
            return kinds
    return kinds


async def begun(listening: Arrivals) -> None:
    """Until it knows what was there before."""
    await asyncio.sleep(0)  # the stream begins
    await listening._ready.wait()


def test_each_message_is_told_once_to_its_person(database: Database, people: list[int]) -> None:
    ada, ben = people

    async def story() -> tuple[list[str | None], int]:
        listening = Arrivals(database)
        stream = listening.listen(ada, 10**6)
        first = asyncio.create_task(told(stream, 3))
        await asyncio.wait_for(begun(listening), 30)
        write(database, ben, "b:0")
        write(database, ada, "a:0")
        write(database, ada, "a:1", "question")
        await asyncio.sleep(0.1)
        write(database, ada, "a:2")
        kinds = await first
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(told(stream, 1), 0.2)
        return kinds, listening.open

    kinds, still_open = asyncio.run(story())
    assert kinds == ["notice", "turn", "notice"]
    assert still_open == 0


def test_what_arrives_while_a_page_begins_to_listen_is_told_once(
    database: Database, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _ = people
    listening, missed = Arrivals(database), Outbox.missed

    def meanwhile(self: Outbox, person: int, after: int) -> object:
        write(database, ada, "a:0")
        while listening._inboxes[ada][0].empty():
            time.sleep(0.01)
        return missed(self, person, after)

    async def story() -> list[str | None]:
        stream = listening.listen(ada, 0)
        kinds = await asyncio.wait_for(told(stream, 2), 30)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(told(stream, 1), 0.2)
        return kinds

    monkeypatch.setattr(Outbox, "missed", meanwhile)
    assert asyncio.run(story()) == ["turn", "notice"]


def test_what_was_missed_comes_first(database: Database, people: list[int]) -> None:
    ada, _ = people
    write(database, ada, "a:0")

    async def story(after: int, count: int) -> list[str | None]:
        stream = Arrivals(database).listen(ada, after)
        kinds = await asyncio.wait_for(told(stream, count), 30)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(told(stream, 1), 0.2)
        return kinds

    assert asyncio.run(story(0, 2)) == ["turn", "notice"]
    assert asyncio.run(story(10**6, 1)) == ["notice"]  # nobody has shown it yet, whatever its number


def test_there_is_a_limit_for_one_person_and_for_all(
    database: Database, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = people

    async def story() -> None:
        listening = Arrivals(database)
        streams = [listening.listen(ada, 0) for _ in range(arrivals.MOST_OF_ONE)]
        for stream in streams:
            assert listening.room_for(ada)
            await anext(stream)
        assert not listening.room_for(ada)
        assert listening.room_for(ben)
        monkeypatch.setattr(arrivals, "MOST", arrivals.MOST_OF_ONE)
        assert not listening.room_for(ben)
        await streams[0].aclose()
        assert listening.room_for(ben)
        for stream in streams[1:]:
            await stream.aclose()
        assert listening.open == 0

    asyncio.run(story())


def test_a_late_commit_with_a_lower_number_is_told() -> None:
    seen = arrivals._Seen([100])
    arrived = [arrivals.Arrived(number, 1, "notice") for number in (101, 103)]
    assert [one.id for one in seen.new(arrived)] == [101, 103]
    late = [*arrived, arrivals.Arrived(102, 1, "notice")]
    assert [one.id for one in seen.new(late)] == [102]
    for _ in range(arrivals.OVERLAP + 1):
        seen.new([])
    assert seen.floors[0] == 103
    assert seen.known == set()
