"""Where nobody gets further: no answer is right, no choice is left, a repeat never begins or never ends."""

from collections.abc import Mapping

from consultations.forms.expressions.syntax import Expr, Text
from consultations.forms.form_check.form import Form, kind_of
from consultations.forms.form_check.logic import ALWAYS_COLUMNS
from consultations.forms.form_check.reach import contradiction, no_answer_fits
from consultations.forms.form_check.tokens import columns_named
from consultations.forms.form_check.trees import tree_of, with_bare_names
from consultations.forms.form_check.ways import ways_of, ways_to_meet
from consultations.forms.form_state import MOST_TIMES
from consultations.forms.questionnaire import Choice, Group, Question, walk


def check_dead_ends(form: Form) -> None:
    for item, inside in walk(form.questionnaire.items):
        if any(ways_of(one.relevant) == () for one in (*inside, item) if one.relevant):
            continue  # it is meant to be asked of nobody
        if isinstance(item, Group):
            _check_count(form, item)
        else:
            _check_constraint(form, item)
            _check_choices_are_left(form, item)


def _check_constraint(form: Form, question: Question) -> None:
    is_answered = kind_of(question).asks and not question.read_only
    if not question.constraint or not is_answered or not no_answer_fits(form, question):
        return
    say = form.survey.error if question.required else form.survey.warning
    say(
        "no_answer_fits",
        "No answer meets this condition, so nobody "
        + ("can go on from this question." if question.required else "can answer; people can only skip it."),
        "Check its numbers, and whether it says `and` where `or` is meant.",
        question.row,
        "constraint",
    )


def _check_choices_are_left(form: Form, question: Question) -> None:
    tree, choices = tree_of(question.choice_filter or "true()"), form.list_of(question)
    columns = {token.text for token in columns_named(question.choice_filter)}
    there = set(ALWAYS_COLUMNS).union(*(choice.columns for choice in choices))
    if tree is None or not choices or not columns <= there - {"label"}:
        return
    if not any(_may_be_left(form, tree, choice) for choice in choices):
        form.survey.warning(
            "no_choice_left",
            f"This leaves no choice of the list “{question.choices}”, so the question is never asked.",
            "Check the filter's values against the columns of the sheet “choices”.",
            question.row,
            "choice_filter",
        )


def _may_be_left(form: Form, tree: Expr, choice: Choice) -> bool:
    """Whether some answers leave the choice: its filter with the choice's own values in it."""
    columns: Mapping[str, str] = {**choice.columns, "name": choice.name}
    own = with_bare_names(tree, lambda name: Text(columns.get(name, ""), 0))
    return any(not contradiction(form, way) for way in ways_to_meet(own))


def _check_count(form: Form, group: Group) -> None:
    """A repeat that is asked a fixed number of times: never, or more often than repeats are asked."""
    try:
        times = float(group.count)
    except ValueError:
        return
    if not 1 <= times <= MOST_TIMES:
        form.survey.warning(
            "repeat_count",
            "This repeat is never asked." if times < 1 else f"A repeat is asked {MOST_TIMES} times at most.",
            f"Write a number from 1 to {MOST_TIMES}.",
            group.row,
            "repeat_count",
        )
