"""Expressions: well written, and about questions and columns that are there."""

from collections.abc import Collection

from consultations.forms.expressions import ExpressionFault, compile_expression
from consultations.forms.findings import did_you_mean, listed, nearest
from consultations.forms.form_check.bare_names import meant_by
from consultations.forms.form_check.form import REFERENCE, Form, Written, kind_of
from consultations.forms.form_check.tokens import Token, columns_named, compared, references
from consultations.forms.questionnaire import Group, Item, Question, Questionnaire

ALWAYS_COLUMNS = ("name", "label", "list_name")
ALWAYS_THERE = ("instanceID", "instanceName")
"""Names that ODK gives every form. They are blank here."""
ON_ARRIVAL = ("relevant", "choice_filter", "required")
"""What is worked out when a question's turn comes, from the answers given by then."""


def check_expressions(form: Form) -> None:
    """Every expression of the survey: grammar, functions, names, columns, values of choices."""
    columns = {column for choice in form.every_choice() for column in choice.columns}
    for written in form.expressions():
        _check_grammar(form, written)
        for token in references(written.source):
            check_reference(form, token.text, written.item, written.column, token.character)
            _check_order(form, token.text, written)
        if written.column == "choice_filter":
            _check_columns(form, written, columns)
        _check_values(form, written)


def check_references_in_texts(form: Form) -> None:
    """The `${}` of labels, hints and messages, those of choices included, and of triggers."""
    for question in form.questionnaire.questions():
        for found in REFERENCE.finditer(question.trigger):
            check_reference(form, found["name"].strip(), question, "trigger", found.start() + 1)
    for item, column, text in form.texts():
        for language, words in text.items():
            for found in REFERENCE.finditer(words):
                check_reference(form, found["name"].strip(), item, f"{column}::{language}", found.start() + 1)
    for choice in form.every_choice():
        for language, words in choice.label.items():
            for found in REFERENCE.finditer(words):
                name = found["name"].strip()
                if not any(name in names for names in (form.questions, form.refused, form.left_out)):
                    form.choices.error(
                        "unknown_name",
                        f"There is no question called “{name}”.",
                        did_you_mean(name, [*form.questions], "Check the name."),
                        choice.row,
                        f"label::{language}",
                        found.start() + 1,
                    )


def columns_of_filters(questionnaire: Questionnaire) -> frozenset[str]:
    """The columns of the choices sheet that the choice filters of a questionnaire read."""
    return frozenset(
        token.text
        for question in questionnaire.questions()
        for token in columns_named(question.choice_filter)
    )


def _check_grammar(form: Form, written: Written) -> None:
    row, column = written.item.row, written.column
    try:
        compiled = compile_expression(written.source)
    except ExpressionFault as fault:
        # A default that is no expression is taken for words, as ODK takes most of them.
        say = form.survey.warning if column == "default" else form.survey.error
        say(fault.code, fault.message, fault.fix, row, column, fault.character)
        return
    lists = [*form.questionnaire.choice_lists]
    for name in sorted(compiled.instances.difference(lists)):
        fix = did_you_mean(
            name, lists, f"The lists are {listed(lists)}." if lists else "Add it to “choices”."
        )
        form.survey.warning("unknown_list", f"There is no list “{name}”.", fix, row, column)


def check_reference(form: Form, name: str, item: Item, column: str, at: int) -> None:
    """Say it where `${name}` has no value that could stand there."""
    if name in form.questions or name in form.refused or name in ALWAYS_THERE:
        _check_value(form, name, item, column, at)
    elif name in form.left_out:
        form.survey.warning(
            "reference_left_out",
            f"“{name}” is left out ({form.left_out[name]}), so it is always blank.",
            "Take it out, or make sure that the form works without it.",
            item.row,
            column,
            at,
        )
    elif name in form.groups:
        _check_group(form, form.groups[name], item, column, at)
    else:
        fix = did_you_mean(name, [*form.questions], "Check the names in the column “name”.")
        message = f"There is no question called “{name}”."
        form.survey.error("unknown_name", message, fix, item.row, column, at)


def _check_value(form: Form, name: str, item: Item, column: str, at: int) -> None:
    question = form.questions.get(name)
    if question is None or kind_of(question).asks or not kind_of(question).told:
        return
    if not question.calculation and not question.default:
        form.survey.warning(
            "reference_to_note",
            f"“{name}” is a note, which has no answer, so it is always blank.",
            "Name a question, or a `calculate` row with the value.",
            item.row,
            column,
            at,
        )


def _check_group(form: Form, group: Group, item: Item, column: str, at: int) -> None:
    """A repeat may be counted or looked into by its name; a plain group holds nothing by itself."""
    if not group.repeats:
        form.survey.warning(
            "reference_to_group",
            f"“{group.name}” is a group, which has no answer of its own.",
            "Name a question inside it.",
            item.row,
            column,
            at,
        )


def _check_order(form: Form, name: str, written: Written) -> None:
    named = form.questions.get(name)
    if not named or written.column not in ON_ARRIVAL or not kind_of(named).asks:
        return
    if named.row > written.item.row:
        form.survey.warning(
            "asked_later",
            f"“{name}” is asked later, in row {named.row}, so it has no answer yet.",
            "Ask it before.",
            written.item.row,
            written.column,
        )


def _check_columns(form: Form, written: Written, columns: set[str]) -> None:
    for token in columns_named(written.source):
        if token.text not in columns and token.text not in ALWAYS_COLUMNS:
            have = f"The columns are {listed(sorted(columns))}." if columns else "Add it there."
            form.survey.warning(
                "unknown_filter_column",
                f"The sheet “choices” has no column “{token.text}” with anything in it.",
                meant_by(form, token.text) or did_you_mean(token.text, sorted(columns), have),
                written.item.row,
                written.column,
                token.character,
            )


def _check_values(form: Form, written: Written) -> None:
    for asked, value in compared(written.source):
        question = _asked(form, written, asked)
        names = form.choice_names.get(question.choices or "", ()) if question else ()
        if question and kind_of(question).uses_choices and names and not _is_in(value, names):
            known = f"The list “{question.choices}” has {listed(names)}."
            close = nearest(value.text, names)
            form.survey.warning(
                "value_not_in_list",
                f"“{value.text}” is not a choice of “{question.name}”.",
                f"Did you mean “{close}”?" if close else known,
                written.item.row,
                written.column,
                value.character,
            )


def _asked(form: Form, written: Written, token: Token) -> Question | None:
    if token.kind == "reference":
        return form.questions.get(token.text)
    own = written.column == "constraint" and isinstance(written.item, Question)
    return written.item if own and isinstance(written.item, Question) else None


def _is_in(value: Token, names: Collection[str]) -> bool:
    parts = value.text.split()
    is_trimmed = not parts or value.text == " ".join(parts)
    return value.text in names or (is_trimmed and all(part in names for part in parts))
