"""What an officer said and chose at the launch, as people in the chat meet it."""

from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import func, select

from bot.conversation import MESSAGE, Conversation
from bot.doorway import Doorway
from bot.messages import Channel, Incoming, Message
from consultations.launching import Intent
from consultations.storage.database import Database
from consultations.storage.tables import outbox
from tests.builders import Clock, launch, world
from tests.launched import SAID, launched

OPENING = (
    "What you say can change this:\nWhere the lamps go.\n\nThis cannot change:\nThe sum of money.\n\n"
    "Who decides: The board\nWhen: 31/01/2027"
)


@dataclass
class Person:
    """Somebody in the chat."""

    database: Database
    channel: Channel = "web"
    door: bool = False
    count: int = 0
    last: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        doorway = Doorway() if self.door else None
        self.conversation = Conversation(self.database, replace(world(Clock()), doorway=doorway))

    def does(self, **fields: object) -> list[str]:
        self.count += 1
        with self.database.read() as connection:
            newest = connection.execute(select(func.max(outbox.c.id))).scalar() or 0
        self.conversation.take(Incoming(self.channel, "me", f"m{self.count}", **fields))  # type: ignore[arg-type]
        with self.database.read() as connection:
            rows = connection.execute(select(outbox.c.body).where(outbox.c.id > newest).order_by(outbox.c.id))
            self.last = [MESSAGE.validate_json(body) for body in rows.scalars()]
        return [one.text for one in self.last]

    def presses(self, label: str) -> list[str]:
        button = next(one for message in self.last for one in message.buttons if one.label == label)
        return self.does(button=button.id)

    @property
    def labels(self) -> list[str]:
        return [one.label for message in self.last for one in message.buttons]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here: `test_launch_story` goes the whole way on both."""
    return sqlite_url


def test_before_anybody_agrees_they_read_what_can_change_and_who_decides_when(database: Database) -> None:
    launched(database, replace(SAID, languages=("en",)))
    person = Person(database, door=True)
    person.does(start="lamps")
    opening, notice = person.presses("18 or over")
    assert opening == OPENING
    assert "Do you want to take part?" in notice

    more, again = person.presses("More about this")
    assert "What is good to know:\nOne lamp costs £900 in a year." in more
    assert more.startswith("What you say can change this:\nWhere the lamps go.")
    assert again == notice
    assert person.presses("Yes, I want to take part") == ["What is good?"], "it is said once"


def test_the_way_to_all_of_it_stays_open_in_the_menu_and_in_words(database: Database) -> None:
    launched(database, replace(SAID, languages=("en",)))
    person = Person(database)
    assert person.does(start="lamps") == [OPENING, "What is good?"]
    person.does(text="menu")
    assert "More about this" in person.labels
    assert "£900" in person.does(text="what is this about?")[0]


def test_our_words_are_in_their_language_and_the_officers_as_they_were_written(database: Database) -> None:
    launched(database)
    person = Person(database)
    person.does(start="lamps")
    opening = person.presses("Polski")[0]
    assert opening.startswith("To, co powiesz, może to zmienić:\nWhere the lamps go.")


def test_where_nobody_said_anything_nothing_is_told(database: Database) -> None:
    launch(database)
    person = Person(database)
    assert person.does(start="safe") == ["Hello.", "Do you feel safe?"]
    person.does(text="menu")
    assert "More about this" not in person.labels
    assert person.does(text="what is this about")[0] == "We have no more to tell you about this."


def test_only_the_chosen_languages_are_offered(database: Database) -> None:
    launched(database, Intent(languages=("en",)))
    person = Person(database)
    assert person.does(start="lamps") == ["What is good?"]
    assert person.does(text="/language")[0] == "These questions are only in English."


def test_a_language_that_is_not_the_forms_first_may_be_the_only_one(database: Database) -> None:
    launched(database, Intent(languages=("pl",)))
    person = Person(database)
    person.does(start="lamps")
    assert person.last[-1].language == "pl"


def test_somebody_who_spoke_another_language_is_told_in_it_and_answered(database: Database) -> None:
    launched(database, code="first")
    person = Person(database)
    person.does(start="first")
    person.presses("Polski")
    launched(database, Intent(languages=("en",)), code="second")
    assert person.does(start="second") == ["Te pytania są tylko w jednym języku: English.", "What is good?"]
    assert person.last[-1].language == "en"


def test_where_telegram_was_not_chosen_a_link_to_it_gets_a_kind_answer(database: Database) -> None:
    launched(database, Intent(channels=("web",)))
    launched(database, Intent(channels=("web", "telegram")), code="both")
    person = Person(database, channel="telegram")
    assert person.does(start="lamps")[0].startswith("You cannot answer these questions here.")
    person.does(start="both")
    assert "Polski" in person.labels


def test_whoever_names_nothing_is_offered_what_is_asked_on_their_channel(database: Database) -> None:
    launched(database, Intent(channels=("web",), languages=("en",)))
    launched(database, Intent(channels=("web", "telegram"), languages=("en",)), code="both")
    assert Person(database, channel="telegram").does(text="hello") == ["What is good?"]
