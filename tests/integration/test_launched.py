"""What an officer said and chose at the launch, as people in the chat meet it."""

from dataclasses import dataclass, replace

import pytest

from bot.conversation import Conversation
from bot.doorway import Doorway
from consultations.launching import Intent
from consultations.storage.database import Database
from tests.builders import Clock, launch, world
from tests.chatting import Chatter
from tests.launched import SAID, launched

OPENING = (
    "What you say can change this:\nWhere the lamps go.\n\nThis cannot change:\nThe sum of money.\n\n"
    "Who decides: The board\nWhen: 31/01/2027"
)


@dataclass
class Person(Chatter):
    """Somebody in the chat."""

    door: bool = False

    def __post_init__(self) -> None:
        doorway = Doorway() if self.door else None
        self.conversation = Conversation(self.database, replace(world(Clock()), doorway=doorway))

    def hears(self, **fields: object) -> list[str]:
        return [one.text for one in self.does(**fields)]

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
    opening, notice = [one.text for one in person.presses("18 or over")]
    assert opening == OPENING
    assert "Do you want to take part?" in notice

    more, again = [one.text for one in person.presses("More about this")]
    assert "What is good to know:\nOne lamp costs £900 in a year." in more
    assert more.startswith("What you say can change this:\nWhere the lamps go.")
    assert again == notice
    (asked,) = person.presses("Yes, I want to take part")
    assert asked.text == "What is good?", "it is said once"


def test_the_way_to_all_of_it_stays_open_in_the_menu_and_in_words(database: Database) -> None:
    launched(database, replace(SAID, languages=("en",)))
    person = Person(database)
    assert person.hears(start="lamps") == [OPENING, "What is good?"]
    person.does(text="menu")
    assert "More about this" in person.labels
    assert "£900" in person.hears(text="what is this about?")[0]


def test_our_words_are_in_their_language_and_the_officers_as_they_were_written(database: Database) -> None:
    launched(database)
    person = Person(database)
    person.does(start="lamps")
    opening = person.presses("Polski")[0]
    assert opening.text.startswith("To, co powiesz, może to zmienić:\nWhere the lamps go.")


def test_where_nobody_said_anything_nothing_is_told(database: Database) -> None:
    launch(database)
    person = Person(database)
    assert person.hears(start="safe") == ["Hello.", "Do you feel safe?"]
    person.does(text="menu")
    assert "More about this" not in person.labels
    assert person.hears(text="what is this about")[0] == "We have no more to tell you about this."


def test_only_the_chosen_languages_are_offered(database: Database) -> None:
    launched(database, Intent(languages=("en",)))
    person = Person(database)
    assert person.hears(start="lamps") == ["What is good?"]
    assert person.hears(text="/language")[0] == "These questions are only in English."


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
    assert person.hears(start="second") == ["Te pytania są tylko w jednym języku: English.", "What is good?"]
    assert person.last[-1].language == "en"


def test_where_telegram_was_not_chosen_a_link_to_it_gets_a_kind_answer(database: Database) -> None:
    launched(database, Intent(channels=("web",)))
    launched(database, Intent(channels=("web", "telegram")), code="both")
    person = Person(database, channel="telegram")
    assert person.hears(start="lamps")[0].startswith("You cannot answer these questions here.")
    person.does(start="both")
    assert "Polski" in person.labels


def test_whoever_names_nothing_is_offered_what_is_asked_on_their_channel(database: Database) -> None:
    launched(database, Intent(channels=("web",), languages=("en",)))
    launched(database, Intent(channels=("web", "telegram"), languages=("en",)), code="both")
    assert Person(database, channel="telegram").hears(text="hello") == ["What is good?"]
