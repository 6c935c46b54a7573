"""When an answer is judged, and where nothing that could be answered would be right.

ODK shows the questions of a field list on one page and judges them together. In a chat they come one by one:
where a constraint reads answers that are still to come ("these three make 100"), nothing that is typed could
meet it yet. And where it reads answers that were given, they may leave nothing that is right ("not more than
the people of the household" when nobody was counted): then nobody is held up.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain, combinations, islice
from math import isfinite

from consultations.forms.compiled import CompiledQuestion
from consultations.forms.form_state import FormState
from consultations.forms.places import key_of

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
SMALL = tuple(map(float, range(31)))
"""Whole numbers that are tried."""
MOST_TRIES = 300
DAYS = tuple(timedelta(days=number) for number in (0, -1, 1, -31, 31, -366, 366, -3660, -36600))
"""How far from a day that the form knows, and from today, days are tried."""


def may_stand(state: FormState, key: str, value: str) -> bool:
    """Whether `value` can be taken for now: its constraint holds, or cannot be judged yet.

    What is taken for now is judged before the end (see `bot.moving.first_unfit`).
    """
    if state.allows(key, value):
        return True
    later = state.form.judged_with.get(state.one(key).question.name, ())
    tried = state.with_value(key, value) if later else state
    return any(_is_to_come(tried, name, key) for name in later)


def _is_to_come(state: FormState, name: str, key: str) -> bool:
    """Whether the question called `name`, in the same time round as `key`, will still be asked."""
    other = _beside(state, name, key)
    return other is not None and other not in state.given.values and state.askable(other)


def _beside(state: FormState, name: str, key: str) -> str | None:
    """The key of the question called `name` in the same time round as `key`; None where it has its own."""
    repeats, where = state.form.layout.chains.get(name, ()), state.form.layout.where(key)
    there = where[: len(repeats)]
    return key_of(name, there) if tuple(repeat for repeat, _ in there) == repeats else None


def must_answer(state: FormState, key: str) -> bool:
    """Whether the question cannot be passed over: it is required, and some answer may be right."""
    return state.required(key) and not nothing_fits(state, key)


def nothing_fits(state: FormState, key: str) -> bool:
    """Whether other answers leave no right one to a question of numbers, days or choices.

    Numbers and days are not all tried: only small ones, and those near what the constraint reads.
    """
    one = state.one(key)
    others = one.constraint.references - {one.question.name} if one.constraint else ()
    if not others:
        return False
    known = [*_values(state, key, sorted(others)), *NUMBER.findall(one.question.constraint)]
    tried = islice(_tried(state, one, key, known), MOST_TRIES)
    first = next(tried, None)
    return first is not None and not any(may_stand(state, key, value) for value in chain([first], tried))


def _values(state: FormState, key: str, names: list[str]) -> list[str]:
    """What the questions called `names` hold."""
    keys = (_beside(state, name, key) for name in names if name in state.form.questions)
    return [state.value(other) for other in keys if other]


def _tried(state: FormState, one: CompiledQuestion, key: str, values: list[str]) -> Iterator[str]:
    kind = one.question.type
    if one.kind.uses_choices and not one.kind.ordered:
        yield from _choices(state, one, key)
    elif kind in ("integer", "decimal", "range"):
        yield from map(_written, dict.fromkeys(_numbers(values)))
    elif kind in ("date", "dateTime"):
        end = "T12:00:00.000" if kind == "dateTime" else ""
        yield from (f"{day}{end}" for day in _days(state, values))


def _choices(state: FormState, one: CompiledQuestion, key: str) -> Iterator[str]:
    """Each choice; where several can be chosen, also the first ones together."""
    names = [choice.name for choice in state.choices(key)]
    yield from names
    if one.kind.takes_several:
        yield from (" ".join(names[:count]) for count in range(2, len(names) + 1))


def _numbers(values: list[str]) -> Iterator[float]:
    """Small numbers, those that are known, and what is between them."""
    known = [number for number in map(_number, values) if isfinite(number)]
    pairs = chain.from_iterable((a - b, b - a, a + b) for a, b in combinations(known, 2))
    left = [max(known) - (sum(known) - max(known)), sum(known)] if known else []
    for number in chain(SMALL, known, pairs, left):
        yield from (number, number - 1, number + 1)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _written(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def _days(state: FormState, values: list[str]) -> Iterator[date]:
    around = state.surroundings
    known = [around.now.astimezone(around.zone).date()]
    for value in values:
        with suppress(ValueError):
            known.append(date.fromisoformat(value[:10]))
    for day in known:
        for distance in DAYS:
            with suppress(OverflowError):
                yield day + distance
