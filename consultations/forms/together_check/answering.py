"""Can everybody answer, and leave unanswered what they like? Required rows, choices, faces, scales."""

import re

from consultations.forms.findings import Findings
from consultations.forms.question_types.written import scale
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.together_check.sayings import ENGLISH, asked, english, every_choice, heading

MOST_CHOICES = 10
"""As many as a phone shows with the question above them."""
MOST_TO_RANK = 6
LETTER = re.compile(r"[^\W_]")


def check_answering(questionnaire: Questionnaire, findings: Findings) -> None:
    for question in asked(questionnaire):
        _check_skipping(question, findings.on("survey"))
        _check_choices(questionnaire, question, findings.on("survey"))
        _check_scale(question, findings.on("survey"), heading(questionnaire, "hint"))
    _check_faces(questionnaire, findings.on("choices"))


def _check_skipping(question: Question, survey: Findings) -> None:
    """An `acknowledge` has one button and tells nothing about anybody, so it may be required."""
    if question.required and not question.why_required and question.type != "acknowledge":
        survey.error(
            "cannot_skip",
            "People cannot skip this question.",
            "Leave `required` empty, or say in the column `why_required` why it must be answered.",
            question.row,
            "required",
        )


def _check_choices(questionnaire: Questionnaire, question: Question, survey: Findings) -> None:
    if question.choice_filter or question.type not in ("select_one", "select_multiple", "rank"):
        return
    count = len(questionnaire.choice_lists.get(question.choices or "", ()))
    most = MOST_TO_RANK if question.type == "rank" else MOST_CHOICES
    if count > most:
        survey.warning(
            "many_choices",
            f"There are {count} things to choose from.",
            f"Keep to {most}: put some together, or ask in two steps.",
            question.row,
            "type",
        )


def _check_scale(question: Question, survey: Findings, column: str) -> None:
    """A scale of numbers needs words at both ends."""
    if question.type != "range" or question.choices:
        return
    numbers = scale(question)
    said = f"{english(question.label)} {english(question.hint)}"
    ends = (numbers.at(0), numbers.at(numbers.size - 1))
    if ENGLISH in question.label and not all(
        re.search(rf"(?<!\d){re.escape(end)}(?!\d)", said) for end in ends
    ):
        survey.warning(
            "scale_without_words",
            "Nothing says what the ends of this scale mean.",
            "Say it in the hint: “1 is not safe at all. 5 is very safe.”",
            question.row,
            column,
        )


def _check_faces(questionnaire: Questionnaire, choices: Findings) -> None:
    """A face means something else to everybody, and nothing to a screen reader or on an old phone."""
    for choice in every_choice(questionnaire):
        for language, label in choice.label.items():
            if label and not LETTER.search(label):
                several = len(questionnaire.languages) > 1
                choices.error(
                    "face_without_words",
                    f"“{label}” has no words.",
                    "Write what it means beside it: “🙂 Happy”.",
                    choice.row,
                    f"label::{language}" if several else "label",
                )
