"""Reminders on both databases: once, in decent hours, and never about what has moved on."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.conversation import MESSAGE, Conversation
from bot.messages import Message
from bot.reminders import ENGLISH_PUPILS
from bot.timers import Reminders, plan_reminders
from consultations.storage.consultations import Consultations
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.lifecycle_tables import timer
from consultations.storage.outbox import Outbox
from consultations.storage.tables import participant, session
from consultations.storage.timers import Timers
from tests.builders import LONDON, NOW, Clock, launch, question, questionnaire, world
from tests.integration.test_conversation import Person, answers

SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
"""NOW is a Monday morning in school: three days later is a Thursday morning."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def child(database: Database, clock: Clock) -> Person:
    """Somebody on Telegram who has begun, and has then been called to supper."""
    launch(database, remind_after_hours=72)
    child = Person(Conversation(database, world(clock)), database, channel="telegram")
    child.starts()
    child.presses("No")
    return child


@pytest.fixture
def reminders(database: Database, clock: Clock) -> Reminders:
    return Reminders(database, clock, ENGLISH_PUPILS, LONDON)


def notices(child: Person) -> list[Message]:
    with child.database.read() as connection:
        who = Conversations(connection).find_person(child.channel, child.address)
        return [MESSAGE.validate_json(row.body) for row in Outbox(connection).notices(who.id)]


def close(database: Database) -> None:
    with database.write() as connection:
        Consultations(connection).close("safe", NOW)


def test_somebody_who_went_away_is_reminded_once_after_school(
    child: Person, reminders: Reminders, clock: Clock
) -> None:
    for hours in (1, 71, 72, 78):
        clock.now = NOW + timedelta(hours=hours)
        assert reminders.fire() == 0, "too soon, or in school"
    clock.now = NOW + timedelta(hours=79)  # Thursday, 16:00
    assert reminders.fire() == 1
    clock.tick(days=30)
    assert reminders.fire() == 0
    assert [message.text for message in notices(child)] == [
        "You began to tell us about this: Safe places. You can carry on where you were. You do not have to."
    ]


def test_a_reminder_does_not_move_the_conversation(child: Person, reminders: Reminders, clock: Clock) -> None:
    with child.database.read() as connection:
        before = connection.execute(select(session)).all()
    clock.now = SATURDAY
    assert reminders.fire() == 1
    with child.database.read() as connection:
        assert connection.execute(select(session)).all() == before
    child.says("The street is dark")
    assert answers(child.database)["why_not"][0] == "The street is dark"


def test_carry_on_asks_the_same_question_again(child: Person, reminders: Reminders, clock: Clock) -> None:
    clock.now = SATURDAY
    reminders.fire()
    carry_on = notices(child)[0].buttons[0]
    assert child._sends(button=carry_on.id)[-1].text == "What makes you feel unsafe?"


def test_the_stop_of_a_reminder_stops(child: Person, reminders: Reminders, clock: Clock) -> None:
    clock.now = SATURDAY
    reminders.fire()
    assert "we have stopped" in child._sends(button=notices(child)[0].buttons[1].id)[0].text


def test_every_turn_plans_it_anew(child: Person, reminders: Reminders, clock: Clock) -> None:
    clock.now = NOW + timedelta(days=2)
    child.says("The street is dark")
    clock.now = NOW + timedelta(days=4)
    assert reminders.fire() == 0
    clock.now = NOW + timedelta(days=5, hours=7)
    assert reminders.fire() == 1


def stops(child: Person) -> None:
    child.says("stop")


def finishes(child: Person) -> None:
    child.presses("Skip")
    child.presses("Skip")
    child.presses("Skip")


def blocks(child: Person) -> None:
    child.conversation.blocked("telegram", child.address)


def goes_elsewhere(child: Person) -> None:
    launch(child.database, code="other", title="Another one")
    child.starts("other")


def comes_too_late(child: Person) -> None:
    close(child.database)


def hears_nothing_by_order(child: Person) -> None:
    with child.database.write() as connection:
        Consultations(connection).remind_after("safe", None)


