"""What people tell us reaches the queue, from wherever they say it and however they get there."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.conversation import Conversation
from bot.messages import Message
from consultations.errors import Refused
from consultations.feedback import Telling
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.feedback import Feedback
from tests.builders import NOW, Clock, launch, world
from tests.integration.test_conversation import Person

KEPT = "We kept what you wrote."


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def child(database: Database, clock: Clock) -> Person:
    launch(database)
    return Person(Conversation(database, world(clock)), database)


def close(child: Person) -> None:
    with child.database.write() as connection:
        Consultations(connection).close("safe", NOW)


def queue(child: Person) -> list[Telling]:
    with child.database.read() as connection:
        return Feedback(connection).waiting()


def texts(messages: list[Message]) -> list[str]:
    return [one.text for one in messages]


def test_more_words_where_a_button_was_expected_are_read_too(child: Person) -> None:
    child.starts()
    child.says("/tell")
    child.says("My brother takes my things")
    assert KEPT in texts(child.says("He also hits me when mum is out"))
    assert any("He also hits me" in str(one) for one in queue(child))


def test_words_after_a_telling_are_read_too(child: Person, clock: Clock) -> None:
    close(child)
    child.says("/tell")
    for said in ("The bus is late every day", "skip", "skip"):
        child.says(said)
    clock.tick(days=3)
    child.says("And now someone hits me on the bus")
    assert any("someone hits me" in str(one) for one in queue(child))


def test_the_chat_listens_when_nothing_is_open(child: Person) -> None:
    close(child)
    child.says("My brother hits me and I am scared of him")
    assert any("My brother hits me" in str(one) for one in queue(child))


def test_nobody_replies_to_words_that_have_changed_since(child: Person) -> None:
    child.starts()
    child.says("/tell")
    child.says("The bus is late")
    seen = queue(child)[0]
    child.says("back")
    child.says("Somebody frightens me on the bus")
    with pytest.raises(Refused), child.database.write() as connection:
        Feedback(connection).reply(seen.id, seen.version, "We will ask the bus company.", "officer", NOW)


def test_changed_words_are_unread_again(child: Person) -> None:
    child.starts()
    child.says("/tell")
    child.says("The bus is late")
    seen = queue(child)[0]
    with child.database.write() as connection:
        Feedback(connection).mark_read(seen.id, seen.version, "officer", NOW)
    child.says("back")
    child.says("Somebody frightens me on the bus")
    assert queue(child)[0].read_at is None


def test_a_link_to_tell_us_leads_back_too(child: Person) -> None:
    child.starts()
    child.presses("No")
    before = child.sees()[-1].text
    child.starts(child.conversation.telling_code())
    if any("language" in text for text in texts(child.sees())):
        child.says("English")
    for said in ("The bus is late", "skip", "skip"):
        child.says(said)
    assert child.sees()[-1].text == before


def test_who_reads_it_is_said_in_the_language_chosen(child: Person) -> None:
    child.starts(child.conversation.telling_code())
    chosen = texts(child.says("Polski"))
    assert not any(text.startswith("People who work for the Trust") for text in texts(child.sees())[:1])
    assert len(chosen) > 1, "who reads it, and then the question"


def test_many_may_be_the_first_to_tell(child: Person) -> None:
    people = [Person(child.conversation, child.database, address=f"tablet-{one}") for one in range(8)]
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda one: texts(one.says("/tell")), people))
    assert all(said)
