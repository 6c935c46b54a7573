"""A turn on both databases: one transaction, nothing twice, nothing lost."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from bot.conversation import MESSAGE, Conversation
from bot.messages import Incoming, Message
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox
from consultations.storage.tables import answer, event, inbound, outbox, participant, session
from tests.builders import NOW, Clock, launch, world


@dataclass
class Person:
    """Somebody in a chat, who reads what the outbox holds for them."""

    conversation: Conversation
    database: Database
    address: str = "tablet-7"
    channel: str = "web"
    sent: int = 0
    last: Incoming = field(init=False)

    def says(self, text: str) -> list[Message]:
        return self._sends(text=text)

    def starts(self, code: str = "safe") -> list[Message]:
        return self._sends(start=code)

    def presses(self, label: str) -> list[Message]:
        button = next(
            one for message in reversed(self.sees()) for one in message.buttons if one.label == label
        )
        return self._sends(button=button.id)

    def _sends(self, **what: str) -> list[Message]:
        self.sent += 1
        self.last = Incoming(self.channel, self.address, f"{self.address}-{self.sent}", **what)
        self.conversation.take(self.last)
        return self.sees()

    def sees(self) -> list[Message]:
        with self.database.read() as connection:
            who = Conversations(connection).find_person(self.channel, self.address)
            rows = Outbox(connection).last_reply(who.id) if who else []
        return [MESSAGE.validate_json(row.body) for row in rows]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def child(database: Database, clock: Clock) -> Person:
    launch(database)
    return Person(Conversation(database, world(clock)), database)


def answers(database: Database) -> dict[str, tuple[str, str | None, bool]]:
    with database.read() as connection:
        rows = connection.execute(
            select(answer.c.question, answer.c.value, answer.c.outcome_code, answer.c.counts)
        )
        return {question: (value, outcome, counts) for question, value, outcome, counts in rows}


def test_answers_are_kept_against_the_plan(child: Person) -> None:
    child.starts()
    child.presses("No")
    child.says("The street is dark")
    assert answers(child.database) == {
        "safe": ("no", "CE2", True),
        "why_not": ("The street is dark", "CE2", True),
    }


def test_a_repeated_message_changes_nothing(child: Person) -> None:
    child.starts()
    child.presses("No")
    seen = child.sees()
    assert child.conversation.take(child.last) is None
    assert child.sees() == seen
    with child.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(inbound)).scalar() == 2


def test_an_answer_that_applies_no_more_is_blank_and_comes_back(child: Person) -> None:
    child.starts()
    child.presses("No")
    child.says("The street is dark")
    child.presses("Back")
    child.presses("Back")
    child.presses("Yes")
    assert answers(child.database)["why_not"] == ("The street is dark", "CE2", False)
    child.presses("Back")
    child.presses("No")
    assert answers(child.database)["why_not"] == ("The street is dark", "CE2", True)


def test_a_changed_answer_is_a_new_revision(child: Person) -> None:
    child.starts()
    child.presses("Yes")
    child.presses("Back")
    child.presses("No")
    with child.database.read() as connection:
        revisions = connection.execute(select(answer.c.value, answer.c.revision)).all()
    assert revisions == [("no", 2)]


def test_a_skipped_answer_is_gone(child: Person) -> None:
    child.starts()
    child.presses("No")
    child.says("The street is dark")
    child.presses("Back")
    child.presses("Skip")
    assert set(answers(child.database)) == {"safe"}


def test_stopping_holds_for_the_person_until_they_start(child: Person) -> None:
    child.starts()
    child.says("STOP")
    assert "carry on, press Start" in child.says("the park is dark")[0].text
    assert answers(child.database) == {}
    with child.database.read() as connection:
        assert connection.execute(select(participant.c.stopped_at)).scalar_one() == NOW
    assert child.presses("Start")[-1].text == "Do you feel safe?"
    with child.database.read() as connection:
        assert connection.execute(select(participant.c.stopped_at)).scalar_one() is None


def test_finishing_is_noted_once_with_its_time(child: Person, clock: Clock) -> None:
    child.starts()
    child.presses("Yes")
    child.presses("Skip")
    clock.tick(minutes=5)
    child.says("More lights")
    with child.database.read() as connection:
        status, finished = connection.execute(select(session.c.status, session.c.finished_at)).one()
        kinds = connection.execute(select(event.c.kind).order_by(event.c.id)).scalars().all()
    assert (status, finished) == ("finished", clock.now)
    assert kinds == ["started", "answered", "skipped", "answered", "finished"]


def test_a_turn_that_fails_leaves_nothing_behind(child: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    child.starts()
    before = child.sees()

    def breaks(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(Conversations, "put_in_outbox", breaks)
        with pytest.raises(RuntimeError, match="power"):
            child.presses("No")
    assert answers(child.database) == {}
    assert child.sees() == before
    child.conversation.take(child.last)  # the channel delivers it again
    assert answers(child.database)["safe"][0] == "no"


def test_two_people_do_not_meet(child: Person) -> None:
    other = Person(child.conversation, child.database, address="tablet-8")
    child.starts()
    other.starts()
    child.presses("Yes")
    assert [message.text for message in other.sees()][-1] == "Do you feel safe?"


def test_another_process_carries_on(child: Person) -> None:
    child.starts()
    child.presses("No")
    again = Person(Conversation(child.database, world()), child.database, sent=child.sent)
    again.says("Big kids")
    assert answers(child.database)["why_not"][0] == "Big kids"


def test_help_and_stop_work_with_nothing_open(database: Database) -> None:
    stranger = Person(Conversation(database, world()), database)
    assert "Childline" in stranger.says("help")[0].text
    assert "No questions are open" in stranger.says("hello")[0].text
    stranger.says("stop")
    with database.read() as connection:
        assert connection.execute(select(participant.c.stopped_at)).scalar_one() == NOW


def test_a_closed_consultation_says_so_and_takes_nothing(child: Person) -> None:
    child.starts()
    with child.database.write() as connection:
        Consultations(connection).close("safe", NOW)
    assert "closed" in child.says("yes")[0].text
    assert answers(child.database) == {}
    assert "Childline" in child.says("help")[0].text


def test_a_start_without_a_name_offers_what_is_open(child: Person) -> None:
    launch(child.database, code="parents", title="For parents")
    offered = child.starts("")
    assert [button.label for button in offered[0].buttons] == ["Safe places", "For parents"]
    assert child.presses("For parents")[-1].text == "Do you feel safe?"


def test_the_outbox_holds_each_message_once(child: Person) -> None:
    child.starts()
    child.presses("No")
    with child.database.read() as connection:
        keys = connection.execute(select(outbox.c.key)).scalars().all()
    assert len(keys) == len(set(keys)) == 3


def test_signs_that_no_database_keeps_do_no_harm(child: Person) -> None:
    child.starts("sa\0fe")
    child.presses("No")
    child.says("dark\0 and \ud800 scary")
    assert answers(child.database)["why_not"][0] == "dark and ? scary"
    assert child.starts("\0")[-1].text


def test_a_response_given_with_help_is_marked(child: Person) -> None:
    child.starts()
    child.says("someone is helping me")
    child.says("i am on my own now")
    with child.database.read() as connection:
        assert connection.execute(select(session.c.supported)).scalars().all() == [True]
