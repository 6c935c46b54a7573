"""What the board is told: counts of people, in order, with nothing in it that may not be seen."""

from dataclasses import fields, is_dataclass

import pandas as pd
import pytest

from analysis.disclosure_control import Count, Rule
from analysis.summary import Choice, NumberStats, summarise
from consultations.errors import FaultyInput

BANDS = [Choice("under_11", "10 or under"), Choice("11_15", "11 to 15"), Choice("16_18", "16 to 18")]
YES_NO = [Choice("yes", "Yes"), Choice("no", "No"), Choice("unsure", "Not sure")]
PLACES = [Choice("park", "The park"), Choice("club", "A club"), Choice("home", "Home")]
CHOICES = {("C", "age_band"): BANDS, ("C", "safe"): YES_NO, ("C", "places"): PLACES}
THEMES = {"safety": "Feeling safe", "transport": "Getting about", "other": "Something else"}
TYPES = {
    "age_band": "select_one",
    "safe": "select_one",
    "places": "select_multiple",
    "score": "range",
    "why": "text",
    "better": "text",
}
OUTCOMES = {"safe": "O1", "why": "O1", "better": "O1", "places": "O2"}


def answer(person, question, value, consultation="C", **reading):
    blank = {"status": None, "label": None, "polarity": None, "themes": None}
    return {
        "participant": f"p{person}",
        "consultation": consultation,
        "question": question,
        "question_label": question.title(),
        "question_type": TYPES[question],
        "outcome": OUTCOMES.get(question),
        "value": value,
        **blank,
        **reading,
    }


def said(person, question, label, *themes):
    return answer(person, question, "…", status="read", label=label, polarity=0.0, themes=themes)


def forty_people():
    """20, 14 and 6 by band; 25 feel safe, 12 do not, 3 are unsure; 30 wrote why, 2 of them nothing."""
    rows = [
        answer(n, "age_band", "under_11" if n < 20 else "11_15" if n < 34 else "16_18") for n in range(40)
    ]
    rows += [answer(n, "safe", "yes" if n < 25 else "no" if n < 37 else "unsure") for n in range(40)]
    rows += [answer(n, "places", "park club" if n < 15 else "park" if n < 28 else "home") for n in range(40)]
    rows += [answer(n, "score", str(n % 5)) for n in range(20)]
    rows += [said(n, "why", "positive", "safety") for n in range(10)]
    rows += [said(n, "why", "needs change", "safety", "transport") for n in range(10, 22)]
    rows += [said(n, "why", "mixed", "other") for n in range(22, 25)]
    rows += [said(n, "why", "no clear signal", "other") for n in range(25, 28)]
    rows += [answer(n, "why", "-", status="empty", themes=("no_reason_given",)) for n in (28, 29)]
    return pd.DataFrame(rows)


def board(frame, **options):
    return summarise(frame, CHOICES, THEMES, ("age_band",), **options)


def question_of(summary, name):
    return next(q for outcome in summary.outcomes for q in outcome.questions if q.question == name)


def printed(table):
    return {row.name: str(row.people) for row in table}


def numbers_in(thing):
    """Every Count anywhere in a summary."""
    if isinstance(thing, Count):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from numbers_in(each)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from numbers_in(getattr(thing, each.name))


def test_who_took_part_is_counted_with_those_who_did_not_say():
    summary = board(forty_people())
    assert str(summary.people) == "40"
    assert printed(summary.who_took_part[0].rows) == {
        "under_11": "20",
        "11_15": "15",
        "16_18": "5",
        "not_said": "0",
    }
    assert [row.share for row in summary.who_took_part[0].rows] == [50, 38, 12, 0]


def test_a_small_answer_is_not_shown_and_the_others_are_rounded():
    safe = question_of(board(forty_people()), "safe")
    assert str(safe.people) == "40"
    assert [(row.label, str(row.people), row.share) for row in safe.distribution] == [
        ("Yes", "25", 62),
        ("No", "10", 25),
        ("Not sure", "fewer than 5", None),
    ]


def test_a_person_counts_in_each_place_they_chose_and_the_question_counts_them_once():
    places = question_of(board(forty_people()), "places")
    assert str(places.people) == "40"
    assert printed(places.distribution) == {"park": "30", "club": "15", "home": "10"}


def test_feelings_themes_and_what_was_not_read_are_counted_in_people():
    why = question_of(board(forty_people()), "why")
    assert printed(why.feelings) == {
        "positive": "10",
        "needs change": "10",
        "mixed": "fewer than 5",
        "no clear signal": "fewer than 5",
    }
    assert (str(why.unread.empty), str(why.unread.not_english)) == ("fewer than 5", "0")
    assert printed(why.themes) == {
        "safety": "20",
        "transport": "10",
        "other": "5",
        "no_reason_given": "fewer than 5",
    }


