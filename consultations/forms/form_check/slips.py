"""Slips around `${name}` and words in quotes: spaces in it, quotes around it, `${a} = 'yes' or 'no'`."""

import re
from collections.abc import Iterator

from consultations.forms.expressions.syntax import Call, Chain, Expr, Link, Number, Text
from consultations.forms.form_check.bare_names import CONDITIONS, NOT_HERE
from consultations.forms.form_check.form import Form, Written
from consultations.forms.form_check.trees import every_node, tree_of

NAMED_IN_QUOTES = ("jr:choice-name",)
"""Functions that take the name of a question in quotes."""
SPACED = re.compile(r"\$\{(?:\s+(?P<after>[^{}$]*?)|(?P<before>[^{}$]*?)\s+)\s*\}")
DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
NOT_CLOSED = re.compile(r"\$\{(?P<name>[^\s{}$]*)(?![^{}$]*\})")


def check_slips(form: Form) -> None:
    for written in form.expressions():
        tree = tree_of(written.source) if written.column not in NOT_HERE else None
        if tree is not None:
            _check_quotes(form, written, tree)
            _check_lonely(form, written, tree)
            _check_days(form, written, tree)
        _check_written(form, written)
    for item, column, text in form.texts():
        for language, words in text.items():
            _check_written(form, Written(item, f"{column}::{language}", words))


def _check_quotes(form: Form, written: Written, tree: Expr) -> None:
    """Say where a question stands in quotes: then it is words, not its answer."""
    as_names = {id(part) for node in every_node(tree) for part in _names_in_quotes(node)}
    for node in every_node(tree):
        if isinstance(node, Text) and "${" in node.value and id(node) not in as_names:
            form.survey.warning(
                "reference_in_quotes",
                f"“{node.value}” stands in quotes, so it is words and no answer.",
                "Take the quotes around it out.",
                written.item.row,
                written.column,
                node.at + 1,
            )


def _names_in_quotes(node: Expr) -> tuple[Expr, ...]:
    return node.arguments if isinstance(node, Call) and node.name in NAMED_IN_QUOTES else ()


def _check_lonely(form: Form, written: Written, tree: Expr) -> None:
    """Say where words or a number are a condition by themselves, as in `${a} = 'yes' or 'no'`."""
    for value in _lonely(tree, whole=written.column in CONDITIONS):
        shown = f"'{value.value}'" if isinstance(value, Text) else f"{value.value:g}"
        form.survey.warning(
            "lonely_value",
            f"“{shown}” is compared with nothing, so this part always holds.",
            f"Write the comparison out on both sides: `${{question}} = {shown}`.",
            written.item.row,
            written.column,
            value.at + 1,
        )


def _lonely(tree: Expr, *, whole: bool) -> Iterator[Text | Number]:
    if whole and isinstance(tree, Text) and tree.value and "${" not in tree.value:
        yield tree
    for node in every_node(tree):
        match node:
            case Chain(first, links) if links[0].operator in ("and", "or"):
                for part in (first, *(link.operand for link in links)):
                    if isinstance(part, Text | Number) and part.value:
                        yield part


def _check_days(form: Form, written: Written, tree: Expr) -> None:
    """Say where a day is a subtraction, as 2020-01-31 without quotes is, or is not written as ODK does."""
    for node in every_node(tree):
        match node:
            case Chain(Number(year), (Link("-", Number(month)), Link("-", Number(day)))):
                if 1900 <= year <= 2100 and month <= 12 and day <= 31:
                    shown = f"{year:04.0f}-{month:02.0f}-{day:02.0f}"
                    _say_day(
                        form, written, node.first.at, f"“{shown}” without quotes is a subtraction.", shown
                    )
            case Text(value) if found := DAY.fullmatch(value.strip()):
                message = f"“{value}” is no day as ODK writes it, so comparing it goes wrong."
                _say_day(form, written, node.at, message, "{2}-{1:0>2}-{0:0>2}".format(*found.groups()))


def _say_day(form: Form, written: Written, at: int, message: str, shown: str) -> None:
    fix = f"Write year, month and day in quotes: `date('{shown}')`."
    form.survey.warning("day_unclear", message, fix, written.item.row, written.column, at + 1)


def _check_written(form: Form, written: Written) -> None:
    """Say where `${name}` has spaces inside, which ODK refuses, or no end."""
    for found in SPACED.finditer(written.source):
        name = (found["after"] or found["before"] or "").strip()
        if name in form.questions:
            form.survey.error(
                "space_in_reference",
                f"ODK takes no spaces inside the brackets of “{found[0]}”.",
                f"Write `${{{name}}}`.",
                written.item.row,
                written.column,
                found.start() + 1,
            )
    for found in NOT_CLOSED.finditer(written.source) if "::" in written.column else ():
        form.survey.error(
            "reference_not_closed",
            f"“{found[0]}” has no closing bracket.",
            f"Write `${{{found['name'] or 'name'}}}`.",
            written.item.row,
            written.column,
            found.start() + 1,
        )
