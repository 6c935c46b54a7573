"""Equality questions come last, are optional, and what is answered leads to nobody without the key."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import MetaData, select, update

from bot import wording
from bot.conversation import Conversation
from bot.envelopes import Envelopes
from bot.messages import Incoming, Message
from consultations.equality import Told, choose
from consultations.erasures import Erasure, who
from consultations.sealing import KeyRing
from consultations.storage.addresses import Addresses
from consultations.storage.concerns import Concerns
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAnswers, EqualityAsked
from consultations.storage.equality_tables import equality_answer
from consultations.storage.erasing import replay
from consultations.storage.tables import answer, event, outbox, participant, session
from tests.builders import KEYS, NOW, Clock, Ids, launch, question, questionnaire, world

WHY = "The last questions help us see if we heard from all kinds of people."


@pytest.fixture
def consultation(database: Database) -> Database:
    """A consultation of one question that asks sex and religion at the end, and sex of children too."""
    launched = launch(database, questionnaire(question("better", outcome="CE2")))
    with database.write() as connection:
        asked = choose(["religion", "sexual_orientation"], ["sex"])
        EqualityAsked(connection).choose(launched.id, asked)
    return database


class Person:
    """Somebody of an age who answers, on the web unless said otherwise."""

    def __init__(self, database: Database, age: str | None = "16_17", address: str = "somebody") -> None:
        self.database, self.address, self.count, self.clock = database, address, 0, Clock()
        ids = Ids()
        around = replace(world(self.clock), new_id=lambda: f"{address}-{ids()}")
        self.conversation = Conversation(database, around)
        self.last: list[Message] = []
        self.does(start="safe")
        self.tells_age(age)

    def tells_age(self, age: str | None) -> None:
        with self.database.write() as connection:
            own = participant.c.address_hash.in_(Addresses.of(connection).hashes("web", self.address))
            connection.execute(update(participant).where(own).values(age_band=age))

    def does(self, **fields: object) -> list[str]:
        self.count += 1
        self.clock.tick(seconds=1)
        with self.database.read() as connection:
            before = set(connection.execute(select(outbox.c.id)).scalars())
        self.conversation.take(Incoming("web", self.address, f"{self.address}:{self.count}", **fields))  # type: ignore[arg-type]
        with self.database.read() as connection:
            rows = connection.execute(select(outbox.c.id, outbox.c.body).order_by(outbox.c.id)).all()
        self.last = [Envelopes(KEYS).open(row.body) for row in rows if row.id not in before]
        return [one.text for one in self.last]

    def says(self, text: str) -> list[str]:
        return self.does(text=text)

    def presses(self, label: str) -> list[str]:
        buttons = [one for message in self.last for one in message.buttons]
        return self.does(button=next(one.id for one in buttons if one.label == label))

    @property
    def id(self) -> int:
        with self.database.read() as connection:
            own = participant.c.address_hash.in_(Addresses.of(connection).hashes("web", self.address))
            return connection.execute(select(participant.c.id).where(own)).scalar_one()

    @property
    def told(self) -> dict[str, str | None]:
        with self.database.read() as connection:
            return {one.question: one.choice for one in EqualityAnswers(connection, KEYS).of(self.id, 1)}


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    there = MetaData()
    with database.read() as connection:
        there.reflect(connection)
        return {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in there.tables.items()
        }


def test_they_come_last_say_why_and_each_may_be_answered_or_not(consultation: Database) -> None:
    person = Person(consultation)
    why, first = person.says("more lamps")
    assert why.startswith(WHY)
    assert first == "What is your sex?"
    assert [one.label for one in person.last[1].buttons][:3] == ["Female", "Male", "I prefer not to say"]
    assert person.presses("Female") == ["What is your religion?"]
    assert person.presses("I prefer not to say") == ["Which of these is closest to who you are?"]
    assert person.presses("Skip")[0].startswith("That is everything. Thank you!")
    assert person.told == {"sex": "female", "religion": "prefer_not"}


def test_words_and_numbers_work_as_buttons_do_and_others_are_not_kept(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    said = person.says("sort of a Jedi knight")
    assert said == [
        "Please choose one of these, or press Skip. We did not keep what you wrote here.",
        "What is your sex?",
    ]
    person.says("MALE")
    person.says("6")
    assert person.told == {"sex": "male", "religion": "muslim"}
    assert "Jedi" not in repr(everything(consultation))


def test_the_consultation_is_finished_before_they_are_asked(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    with consultation.read() as connection:
        row = connection.execute(select(session.c.status, session.c.finished_at)).one()
    assert row.status == "finished"
    assert row.finished_at is not None


def test_back_stop_and_coming_back_lead_where_they_should(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    person.presses("Female")
    assert person.presses("Back") == ["You said: Female", "What is your sex?"]
    assert person.presses("Back") == ["You said: more lamps", "better?"]
    person.says("fewer cars")
    person.says("stop")
    assert person.told == {"sex": "female"}
    assert person.does(start="safe")[-1] == "What is your sex?"
    person.presses("Male")
    assert person.told == {"sex": "male"}, "a change takes the place of what was said"


def test_what_was_said_is_among_my_answers_and_can_be_changed(consultation: Database) -> None:
    person = Person(consultation)
    for one in ("more lamps", "female", "sikh", "skip"):
        person.says(one)
    mine = person.says("my answers")[0]
    assert "What is your sex?\n→ Female" in mine
    assert "What is your religion?\n→ Sikh" in mine
    person.says("change an answer")
    assert person.presses("What is your religion?")[0] == "You said: Sikh"
    assert person.presses("Hindu")[-1].startswith("That is everything.")
    assert person.told == {"sex": "female", "religion": "hindu"}


def test_to_skip_takes_an_answer_back_and_to_start_again_all_of_them(consultation: Database) -> None:
    person = Person(consultation)
    for one in ("more lamps", "female", "sikh", "skip", "back", "back"):
        person.says(one)
    person.says("skip")
    assert person.told == {"sex": "female"}
    person.says("start again")
    person.says("yes")
    assert person.told == {}


def test_what_works_anywhere_works_here(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    assert person.says("help")[-1] == "What is your sex?"
    assert "My answers" in {one.label for one in (person.says("menu"), person.last)[1][0].buttons}
    assert person.says("who reads this?")[-1] == "What is your sex?"
    assert person.does(unsupported="sticker")[-1] == "What is your sex?"
    assert person.told == {}


def test_an_old_button_changes_nothing(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    old = next(one.id for one in person.last[1].buttons if one.label == "Male")
    person.presses("Female")
    assert person.does(button=old)[-1] == "What is your religion?"
    assert person.told == {"sex": "female"}


def test_they_are_asked_in_the_language_of_the_conversation(database: Database) -> None:
    form = questionnaire(question("better", label="Better?"), languages=("pl", "en"))
    launched = launch(database, form)
    with database.write() as connection:
        EqualityAsked(connection).choose(launched.id, choose(["sex"]))
    person = Person(database)
    person.says("Polski")
    assert person.says("więcej lamp")[-1] == "Jaka jest Twoja płeć?"
    person.says("kobieta")
    assert person.told == {"sex": "female"}


def test_what_an_officer_asks_no_more_is_asked_no_more(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    with consultation.write() as connection:
        EqualityAsked(connection).choose(1, ())
    assert person.says("a girl from the gurdwara") == [wording.say("finished", "en")]
    assert person.told == {}
    assert "gurdwara" not in repr(everything(consultation))


def test_what_is_typed_to_them_after_the_end_is_kept_nowhere(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    with consultation.write() as connection:
        Consultations(connection).close("safe", NOW)
    person.says("a girl from the gurdwara")
    assert "gurdwara" not in repr(everything(consultation))


@pytest.mark.parametrize("age", ["under_13", None])
def test_children_are_asked_only_what_was_switched_on_for_them(
    consultation: Database, age: str | None
) -> None:
    person = Person(consultation, age)
    assert person.says("more lamps")[-1] == "What is your sex?"
    assert person.presses("Male")[0].startswith("That is everything.")


def test_nobody_under_16_is_asked_whom_they_love(consultation: Database) -> None:
    person = Person(consultation, "13_15")
    person.says("more lamps")
    person.says("skip")
    assert person.says("skip")[0].startswith("That is everything.")


def test_without_a_choice_of_the_officer_nothing_is_asked(database: Database) -> None:
    launch(database, questionnaire(question("better")))
    assert Person(database).says("more lamps")[0].startswith("That is everything.")


def test_what_is_typed_here_is_screened_and_nothing_more_is_asked_after_an_alert(
    consultation: Database,
) -> None:
    person = Person(consultation)
    person.says("more lamps")
    said = person.says("he hits me")
    assert not any(one.endswith("sex?") for one in said)
    with consultation.read() as connection:
        assert Concerns(connection, KEYS).last_alert(person.id) is not None
    assert not any(one.endswith("sex?") for one in person.says("hello"))


def test_an_edit_of_what_was_typed_here_is_kept_nowhere(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    person.says("female")
    person.does(text="the gurdwara on the hill", edits=f"{person.address}:{person.count}")
    assert "gurdwara" not in repr(everything(consultation))


def test_nothing_in_the_database_leads_from_an_answer_to_a_person(consultation: Database) -> None:
    """Every value of every row is tried as the way to a person; no two share an age or a day."""
    ages = {"first": "16_17", "second": "18_plus"}
    people = [Person(consultation, age, name) for name, age in ages.items()]
    for person, choice in zip(people, ("sikh", "jewish"), strict=True):
        person.clock.tick(days=9 * person.id)
        first = ("more lamps", "skip", choice, "skip", "my answers")
        for one in (*first, "back", "back", choice, "skip"):
            person.says(one)
    tables = everything(consultation)
    kept = tables.pop("equality_answer")
    assert len(kept) == 2
    columns = [column.name for column in equality_answer.c]
    personal = {"participant", "session", "event", "answer", "outbox", "inbound"}
    # A question names every choice to everybody; nothing else may name one.
    tables["outbox"] = [row for row in tables["outbox"] if "question" not in row]
    for name in personal:
        text = repr(tables[name]).casefold()
        assert not any(word in text for word in ("sikh", "jewish")), name
    for row in kept:
        values = dict(zip(columns, row, strict=True))
        assert not any(str(values["owner"]) in repr(rows) for rows in tables.values())
        ways = [
            (column, name)
            for column, value in values.items()
            for name in personal
            if column != "consultation_id" and _tells_apart(str(value), tables[name])
        ]
        assert ways == []


def _tells_apart(value: str, rows: list[tuple[object, ...]]) -> bool:
    """Whether a value stands in some rows, in whatever column or text, and not in all."""
    return 0 < sum(value in repr(row) for row in rows if len(value) > 1) < len(rows)


def test_two_answers_of_one_person_do_not_name_each_other(consultation: Database) -> None:
    person = Person(consultation)
    for one in ("more lamps", "female", "sikh"):
        person.says(one)
    with consultation.read() as connection:
        owners = connection.execute(select(equality_answer.c.owner)).scalars().all()
    assert len(set(owners)) == 2


def test_an_erasure_and_a_withdrawal_leave_none_of_them(consultation: Database) -> None:
    people = [Person(consultation, address=name) for name in ("first", "second", "third")]
    for person in people:
        person.says("more lamps")
        person.says("female")
    people[0].says("/delete")
    people[0].says("yes")
    assert len(everything(consultation)["equality_answer"]) == 2
    people[1].says("/withdraw")
    people[1].says("yes")
    assert len(everything(consultation)["equality_answer"]) == 1
    assert people[2].told == {"sex": "female"}


def test_whom_a_restore_brings_back_is_erased_here_too(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    person.says("female")
    person.clock.tick(days=1)
    gone = Erasure(person.clock(), who(KEYS, "web", person.address), "")
    with consultation.write() as connection:
        assert replay(connection, KEYS, [gone]).people == 1
    assert everything(consultation)["equality_answer"] == []


def test_an_answer_is_found_with_an_earlier_key_and_replaced(consultation: Database) -> None:
    later = KeyRing((b"another key of 32 bytes, for now", *KEYS.keys))
    day = date(2026, 11, 25)
    with consultation.write() as connection:
        EqualityAnswers(connection, KEYS).keep(1, 1, Told("sex", "1", "male"), "16_17", day)
        EqualityAnswers(connection, later).keep(1, 1, Told("sex", "1", "female"), "16_17", day)
        assert connection.execute(select(equality_answer.c.choice)).scalars().all() == ["female"]
        (kept,) = EqualityAnswers(connection, later).kept(1, 1)
        assert (kept.age_band, kept.day) == ("16_17", day)


def test_events_and_answers_say_nothing_of_them(consultation: Database) -> None:
    person = Person(consultation)
    person.says("more lamps")
    with consultation.read() as connection:
        before = [len(connection.execute(select(one)).all()) for one in (event, answer)]
    person.presses("Female")
    person.says("skip")
    with consultation.read() as connection:
        assert [len(connection.execute(select(one)).all()) for one in (event, answer)] == before
