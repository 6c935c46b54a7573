"""Questions that nobody can ever come to: conditions that no answers meet.

What is looked at: `and`, `or` and `not` around comparisons of one question with a fixed value, and
`selected()`. Anything else might hold. A condition that hangs on a question nobody comes to is met by nobody.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import product
from math import inf, prod

from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.parser import parse
from consultations.forms.expressions.syntax import Call, Chain, Expr, Number, Reference, Text
from consultations.forms.form_check.form import Form, is_seen, kind_of
from consultations.forms.questionnaire import Group, Item, Question, walk

ALWAYS_FALSE = "its condition is always false"
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


def check_reach(form: Form) -> None:
    """Say which questions, notes and groups nobody comes to: their own conditions or those around them.

    A condition that is plainly false, such as `false()`, is meant: that is a remark, the rest are warnings.
    """
    lost: set[str] = set()
    closed: set[int] = set()
    for item, inside in walk(form.questionnaire.items):
        around = any(id(group) in closed for group in inside)
        reason = "" if around else _why_never(form, item, inside, lost)
        if reason and (isinstance(item, Group) or is_seen(item)):
            _say(form, item, reason)
        if around or reason:
            closed.add(id(item))
            lost |= {item.name} if isinstance(item, Question) else set()


def _say(form: Form, item: Item, reason: str) -> None:
    plainly = ways_of(item.relevant) == ()
    say = form.survey.info if plainly else form.survey.warning
    say(
        "never_asked",
        f"Nobody ever comes to “{item.name}”: {ALWAYS_FALSE if plainly else reason}.",
        "Take the condition out when it is to be asked." if plainly else "Check its condition.",
        item.row,
        "relevant",
    )


def _why_never(form: Form, item: Item, inside: tuple[Group, ...], lost: Collection[str]) -> str:
    """Why no answers meet the conditions on `item`, or "" where some might."""
    conditions = [ways_of(one.relevant) for one in (*inside, item) if one.relevant]
    if prod(map(len, conditions)) > MOST_WAYS:
        return ""
    reason = ALWAYS_FALSE
    for combined in product(*conditions):
        reason = _contradiction(form, [need for way in combined for need in way], lost)
        if not reason:
            return ""
    return reason


def ways_of(source: str) -> tuple[Way, ...]:
    """The ways to meet a condition: () where there is none, `ANYTHING` where nothing is known of it."""
    try:
        return _ways(parse(source), wanted=True)
    except ExpressionFault:
        return ANYTHING


def _ways(node: Expr, *, wanted: bool) -> tuple[Way, ...]:
    match node:
        case Call("true" | "false" as name, ()):
            return ANYTHING if (name == "true") is wanted else ()
        case Number(value):
            return ANYTHING if bool(value) is wanted else ()
        case Call("not", (inner,)):
            return _ways(inner, wanted=not wanted)
        case Call("selected", (Reference(name), Text(value))):
            return ((Need(name, "has" if wanted else "lacks", value),),)
        case Chain(first, links) if all(link.operator in ("and", "or") for link in links):
            return _joined([first, *(link.operand for link in links)], links[0].operator, wanted=wanted)
        case Chain(left, (link,)) if link.operator in TURNED:
            return _compared(left, link.operator, link.operand, wanted=wanted)
    return ANYTHING


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
    relation = operator if wanted else OPPOSITE[operator]
    match left, right:
        case Reference(name), (Text(value) | Number(value)):
            return ((Need(name, relation, value),),)
        case ((Text(value) | Number(value)), Reference(name)):
            return ((Need(name, TURNED[relation], value),),)
        case ((Text(one) | Number(one)), (Text(other) | Number(other))):
            return ANYTHING if _holds(_number(one), operator, _number(other), one, other) is wanted else ()
    return ANYTHING


def _holds(one: float, operator: str, other: float, text: object, other_text: object) -> bool:
    if operator in ("=", "!="):
        return (text == other_text or one == other) is (operator == "=")
    return {"<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[operator]


def _number(value: str | float) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")


@dataclass(slots=True)
class _Left:
    """What is left for the value of one question: the numbers between, what it is, what it has and lacks."""

    low: tuple[float, bool] = (-inf, False)
    """The least it can be, and whether it must be more than that."""
    high: tuple[float, bool] = (inf, False)
    exact: set[str] = field(default_factory=set)
    unlike: set[str] = field(default_factory=set)
    has: set[str] = field(default_factory=set)
    lacks: set[str] = field(default_factory=set)

    def narrow(self, need: Need, *, one_choice: bool) -> None:
        value, number = _text(need.value), _number(need.value)
        if need.relation in ("=", ">", ">=") and number >= self.low[0]:
            self.low = max(self.low, (number, need.relation == ">"))
        if need.relation in ("=", "<", "<=") and number <= self.high[0]:
            strict = need.relation == "<" or (number == self.high[0] and self.high[1])
            self.high = (number, strict)
        if need.relation == "=" or (need.relation == "has" and one_choice):
            self.exact.add(value)
        kept = {"!=": self.unlike, "has": self.has, "lacks": self.lacks}.get(need.relation)
        if kept is not None:
            kept.add(value)

    def is_nothing(self) -> bool:
        (low, more), (high, less) = self.low, self.high
        return (
            len(self.exact) > 1
            or low > high
            or (low == high and (more or less))
            or bool(self.exact & (self.unlike | self.lacks))
            or bool(self.has & self.lacks)
        )


def _contradiction(form: Form, needs: list[Need], lost: Collection[str]) -> str:
    """Why no answers meet all of `needs` at once, or "" where some might."""
    by_name: dict[str, list[Need]] = {}
    for need in needs:
        by_name.setdefault(need.name, []).append(need)
    return next(filter(None, (_why_not(form, name, each, lost) for name, each in by_name.items())), "")


def _why_not(form: Form, name: str, needs: list[Need], lost: Collection[str]) -> str:
    question = form.questions.get(name)
    answers = [need for need in needs if _wants_answer(need)]
    if question is None or name in form.repeated:
        return ""  # what stands in a repeat has several values at once
    if name in lost and answers:
        return f"nobody comes to “{name}” either"
    return _no_such_choice(form, question, answers) or _against_each_other(question, needs, bool(answers))


def _wants_answer(need: Need) -> bool:
    """Whether a blank does not meet it."""
    return need.value == "" if need.relation in ("!=", "lacks") else need.value != ""


def _no_such_choice(form: Form, question: Question, needs: list[Need]) -> str:
    names = form.choice_names.get(question.choices or "", ())
    if not names or not kind_of(question).uses_choices or question.calculation:
        return ""
    for need in needs:
        wanted = _text(need.value)
        if (
            need.relation in ("=", "has")
            and wanted not in names
            and not set(names).issuperset(wanted.split())
        ):
            return f"“{wanted}” is not a choice of “{question.name}”"
    return ""


def _against_each_other(question: Question, needs: list[Need], answered: bool) -> str:
    left = _Left()
    for need in (*needs, *(_allowed(question) if answered else ())):
        left.narrow(need, one_choice=question.type == "select_one")
    return f"it wants of “{question.name}” what cannot be" if left.is_nothing() else ""


def _allowed(question: Question) -> Way:
    """What the question's own constraint says of every answer, where it says one plain thing."""
    ways = ways_of(ITSELF.sub(f"${{{question.name}}}", question.constraint)) if question.constraint else ()
    own = ways[0] if len(ways) == 1 else ()
    return tuple(need for need in own if need.name == question.name)


def _text(value: str | float) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
