"""People who come back: after a pause, after the end, and to a newer version of what they answered."""

from datetime import date

import pytest
from sqlalchemy import select, text, update

from analysis.pipeline import read_new
from bot.conversation import Conversation
from consultations.consultation import Consultation
from consultations.errors import FaultyInput, Refused
from consultations.forms.questionnaire import Choice, Questionnaire
from consultations.storage.answers import Answers
from consultations.storage.consultations import Consultations, Next, Revision
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.tables import answer, participant, reading, session
from tests.builders import KEYS, NOW, PLACES, Clock, launch, question, questionnaire, safe_places, world
from tests.integration.test_conversation import Person, answers


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def child(database: Database, clock: Clock) -> Person:
    launch(database)
    return Person(Conversation(database, world(clock)), database, channel="telegram")


def close(database: Database, **following: object) -> Consultation:
    with database.write() as connection:
        return Consultations(connection).close("safe", NOW, Next(**following))


def revise(database: Database, form: Questionnaire) -> Consultation:
    with database.write() as connection:
        return Consultations(connection).update("safe", Revision(form, "new.md", b"| survey |"), NOW)


def with_more(*more: object) -> Questionnaire:
    """The questionnaire with more questions at its end."""
    return questionnaire(*safe_places().items, *more)


def texts(messages: list) -> list[str]:
    return [message.text for message in messages]


def finish(child: Person) -> None:
    child.starts()
    child.presses("Yes")
    child.presses("Skip")
    child.says("More lights")


# After a pause


@pytest.mark.parametrize("code", ["safe", ""])
def test_a_link_resumes_at_the_same_question(child: Person, clock: Clock, code: str) -> None:
    child.starts()
    child.presses("No")
    clock.tick(days=40)
    assert texts(child.starts(code))[-1] == "What makes you feel unsafe?"
    assert answers(child.database)["safe"][0] == "no"


def test_a_start_without_a_name_goes_on_although_more_is_open(child: Person) -> None:
    child.starts()
    child.presses("No")
    launch(child.database, code="parents", title="For parents")
    assert texts(child.starts(""))[-1] == "What makes you feel unsafe?"


@pytest.mark.parametrize("hello", ["hello", "Hi!", "  I'm   back. "])
def test_a_hello_after_a_long_time_is_no_answer(child: Person, clock: Clock, hello: str) -> None:
    child.starts()
    child.presses("No")
    clock.tick(days=40)
    assert texts(child.says(hello))[-1] == "What makes you feel unsafe?"
    assert set(answers(child.database)) == {"safe"}


def test_a_hello_at_once_is_what_they_say(child: Person) -> None:
    child.starts()
    child.presses("No")
    child.says("Hello")
    assert answers(child.database)["why_not"][0] == "Hello"


# Stopping


def test_only_a_start_undoes_a_stop_whatever_was_open(child: Person) -> None:
    child.starts()
    close(child.database)
    child.says("stop")
    with child.database.write() as connection:
        Consultations(connection).reopen("safe")
    assert "You stopped" in texts(child.says("yes"))[0]
    assert answers(child.database) == {}
    assert texts(child.starts())[-1] == "Do you feel safe?"
    child.presses("Yes")
    assert answers(child.database)["safe"][0] == "yes"


def test_whoever_starts_with_nothing_open_has_stopped_no_more(database: Database) -> None:
    stranger = Person(Conversation(database, world()), database)
    stranger.says("stop")
    assert "You stopped" in texts(stranger.says("hello"))[0]
    assert "No questions are open" in texts(stranger.presses("Start"))[0]
    with database.read() as connection:
        assert connection.execute(select(participant.c.stopped_at)).scalar_one() is None


def test_whoever_writes_again_can_be_reached_again(child: Person) -> None:
    child.starts()
    child.conversation.blocked("telegram", child.address)
    child.presses("Yes")
    with child.database.read() as connection:
        assert connection.execute(select(participant.c.blocked_at)).scalar_one() is None


# After the end


