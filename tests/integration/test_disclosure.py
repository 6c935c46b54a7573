"""Somebody tells the chat that they are not safe: what they read, what is kept, and what is held back."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from analysis.safeguarding import Screened
from bot.conversation import MESSAGE, Conversation
from bot.messages import Incoming, Message
from consultations.sealing import KeyRing
from consultations.storage.answers import Answers
from consultations.storage.concern_queue import ConcernQueue
from consultations.storage.concerns import Concerns
from consultations.storage.database import Database
from consultations.storage.tables import answer, concern_tables, event, outbox, participant
from tests.builders import KEYS, Clock, launch, question, questionnaire, world

concern = concern_tables.concern
FORM = questionnaire(
    question("good", label="What is good?"), question("better", label="What could be better?")
)
TOLD = "my uncle, he hits me"


class Child:
    """Somebody on the web who writes one thing after another."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self.database = database
        self.conversation = Conversation(database, world(clock))
        self.count = 0

    def does(self, **fields: object) -> list[Message]:
        """Send something; give what comes back."""
        self.count += 1
        with self.database.read() as connection:
            seen = set(connection.execute(select(outbox.c.id)).scalars())
        self.conversation.take(Incoming("web", "child", f"m{self.count}", **fields))  # type: ignore[arg-type]
        with self.database.read() as connection:
            rows = connection.execute(select(outbox.c.id, outbox.c.body).order_by(outbox.c.id))
            return [MESSAGE.validate_json(row.body) for row in rows if row.id not in seen]

    def says(self, text: str) -> list[Message]:
        return self.does(text=text)


@pytest.fixture
def child(database: Database) -> Child:
    launch(database, FORM)
    there = Child(database)
    there.does(start="safe")
    return there


def concerns(database: Database) -> list[tuple[str, str | None, str | None]]:
    with database.read() as connection:
        columns = concern.c.outcome, concern.c.category, concern.c.question
        return [tuple(row) for row in connection.execute(select(*columns).order_by(concern.c.id))]


def test_they_are_thanked_told_who_reads_it_and_given_numbers_and_nothing_is_asked(child: Child) -> None:
    told, card, ways = child.says(TOLD)
    assert told.text.startswith("Thank you for telling us. It is not your fault.")
    assert "999" in card.text
    assert "0800 1111" in card.text
    assert "?" not in told.text + card.text + ways.text
    assert [button.role for button in ways.buttons] == ["start", "stop", "help"]
    assert concerns(child.database) == [("alert", "physical", "good")]


def test_the_next_question_comes_when_they_carry_on_and_their_words_were_an_answer(child: Child) -> None:
    ways = child.says(TOLD)[-1]
    carried_on = child.does(button=ways.buttons[0].id)
    assert carried_on[-1].question == "better"
    with child.database.read() as connection:
        assert connection.execute(select(answer.c.value)).scalars().all() == [TOLD]


def test_what_they_write_before_they_carry_on_answers_nothing_and_is_kept_with_it(child: Child) -> None:
    child.says(TOLD)
    said = child.says("please dont tell mum")
    assert [message.kind for message in said] == ["reply", "question"]
    assert concerns(child.database)[1] == ("review", "other", "better")
    with child.database.read() as connection:
        remarks = select(event.c.value, event.c.held).where(event.c.kind == "remarked")
        assert [tuple(row) for row in connection.execute(remarks)] == [("please dont tell mum", True)]
        assert connection.execute(select(answer.c.question)).scalars().all() == ["good"]


def test_told_again_soon_they_hear_that_it_was_kept_and_not_all_of_it_once_more(child: Child) -> None:
    child.says(TOLD)
    again = child.says("today he hits me too")
    assert again[0].text.startswith("Thank you for telling us. We kept it")
    assert len(concerns(child.database)) == 2


def test_a_disclosure_in_two_parts_is_seen_as_a_whole_and_both_parts_are_held(child: Child) -> None:
    child.says("he comes in")
    child.says("when it is late at night")
    assert concerns(child.database) == [("alert", "physical", "better")]
    with child.database.read() as connection:
        assert connection.execute(select(answer.c.held).order_by(answer.c.id)).scalars().all() == [True, True]


def test_what_is_held_is_read_by_no_model_and_counts_without_its_words(child: Child) -> None:
    child.says(TOLD)
    with child.database.read() as connection:
        store = Answers(connection)
        assert store.unread(1, ["good"], ["any"], 10) == []
        (counted,) = store.counting([1])
        assert (counted.question, counted.value, counted.status) == ("good", "", None)


