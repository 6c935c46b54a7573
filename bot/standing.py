"""The words of the questions that stand at the end of every consultation, and of those about a pledge."""

from collections.abc import Iterable

from bot import wording
from consultations.forms.questionnaire import Questionnaire, Text
from consultations.forms.standing import (
    ANSWERS,
    SUCCESS,
    StandingWords,
    pledge_form,
    point_name,
    with_success_questions,
)
from consultations.plan import Pledge


def closed_with_success(form: Questionnaire) -> Questionnaire:
    """The questionnaire with the four standing questions at its end, in its own languages."""
    return with_success_questions(form, _said(form.languages or (form.default_language,)))


def questions_about(pledge: Pledge, code: str, outcome: str) -> Questionnaire:
    """“Is this kept for you?” about each point of a pledge."""
    languages = every_language()
    points = [
        (point_name(point.code), _text("pledge.point", languages, point=point.text))
        for point in pledge.points
    ]
    return pledge_form(code, pledge.title, points, _text("pledge.why", languages), _said(languages), outcome)


def invitation_about_pledge() -> Text:
    """What invites people to say whether a pledge is kept for them, in every language.

    It does not name the pledge: whom it was made to says something about who reads it.
    """
    return _text("pledge.invite", every_language())


def every_language() -> tuple[str, ...]:
    """English first."""
    return (wording.DEFAULT, *(one for one in wording.languages() if one != wording.DEFAULT))


def _said(languages: Iterable[str]) -> StandingWords:
    spoken = tuple(languages)
    return StandingWords(
        questions={name: _text(name.replace("_", ".", 1), spoken) for name in SUCCESS},
        answers={name: _text(f"standing.{name}", spoken) for name in ANSWERS},
    )


def _text(key: str, languages: Iterable[str], **details: object) -> Text:
    return {language: wording.say(key, language, **details) for language in languages}
