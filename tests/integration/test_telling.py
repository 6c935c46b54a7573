"""Somebody tells us something of their own accord; staff read it and reply; the person has the reply."""

import pytest
from sqlalchemy import select, update

from bot.conversation import Conversation
from bot.replies import send_replies
from consultations.errors import NotFound, Refused
from consultations.feedback import Telling
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.feedback import Feedback
from consultations.storage.outbox import Outbox
from consultations.storage.plans import Plans
from consultations.storage.tables import answer, participant, session
from tests.builders import NOW, Clock, launch, plan, world
from tests.integration.test_conversation import Person, answers

SAFE = "Children and young people feel and are safe"
BUS = "The bus is full of smoke."


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def child(database: Database, clock: Clock) -> Person:
    """Somebody whom nobody has asked anything: there is only a plan."""
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    return Person(Conversation(database, world(clock)), database)


@pytest.fixture
def asked(database: Database, clock: Clock) -> Person:
    """Somebody in the middle of a consultation: at the question where they go."""
    launch(database)
    child = Person(Conversation(database, world(clock)), database)
    child.starts()
    child.presses("Yes")
    return child


def queue(database: Database) -> list[Telling]:
    with database.read() as connection:
        return Feedback(connection).waiting()


def texts(child: Person) -> list[str]:
    return [message.text for message in child.sees()]


def tell(child: Person, words: str = BUS) -> None:
    child.says("/tell")
    child.says(words)
    child.presses(SAFE)
    child.presses("Skip")


def reply(database: Database, words: str = "We asked the bus company.", clock: Clock | None = None) -> None:
    one = queue(database)[0]
    with database.write() as connection:
        Feedback(connection).reply(one.id, one.version, words, "officer", (clock or Clock())())


def notices(child: Person) -> list[str]:
    with child.database.read() as connection:
        who = Conversations(connection).find_person(child.channel, child.address)
        return [one.body for one in Outbox(connection).notices(who.id)]


def place(child: Person) -> str:
    """The consultation that what this person writes belongs to."""
    with child.database.read() as connection:
        who = Conversations(connection).find_person(child.channel, child.address)
        return Conversations(connection).session(who.session_id).consultation


# Telling


def test_with_nothing_open_somebody_is_heard_all_the_same(child: Person) -> None:
    child.says("Hello")
    child.presses("Tell us something")
    assert "We will answer you here by 7/12/2026." in texts(child)[0]
    assert texts(child)[1] == "What do you want to tell us?"
    child.says(BUS)
    assert texts(child) == ["What is it about?"]
    assert [one.label for one in child.sees()[-1].buttons][:2] == [SAFE, "I don't know"]
    child.presses(SAFE)
    assert texts(child) == ["What would help?"]
    child.says("More buses")
    assert texts(child) == ["Thank you for telling us. We will read it, and answer you here by 7/12/2026."]
    assert answers(child.database) == {
        "words": (BUS, "CE2", True),
        "about": ("CE2", None, True),
        "would_help": ("More buses", "CE2", True),
    }
    (told,) = queue(child.database)
    assert (told.words, told.outcome, told.would_help) == (BUS, SAFE, "More buses")


@pytest.mark.parametrize("words", ["/tell", "Can I tell you something please?", "tell us something"])
def test_typed_words_will_do(child: Person, words: str) -> None:
    child.says(words)
    assert texts(child)[-1] == "What do you want to tell us?"


def test_who_does_not_know_the_outcome_need_not(child: Person) -> None:
    child.says("/tell")
    child.says(BUS)
    child.presses("I don't know")
    child.presses("Skip")
    assert answers(child.database)["words"] == (BUS, None, True)
    assert queue(child.database)[0].outcome == ""


def test_a_changed_mind_about_the_outcome_changes_it(child: Person) -> None:
    child.says("/tell")
    child.says(BUS)
    child.presses(SAFE)
    child.presses("Back")
    child.presses("I don't know")
    assert answers(child.database)["words"] == (BUS, None, True)


def test_words_reach_staff_even_when_the_person_leaves_then(child: Person) -> None:
    child.says("/tell")
    child.says(BUS)
    assert [one.words for one in queue(child.database)] == [BUS]


def test_each_thing_told_is_one_of_its_own(child: Person) -> None:
    tell(child)
    tell(child, "And it is late.")
    child.says("/tell")
    child.says("One more")
    child.says("/tell")  # left in the middle
    child.says("The last")
    assert [one.words for one in queue(child.database)] == [BUS, "And it is late.", "One more", "The last"]


def test_saying_nothing_after_all_is_fine(child: Person) -> None:
    child.says("/tell")
    child.presses("Skip")
    assert texts(child) == ["That is fine. You can tell us something any time."]
    assert queue(child.database) == []


def test_pressing_twice_begins_once(child: Person) -> None:
    child.says("/tell")
    child.says("/tell")
    child.says(BUS)
    with child.database.read() as connection:
        assert len(connection.execute(select(session.c.id)).all()) == 1


# In the middle of something else


