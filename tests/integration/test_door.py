"""Before the first question: how old somebody is, what happens to their words, and that they agree."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import func, select

from bot.conversation import MESSAGE, Conversation
from bot.doorway import Doorway
from bot.messages import Incoming
from consultations.participants import AgeBand, Under13
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox
from consultations.storage.participants import Letters, forget_leaving
from consultations.storage.tables import answer, concern_tables, event, outbox, participant, session
from tests.builders import KEYS, Clock, launch, question, questionnaire, world
from tests.chatting import Chatter

FORM = questionnaire(question("good", label="What is good?"))


def web_link(code: str, age: AgeBand) -> str:
    return f"https://chat.example/{code}/{age}"


@dataclass
class Visitor(Chatter):
    """Somebody new at the door."""

    under_13: Under13 = "supporter"

    def __post_init__(self) -> None:
        launch(self.database, FORM)
        around = replace(world(Clock()), doorway=Doorway(self.under_13, web_link))
        self.conversation = Conversation(self.database, around)
        self.does(start="safe")

    def happened(self) -> list[tuple[str, str | None]]:
        with self.database.read() as connection:
            rows = connection.execute(select(event.c.kind, event.c.value).order_by(event.c.id))
            return [(row.kind, row.value) for row in rows]


def test_an_adult_says_how_old_they_are_reads_what_happens_agrees_and_is_asked(database: Database) -> None:
    visitor = Visitor(database)
    assert visitor.last[-1].text == "How old are you?"
    assert [button.role for button in visitor.last[-1].buttons[4:]] == ["who", "stop", "help"]
    (notice,) = visitor.presses("18 or over")
    assert "you or a child is not safe" in notice.text
    assert "do not watch this chat all the time" in notice.text
    asked = visitor.presses("Yes, I want to take part")
    assert asked[-1].question == "good"
    (age, agreed) = visitor.happened()[1:3]
    assert age == ("age", "18_plus")
    assert agreed[0] == "agreed"
    assert (agreed[1] or "").startswith("door.notice.adult en ")


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("15", "Here is what"),
        ("i am 17 years old", "Here is what"),
        ("16 or 17", "Here is what"),
        ("34", "or a child"),
        ("I'm fifteen!", "Here is what"),
        ("thirty-four", "or a child"),
        ("١٥", "Here is what"),
    ],
)
def test_an_age_can_be_typed(database: Database, typed: str, notice: str) -> None:
    assert notice in Visitor(database).says(typed)[-1].text


@pytest.mark.parametrize("typed", ["hello", "900", "between 12 and 15", "-", "a button?"])
def test_what_is_no_age_is_asked_again_and_kept_nowhere(database: Database, typed: str) -> None:
    visitor = Visitor(database)
    assert [one.text for one in visitor.says(typed)][-2:] == [
        "Please type a number, like 7.",
        "How old are you?",
    ]
    assert visitor.happened() == [("started", None)]


def test_who_does_not_agree_is_asked_nothing_and_may_change_their_mind(database: Database) -> None:
    visitor = Visitor(database)
    visitor.presses("16 or 17")
    declined = visitor.says("no")
    assert declined[0].text.startswith("That is OK.")
    assert visitor.presses("Yes, I want to take part")[-1].question == "good"


def test_agreement_may_be_typed_and_has_to_be_plain(database: Database) -> None:
    visitor = Visitor(database)
    visitor.says("17")
    for unclear in ("ok", "what is this", "i dont want to take part"):
        assert visitor.says(unclear)[0].text == "Please press one of the buttons, or type yes or no."
    assert visitor.says("yes i want to take part")[-1].question == "good"


def test_a_child_under_13_needs_a_grown_up_beside_them(database: Database) -> None:
    visitor = Visitor(database)
    assert visitor.presses("Under 13")[-1].text == "Is a grown-up with you who can help?"
    alone = visitor.presses("No, I am on my own")
    assert "Ask a grown-up you trust" in alone[0].text
    notice = visitor.presses("Yes, a grown-up is here")[-1]
    assert notice.text.startswith("We share what people say, but not who said it.")
    visitor.presses("Yes, I want to take part")
    with database.read() as connection:
        assert connection.execute(select(session.c.supported)).scalar_one()


def test_a_letter_lets_one_child_in_once_unless_the_parents_opted_out(database: Database) -> None:
    visitor = Visitor(database, under_13="letter")
    with database.write() as connection:
        letters = Letters(connection, KEYS)
        good, out = letters.make(1, 2, Clock().now)
        letters.opt_out([out.lower()], Clock().now)
    visitor.presses("Under 13")
    assert visitor.says(out)[0].text.startswith("We do not know that code.")
    assert "Do you want to take part?" in visitor.says(f"it is {good.lower()}")[-1].text
    assert ("admitted", None) in visitor.happened()
    with database.read() as connection:
        assert not Letters(connection, KEYS).admits("safe", good)


def test_where_nobody_under_13_takes_part_help_is_there_all_the_same(database: Database) -> None:
    visitor = Visitor(database, under_13="nobody")
    (said,) = visitor.presses("Under 13")
    assert "13 and over" in said.text
    assert "999" in visitor.says("help")[0].text


def test_on_telegram_a_15_year_old_is_sent_to_the_web_and_nothing_of_them_is_kept(database: Database) -> None:
    visitor = Visitor(database, channel="telegram")
    (said,) = visitor.presses("13 to 15")
    assert "https://chat.example/safe/13_15" in said.text
    with database.write() as connection:
        assert connection.execute(select(func.count()).select_from(session)).scalar() == 0
        assert forget_leaving(connection) == 0, "first they must be told where to go"
        Outbox(connection).give_up_all(1, Clock().now, "sent")
        assert forget_leaving(connection) == 1
    with database.read() as connection:
        for table in (participant, session, event, answer, outbox):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0, table.name


def test_of_a_15_year_old_on_telegram_only_an_alert_is_kept(database: Database) -> None:
    visitor = Visitor(database, channel="telegram")
    visitor.says("he hits me")
    visitor.presses("Carry on")
    visitor.presses("13 to 15")
    with database.write() as connection:
        Outbox(connection).give_up_all(1, Clock().now, "sent")
        forget_leaving(connection)
        kept = connection.execute(select(func.count()).select_from(concern_tables.concern)).scalar()
        assert kept == 1
        for table in (session, event, answer):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0, table.name


def test_a_link_from_telegram_lets_somebody_in_once_and_knows_their_age(database: Database) -> None:
    visitor = Visitor(database)
    conversation = visitor.conversation
    assert conversation.come_in("ticket-1", "browser", "13_15")
    assert not conversation.come_in("ticket-1", "another", "13_15")
    conversation.take(Incoming("web", "browser", "b1", start="safe"))
    with database.read() as connection:
        newest = select(outbox.c.body).order_by(outbox.c.id.desc()).limit(1)
        assert (
            "Do you want to take part?" in MESSAGE.validate_json(connection.execute(newest).scalar_one()).text
        )
