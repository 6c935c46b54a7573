"""Functions of choices: answers to select questions are choice names between spaces."""

# ruff: noqa: ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Sequence
from math import isfinite
from typing import Final

from consultations.forms.expressions.code import Run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.functions.signature import Arguments, Function, function, plain
from consultations.forms.expressions.nodes import Node

_HEX: Final = "0123456789abcdef"


def is_selected(chosen: str, name: str) -> bool:
    """Whether `name`, without spaces around it, is among `chosen`. A blank name is among none only."""
    wanted = name.strip()
    return wanted in chosen.split() if wanted else not chosen.strip()


def selected_at(chosen: str, index: float) -> str:
    """The name at that place, counted from 0; blank when there is none."""
    names = chosen.split()
    return names[int(index)] if isfinite(index) and 0 <= index < len(names) else ""


def _selected(arguments: Arguments) -> Run:
    chosen, name = arguments.text(0), arguments.text(1)
    literal = arguments.codes[1].constant
    if not isinstance(literal, str) or not literal.strip():
        return lambda c, n, p, s: is_selected(chosen(c, n, p, s), name(c, n, p, s))
    wanted = literal.strip()
    return lambda c, n, p, s: wanted in chosen(c, n, p, s).split()


def _choice_name(arguments: Arguments) -> Run:
    """The label of a choice; the second argument is a text: '${question}', or the path of the question."""
    value, reference = arguments.text(0), arguments.text(1)

    def run(c: Context, n: Node | None, p: int, s: int) -> str:
        question = reference(c, n, p, s).strip().removeprefix("${").removesuffix("}").strip()
        question = question.rpartition("/")[2]
        return c.choice_label(value(c, n, p, s), question)

    return run


def _text(arguments: Arguments) -> Run:
    """The words with that id in the person's language: `jr:itext(instance('list')/root/item[…]/itextId)`."""
    text_id = arguments.text(0)
    return lambda c, n, p, s: c.text_of(text_id(c, n, p, s).strip())


def _uuid(arguments: Arguments) -> Run:
    """A fresh UUID; with a number, that many random characters."""
    if not len(arguments):
        return lambda c, n, p, s: c.new_id()
    length = arguments.number(0)

    def token(c: Context, n: Node | None, p: int, s: int) -> str:
        wanted = length(c, n, p, s)
        count = int(max(0.0, min(wanted, _LONGEST_TOKEN))) if isfinite(wanted) else 0
        return "".join(_HEX[int(c.random() * len(_HEX))] for _ in range(count))

    return token


_LONGEST_TOKEN: Final = 1_000.0

FUNCTIONS: Final[Sequence[Function]] = (
    function("selected", "boolean", (2, 2), _selected),
    plain("selected-at", "text", ("text", "number"), selected_at),
    plain("count-selected", "number", ("text",), lambda chosen: float(len(chosen.split()))),
    function("jr:choice-name", "text", (2, 2), _choice_name),
    function("jr:itext", "text", (1, 1), _text),
    function("uuid", "text", (0, 1), _uuid),
)