def test_an_outcome_with_one_text_question_says_what_the_question_says():
    summary = board(forty_people())
    outcome = summary.outcomes[0]
    assert (outcome.code, str(outcome.people), str(outcome.answers)) == ("O1", "40", "70")
    assert printed(outcome.feelings) == printed(question_of(summary, "why").feelings)


def test_a_person_who_said_a_theme_twice_counts_once_for_the_outcome():
    rows = [said(n, "better", "positive", "safety") for n in range(10)]
    rows += [said(n, "better", "needs change", "transport") for n in range(10, 20)]
    summary = board(pd.concat([forty_people(), pd.DataFrame(rows)]))
    assert printed(summary.outcomes[0].themes)["safety"] == "20"
    assert printed(summary.outcomes[0].feelings)["positive"] == "10"


def test_outcomes_come_in_order_with_the_questions_of_none_last():
    summary = board(forty_people().sample(frac=1, random_state=1))
    assert [outcome.code for outcome in summary.outcomes] == ["O1", "O2", None]
    assert [q.question for q in summary.outcomes[0].questions] == ["safe", "why"]
    assert [q.question for q in summary.outcomes[2].questions] == ["score"]
    assert summary == board(forty_people())


def test_mean_and_median_need_ten_numbers():
    assert question_of(board(forty_people()), "score").numbers == NumberStats(2.0, 2.0)
    few = forty_people().query("question != 'score' or participant in ['p0', 'p1', 'p2', 'p3', 'p4', 'p5']")
    assert question_of(board(few), "score").numbers is None


def test_a_consultation_with_fewer_than_five_people_is_left_out_of_every_total():
    few = pd.DataFrame([answer(f"new{n}", "safe", "no", consultation="D") for n in range(3)])
    summary = board(pd.concat([forty_people(), few]))
    assert [(each.consultation, str(each.people)) for each in summary.consultations] == [
        ("C", "40"),
        ("D", "fewer than 5"),
    ]
    assert (str(summary.people), summary.outcomes) == ("40", board(forty_people()).outcomes)


def test_a_question_that_few_others_answered_is_hidden_and_rounding_hides_how_many_they_are_in_all():
    strangers = pd.DataFrame([answer(f"other{n}", "score", "3", consultation="C") for n in range(3)])
    ages = [answer(n, "age_band", "under_11") for n in range(20)]
    safe = [answer(n, "safe", "yes" if n < 32 else "no") for n in range(20, 40)]
    summary = board(pd.concat([pd.DataFrame(ages + safe), strangers]))
    assert str(question_of(summary, "score").people) == "fewer than 5"
    assert str(summary.people) == "45"
    assert printed(summary.who_took_part[0].rows)["under_11"] == "20"


def test_a_value_that_is_no_longer_a_choice_is_counted_and_not_dropped():
    frame = forty_people().replace({"value": {"no": "maybe"}})
    assert printed(question_of(board(frame), "safe").distribution)["another_answer"] != "0"


def test_text_that_waits_to_be_read_is_counted_as_waiting():
    frame = pd.concat([forty_people(), pd.DataFrame([answer(n, "why", "…") for n in range(30, 38)])])
    assert str(question_of(board(frame), "why").unread.waiting) == "10"


def test_no_number_between_nought_and_the_threshold_is_anywhere_in_a_summary():
    for threshold in (5, 8):
        found = list(numbers_in(board(forty_people(), rule=Rule(threshold))))
        assert len(found) > 30
        assert [count for count in found if count.shown and 0 < count.value < threshold] == []


def test_no_answers_yet_is_no_trouble():
    summary = board(forty_people().head(0))
    assert (str(summary.people), summary.outcomes, summary.consultations) == ("0", (), ())
    assert set(printed(summary.who_took_part[0].rows).values()) == {"0"}


def test_missing_columns_are_named_all_at_once():
    with pytest.raises(FaultyInput) as caught:
        board(forty_people().drop(columns=["value", "status"]))
    assert [fault.code for fault in caught.value.faults] == ["missing-column"] * 2


def test_the_frame_given_is_left_as_it_was():
    frame = forty_people()
    board(frame)
    pd.testing.assert_frame_equal(frame, forty_people())


def test_not_wanting_to_say_how_old_you_are_is_counted_with_saying_nothing():
    ages = [Choice("under_11", "Under 11"), Choice("not_said", "I do not want to say")]
    rows = [answer(person, "age_band", "under_11") for person in range(12)]
    rows += [answer(person, "age_band", "not_said") for person in range(20, 26)]
    rows += [answer(person, "safe", "yes") for person in range(40, 47)]
    summary = summarise(pd.DataFrame(rows), {**CHOICES, ("C", "age_band"): ages}, THEMES, ("age_band",))
    assert printed(summary.who_took_part[0].rows) == {"under_11": "10", "not_said": "15"}
