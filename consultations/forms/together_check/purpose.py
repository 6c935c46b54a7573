"""What is each answer for? Outcomes of the plan, and the frames of what people write."""

from consultations.forms.findings import Findings
from consultations.forms.frames import Frame, framed
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.together_check.sayings import asked, english


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
        if not question.frame:
            _say_no_frame(question, survey)
    _check_both_sides(written, survey)


def _say_no_frame(question: Question, survey: Findings) -> None:
    guess = framed(None, english(question.label)).frame
    survey.warning(
        "no_frame",
        f"Nothing says what this asks for, so we guess: {guess.value}.",
        "Write good, improve, why or open into the column `frame`: it decides how answers are read.",
        question.row,
        "frame",
    )


def _check_both_sides(written: list[Question], survey: Findings) -> None:
    """People who are asked only what is wrong seem to say that all is."""
    frames = {framed(one.frame, english(one.label)).frame for one in written}
    for asked_for, lacking in ((Frame.IMPROVE, Frame.GOOD), (Frame.GOOD, Frame.IMPROVE)):
        if asked_for in frames and lacking not in frames:
            names = {Frame.GOOD: "good", Frame.IMPROVE: "to be better"}
            survey.warning(
                "one_side_only",
                f"People can write what is {names[asked_for]}, and nowhere what is {names[lacking]}.",
                f"Ask also what is {names[lacking]}.",
                written[0].row,
                "frame",
            )


def _say_no_outcome(question: Question, survey: Findings) -> None:
    survey.error(
        "no_outcome",
        "What people write here would count for no outcome of the plan.",
        "Write the outcome's code into the column `outcome`.",
        question.row,
        "outcome",
    )
