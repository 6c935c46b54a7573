"""The TOGETHER check: who somebody is, hard words, length and what needs a reason; the rest is left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.together_check import check_together
from consultations.forms.xlsform import read_form
from consultations.plan import read_plan
from tests.unit.forms.checked import EXAMPLES, YES, codes, one, only, report, text
from tests.unit.forms.forms import YES_NO, form

IDENTIFYING = [
    ("text", "What is your name?"),
    ("text", "What’s your full name?"),
    ("text", "What are you called?"),
    ("text", "Who is your social worker?"),
    ("text", "Which school do you go to?"),
    ("select_one", "Which school do you go to?"),
    ("select_one", "What primary school are you at?"),
    ("text", "Where do you live?"),
    ("text", "What is your home address?"),
    ("text", "Please give your postcode."),
    ("text", "What are the first letters of your post code?"),
    ("date", "What is your date of birth?"),
    ("date", "When is your birthday?"),
    ("text", "When were you born?"),
    ("text", "What is your mobile number?"),
    ("text", "How can we contact you?"),
    ("text", "What is your email?"),
    ("text", "What is your Instagram name?"),
    ("text", "What is your NHS number?"),
    ("text", "What is your child's name?"),
    ("text", "Name of your school"),
    ("select_one", "Which street do you live in?"),
    ("image", "Send us a photo of yourself."),
    ("text", "Name"),
    ("select_one", "School:"),
    ("text", "Leave your email if you want to hear back."),
    ("text", "If you want to get in touch, leave your details here."),
]
NOT_IDENTIFYING = [
    ("text", "What do you like about your school?"),
    ("text", "How should we address bullying?"),
    ("text", "What would make your street safer? Please do not write names or your address."),
    ("select_one", "How old are you?"),
    ("select_one", "Which part of Cheshire East do you live in?"),
    ("select_one", "Do you know the name of somebody who can help?"),
    ("select_one", "Would you use email or a phone to get help?"),
    ("text", "How could school staff make contact easier?"),
    ("text", "Who helps you when you are sad? You do not need to say their name."),
    ("text", "What would you do with your phone at school?"),
    ("date", "When did you first ask for help?"),
    ("integer", "How many grown-ups could you tell?"),
    ("text", "What should the new park be called?"),
    ("image", "Send us a picture of the place."),
    ("text", "Who would you talk to if you were worried?"),
    ("text", "What apps do you use? Do you have Snapchat?"),
    ("text", "Which town do you live in?"),
    ("select_one", "What type of school do you go to?"),
]


@pytest.mark.parametrize(("kind", "label"), IDENTIFYING)
def test_a_question_about_who_somebody_is_needs_a_reason(kind: str, label: str) -> None:
    asked = Question("q", kind, {"en": label}, choices="list", outcome="A")
    found = report(asked, choices=YES)
    assert only(found, "identifying_question").level == "error"
    reasoned = replace(asked, why_identifying="The school council asked for it.")
    assert "identifying_question" not in codes(report(reasoned, choices=YES))


@pytest.mark.parametrize(("kind", "label"), NOT_IDENTIFYING)
def test_a_question_about_their_world_is_left_alone(kind: str, label: str) -> None:
    asked = Question("q", kind, {"en": label}, choices="list", outcome="A")
    assert "identifying_question" not in codes(report(asked, choices=YES))


def test_a_name_of_a_question_tells_what_it_asks() -> None:
    asked = Question("dob", "text", {"en": "And this one?"}, outcome="A")
    assert "identifying_question" in codes(report(asked))


def test_a_word_that_children_asked_us_not_to_use_keeps_it_from_being_launched() -> None:
    found = only(report(text("What does permanency mean to you?")), "word_to_avoid")
    assert (found.level, found.place.row, found.place.column) == ("error", 2, "label")
    assert "A home where you can stay for good." in found.message
    assert found.fix == "Say “a forever home”."


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("What would help you if you were NEET?", "“NEET”"),
        ("How is your EHC plan going?", "“EHC plan”"),
        ("Tell us about your education health-and-care plan.", None),
        ("How neet is your room?", None),
        ("How do you get on with your siblings?", "“siblings”"),
        ("How was your work placement?", None),
        ("How is your placement?", "“placement”"),
        ("How do you contact your friends?", None),
        ("Do you get enough contact with your mum?", "“contact with your”"),
        ("How can we utilise the park?", "“utilise”"),
    ],
)
def test_jargon_is_named_with_what_to_say(label: str, said: str | None) -> None:
    found = [fault.message.split(":")[0] for fault in report(text(label)).findings if fault.code == "jargon"]
    assert found == ([said] if said else [])


def test_a_word_that_comes_again_is_named_once() -> None:
    found = report(text("What is permanence?"), text("Who needs permanence?"), text("Why permanence?"))
    assert "It stands in 3 rows." in only(found, "word_to_avoid").message


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (
            "Participation in consultations necessitates authorisation by responsible individuals.",
            "hard_to_read",
        ),
        ("We " + "go " * 15 + "on.", "long_sentence"),
        ("Go on. Go on. Go on. Go on.", "many_sentences"),
        ("Go on now. " * 30, "long_message"),
    ],
)
def test_what_is_hard_to_read_is_found(label: str, code: str) -> None:
    assert code in codes(report(text(label)))


def test_names_of_places_do_not_make_a_text_hard() -> None:
    found = report(text("Do you live near Macclesfield, Wilmslow, Alsager or Knutsford?"))
    assert "hard_to_read" not in codes(found)


@pytest.mark.parametrize("required", ["true()", "${age} < 13"])
def test_what_cannot_be_skipped_needs_a_reason(required: str) -> None:
    found = report(text("What helps you?", required=required))
    assert only(found, "cannot_skip").place.column == "required"
    reasoned = text("What helps you?", required=required, why_required="We ask nothing else.")
    assert "cannot_skip" not in codes(report(reasoned))
    assert "cannot_skip" not in codes(report(replace(reasoned, type="acknowledge", why_required="")))


def test_faces_need_words() -> None:
    faces = {"list": ["🙂", "Sad 🙁", "1", "👍"]}
    found = [
        fault
        for fault in report(one("How do you feel?"), choices=faces).findings
        if fault.code == "face_without_words"
    ]
    assert [(fault.place.sheet, fault.place.row) for fault in found] == [("choices", 2), ("choices", 5)]


def test_a_list_is_no_longer_than_a_phone() -> None:
    long = {"list": [f"Place {number}" for number in range(11)]}
    assert "many_choices" in codes(report(one("Where?"), choices=long))
    assert "many_choices" not in codes(report(one("Where?", choice_filter="a = 1"), choices=long))
    assert "many_choices" not in codes(report(one("Where?"), choices={"list": long["list"][:10]}))


def test_the_ends_of_a_scale_need_words() -> None:
    bare = Question(
        "q", "range", {"en": "How safe is it?"}, parameters={"start": "1", "end": "5"}, outcome="A"
    )
    assert "scale_without_words" in codes(report(bare))
    said = replace(bare, hint={"en": "1 is not safe. 5 is very safe."})
    assert "scale_without_words" not in codes(report(said))


def test_what_people_write_counts_for_an_outcome() -> None:
    assert only(report(replace(text("What helps?"), outcome=None)), "no_outcomes").level == "error"
    found = report(text("What helps?"), replace(text("What else?"), outcome=None))
    assert only(found, "no_outcome").place.row == 3


def test_what_people_write_has_a_frame() -> None:
    assert "we guess: improve" in only(report(text("What would be better?", frame=None)), "no_frame").message
    wrong_only = report(text("What is bad?", frame="improve"), text("Why?", frame="why"))
    assert "nowhere what is good" in only(wrong_only, "one_side_only").message
    both = report(text("What is good?", frame="good"), text("What is bad?", frame="improve"))
    assert "one_side_only" not in codes(both)


def test_length_is_told_for_whoever_is_asked_least_and_most() -> None:
    some = report(one("Is it safe?"), text("Why?", name="why", relevant="${q} = 'no'"), choices=YES)
    assert (some.length.fewest, some.length.most) == (1, 2)
    assert str(some.length) == "1 to 2 questions, about 1 to 2 minutes"
    assert "takes_long" not in codes(some)


def test_a_long_questionnaire_is_refused() -> None:
    questions = [text(f"What is good about day {number}?", f"q{number}") for number in range(20)]
    long = report(*questions)
    assert only(long, "takes_long").level == "error"
    assert "many_questions" in codes(long)
    assert only(report(*questions[:10]), "takes_long").level == "warning"


def test_words_in_another_language_are_said_to_be_unchecked() -> None:
    polish = Questionnaire(
        "f",
        "F",
        "1",
        "pl",
        ("pl",),
        (Question("q", "text", {"pl": "Co pomaga?"}, outcome="A", frame="open"),),
        {},
    )
    found = check_together(polish)
    assert [fault.code for fault in found.findings] == ["not_english"]
    assert found.reading_age is None


def test_a_finding_names_row_and_column_as_the_author_has_them() -> None:
    read = read_form(
        form(
            """
            type | name | label::English (en) | label::Polski (pl) | outcome
            text | helps | Don't you agree? | Prawda? | A
            """
        ),
        "form.md",
    )
    (fault, *_) = read.placed(check_together(read.questionnaire).findings)
    assert (fault.code, fault.place.line, fault.place.column) == (
        "leading_question",
        3,
        "label::English (en)",
    )


def test_the_reasons_are_read_from_the_form() -> None:
    read = read_form(
        form(
            """
            type | name | label | required | why_required | why_identifying | outcome
            select_one yn | school | Which school do you go to? | yes | One school asks. | It pays for it. | A
            """,
            YES_NO,
        ),
        "form.md",
    )
    assert [fault.code for fault in read.findings if "why" in str(fault)] == []
    assert check_together(read.questionnaire).findings == ()


@pytest.mark.parametrize(
    "file", sorted((EXAMPLES / "questionnaires").glob("*.md")), ids=lambda file: file.stem
)
def test_our_own_examples_may_be_launched(file: Path) -> None:
    (plan,) = read_plan(EXAMPLES / "plans" / "cheshire-east-2022.yaml").plans
    found = check_together(read_form(file.read_bytes(), file.name).questionnaire, plan.terms)
    assert [str(fault) for fault in found.findings if fault.level == "error"] == []
