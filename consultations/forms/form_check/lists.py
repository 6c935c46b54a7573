"""Choice lists: there, used, complete, without doubles."""

from consultations.forms.findings import did_you_mean, listed
from consultations.forms.form_check.form import Form, kind_of
from consultations.forms.questionnaire import Choice, Question

LONGEST_BUTTON = 60
"""Characters that fit on a button of a telephone; Telegram cuts longer ones off."""


def check_lists(form: Form) -> None:
    asking = [question for question in form.questionnaire.questions() if kind_of(question).uses_choices]
    for question in asking:
        _check_list_is_there(form, question)
        _check_default(form, question)
    used = {question.choices: question for question in asking}
    several = {question.choices: question for question in asking if kind_of(question).takes_several}
    for name, choices in form.questionnaire.choice_lists.items():
        if name not in used:
            _say_unused(form, name, choices)
        _check_doubles(form, name, choices)
        for choice in choices:
            _check_choice(form, name, choice, several.get(name))


def _check_list_is_there(form: Form, question: Question) -> None:
    lists = form.questionnaire.choice_lists
    if question.choices not in lists:
        form.survey.error(
            "list_missing",
            f"The sheet “choices” has no list “{question.choices}”.",
            did_you_mean(question.choices or "", [*lists], _lists_there(form)),
            question.row,
            "type",
        )
    elif not form.list_of(question):
        form.survey.error(
            "list_empty",
            f"The list “{question.choices}” has no choices.",
            "Add its choices to the sheet “choices”.",
            question.row,
            "type",
        )


def _lists_there(form: Form) -> str:
    names = [*form.questionnaire.choice_lists]
    return f"Its lists are {listed(names)}." if names else "Add the sheet with list_name, name and label."


def _check_default(form: Form, question: Question) -> None:
    names = [choice.name for choice in form.list_of(question)]
    wrong = [part for part in question.default.split() if names and part not in names]
    if wrong and question.default not in names:
        form.survey.error(
            "default_not_a_choice",
            f"The default “{wrong[0]}” is not a choice of the list “{question.choices}”.",
            did_you_mean(wrong[0], names, f"Its choices are {listed(names)}."),
            question.row,
            "default",
        )


def _say_unused(form: Form, name: str, choices: tuple[Choice, ...]) -> None:
    form.choices.warning(
        "list_unused",
        f"No question uses the list “{name}”.",
        "Take it out, or check how the question's type spells it.",
        choices[0].row if choices else 0,
        "list_name",
    )


def _check_doubles(form: Form, name: str, choices: tuple[Choice, ...]) -> None:
    seen: dict[str, int] = {}
    for choice in choices:
        first = seen.setdefault(choice.name, choice.row)
        if first != choice.row:
            form.choices.error(
                "duplicate_choice",
                f"The list “{name}” has “{choice.name}” in row {first} already.",
                "Give each choice of a list a name of its own: it is what is stored.",
                choice.row,
                "name",
            )


def _check_choice(form: Form, name: str, choice: Choice, several: Question | None) -> None:
    if several and len(choice.name.split()) > 1:
        form.choices.error(
            "space_in_choice",
            f"“{choice.name}” has a space, but several choices are stored with spaces between them.",
            f"Write it as “{'_'.join(choice.name.split())}”: “{several.name}” takes several.",
            choice.row,
            "name",
        )
    if not choice.label:
        form.choices.warning(
            "choice_without_label",
            f"The choice “{choice.name}” of the list “{name}” has no label; its name is shown.",
            "Write what people should read.",
            choice.row,
            "label",
        )
    for language, words in choice.label.items():
        if len(words) > LONGEST_BUTTON:
            form.choices.warning(
                "label_too_long",
                f"This label has {len(words)} characters; a button shows about {LONGEST_BUTTON}.",
                "Shorten it, or put the explanation into the question.",
                choice.row,
                f"label::{language}",
            )
