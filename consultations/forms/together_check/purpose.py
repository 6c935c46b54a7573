"""What is each answer for? Outcomes of the plan, and the frames of what people write."""

from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.together_check.sayings import asked


def check_purpose(questionnaire: Questionnaire, findings: Findings) -> None:
    survey = findings.on("survey")
    questions = asked(questionnaire)
    written = [one for one in questions if one.type == "text"]
    if not any(one.outcome for one in questions):
        survey.error(
            "no_outcomes",
            "No question names an outcome of the plan, so nothing that people say would count for any.",
            "Add the column `outcome` with the codes of the plan.",
            questions[0].row if questions else 0,
            "outcome",
        )
        return
    for question in written:
        if not question.outcome:
            _say_no_outcome(question, survey)


def _say_no_outcome(question: Question, survey: Findings) -> None:
    survey.error(
        "no_outcome",
        "What people write here would count for no outcome of the plan.",
        "Write the outcome's code into the column `outcome`.",
        question.row,
        "outcome",
    )