@pytest.mark.parametrize("way", ["answer", "button", "link"])
def test_whoever_comes_too_late_hears_what_was_kept_and_what_follows(child: Person, way: str) -> None:
    child.starts()
    child.presses("No")
    close(child.database, news="We will make the streets brighter.", on=date(2027, 3, 1))
    ways = {
        "answer": lambda: child.says("The street is dark"),
        "button": lambda: child.presses("Skip"),
        "link": child.starts,
    }
    *_, kept, following = texts(ways[way]())
    assert "closed now. You answered one question, and we kept your answer" in kept
    assert following == (
        "What happens next: We will make the streets brighter.\nYou will hear more from us by 1/03/2027."
    )
    assert set(answers(child.database)) == {"safe"}


def test_help_stop_and_my_answers_work_after_the_end(child: Person) -> None:
    child.starts()
    child.presses("No")
    child.says("The street is dark")
    close(child.database)
    assert "You answered 2 questions" in texts(child.says("hello"))[0]
    said = (
        "This is what you have told us.\n\nDo you feel safe?\n→ No\n\n"
        "What makes you feel unsafe?\n→ The street is dark"
    )
    assert texts(child.presses("My answers")) == [said]
    assert "Childline" in texts(child.says("help"))[0]
    assert "we have stopped" in texts(child.says("stop"))[0]
    assert "You stopped" in texts(child.says("hello"))[0]


def test_a_link_to_what_is_over_does_not_leave_what_is_open(child: Person) -> None:
    launch(child.database, code="old", title="Last year")
    with child.database.write() as connection:
        Consultations(connection).close("old", NOW)
    child.starts()
    assert texts(child.starts("old")) == ["These questions are closed now. Thank you for wanting to help."]
    child.says("yes")
    assert answers(child.database)["safe"][0] == "yes"


def test_what_is_opened_again_goes_on_where_it_was(child: Person) -> None:
    child.starts()
    child.presses("No")
    close(child.database)
    child.says("The street is dark")
    with child.database.write() as connection:
        opened = Consultations(connection).reopen("safe")
    assert (opened.state, opened.closed_at) == ("open", None)
    child.says("The street is dark")
    assert answers(child.database)["why_not"][0] == "The street is dark"


# A newer version


def test_whoever_is_under_way_finishes_their_version(child: Person) -> None:
    child.starts()
    child.presses("Yes")
    revise(child.database, with_more(question("more", label="Anything more?")))
    child.presses("Skip")
    assert texts(child.says("Lights"))[0].startswith("That is everything")


def test_whoever_starts_now_gets_the_newest(child: Person) -> None:
    revise(child.database, questionnaire(question("more", label="Anything more?")))
    assert texts(child.starts())[-1] == "Anything more?"


@pytest.mark.parametrize("again", ["link", "button"])
def test_whoever_has_finished_is_asked_only_what_is_new(child: Person, again: str) -> None:
    finish(child)
    revise(child.database, with_more(question("more", label="Anything more?", outcome="CE2")))
    said = child.starts() if again == "link" else child.says("start")
    assert texts(said) == ["Anything more?"]
    assert texts(child.says("No"))[0].startswith("That is everything")
    assert answers(child.database) == {
        "safe": ("yes", "CE2", True),
        "better": ("More lights", "CE2", True),
        "more": ("No", "CE2", True),
    }
    with child.database.read() as connection:
        assert Consultations(connection).progress()[1].began == 1


def test_an_answer_whose_choice_is_gone_is_asked_again(child: Person) -> None:
    finish(child)
    rather = questionnaire(
        *safe_places().items, yes_no=(Choice("no", {"en": "No"}), Choice("some", {"en": "Some"}))
    )
    revise(child.database, rather)
    assert texts(child.starts())[-1] == "Do you feel safe?"
    child.presses("Some")
    assert answers(child.database)["safe"][0] == "some"


def test_nothing_new_is_no_new_version(child: Person) -> None:
    with pytest.raises(Refused, match="this very questionnaire"):
        revise(child.database, safe_places())