@pytest.mark.parametrize(
    "happens", [stops, finishes, blocks, goes_elsewhere, comes_too_late, hears_nothing_by_order]
)
def test_a_timer_that_is_stale_does_nothing(
    child: Person, reminders: Reminders, clock: Clock, happens: object
) -> None:
    happens(child)
    clock.now = SATURDAY
    assert reminders.fire() == 0
    assert notices(child) == []
    with child.database.read() as connection:
        assert connection.execute(select(timer.c.due_at, timer.c.fired_at)).all() == [(None, None)]


def test_whoever_stops_and_starts_again_can_be_reminded(
    child: Person, reminders: Reminders, clock: Clock
) -> None:
    child.says("stop")
    clock.now = SATURDAY
    reminders.fire()
    child.starts()
    clock.now = SATURDAY + timedelta(days=7)
    assert reminders.fire() == 1


def test_nobody_on_the_web_is_written_to(database: Database, reminders: Reminders, clock: Clock) -> None:
    launch(database, remind_after_hours=72)
    child = Person(Conversation(database, world(clock)), database)
    child.starts()
    clock.now = SATURDAY
    assert reminders.fire() == 0
    with database.read() as connection:
        assert connection.execute(select(timer)).all() == []


def test_a_reminder_speaks_the_language_that_was_chosen(
    database: Database, reminders: Reminders, clock: Clock
) -> None:
    launch(database, questionnaire(question("a"), languages=("en", "pl")), remind_after_hours=72)
    child = Person(Conversation(database, world(clock)), database, channel="telegram")
    child.starts()
    child.presses("Polski")
    clock.now = SATURDAY
    reminders.fire()
    assert notices(child)[0].language == "pl"


def test_what_the_officer_changes_holds_for_those_under_way(
    database: Database, reminders: Reminders, clock: Clock
) -> None:
    opened = launch(database)
    child = Person(Conversation(database, world(clock)), database, channel="telegram")
    child.starts()
    on_the_web = Person(child.conversation, database, address="tablet-8")
    on_the_web.starts()
    with database.write() as connection:
        changed = Consultations(connection).remind_after(opened.code, 24)
        assert plan_reminders(connection, changed) == 1
    clock.now = SATURDAY
    assert reminders.fire() == 1
    with database.write() as connection:
        plan_reminders(connection, changed)
    assert reminders.fire() == 0


def test_two_processes_remind_once(child: Person, reminders: Reminders, clock: Clock) -> None:
    clock.now = SATURDAY
    with child.database.write() as connection:
        first = Timers(connection).lease(clock.now)
    assert len(first) == 1
    assert reminders.fire() == 0, "another process has it"
    clock.tick(minutes=2)  # and dies
    assert reminders.fire() == 1
    with child.database.write() as connection:
        assert Timers(connection).claim(first[0], clock.now) is None


def test_a_turn_between_lease_and_reminder_wins(child: Person, reminders: Reminders, clock: Clock) -> None:
    clock.now = SATURDAY
    with child.database.write() as connection:
        leased = Timers(connection).lease(clock.now)
    child.says("The street is dark")
    with child.database.write() as connection:
        assert Timers(connection).claim(leased[0], clock.now) is None


def test_one_reminder_that_fails_holds_up_nobody(
    child: Person, reminders: Reminders, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Person(child.conversation, child.database, "tablet-8", "telegram")
    other.starts()
    with child.database.write() as connection:
        broken = update(session).where(session.c.participant_id == 1)
        connection.execute(broken.values(state="not a session"))
        connection.execute(update(participant).values(language=None))
    clock.now = SATURDAY
    assert reminders.fire() == 1
    assert len(notices(other)) == 1
    assert notices(child) == []


def test_a_flood_of_timers_is_worked_off(child: Person, reminders: Reminders, clock: Clock) -> None:
    for number in range(120):
        Person(child.conversation, child.database, f"tablet-{number + 8}", "telegram").starts()
    clock.now = SATURDAY
    assert reminders.fire() == 121
    assert reminders.fire() == 0
