"""The questions that stand at the end of every consultation: would children say that the plan works for them?
(Three short kinds of asking end without them: docs/promises.md says which, and why.)

They are Cheshire East's young people's own four marks of success (TOGETHER plan 2022–26). Their names and the
names of their answers never change, so that the answers of many consultations make one curve.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from consultations.forms.questionnaire import Choice, Question, Questionnaire, Text

SUCCESS = ("success_impact", "success_responsible", "success_who_to_go_to", "success_together")
ANSWERS = ("yes", "partly", "no", "dont_know")
YES = "yes"
CHOICES = "standing_answers"

Say = Callable[[str, str], str]
"""The words of a sentence (key) in a language."""


@dataclass(frozen=True, slots=True)
class StandingWords:
    """What the four questions and their answers say, in the languages of one questionnaire."""

    questions: Mapping[str, Text]
    answers: Mapping[str, Text]


def with_success_questions(form: Questionnaire, said: StandingWords) -> Questionnaire:
    """The questionnaire with those of the four at its end that it does not ask already."""
    asked = {question.name for question in form.questions()}
    added = tuple(
        Question(name, "select_one", said.questions[name], choices=CHOICES)
        for name in SUCCESS
        if name not in asked
    )
    return replace(form, items=(*form.items, *added), choice_lists=_lists(form, said)) if added else form


def ends_with_standing(form: Questionnaire) -> bool:
    """Whether any of the four is asked."""
    return any(question.name in SUCCESS for question in form.questions())


def pledge_form(
    name: str, title: str, points: Sequence[tuple[str, Text]], why: Text, said: StandingWords, outcome: str
) -> Questionnaire:
    """“Is this kept for you?” about each point (name, words), and room for what is to be said about it."""
    asked = tuple(
        Question(point, "select_one", words, choices=CHOICES, outcome=outcome) for point, words in points
    )
    items = (*asked, Question(WHY, "text", why, outcome=outcome, frame="open"))
    languages = tuple(why)
    return Questionnaire(
        name=name,
        title=title,
        version="1",
        default_language=languages[0],
        languages=languages,
        items=items,
        choice_lists={CHOICES: _choices(said)},
    )


WHY = "pledge_why"


def point_name(code: str) -> str:
    """The name of the question about a point of a pledge: `CE.PL1.3` is `kept_ce_pl1_3`."""
    return f"kept_{''.join(sign if sign.isalnum() else '_' for sign in code.casefold())}"


def _lists(form: Questionnaire, said: StandingWords) -> Mapping[str, tuple[Choice, ...]]:
    return {**form.choice_lists, CHOICES: _choices(said)}


def _choices(said: StandingWords) -> tuple[Choice, ...]:
    return tuple(Choice(name, said.answers[name]) for name in ANSWERS)
