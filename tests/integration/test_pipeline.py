"""What people answer is read, once, by any number of processes, and changes the board; on both databases."""

from threading import Thread

from sqlalchemy import select, update

from analysis.pipeline import ReadTally
from analysis.readings import AnswerReader
from consultations.storage.answers import Answers
from consultations.storage.database import Database
from consultations.storage.tables import answer, consultation, reading, reading_theme
from tests.builders import KEYS
from tests.integration.asking_trust import THEMES, Trust, printed


def counting_reader(texts: list[str]):
    """A reader that notes what it reads."""

    class Noting(AnswerReader):
        def read(self, answers):
            texts.extend(each.text for each in answers)
            return super().read(answers)

    return Noting


# What is read, and how often


def test_what_people_write_waits_until_it_is_read_and_then_changes_the_board(trust):
    about = trust.open()
    trust.say(about, 15, better="Stop the horrible bullies")
    trust.say(about, 10, better="I love the buses")
    assert trust.read() == ReadTally(kept=25)
    assert printed(trust.asked("better").themes) == {
        "bullying": "15",
        "buses": "10",
        "other": "0",
        "no_reason_given": "0",
    }
    trust.say(about, 5, better="The bus is late and bullies are on it")
    assert str(trust.asked("better").unread.waiting) == "5"
    assert trust.read() == ReadTally(kept=5)
    assert str(trust.asked("better").unread.waiting) == "0"
    assert printed(trust.asked("better").themes)["buses"] == "15"


def test_the_numbers_stored_are_textblobs_own(trust):
    from textblob import TextBlob

    about = trust.open()
    trust.say(about, 1, better="The park is really lovely but the swings are broken")
    trust.read()
    with trust.database.read() as connection:
        stored = connection.execute(select(reading.c.polarity, reading.c.subjectivity)).one()
    assert tuple(stored) == tuple(TextBlob("The park is really lovely but the swings are broken").sentiment)


def test_nothing_is_read_twice_by_a_model_that_has_not_changed(trust):
    texts: list[str] = []
    reader = counting_reader(texts)
    trust.say(trust.open(), 7, better="More lights", safe="no")
    assert trust.read(make_reader=reader, batch=3) == ReadTally(kept=7)
    assert trust.read(make_reader=reader, batch=3) == ReadTally()
    trust.say(trust.open("d"), 1, **{"else": "Thank you"})
    assert trust.read(make_reader=reader) == ReadTally(kept=1)
    assert texts == ["More lights"] * 7 + ["Thank you"]


def test_a_changed_answer_is_read_again_and_alone(trust):
    texts: list[str] = []
    about = trust.open()
    people = trust.say(about, 20, better="More buses")
    trust.read()
    for person in people[:5]:
        trust.change(person, "better", value="Stop the bullies")
    assert str(trust.asked("better").unread.waiting) == "5", "the old words speak no longer"
    assert trust.read(make_reader=counting_reader(texts)) == ReadTally(kept=5)
    assert texts == ["Stop the bullies"] * 5
    themes = printed(trust.asked("better").themes)
    assert (themes["buses"], themes["bullying"], trust.count(reading_theme)) == ("15", "5", 20)


def test_an_answer_that_changes_while_it_is_read_is_never_on_the_board_with_its_old_reading(trust):
    about = trust.open()
    first, *_ = trust.say(about, 12, better="More buses")
    trust.say(about, 12, better="The buses are horrible")

    class Slow(AnswerReader):
        def read(self, answers):
            trust.change(first, "better", value="Other buses")
            return super().read(answers)

    assert trust.read(make_reader=Slow) == ReadTally(kept=23, passed_over=1)
    assert trust.read() == ReadTally(kept=1)
    assert str(trust.asked("better").unread.waiting) == "0"


def test_people_who_go_while_they_are_read_leave_nothing_behind(trust):
    about = trust.open()
    first, *_ = trust.say(about, 6, better="More buses")

    class Slow(AnswerReader):
        def read(self, answers):
            trust.forget(first)
            return super().read(answers)

    assert trust.read(make_reader=Slow) == ReadTally(kept=5, passed_over=1)
    assert (trust.count(reading), trust.count(reading_theme)) == (5, 5)


def test_new_words_in_the_theme_file_read_all_answers_again(trust):
    about = trust.open()
    trust.say(about, 10, better="Fix the swings")
    trust.say(about, 10, better="More buses")
    trust.read()
    assert printed(trust.asked("better").themes)["other"] == "10"
    wider = THEMES + "  - {code: play, label: Play, words: [swing*]}\n"
    with trust.database.write() as connection:
        connection.execute(update(consultation).values(taxonomy=wider))
    assert trust.read() == ReadTally(kept=20)
    assert printed(trust.asked("better").themes)["play"] == "10"
    assert len(trust.board().models) == 1


def test_without_a_theme_file_there_is_only_something_else_and_no_reason(trust):
    about = trust.open(taxonomy=None)
    trust.say(about, 10, better="Stop the bullies")
    trust.say(about, 5, better="idk")
    trust.read()
    assert printed(trust.asked("better").themes) == {
        "other": "10",
        "no_reason_given": "5",
    }


def test_a_broken_theme_file_stops_neither_the_other_consultations_nor_the_board(trust):
    trust.say(trust.open("broken", taxonomy="themes: ["), 10, better="Stop the bullies", safe="yes")
    trust.say(trust.open("sound"), 10, better="Stop the bullies")
    assert trust.read() == ReadTally(kept=10)
    assert [str(each.people) for each in trust.board().summary.consultations] == ["10", "10"]
    assert list(printed(trust.asked("better", "broken").themes)) == ["other", "no_reason_given"]


def test_two_processes_may_read_at_once(trust):
    about = trust.open()
    trust.say(about, 60, better="More buses and no bullies")
    failures: list[BaseException] = []

    def work():
        try:
            trust.read(batch=5)
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            failures.append(error)

    readers = [Thread(target=work) for _ in range(4)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    trust.read()
    assert failures == []
    assert (trust.count(reading), trust.count(reading_theme)) == (60, 120)


def test_storing_readings_waits_for_nobody_who_is_writing_an_answer(postgres_url):
    database = Database(postgres_url, KEYS)
    database.upgrade()
    trust = Trust(database)
    first, *_ = trust.say(trust.open(), 3, better="More buses")
    with database.engine.begin() as turn:
        turn.execute(update(answer).where(answer.c.participant_id == first).values(value="!", revision=2))
        assert trust.read() == ReadTally(kept=2, passed_over=1)
    assert trust.read() == ReadTally(kept=1)
    database.close()


def test_unread_answers_come_in_batches_in_order(trust):
    about = trust.open()
    trust.say(about, 5, better="More buses")
    with trust.database.read() as connection:
        answers = Answers(connection)
        first = answers.unread(about.id, ["better"], ["m"], most=2)
        rest = answers.unread(about.id, ["better"], ["m"], most=9, after=first[-1].answer_id)
    ids = [one.answer_id for one in first + rest]
    assert (len(first), len(rest), ids) == (2, 3, sorted(ids))