def test_what_was_released_counts_as_any_other_answer(child: Child) -> None:
    child.says(TOLD)
    with child.database.write() as connection:
        connection.execute(update(concern).values(released_at=Clock().now, released_by="dsl"))
        Concerns(connection, KEYS).hold(1)
        assert [one.text for one in Answers(connection).unread(1, ["good"], ["any"], 10)] == [TOLD]


@pytest.mark.parametrize("state", ["stopped", "finished", "new"])
def test_it_is_heard_in_every_state(database: Database, state: str) -> None:
    launch(database, FORM)
    child = Child(database)
    if state != "new":
        child.does(start="safe")
    if state == "finished":
        child.says("the park")
        child.says("nothing")
    if state == "stopped":
        child.says("stop")
    said = child.says(TOLD)
    assert said[0].text.startswith("Thank you for telling us.")
    assert "did not save" not in " ".join(message.text for message in said)
    assert [found[0] for found in concerns(database)] == ["alert"]


def test_it_is_heard_where_nothing_is_open(database: Database) -> None:
    said = Child(database).says(TOLD)
    assert [message.text.split(".")[0] for message in said] == [
        "Thank you for telling us",
        "If you are in danger now, call 999",
    ]
    assert concerns(database) == [("alert", "physical", None)]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": TOLD, "edits": "m1"},
        {"text": f"holiday.jpg {TOLD}", "unsupported": "photo"},
        {"text": f"/help {TOLD}"},
        {"text": f"/stop {TOLD}"},
    ],
)
def test_it_is_heard_in_an_edit_a_caption_a_file_name_and_behind_a_command(
    child: Child, fields: dict[str, str]
) -> None:
    child.says("the park is nice")
    said = child.does(**fields)
    assert said[0].text.startswith("Thank you for telling us.")
    assert concerns(child.database)[-1][:2] == ("alert", "physical")


def test_whoever_seems_worried_reads_one_line_more_and_goes_on(child: Child) -> None:
    said = child.says("a bit sad")
    assert said[0].text.startswith("If you have a worry")
    assert said[-1].question == "better"
    assert concerns(child.database) == [("review", "emotional", "good")]


def test_the_words_of_a_concern_are_nowhere_in_its_row(child: Child) -> None:
    child.says(TOLD)
    with child.database.read() as connection:
        row = connection.execute(select(concern)).one()
    assert "uncle" not in str(tuple(row))
    assert "hits" not in str(tuple(row))


def test_get_help_works_where_nothing_is_open(database: Database) -> None:
    (card,) = Child(database).says("help")
    assert "0800 1111" in card.text
    assert "text SHOUT to 85258" in card.text


def test_what_was_said_before_an_alert_that_stands_by_itself_is_not_held(child: Child) -> None:
    child.says("the park is nice")
    child.says(TOLD)
    with child.database.read() as connection:
        rows = connection.execute(select(answer.c.value, answer.c.held).order_by(answer.c.id))
        assert [tuple(row) for row in rows] == [("the park is nice", False), (TOLD, True)]


def test_what_is_only_to_be_looked_at_is_held_once_somebody_acts_on_it(child: Child) -> None:
    child.says("a bit sad")
    assert not held(child.database)
    with child.database.write() as connection:
        queue = ConcernQueue(connection, KEYS)
        queue.act(1, 1, "dsl", Clock().now)
    assert held(child.database)


def test_words_in_a_language_that_the_screen_does_not_cover_are_for_a_person_and_nothing_else_changes(
    child: Child,
) -> None:
    with child.database.write() as connection:
        connection.execute(update(participant).values(language="pl"))
    said = child.says("park jest fajny")
    assert [message.question for message in said] == ["better"]
    assert concerns(child.database) == [("review", None, "good")]
    assert not held(child.database)


def test_where_the_screen_fails_the_answer_is_kept_and_a_person_reads_it(child: Child) -> None:
    class Broken:
        def screen(self, *_: object) -> Screened:
            raise ValueError("the weights are damaged")

    child.conversation = Conversation(child.database, replace(world(), screen=Broken()))
    assert child.says("the park is nice")[-1].question == "better"
    assert concerns(child.database) == [("review", None, "good")]


def test_with_another_key_they_are_heard_and_what_is_held_stays_held(child: Child) -> None:
    child.says(TOLD)
    child.conversation = Conversation(child.database, replace(world(), ring=KeyRing((b"x" * 32,))))
    assert child.says("he hits me again")[0].text.startswith("Thank you for telling us.")
    assert len(concerns(child.database)) == 2
    assert held(child.database)


def held(database: Database) -> bool:
    with database.read() as connection:
        return connection.execute(select(answer.c.held).order_by(answer.c.id)).scalars().first() or False
