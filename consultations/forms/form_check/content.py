"""What each question needs for its type, and for the plan."""

from collections.abc import Collection, Mapping, Sequence

from consultations.forms.compiled import DYNAMIC
from consultations.forms.findings import did_you_mean, listed
from consultations.forms.form_check.form import Form, kind_of
from consultations.forms.frames import Frame, guess
from consultations.forms.question_types import Accepted, Problem, Unsure
from consultations.forms.question_types.written import scale
from consultations.forms.questionnaire import Choice, Question, words

MANY_STEPS = 10
PROBLEMS: Mapping[str, tuple[str, str]] = {
    "bad_range": (
        "This scale does not work: it needs a start, an end and a step that make two numbers or more.",
        "Write them as `start=0 end=10 step=1`.",
    ),
}
"""Words for what a question type finds wrong with its own parameters."""
FOLLOWED = {
    "range": ("start", "end", "step", "tick_labelset"),
    **dict.fromkeys(("select_one", "select_multiple", "rank"), ("randomize", "seed")),
}


def check_content(form: Form, outcomes: Collection[str] | None) -> None:
    questions = form.questionnaire.questions()
    for question in questions:
        _check_parameters(form, question)
        _check_type_columns(form, question)
        _check_default(form, question)
        _check_outcome(form, question, outcomes)
    _check_texts_have_outcomes(form, questions)
    _check_frames(form, questions)
    if not any(kind_of(question).asks for question in questions) and not form.refused:
        form.survey.warning(
            "nothing_to_ask", "The form asks nothing.", "Add at least one question, such as a `text`."
        )


def _check_parameters(form: Form, question: Question) -> None:
    problems = kind_of(question).check(question)
    for problem in problems:
        message, fix = words_for(problem)
        form.survey.error(problem.code, message, fix, question.row, "parameters")
    size = 0 if problems or question.type != "range" else scale(question).size
    if size > MANY_STEPS + 1:
        form.survey.warning(
            "many_steps",
            f"This scale has {size} numbers to choose from.",
            f"Up to {MANY_STEPS} steps are easy to tap; larger steps or an `integer` may be kinder.",
            question.row,
            "parameters",
        )
    ignored = [name for name in question.parameters if name not in FOLLOWED.get(question.type, ())]
    if ignored:
        form.survey.info(
            "parameters_not_used",
            f"{listed(ignored)}: not used for `{question.type}`.",
            "You can leave it for use in ODK.",
            question.row,
            "parameters",
        )


def words_for(problem: Problem) -> tuple[str, str]:
    """What happened and what to do, for a problem that a question type reports."""
    details = listed(f"{key}={value}" for key, value in problem.details.items())
    return PROBLEMS.get(problem.code, (f"The parameters do not fit: {problem.code}.", f"Check {details}."))


def _check_type_columns(form: Form, question: Question) -> None:
    kind = kind_of(question)
    if question.type == "calculate" and not question.calculation:
        form.survey.error(
            "missing_calculation",
            f"“{question.name}” has nothing to work out.",
            "Write the expression into `calculation`.",
            question.row,
            "calculation",
        )
    if question.required and kind.told and not kind.asks:
        form.survey.warning(
            "required_note",
            "A note takes no answer, so it cannot be required.",
            "Use an `acknowledge` when people must confirm it.",
            question.row,
            "required",
        )
    if question.choice_filter and not kind.uses_choices:
        form.survey.warning(
            "filter_without_choices",
            "This question has no choices to filter.",
            "Take the filter out.",
            question.row,
            "choice_filter",
        )


def _check_default(form: Form, question: Question) -> None:
    """A default that nobody could have answered. Those of choice lists are checked with the lists."""
    if kind_of(question).uses_choices or usable_default(question, form.list_of(question)) is not None:
        return
    form.survey.warning(
        "default_does_not_fit",
        f"The default “{question.default}” is no answer to this {question.type}, so there is none.",
        "Write a value that someone could answer, or take it out.",
        question.row,
        "default",
    )


def usable_default(question: Question, choices: Sequence[Choice]) -> str | None:
    """The default as it would be stored, or the expression that it is; None where nobody could answer it."""
    kind, default = kind_of(question), question.default
    if not default or not kind.asks or DYNAMIC.search(default):
        return default
    if kind.uses_choices:
        names = {choice.name for choice in choices}
        parts = default.split() if kind.takes_several or kind.ordered else [default]
        return default if not choices or names.issuperset(parts) else None
    reading = None if kind.check(question) else kind.read(question, choices, default)
    return reading.value if isinstance(reading, Accepted | Unsure) else None


def _check_outcome(form: Form, question: Question, outcomes: Collection[str] | None) -> None:
    if question.outcome is None or outcomes is None or question.outcome in outcomes:
        return
    known = sorted(outcomes)
    form.survey.error(
        "unknown_outcome",
        f"The plan has no outcome “{question.outcome}”.",
        did_you_mean(
            question.outcome,
            known,
            f"Its outcomes are {listed(known)}." if known else "Write the plan first.",
        ),
        question.row,
        "outcome",
    )


def _check_texts_have_outcomes(form: Form, questions: Collection[Question]) -> None:
    """Warn of free text outside the plan: once where the form names no outcome at all, else by row."""
    without = [question for question in questions if question.type == "text" and not question.outcome]
    if not any(question.outcome for question in questions):
        without = without[:1]
    for question in without:
        form.survey.warning(
            "text_without_outcome",
            "Answers are stored against an outcome of the plan, and this text question names none.",
            "Add a column `outcome` with the outcome's code.",
            question.row,
            "outcome",
        )


def _check_frames(form: Form, questions: Collection[Question]) -> None:
    """A frame that does not exist is an error; none on free text is a warning, once where no row has one."""
    for question in questions:
        if question.frame is not None and question.frame not in list(Frame):
            form.survey.error(
                "unknown_frame",
                f"“{question.frame}” is not a frame.",
                did_you_mean(question.frame, [*Frame], f"Write one of: {listed([*Frame])}."),
                question.row,
                "frame",
            )
    without = [question for question in questions if question.type == "text" and question.frame is None]
    for question in without if any(one.frame for one in questions) else without[:1]:
        _say_frame_is_missing(form, question)


def _say_frame_is_missing(form: Form, question: Question) -> None:
    guessed = guess(words(question.label, form.questionnaire.default_language, "en"))
    form.survey.warning(
        "text_without_frame",
        f"Nothing says what this asks for. From its words we take it for “{guessed}”.",
        "Add a column “frame”, and write good, improve, why or open in it.",
        question.row,
        "frame",
    )
