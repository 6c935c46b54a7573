"""The TOGETHER check: a question that leads, leans or asks two things is found, an open one is not."""

import pytest

from consultations.forms.questionnaire import Question
from tests.unit.forms.checked import YES, codes, one, report, text

LEADING = [
    "Don't you agree that the park is nice?",
    "Don’t you think school lunch is too short?",
    "The new bus is great, isn't it?",
    "Wouldn't it be better to have more clubs?",
    "Do you not like the new bins?",
    "Would you agree that we listen to you?",
    "How much do you love your youth club?",
    "How much do you hate homework?",
    "Most young people say the park is safe. Do you?",
    "Everyone knows that sport is good. How often do you play?",
    "Nearly all parents agree with us. Do you?",
    "Experts say reading helps. How often do you read?",
    "Of course you want to be safe. What would help?",
    "Clearly, the bus is late too often. What should we do?",
    "What do you think of our award-winning youth club?",
    "How helpful did you find our hard-working staff?",
    "How amazing was the summer fair?",
    "How terrible are the buses?",
    "How good is your school?",
    "How much safer do you feel now?",
    "Why do you like the youth club?",
    "Do you love where you live?",
    "Should we close this useless service?",
    "As you know, we have less money. What should we stop?",
    "Given that crime is rising, how safe do you feel?",
    "Do you support our plan to make schools safer?",
    "Why is the bus so bad?",
    "You like your new worker, don't you?",
    "You do feel safe, right?",
    "Did you have a great time at the club?",
    "Teachers say phones should be banned. What do you think?",
    "How excited are you about the new youth zone?",
]
NOT_LEADING = [
    "How safe do you feel near your home?",
    "What do you think of the park?",
    "What is good about your area?",
    "What one thing should we change?",
    "Why don't you feel safe there?",
    "What can't you do now that you would like to do?",
    "Do you agree or disagree that we listen to you?",
    "How happy or sad did you feel last week?",
    "How good or bad is the food at school?",
    "Do most people you know feel safe here?",
    "What do other young people say about the park?",
    "Do staff speak clearly to you?",
    "What are the great things about where you live?",
    "When things go wrong, who do you talk to?",
    "How often do you see your friends?",
    "What would make the bus better for you?",
    "If you don't feel safe, what do you do?",
    "Did anything change after you told us: better, the same or worse?",
    "What do teachers say about phones?",
    "How do you feel when you go into town?",
    "Everyone deserves to feel safe. What helps you feel safe?",
    "Don't worry. Do you feel safe at night?",
    "How likely are you to tell a friend about this club?",
    "Do you think bullying is wrong?",
]


@pytest.mark.parametrize("label", LEADING)
def test_a_question_that_leads_is_found(label: str) -> None:
    assert "leading_question" in codes(report(text(label)))


@pytest.mark.parametrize("label", NOT_LEADING)
def test_an_open_question_is_left_alone(label: str) -> None:
    assert "leading_question" not in codes(report(text(label)))


def test_answers_for_both_sides_make_a_strong_word_fair() -> None:
    label = "How much do you like your school?"
    leaning, fair = {"list": ["A lot", "Some"]}, {"list": ["A lot", "Some", "Not at all"]}
    assert "leading_question" in codes(report(one(label), choices=leaning))
    assert "leading_question" not in codes(report(one(label), choices=fair))


def test_those_who_said_so_may_be_asked_why() -> None:
    assert "leading_question" not in codes(report(text("Why do you like it?", relevant="${likes} = 'yes'")))


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["Excellent", "Very good", "Good", "Bad"], True),
        (["Very good", "Good", "Bad", "Very bad"], False),
        (["Always", "Most of the time", "Sometimes", "Never"], False),
        (["Yes, soon enough", "It came, but too late", "We are still waiting", "It never came"], False),
        (["In the street", "In the park", "At school", "Nowhere, I feel safe"], False),
    ],
)
def test_a_scale_that_leans_is_found(labels: list[str], found: bool) -> None:
    assert ("unbalanced_choices" in codes(report(one("How was it?"), choices={"list": labels}))) is found


DOUBLE = [
    one("Are your teachers kind and helpful?"),
    one("Do you feel safe at home and at school?"),
    one("How happy and healthy do you feel?"),
    one("Do you like the park and the pool?"),
    one("Is your social worker friendly & on time?"),
    one("Do you have a place to play and do you use it?"),
    one("Do you feel safe? Do you feel happy?"),
    one("Were the staff polite and professional?"),
    one("How often do you and your friends go to the park?"),
    one("Did you find it easy to talk to your worker, and did they help?"),
    one("How clean, safe and friendly is your street?"),
    text("Where and when do you feel unsafe?"),
    text("Tell us about your favourite place and what makes it special."),
    text("What do you like and dislike about school?"),
    text("What is good and what could be better?"),
    text("Do you feel safe, and why?"),
    text("What went well and how can we do better?"),
    text("Who helps you? How do they help?"),
    text("What are the strengths and weaknesses of the club?"),
    Question(
        "q", "range", {"en": "How clean and safe is the park?"}, {"en": "0 is bad. 10 is good."}, outcome="A"
    ),
    Question("q", "integer", {"en": "How many books and games do you have?"}, outcome="A"),
]
SINGLE = [
    one("Do children and young people feel safe here?"),
    one("Are you one of the parents and carers of a child under 5?"),
    one("Do you live in Crewe and Nantwich?"),
    one("Have you been to the Science and Industry Museum?"),
    one("Have you had any problems with drugs and alcohol?"),
    text("What could we do more of and less of?"),
    text("What would help you eat better and move more?"),
    one("Are you between 10 and 14?"),
    one("When you are at home and need help, who do you ask?"),
    one("How often do you feel safe at school or college?"),
    one("Do you get on with your brothers and sisters?"),
    one("When did you first ask? A rough date is fine."),
    one("How often do you get help with health and care?"),
    text("What could help you and your family?"),
    text("What would make your street and your park safer?"),
    text("Tell us about a time when you felt heard. It can be big or small, and at school or at home."),
    text("If you were in charge, what one thing would you do?"),
    Question(
        "q", "select_multiple", {"en": "Which sports and clubs do you go to?"}, choices="list", outcome="A"
    ),
    Question("q", "acknowledge", {"en": "Are you ready? Shall we start?"}, outcome="A"),
]


@pytest.mark.parametrize("question", DOUBLE, ids=lambda question: question.label["en"])
def test_two_questions_in_one_are_found(question: Question) -> None:
    assert codes(report(question, choices=YES)).count("double_question") == 1


@pytest.mark.parametrize("question", SINGLE, ids=lambda question: question.label["en"])
def test_one_question_is_left_alone(question: Question) -> None:
    assert "double_question" not in codes(report(question, choices=YES))