def test_the_place_in_a_consultation_is_kept(asked: Person) -> None:
    asked.presses("The park")
    question, drafted = asked.sees()[-1].text, [one.selected for one in asked.sees()[-1].buttons]
    tell(asked)
    thanks, back, again = asked.sees()
    assert thanks.text.startswith("Thank you for telling us.")
    assert back.text == "Now back to where you were."
    assert again.text == question
    assert [one.selected for one in again.buttons] == drafted
    assert place(asked) == "safe"
    asked.presses("Done")
    assert answers(asked.database)["where"] == ("park", None, True)


def test_after_the_end_of_a_consultation(asked: Person) -> None:
    asked.presses("Skip")
    asked.presses("Skip")
    asked.presses("Tell us something")
    asked.says(BUS)
    asked.presses(SAFE)
    asked.presses("Skip")
    assert place(asked) == "safe"
    assert "My answers" in [one.label for one in asked.sees()[-1].buttons]
    asked.presses("My answers")
    assert "Do you feel safe?" in texts(asked)[0]


def test_after_a_consultation_was_closed(asked: Person) -> None:
    with asked.database.write() as connection:
        Consultations(connection).close("safe", NOW)
    asked.says("Hello")
    asked.presses("Tell us something")
    asked.says(BUS)
    assert queue(asked.database)[0].words == BUS


def test_two_interruptions_still_lead_back(asked: Person) -> None:
    asked.says("/tell")
    asked.says(BUS)
    asked.says("/tell")
    asked.says("Another thing")
    asked.presses("I don't know")
    asked.presses("Skip")
    assert place(asked) == "safe"


def test_help_is_there_and_a_stop_is_sticky(asked: Person) -> None:
    asked.says("/tell")
    asked.says("help")
    assert "Childline" in texts(asked)[0]
    asked.says("STOP")
    asked.says("/tell")
    assert place(asked) != "safe"
    assert "What do you want to tell us?" not in texts(asked)
    asked.says("start")
    assert texts(asked)[-1] == "What do you want to tell us?"


def test_whoever_has_stopped_does_not_begin_by_telling(asked: Person) -> None:
    asked.says("STOP")
    asked.says("tell us something")
    assert place(asked) == "safe"
    assert len(texts(asked)) == 1


# Not an ordinary consultation


def test_the_standing_consultation_is_offered_to_nobody(child: Person) -> None:
    tell(child)
    with child.database.read() as connection:
        assert Consultations(connection).all() == []
        assert [one.code for one in Consultations(connection).all("standing")] == ["tell-cheshire"]
    child.says("start")
    assert texts(child) != ["Which one would you like to answer?"]


def test_a_plan_that_changed_offers_its_new_outcomes(child: Person) -> None:
    tell(child)
    wider = plan()
    more = type(wider.outcomes[0])(code="CE9", title="Getting about")
    fields = {name: getattr(wider, name) for name in wider.__dataclass_fields__}
    with child.database.write() as connection:
        Plans(connection).save(type(wider)(**{**fields, "outcomes": (*wider.outcomes, more)}), NOW)
    child.says("/tell")
    child.says("No bus on Sunday")
    child.presses("Getting about")
    assert queue(child.database)[1].outcome == "Getting about"


# Reading and replying


def test_the_reply_reaches_the_person_once(child: Person, clock: Clock) -> None:
    tell(child)
    reply(child.database)
    assert send_replies(child.database, clock) == 1
    assert send_replies(child.database, clock) == 0
    (notice,) = notices(child)
    assert "You told us: The bus is full of smoke." in notice
    assert "This is our answer: We asked the bus company." in notice
    assert queue(child.database) == []


def test_the_clock_counts_working_days(child: Person, clock: Clock) -> None:
    tell(child)
    with child.database.read() as connection:
        assert Feedback(connection).overdue(clock()) == 0
        clock.tick(days=14)  # Monday the 7th of December: the last day
        assert Feedback(connection).overdue(clock()) == 0
        clock.tick(days=1)
        assert Feedback(connection).overdue(clock()) == 1


def test_who_is_quicker_replies(child: Person) -> None:
    tell(child)
    seen = queue(child.database)[0]
    with child.database.write() as connection:
        Feedback(connection).mark_read(seen.id, seen.version, "ada", NOW)
    for version in (seen.version, seen.version + 2):
        with pytest.raises(Refused, match="colleague"), child.database.write() as connection:
            Feedback(connection).reply(seen.id, version, "Mine", "ben", NOW)
    assert queue(child.database)[0].read_by == "ada"
    with pytest.raises(NotFound), child.database.write() as connection:
        Feedback(connection).reply(99, 1, "Mine", "ben", NOW)


def test_a_reply_waits_for_somebody_who_stopped(child: Person, clock: Clock) -> None:
    tell(child)
    child.says("STOP")
    assert queue(child.database)[0].silent
    reply(child.database)
    assert send_replies(child.database, clock) == 0
    with child.database.write() as connection:
        connection.execute(update(participant).values(stopped_at=None))
    assert send_replies(child.database, clock) == 1


def test_what_is_taken_back_is_gone_from_the_queue(child: Person) -> None:
    tell(child)
    with child.database.write() as connection:
        connection.execute(answer.delete())
    assert queue(child.database) == []
