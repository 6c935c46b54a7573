"""Questions that nobody can ever come to: conditions that no answers meet.

A condition that hangs on a question nobody comes to is met by nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import product
from math import ceil, floor, inf, isfinite, prod

from consultations.forms.form_check.form import Form, is_seen, kind_of
from consultations.forms.form_check.ways import ITSELF, MOST_WAYS, Need, Way, as_stored, number, ways_of
from consultations.forms.question_types.written import scale
from consultations.forms.questionnaire import Group, Item, Question, walk

ALWAYS_FALSE = "its condition is always false"


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
        reason = contradiction(form, [need for way in combined for need in way], lost)
        if not reason:
            return ""
    return reason


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
        value, amount = as_stored(need.value), number(need.value)
        if need.relation in ("=", ">", ">=") and amount >= self.low[0]:
            self.low = max(self.low, (amount, need.relation == ">"))
        if need.relation in ("=", "<", "<=") and amount <= self.high[0]:
            strict = need.relation == "<" or (amount == self.high[0] and self.high[1])
            self.high = (amount, strict)
        if need.relation == "=" or (need.relation == "has" and one_choice):
            self.exact.add(value)
        kept = {"!=": self.unlike, "has": self.has, "lacks": self.lacks}.get(need.relation)
        if kept is not None:
            kept.add(value)

    def is_nothing(self, *, whole: bool) -> bool:
        """Whether no value is left; `whole`: only whole numbers are values."""
        (low, more), (high, less) = self.low, self.high
        if whole and isfinite(low) and isfinite(high):
            low, more = (floor(low) + 1 if more else ceil(low)), False
            high, less = (ceil(high) - 1 if less else floor(high)), False
        return (
            len(self.exact) > 1
            or low > high
            or (low == high and (more or less))
            or bool(self.exact & (self.unlike | self.lacks))
            or bool(self.has & self.lacks)
        )


def contradiction(form: Form, needs: Collection[Need], lost: Collection[str] = ()) -> str:
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
    return _no_such_choice(form, question, answers) or _against_each_other(
        question, needs, answered=bool(answers)
    )


def _wants_answer(need: Need) -> bool:
    """Whether a blank does not meet it."""
    return need.value == "" if need.relation in ("!=", "lacks") else need.value != ""


def _no_such_choice(form: Form, question: Question, needs: list[Need]) -> str:
    names = form.choice_names.get(question.choices or "", ())
    if not names or not kind_of(question).uses_choices or question.calculation:
        return ""
    for need in needs:
        wanted = as_stored(need.value)
        if (
            need.relation in ("=", "has")
            and wanted not in names
            and not set(names).issuperset(wanted.split())
        ):
            return f"“{wanted}” is not a choice of “{question.name}”"
    return ""


def _against_each_other(question: Question, needs: list[Need], *, answered: bool) -> str:
    left = _Left()
    for need in (*needs, *(_allowed(question) if answered else ())):
        left.narrow(need, one_choice=question.type == "select_one")
    nothing = left.is_nothing(whole=question.type == "integer")
    return f"it wants of “{question.name}” what cannot be" if nothing else ""


def _allowed(question: Question) -> Way:
    """What the question's own constraint says of every answer, where it says one plain thing."""
    ways = own_ways(question)
    own = ways[0] if len(ways) == 1 else ()
    return (*own, *_ends(question))


def own_ways(question: Question) -> tuple[Way, ...]:
    """The ways to meet the question's own constraint, as far as they are about its answer."""
    ways = ways_of(ITSELF.sub(f"${{{question.name}}}", question.constraint or "true()"))
    return tuple(tuple(need for need in way if need.name == question.name) for way in ways)


def no_answer_fits(form: Form, question: Question) -> bool:
    """Whether no answer at all meets the question's own constraint."""
    return all(
        _no_such_choice(form, question, list(way)) or _against_each_other(question, list(way), answered=True)
        for way in own_ways(question)
    )


def _ends(question: Question) -> Way:
    """Between which numbers the answers of a scale are."""
    if question.type != "range" or kind_of(question).check(question):
        return ()
    numbers = scale(question)
    ends = sorted((float(numbers.start), float(numbers.at(numbers.size - 1))))
    return Need(question.name, ">=", ends[0]), Need(question.name, "<=", ends[1])
