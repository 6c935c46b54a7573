"""What the board says of what was read, what it does not say, and what staff may make an ask of."""

from analysis.board import board, promotable
from analysis.disclosure_control import Count
from analysis.pipeline import ReadTally
from consultations.plan import parse_plan
from consultations.storage.asks import Asks, Promotion
from tests.builders import NOW
from tests.integration.asking_trust import PLAN, THEMES, printed

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
