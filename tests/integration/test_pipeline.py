"""From what people answered to what the board says, on both databases."""

from collections import Counter
from dataclasses import dataclass, field
from threading import Thread

import pytest
from sqlalchemy import delete, func, insert, select, update

from analysis.board import Board, board, promotable
from analysis.disclosure_control import Count, Rule
from analysis.pipeline import ReadTally, read_new
from analysis.readings import AnswerReader
from analysis.summary import QuestionSummary, Table
from consultations.consultation import Consultation
from consultations.forms.questionnaire import Choice, Group, Questionnaire
from consultations.plan import Plan, parse_plan
from consultations.storage.addresses import Addresses
from consultations.storage.answers import Answers
from consultations.storage.asks import Asks, Promotion
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from consultations.storage.tables import answer, consultation, participant, reading, reading_theme, session
from tests.builders import KEYS, NOW, Clock, question, questionnaire

PLAN = """
code: p
title: A plan
area: A place
starts: 2026-04-01
ends: 2030-03-31
status: draft
outcomes:
  - {code: safe, title: Children feel safe}
  - {code: heard, title: Children are heard}
  - {code: quiet, title: Nobody is asked about this}
"""
THEMES = """
plan: p
version: "1"
themes:
  - {code: bullying, label: Bullying, outcomes: [heard], words: [bull*]}
  - {code: buses, label: Getting about, words: [bus, buses]}
"""
AGES = (Choice("under_11", {"en": "10 or under"}), Choice("over_11", {"en": "11 or over"}))
YES_NO = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))


def form(**lists: tuple[Choice, ...]) -> Questionnaire:
    """Age, two questions on being safe (the later name first), one on being heard, one of no outcome."""
    return questionnaire(
        question("hello", "note", "Hello."),
        question("ready", "acknowledge", "Shall we start?"),
        question("age_band", "select_one", "How old are you?", choices="ages"),
        Group(
            "about_safety",
            {},
            "",
            (
                question("safe", "select_one", "Do you feel safe?", choices="yes_no", outcome="safe"),
                question("better", "text", "What would make ${place} better?", outcome="safe"),
            ),
        ),
        question("heard", "select_one", "Do adults listen?", choices="yes_no", outcome="heard"),
        question("else", "text", "Anything else?"),
        question("place", "calculate"),
        question("audience", "hidden"),
        ages=AGES,
        **lists,
    )


def the_plan() -> Plan:
    return parse_plan(PLAN.encode(), "plan.yaml").plans[0]


