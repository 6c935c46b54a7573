"""Functions of truth and choice: `if`, `coalesce`, `once`, `not`, checklists."""

from collections.abc import Sequence
from math import isnan
from typing import Final

from consultations.forms.expressions.code import Code, Kind, Run, boolean_run, text_run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.functions.signature import (
    ANY_NUMBER,
    Arguments,
    Function,
    function,
    plain,
)
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Value, to_boolean, to_number, to_text


def _if(arguments: Arguments) -> Code:
    """Only the branch that is taken is evaluated."""
    condition, (_, then, otherwise) = arguments.boolean(0), arguments.codes
    yes, no = then.run, otherwise.run
    kind: Kind = then.kind if then.kind == otherwise.kind else "any"
    return Code(kind, lambda c, n, p, s: yes(c, n, p, s) if condition(c, n, p, s) else no(c, n, p, s))


def _coalesce(arguments: Arguments) -> Run:
    """The first that is not blank, as text; NaN counts as blank, except where nothing else is left."""
    *runs, last = (code.run for code in arguments.codes)

    def run(c: Context, n: Node | None, p: int, s: int) -> str:
        for each in runs:
            value: Value = each(c, n, p, s)
            text = "" if isinstance(value, float) and isnan(value) else to_text(value, c.zone)
            if text:
                return text
        return to_text(last(c, n, p, s), c.zone)

    return run


def _once(arguments: Arguments) -> Run:
    """The present value of the context node; the argument while that is blank."""
    fresh = text_run(arguments.codes[0])
    return lambda c, n, p, s: (n.text if n is not None else "") or fresh(c, n, p, s)


def _from_text(text: str) -> bool:
    return text in {"1", "true"}


def _truths_run(code: Code) -> Run:
    """The truth of an argument, or of each node: a node is true when it is not blank."""
    run = code.run

    def truths(c: Context, n: Node | None, p: int, s: int) -> list[bool]:
        value: Value = run(c, n, p, s)
        if isinstance(value, (list, tuple)):
            return [node.text != "" for node in value]
        return [to_boolean(value)]

    return truths


def _weights_run(code: Code) -> Run:
    run = code.run

    def weights(c: Context, n: Node | None, p: int, s: int) -> list[float]:
        value: Value = run(c, n, p, s)
        members: Sequence[Value] = value if isinstance(value, (list, tuple)) else [value]
        return [to_number(m.text if isinstance(m, Node) else m, c.zone) for m in members]

    return weights


def _within(total: float, least: float, most: float) -> bool:
    """A negative bound does not bind."""
    return (least < 0 or total >= least) and (most < 0 or total <= most)


def _checklist(arguments: Arguments) -> Run:
    least, most = arguments.number(0), arguments.number(1)
    parts = [_truths_run(code) for code in arguments.codes[2:]]

    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        total = sum(sum(part(c, n, p, s)) for part in parts)
        return _within(total, least(c, n, p, s), most(c, n, p, s))

    return run


def _weighted_checklist(arguments: Arguments) -> Run:
    least, most = arguments.number(0), arguments.number(1)
    codes = arguments.codes[2:]
    pairs = [(_truths_run(v), _weights_run(w)) for v, w in zip(codes[::2], codes[1::2], strict=True)]

    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        total = sum(
            weight
            for truths, weights in pairs
            for truth, weight in zip(truths(c, n, p, s), weights(c, n, p, s), strict=False)
            if truth
        )
        return _within(total, least(c, n, p, s), most(c, n, p, s))

    return run


def _boolean(arguments: Arguments) -> Run:
    return boolean_run(arguments.codes[0])


def _fixed(value: bool) -> Function:
    return plain("true" if value else "false", "boolean", (), lambda: value)


FUNCTIONS: Final[Sequence[Function]] = (
    _fixed(True),
    _fixed(False),
    plain("not", "boolean", ("boolean",), lambda value: not value),
    function("boolean", "boolean", (1, 1), _boolean),
    plain("boolean-from-string", "boolean", ("text",), _from_text),
    Function("if", 3, 3, _if),
    function("coalesce", "text", (2, ANY_NUMBER), _coalesce),
    function("once", "text", (1, 1), _once),
    function("checklist", "boolean", (2, ANY_NUMBER), _checklist),
    function("weighted-checklist", "boolean", (2, ANY_NUMBER), _weighted_checklist, paired=True),
)
