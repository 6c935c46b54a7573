"""Functions of true and false, choices and checklists."""

import math
from collections.abc import Sequence

from consultations.forms.expressions.code import Code, is_blank, literal
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.functions.registry import MANY, each, function, plain
from consultations.forms.expressions.values import Value, format_number, number_of, text_of, truth_of


@function("true", 0)
def _true(_given: Sequence[Code], character: int) -> Code:
    return literal(True, "truth", character)


@function("false", 0)
def _false(_given: Sequence[Code], character: int) -> Code:
    return literal(False, "truth", character)


@plain("not", "truth", "truth")
def negation(truth: bool) -> bool:
    return not truth


@plain("boolean", "truth", "truth")
def boolean(truth: bool) -> bool:
    return truth


@plain("boolean-from-string", "truth", "text")
def boolean_from_string(text: str) -> bool:
    return text in ("true", "1")


@function("if", 3)
def _if(given: Sequence[Code], character: int) -> Code:
    truth, yes, no = given[0].truth(), given[1].run, given[2].run
    kind = given[1].kind if given[1].kind == given[2].kind else "any"
    return Code(lambda context: yes(context) if truth(context) else no(context), kind, character)


@function("coalesce", 1, MANY)
def _coalesce(given: Sequence[Code], character: int) -> Code:
    runs = [piece.run for piece in given]

    def run(context: Context) -> Value:
        value: Value = ""
        for one in runs:
            value = one(context)
            if not is_blank(value):
                return value
        return "" if is_blank(value) else value

    return Code(run, "any", character)


@plain("selected", "truth", "text", "text")
def selected(text: str, name: str) -> bool:
    return name.strip() in text.split()


@plain("count-selected", "number", "text")
def count_selected(text: str) -> float:
    return float(len(text.split()))


@plain("selected-at", "text", "text", "number")
def selected_at(text: str, place: float) -> str:
    names = text.split()
    return names[int(place)] if 0 <= place < len(names) else ""


def _between(least: float, count: float, most: float) -> bool:
    """Whether the count is from `least` to `most`; -1 is no limit."""
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _true_in(value: Value) -> bool:
    """Whether an item of a checklist is ticked; a text counts unless it is blank."""
    return truth_of(value)


@function("checklist", 2, MANY)
def _checklist(given: Sequence[Code], character: int) -> Code:
    least, most, values = given[0].number(), given[1].number(), each(given[2:])
    return Code(
        lambda context: _between(least(context), sum(map(_true_in, values(context))), most(context)),
        "truth",
        character,
    )


@function("weighted-checklist", 2, MANY)
def _weighted_checklist(given: Sequence[Code], character: int) -> Code:
    least, most = given[0].number(), given[1].number()
    items, weights = each(given[2::2]), each(given[3::2])

    def run(context: Context) -> bool:
        pairs = zip(items(context), weights(context), strict=False)
        total = math.fsum(number_of(weight, context.zone) for item, weight in pairs if _true_in(item))
        return _between(least(context), total, most(context))

    return Code(run, "truth", character)


@function("jr:choice-name", 2)
def _choice_name(given: Sequence[Code], character: int) -> Code:
    value, question = given[0].text(), given[1]
    name = question.text()

    def run(context: Context) -> str:
        written = name(context).strip().removeprefix("${").removesuffix("}").strip()
        return context.choice_label(value(context), written.rpartition("/")[2])

    return Code(run, "text", character)


@function("uuid", 0, 1)
def _uuid(_given: Sequence[Code], character: int) -> Code:
    return Code(lambda context: context.new_id(), "text", character)


@function("once", 1)
def _once(given: Sequence[Code], character: int) -> Code:
    run = given[0].run

    def keep(context: Context) -> Value:
        kept = context.here().text
        return kept or _written(run(context))

    return Code(keep, "text", character)


def _written(value: Value) -> str:
    return format_number(value) if isinstance(value, float) else text_of(value)