def test_a_question_keeps_its_type_with_its_name(child: Person) -> None:
    items = [
        question("better", "integer", row=7),
        question("why_not", "date", row=4),
        question("safe", "text"),
    ]
    with pytest.raises(FaultyInput) as refused:
        revise(child.database, questionnaire(*items))
    assert [fault.place.row for fault in refused.value.faults] == [7, 4, None]
    assert answers(child.database) == {}


def test_an_outcome_that_the_plan_lacks_is_refused(child: Person) -> None:
    with pytest.raises(Refused, match="no outcome called XX"):
        revise(child.database, with_more(question("more", outcome="XX")))


def test_what_was_said_to_any_version_is_read_and_counted(child: Person) -> None:
    finish(child)
    new = revise(child.database, questionnaire(question("more", label="Anything more?", outcome="CE2")))
    late = Person(child.conversation, child.database, address="tablet-8")
    late.starts()
    late.says("The park is dark")
    read_new(child.database, lambda: NOW)
    with child.database.read() as connection:
        words = select(answer.c.value).join(reading, reading.c.answer_id == answer.c.id).order_by(answer.c.id)
        assert connection.execute(words).scalars().all() == ["More lights", "The park is dark"]
        form = Consultations(connection).over_versions(new)
        assert {row.question for row in Answers(connection).counting([new.id])} == {"safe", "better", "more"}
    assert [one.name for one in form.questions()] == ["more", "hello", "safe", "why_not", "where", "better"]
    assert form.choice_lists["places"] == PLACES


# The language that somebody chose


def test_a_language_once_chosen_stays_with_the_person(database: Database) -> None:
    form = questionnaire(question("a"), languages=("en", "pl"))
    launch(database, form)
    child = Person(Conversation(database, world()), database)
    child.starts()
    child.presses("Polski")
    with database.read() as connection:
        assert connection.execute(select(participant.c.language)).scalar_one() == "pl"
        assert Conversations(connection).find_person("web", child.address).language == "pl"


def test_whoever_goes_on_with_a_newer_version_keeps_their_language(database: Database) -> None:
    launch(database, questionnaire(question("a"), languages=("en", "pl")))
    child = Person(Conversation(database, world()), database)
    child.starts()
    child.presses("Polski")
    child.says("Park")
    revise(database, questionnaire(question("a"), question("b"), languages=("en", "pl")))
    (asked,) = child.starts()
    assert (asked.question, asked.language) == ("b", "pl")


# Conflicts


def test_a_turn_waits_for_a_database_that_is_busy(sqlite_url: str) -> None:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    launch(database)
    other = Database(sqlite_url, KEYS)
    held = other.engine.connect()
    held.begin()

    def let_go(_: float) -> None:
        held.rollback()

    child = Person(Conversation(database, world(), pause=let_go), database)
    with database.read() as connection:  # the pool hands this connection to the turn
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    assert texts(child.starts())[-1] == "Do you feel safe?"
    held.close()
    other.close()
    database.close()


def test_a_turn_survives_a_lost_connection(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(postgres_url, KEYS)
    database.upgrade()
    launch(database)
    child = Person(Conversation(database, world(), pause=lambda _: None), database)
    child.starts()
    put, lost = Conversations.put_in_outbox, []

    def loses_once(store: Conversations, *given: object) -> None:
        if not lost:
            lost.append(True)
            store._connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        put(store, *given)

    monkeypatch.setattr(Conversations, "put_in_outbox", loses_once)
    child.presses("No")
    assert lost
    assert answers(database)["safe"][0] == "no"
    database.close()


def test_the_newest_round_is_gone_on_with(child: Person) -> None:
    finish(child)
    with child.database.write() as connection:
        Conversations(connection).add_session("second", 1, 1, NOW, number=2)
        connection.execute(update(participant).values(session_id=None))
    assert texts(child.starts())[-1] == "Do you feel safe?"
    with child.database.read() as connection:
        assert connection.execute(select(participant.c.session_id)).scalar_one() == "second"
        rounds = select(session.c.round, session.c.status).order_by(session.c.round)
        assert connection.execute(rounds).all() == [(1, "finished"), (2, "asking")]
