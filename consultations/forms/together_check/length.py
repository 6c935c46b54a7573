"""How many questions, and how many minutes they take.

Pew Research Center counts a question by itself as one point, and 85 points as 15 minutes for adults online
(“How we keep our online surveys from running too long”, 2022): 10.6 seconds a point. CivicPulse's rubric
counts what people write as 4 points and each 10 words beyond 30 as half a point. A child of nine reads 112 to
133 words a minute (Hasbrouck and Tindal, oral reading fluency norms, 2017), an adult 238 (Brysbaert, 2019):
twice as long. Adults find 10 minutes the right length and 20 the most (Revilla and Ochoa, “Ideal and maximum
length for a web survey”, 2017); we hold the slower reader to both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from consultations.forms.findings import Findings
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Group, Question, Questionnaire, walk
from consultations.forms.readability import words_of
from consultations.forms.together_check.sayings import asked, english

SECONDS_A_POINT = 15 * 60 / 85
SLOWER = 2
POINTS: Mapping[str, float] = {
    "text": 4,
    "select_multiple": 2,
    "rank": 3,
    "acknowledge": 0.5,
    "image": 6,
    "audio": 4,
}
"""Of the types that take longer than a tap. Of `rank` and of files the figures are ours."""
NOTE = 0.5
WORDS_IN_A_POINT = 30
POINTS_A_WORD = 0.05
GOOD_MINUTES = 10
MOST_MINUTES = 20
MANY_QUESTIONS = 15
"""Of which everybody gets asked: our own limit. A chat shows them one by one."""


@dataclass(frozen=True, slots=True)
class Length:
    """`fewest` questions are asked of everybody, `most` of whoever meets all conditions; minutes likewise:
    `quickest` for an adult who gets the fewest, `slowest` for a child of nine who gets the most."""

    fewest: int
    most: int
    quickest: int
    slowest: int

    def __str__(self) -> str:
        count = f"{self.fewest} to {self.most}" if self.fewest < self.most else f"{self.most}"
        minutes = f"{self.quickest} to {self.slowest}" if self.quickest < self.slowest else f"{self.slowest}"
        return f"{count} questions, about {minutes} minutes"


def length_of(questionnaire: Questionnaire) -> Length:
    """How long it takes. What repeats is counted once."""
    always = _unconditional(questionnaire)
    questions = [one for one in asked(questionnaire) if one.type != "acknowledge"]
    told = [one for one in questionnaire.questions() if type_of(one.type).told or type_of(one.type).asks]
    everything = sum(map(_points, told))
    least = sum(_points(one) for one in told if one.name in always)
    return Length(
        fewest=sum(one.name in always for one in questions),
        most=len(questions),
        quickest=_minutes(least),
        slowest=_minutes(everything * SLOWER),
    )


def _unconditional(questionnaire: Questionnaire) -> frozenset[str]:
    return frozenset(
        item.name
        for item, inside in walk(questionnaire.items)
        if not isinstance(item, Group) and not item.relevant and not any(group.relevant for group in inside)
    )


def _points(question: Question) -> float:
    base = POINTS.get(question.type, 1) if type_of(question.type).asks else NOTE
    words = len(words_of(f"{english(question.label)} {english(question.hint)}"))
    return base + max(0, words - WORDS_IN_A_POINT) * POINTS_A_WORD


def _minutes(points: float) -> int:
    return max(1, round(points * SECONDS_A_POINT / 60))


def check_length(questionnaire: Questionnaire, findings: Findings) -> None:
    length, survey = length_of(questionnaire), findings.on("survey")
    if length.fewest > MANY_QUESTIONS:
        survey.warning(
            "many_questions",
            f"Everybody is asked {length.fewest} questions.",
            f"Keep to {MANY_QUESTIONS}. Which answers would change what you do?",
        )
    if length.slowest > GOOD_MINUTES:
        say = survey.error if length.slowest > MOST_MINUTES else survey.warning
        say(
            "takes_long",
            f"This takes a child of nine about {length.slowest} minutes.",
            f"Keep to {GOOD_MINUTES}: what people write takes four times as long as what they tap.",
        )
