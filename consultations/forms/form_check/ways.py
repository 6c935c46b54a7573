"""The ways to meet a condition: what each of them needs of the answers.

What is looked at: `and`, `or` and `not` around comparisons of one question with a fixed value, and
`selected()`. Anything else might hold.
"""

import re
from dataclasses import dataclass

from consultations.forms.expressions.syntax import Call, Chain, Expr, Number, Reference, Text
from consultations.forms.form_check.trees import bare_name, every_node, tree_of

MOST_WAYS = 64
"""How many ways to meet a condition are looked at; a condition with more might hold."""
ITSELF = re.compile(r"(?<![\w.)\]'\"/])\.(?![\w./])")
"""The full stop that stands for the answer in its constraint."""
TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<", "has": "lacks", "lacks": "has"}


@dataclass(frozen=True, slots=True)
class Need:
    """What a way to meet a condition needs of one question, as in `${name} = 'x'`. `has` is selected()."""

    name: str
    relation: str
    value: str | float


Way = tuple[Need, ...]
"""Needs that must all be met. A condition is met by any one of its ways."""
ANYTHING: tuple[Way, ...] = ((),)


def ways_of(source: str) -> tuple[Way, ...]:
    """The ways to meet a condition: () where there is none, `ANYTHING` where nothing is known of it.

    Nothing is known of one with a bare name or a question in quotes, which its author did not mean so.
    """
    tree = tree_of(source)
    return ANYTHING if tree is None or any(map(_is_slip, every_node(tree))) else ways_to_meet(tree)


def _is_slip(node: Expr) -> bool:
    return bool(bare_name(node)) or (isinstance(node, Text) and "${" in node.value)


def ways_to_meet(node: Expr) -> tuple[Way, ...]:
    """`ways_of` for a condition that is parsed already, as it is written: a bare name is blank."""
    return _ways(node, wanted=True)


def _ways(node: Expr, *, wanted: bool) -> tuple[Way, ...]:
    match node:
        case Call("true" | "false" as name, ()):
            return ANYTHING if (name == "true") is wanted else ()
        case Number(value):
            return ANYTHING if bool(value) is wanted else ()
        case Call("selected", arguments) if any(map(bare_name, arguments)):
            return () if wanted else ANYTHING
        case Call("not", (inner,)):
            return _ways(inner, wanted=not wanted)
        case Call("selected", (Reference(name), Text(value))):
            return ((Need(name, "has" if wanted else "lacks", value),),)
        case Chain(first, links) if all(link.operator in ("and", "or") for link in links):
            return _joined([first, *(link.operand for link in links)], links[0].operator, wanted=wanted)
        case Chain(left, (link,)) if link.operator in TURNED:
            return _compared(left, link.operator, link.operand, wanted=wanted)
    return () if bare_name(node) and wanted else ANYTHING


def _joined(parts: list[Expr], operator: str, *, wanted: bool) -> tuple[Way, ...]:
    """All parts at once, or any of them; each is turned round where the whole is not wanted."""
    each = [_ways(part, wanted=wanted) for part in parts]
    if (operator == "or") is wanted:
        return tuple(way for ways in each for way in ways)
    found: tuple[Way, ...] = ANYTHING
    for ways in each:
        found = tuple((*one, *other) for one in found for other in ways)
        if len(found) > MOST_WAYS:
            return ANYTHING
    return found


def _compared(left: Expr, operator: str, right: Expr, *, wanted: bool) -> tuple[Way, ...]:
    if bare_name(left) or bare_name(right):
        return () if wanted else ANYTHING
    relation = operator if wanted else OPPOSITE[operator]
    match left, right:
        case Reference(name), (Text(value) | Number(value)):
            return ((Need(name, relation, value),),)
        case ((Text(value) | Number(value)), Reference(name)):
            return ((Need(name, TURNED[relation], value),),)
        case ((Text(one) | Number(one)), (Text(other) | Number(other))):
            return ANYTHING if _holds(number(one), operator, number(other), one, other) is wanted else ()
    return ANYTHING


def _holds(one: float, operator: str, other: float, text: object, other_text: object) -> bool:
    if operator in ("=", "!="):
        return (text == other_text or one == other) is (operator == "=")
    return {"<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[operator]


def number(value: str | float) -> float:
    """The number that `value` is; not a number where it is none."""
    try:
        return float(value)
    except ValueError:
        return float("nan")


def as_stored(value: str | float) -> str:
    """`value` as an answer is stored."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
