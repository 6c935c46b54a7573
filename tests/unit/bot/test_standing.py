"""Every consultation ends with the same four questions, under names that never change."""

from bot.standing import closed_with_success, questions_about
from bot.telling import feedback_form, telling_form
from consultations.forms.questionnaire import to_json
from consultations.forms.standing import ANSWERS, SUCCESS, WHY, ends_with_standing
from consultations.forms.together_check import check_together
from consultations.plan import Pledge, Statement
from tests.builders import plan, question, questionnaire


def names(form) -> list[str]:
    return [one.name for one in form.questions()]


def test_the_four_questions_close_a_questionnaire_and_none_of_them_must_be_answered():
    form = closed_with_success(questionnaire(question("safe", "text", "Do you feel safe?", outcome="CE2")))

    assert names(form) == ["safe", *SUCCESS]
    added = form.questions()[1:]
    assert {(one.type, one.required, one.outcome) for one in added} == {("select_one", "", None)}
    assert [choice.name for choice in form.choice_lists["standing_answers"]] == list(ANSWERS)


def test_the_names_are_those_that_trends_are_drawn_by():
    assert SUCCESS == ("success_impact", "success_responsible", "success_who_to_go_to", "success_together")
    assert ANSWERS == ("yes", "partly", "no", "dont_know")


def test_a_questionnaire_that_ends_so_already_is_left_as_it_is():
    once = closed_with_success(questionnaire(question("safe", "text", "Do you feel safe?")))

    assert to_json(closed_with_success(once)) == to_json(once)


def test_the_questions_pass_the_check_that_every_questionnaire_must():
    form = closed_with_success(questionnaire(question("safe", "text", "What helps?", outcome="CE2")))
    alone = questionnaire(question("safe", "text", "What helps?", outcome="CE2"))

    found = {fault.code for fault in check_together(form).findings}
    assert found == {fault.code for fault in check_together(alone).findings}


def test_each_point_of_a_pledge_is_asked_about_with_room_for_more():
    points = (Statement(code="P.1", text="A forever home"), Statement(code="P.2", text="Time for us"))
    form = questions_about(
        Pledge(code="P", title="Our pledge", audience="Children in care", points=points), "pledge", "CE1"
    )

    assert names(form) == ["kept_p_1", "kept_p_2", WHY]
    assert form.questions()[0].label["en"] == "We promised: A forever home.\nIs this kept for you?"
    assert {one.outcome for one in form.questions()} == {"CE1"}
    assert form.questions()[-1].frame == "open"
    assert set(form.questions()[0].label) == set(form.languages)


def test_the_three_short_kinds_of_asking_end_without_them():
    """The exception to “every consultation”, with its reason: docs/promises.md, “The Trust's own test”."""
    points = (Statement(code="P.1", text="Time for us"),)
    short = (
        questions_about(
            Pledge(code="P", title="Our pledge", audience="Children in care", points=points), "kept-P", "CE1"
        ),
        feedback_form("club", "Holiday club", "CE2"),
        telling_form(plan()),
    )
    assert [ends_with_standing(form) for form in short] == [False] * 3
