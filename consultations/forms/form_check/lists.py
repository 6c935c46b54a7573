"""Choice lists: there, used, complete, without doubles."""

import re

from consultations.forms.compiled import MADE_OF_ANSWERS
from consultations.forms.findings import did_you_mean, listed
from consultations.forms.form_check.content import usable_default
from consultations.forms.form_check.form import Form, kind_of
from consultations.forms.form_check.logic import check_reference
from consultations.forms.form_check.tokens import references
from consultations.forms.questionnaire import Choice, Question

INSTANCE = re.compile(r"""\binstance\s*\(\s*['"]([^'"]+)['"]""")
LONGEST_BUTTON = 60
"""Characters that fit on a button of a telephone; Telegram cuts longer ones off."""


def check_lists(form: Form) -> None:
    asking = [question for question in form.questionnaire.questions() if question.choices]
    for question in asking:
        if MADE_OF_ANSWERS.fullmatch(question.choices or ""):
            _check_list_of_answers(form, question)
        else:
            _check_list_is_there(form, question)
            _check_default(form, question)
    used = {question.choices for question in asking} | _looked_into(form)
    several = {question.choices: question for question in asking if kind_of(question).takes_several}
    ordered = {question.choices: question for question in asking if kind_of(question).ordered}
    for name, choices in form.questionnaire.choice_lists.items():
        if name not in used:
            _say_unused(form, name, choices)
        _check_doubles(form, name, choices)
        _check_same_labels(form, name, choices)
        for choice in choices:
            _check_choice(form, name, choice)
            _check_space(form, choice, several.get(name), ordered.get(name))


def _looked_into(form: Form) -> set[str | None]:
    """The lists that some expression reads as `instance('list')`."""
    sources = (written.source for written in form.expressions() if "instance" in written.source)
    return {found[1] for source in sources for found in INSTANCE.finditer(source)}


def _check_list_of_answers(form: Form, question: Question) -> None:
    """Choices that are made of what was answered to another question, which must be there."""
    for token in references(question.choices or ""):
        check_reference(form, token.text, question, "type", 0)


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
    return f"Its lists are {listed(names)}." if names else "Add its choices under list_name, name and label."


def _check_default(form: Form, question: Question) -> None:
    if not kind_of(question).uses_choices or usable_default(question, form.list_of(question)) is not None:
        return
    names = form.choice_names.get(question.choices or "", ())
    wrong = [part for part in question.default.split() if part not in names] or [question.default]
    form.survey.warning(
        "default_not_a_choice",
        f"The default “{wrong[0]}” is not a choice of the list “{question.choices}”, so there is none.",
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
            say = form.choices.warning if form.same_choices else form.choices.error
            say(
                "duplicate_choice",
                f"The list “{name}” has “{choice.name}” in row {first} already.",
                "Give each choice of a list a name of its own: it is what is stored.",
                choice.row,
                "name",
            )


def _check_same_labels(form: Form, name: str, choices: tuple[Choice, ...]) -> None:
    """Choices that people cannot tell apart. Those of different filter columns need not stand together."""
    seen: dict[object, Choice] = {}
    for choice in choices:
        for language, words in choice.label.items():
            key = (language, words.strip(" .!?").casefold(), *sorted(choice.columns.items()))
            first = seen.setdefault(key, choice)
            if first.name != choice.name and not choice.media:
                form.choices.warning(
                    "same_label",
                    f"The list “{name}” has “{words}” in row {first.row} too: nobody can tell them apart.",
                    "Word one of them otherwise, or take it out.",
                    choice.row,
                    f"label::{language}",
                )


def _check_space(form: Form, choice: Choice, several: Question | None, ordered: Question | None) -> None:
    question = several or ordered
    if question is None or len(choice.name.split()) < 2:
        return
    tidy = "_".join(choice.name.split())
    say = form.choices.error if several else form.choices.warning
    kept = "" if several else f" It is kept as “{tidy}”."
    say(
        "space_in_choice",
        f"“{choice.name}” has a space, but several choices are stored with spaces between them.{kept}",
        f"Write it as “{tidy}”: “{question.name}” takes several.",
        choice.row,
        "name",
    )


def _check_choice(form: Form, name: str, choice: Choice) -> None:
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