@dataclass
class Trust:
    """A Trust with one plan and what people answered; words are short, so the tests write them down."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    people: Counter = field(default_factory=Counter)

    def open(self, code: str = "c", form: Questionnaire | None = None, **fields) -> Consultation:
        given = {"code": code, "title": f"About {code}", "taxonomy": THEMES, "plan_code": "p", **fields}
        launch = Launch(questionnaire=form or globals()["form"](), source_name="f.md", source=b"", **given)
        with self.database.write() as connection:
            Plans(connection).save(the_plan(), NOW)
            return Consultations(connection).open(launch, NOW)

    def say(self, to: Consultation, people: int, **answers: str) -> list[int]:
        """So many new people give these answers. Their ids."""
        return [self._one(to, answers) for _ in range(people)]

    def _one(self, to: Consultation, answers: dict[str, str]) -> int:
        with self.database.write() as connection:
            address = f"a{self.people.total()}"
            self.people[to.code] += 1
            who = {"channel": "web", **Addresses(KEYS).columns("web", address), "created_at": NOW}
            person = connection.execute(insert(participant).values(who)).inserted_primary_key[0]
        self.also(to, person, **answers)
        return person

    def also(self, to: Consultation, person: int, **answers: str) -> None:
        """Somebody known answers in (another) consultation."""
        talk = {"id": f"{to.id}-{person}", "participant_id": person, "consultation_id": to.id}
        talk["questionnaire_id"] = to.questionnaire_id
        stands = {"state": "{}", "status": "asking", "step": 1, "started_at": NOW, "updated_at": NOW}
        given = {"revision": 1, "counts": True, "answered_at": NOW, "consultation_id": to.id}
        with self.database.write() as connection:
            asked = Consultations(connection).questionnaire(to.questionnaire_id).questions()
            outcomes = {one.name: one.outcome for one in asked}
            connection.execute(insert(session).values({**talk, **stands}))
            rows = [
                {
                    **given,
                    "session_id": talk["id"],
                    "participant_id": person,
                    "question": name,
                    "value": value,
                    "plan_code": "p" if outcomes[name] else None,
                    "outcome_code": outcomes[name],
                }
                for name, value in answers.items()
            ]
            connection.execute(insert(answer), rows)

    def change(self, person: int, name: str, **values: object) -> None:
        """Change a stored answer as a turn does."""
        grown = {"revision": answer.c.revision + 1} if "value" in values else {}
        of_person = (answer.c.participant_id == person, answer.c.question == name)
        with self.database.write() as connection:
            connection.execute(update(answer).where(*of_person).values(**values, **grown))

    def forget(self, person: int) -> None:
        with self.database.write() as connection:
            connection.execute(delete(participant).where(participant.c.id == person))

    def read(self, **options) -> ReadTally:
        return read_new(self.database, self.clock, **{"make_reader": AnswerReader, **options})

    def board(self, rule: Rule | None = None) -> Board:
        """As it is when all of them are over."""
        with self.database.write() as connection:
            connection.execute(update(consultation).values(state="closed"))
            return board(connection, the_plan(), rule)

    def asked(self, name: str, code: str = "c") -> QuestionSummary:
        return next(
            one
            for outcome in self.board().summary.outcomes
            for one in outcome.questions
            if (one.consultation, one.question) == (code, name)
        )

    def count(self, table) -> int:
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture
def trust(database: Database) -> Trust:
    return Trust(database)


def printed(table: Table) -> dict[str, str]:
    return {row.name: str(row.people) for row in table}


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


# What the board says


def test_questions_and_outcomes_stand_in_the_order_in_which_people_know_them(trust):
    about = trust.open("b")
    trust.say(about, 6, safe="yes", heard="yes", better="More buses", age_band="under_11", ready="OK")
    trust.say(about, 6, safe="no", heard="no", **{"else": "Bye", "place": "park", "audience": "all"})
    later = trust.open("a")
    trust.say(later, 10, safe="yes")
    summary = trust.board().summary
    assert [
        (outcome.code, [(q.consultation, q.question) for q in outcome.questions])
        for outcome in summary.outcomes
    ] == [
        ("safe", [("a", "safe"), ("b", "safe"), ("b", "better")]),
        ("heard", [("b", "heard")]),
        (None, [("b", "else")]),
    ]
    assert [each.consultation for each in summary.consultations] == ["a", "b"]
    assert summary.outcomes[0].questions[2].label == "What would make … better?"


def test_who_took_part_is_told_by_age_band(trust):
    about = trust.open()
    trust.say(about, 20, age_band="under_11", safe="yes")
    trust.say(about, 10, age_band="over_11", safe="no")
    (group,) = trust.board().summary.who_took_part
    assert [(row.label, str(row.people)) for row in group.rows] == [
        ("10 or under", "20"),
        ("11 or over", "10"),
        ("Did not say", "0"),
    ]


def test_an_answer_that_does_not_count_leaves_the_board_and_comes_back(trust):
    about = trust.open()
    people = trust.say(about, 20, better="More buses", heard="yes")
    trust.say(about, 10, heard="no")
    trust.read()
    for person in people[:5]:
        trust.change(person, "better", counts=False)
    assert str(trust.asked("better").people) == "15"
    for person in people[:5]:
        trust.change(person, "better", counts=True)
    assert str(trust.asked("better").people) == "20"
    assert trust.read() == ReadTally()


def test_an_answer_is_not_read_while_it_does_not_count(trust):
    first, *_ = trust.say(trust.open(), 6, better="More buses")
    trust.change(first, "better", counts=False)
    assert trust.read() == ReadTally(kept=5)
    trust.change(first, "better", counts=True)
    assert trust.read() == ReadTally(kept=1)


def test_empty_and_foreign_answers_are_counted_and_not_read_for_meaning(trust):
    about = trust.open()
    trust.say(about, 10, better="More buses")
    trust.say(about, 5, better="n/a")
    trust.say(about, 10, better="Chciałbym, żeby w parku było więcej światła i ławek")
    trust.read()
    better = trust.asked("better")
    assert (str(better.people), str(better.unread.empty), str(better.unread.not_english)) == ("25", "5", "10")
    assert printed(better.themes)["no_reason_given"] == "5"


def test_sample_answers_are_counted_and_said_to_be_samples(trust):
    trust.say(trust.open("real"), 10, safe="yes")
    assert not trust.board().sample
    trust.say(trust.open("invented", sample=True), 10, safe="yes")
    found = trust.board()
    assert found.sample
    assert [(one.code, one.title, one.state, one.sample) for one in found.consultations] == [
        ("invented", "About invented", "closed", True),
        ("real", "About real", "closed", False),
    ]
    assert str(found.summary.people) == "20"


def test_other_plans_and_other_themes_stay_out(trust):
    trust.say(trust.open("c"), 12, better="Stop the bullies")
    trust.say(
        trust.open("d", taxonomy=THEMES.replace("bull*", "fight*").replace("bullying", "fights")),
        12,
        better="No fights",
    )
    trust.read()
    assert list(printed(trust.asked("better", "c").themes)) == [
        "bullying",
        "buses",
        "other",
        "no_reason_given",
    ]
    assert list(printed(trust.asked("better", "d").themes)) == ["fights", "buses", "other", "no_reason_given"]
    assert set(printed(trust.board().summary.outcomes[0].themes)) >= {"bullying", "fights", "buses"}
    with trust.database.read() as connection:
        elsewhere = board(
            connection, parse_plan(PLAN.replace("code: p\n", "code: q\n").encode(), "q").plans[0]
        )
    assert elsewhere.summary.consultations == ()


def test_a_plan_that_nobody_was_asked_about_is_no_trouble(trust):
    found = trust.board()
    assert (str(found.summary.people), found.summary.outcomes, found.consultations) == ("0", (), ())
    assert (found.read_at, found.models, found.sample) == (None, (), False)
    trust.open()
    assert trust.read() == ReadTally()
    assert [str(each.people) for each in trust.board().summary.consultations] == []


# What the board does not say


def test_four_people_are_hidden_and_cannot_be_found_by_subtraction(trust):
    about = trust.open()
    trust.say(about, 20, safe="yes", better="More buses")
    trust.say(about, 4, safe="no", better="Stop the bullies")
    trust.read()
    found = trust.board()
    assert str(found.summary.people) == "25"
    assert printed(trust.asked("safe").distribution) == {"yes": "20", "no": "fewer than 5"}
    themes = printed(trust.asked("better").themes)
    assert (themes["bullying"], themes["buses"]) == ("fewer than 5", "20")


def test_four_people_in_a_consultation_of_their_own_change_no_total(trust):
    trust.say(trust.open("many"), 20, safe="yes", heard="no")
    before = trust.board().summary
    trust.say(trust.open("few"), 4, safe="no", heard="yes")
    after = trust.board().summary
    assert [str(each.people) for each in after.consultations] == ["fewer than 5", "20"]
    assert (after.people, after.outcomes) == (before.people, before.outcomes)


# What staff may make an ask of


def promotable_in(trust, about):
    with trust.database.read() as connection:
        return promotable(connection, about, trust.board().summary)


def test_staff_see_the_themes_of_each_question_with_the_outcome_to_file_them_under(trust):
    about = trust.open()
    trust.say(about, 10, better="More buses", **{"else": "Bullies"})
    trust.say(about, 15, better="Stop the bullies", **{"else": "The bus"})
    trust.say(about, 6, better="n/a")
    trust.say(about, 6, better="Paint it")
    trust.read()
    # “buses” has no outcome of its own, nor has the question about anything else
    assert [
        (one.question, one.theme, str(one.people), one.outcome_code) for one in promotable_in(trust, about)
    ] == [
        ("better", "bullying", "15", "safe"),
        ("better", "buses", "10", "safe"),
        ("else", "bullying", "10", "heard"),
    ]


def test_a_theme_nobody_spoke_of_is_not_offered_and_an_ask_is_said_to_be_one(trust):
    about = trust.open()
    trust.say(about, 20, better="Stop the bullies")
    trust.say(about, 8, better="Paint it")
    trust.read()
    (bullying,) = promotable_in(trust, about)
    assert (bullying.question_label, bullying.theme_label, bullying.people, bullying.ask_id) == (
        "What would make … better?",
        "Bullying",
        Count(20),
        None,
    )
    wanted = Promotion(about.id, "better", "Better?", "bullying", "Bullying", "p", "safe", "Stop bullying")
    with trust.database.write() as connection:
        made = Asks(connection).promote(wanted, "officer", NOW)
    assert [one.ask_id for one in promotable_in(trust, about)] == [made.id]


def test_unread_answers_come_in_batches_in_order(trust):
    about = trust.open()
    trust.say(about, 5, better="More buses")
    with trust.database.read() as connection:
        answers = Answers(connection)
        first = answers.unread(about.id, ["better"], ["m"], most=2)
        rest = answers.unread(about.id, ["better"], ["m"], most=9, after=first[-1].answer_id)
    ids = [one.answer_id for one in first + rest]
    assert (len(first), len(rest), ids) == (2, 3, sorted(ids))
