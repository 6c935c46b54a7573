"""Random ways through a form: what a person might answer next, given what the engine says can be answered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from random import Random

from consultations.forms.compiled import CompiledForm
from consultations.forms.places import split_key
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question
from tests.oracle.engine import Engine, OracleFault, Seen
from tests.oracle.replay import NOW, Node, Nodes, Step

MOST_TIMES = 4
"""How often a walk goes round an open repeat."""
NUMBER = re.compile(r"(?<![\w'\"-])\d+(?:\.\d+)?(?![\w'\"-])")
WORDS = re.compile(r"'([^']*)'|\"([^\"]*)\"")
EXPRESSIONS = ("relevant", "constraint", "calculation", "choice_filter", "required", "default")
LARGEST = 200
BLANK = 0.12
"""How often a question that need not be answered is passed over, or its answer taken back."""
SENT = ("image", "audio", "file")
"""Answered with a file, which the engine wants as a file."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What was done, and what the engine said after each step; `seen[0]` is before the first."""

    steps: tuple[Step, ...]
    seen: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """Numbers and words that the form's own expressions compare with, and those next to them."""

    numbers: tuple[float, ...]
    words: tuple[str, ...]


def pool_of(form: CompiledForm) -> Pool:
    items = [item for item, _ in form.order]
    sources = [str(getattr(item, column, "")) for item in items for column in EXPRESSIONS]
    found = {float(number) for source in sources for number in NUMBER.findall(source)}
    near = chain.from_iterable((one - 1, one, one + 1) for one in found if one < LARGEST)
    words = {first or second for source in sources for first, second in WORDS.findall(source)}
    own = (0, 1, 2, 3, 5, 12)
    return Pool(tuple(sorted({*near, *own})), tuple(sorted({*words, "a", "Green park", " two  spaces "})))


def walk(engine: Engine, form: CompiledForm, xform: str, length: int, chance: Random) -> Walk:
    """A walk of at most `length` steps; it is shorter where nothing can be answered."""
    pool = pool_of(form)
    seen = engine.load(xform, NOW.isoformat())
    steps: list[Step] = []
    answers: dict[str, str] = {}
    dumps = [nodes_of(form, seen)]
    for _ in range(length):
        can = [one for one in seen if _open(form, one, seen)]
        if not can:
            break
        one = chance.choice(can)
        step = _step(form, one, pool, chance)
        try:
            seen = engine.add(one.reference) if step.another else engine.set(one.reference, step.value)
            answers[one.reference] = step.value
            seen = _forget(engine, seen, answers)
        except OracleFault as problem:
            raise OracleFault(f"{step}: {problem}") from problem
        steps.append(step)
        dumps.append(nodes_of(form, seen))
    return Walk(tuple(steps), tuple(dumps))


def _forget(engine: Engine, seen: list[Seen], answers: dict[str, str]) -> list[Seen]:
    """Make the engine forget answers that a filter has taken a choice from.

    It would bring the choice back when the filter lets it; in a conversation what is taken stays away.
    """
    for one in seen:
        known = answers.get(one.reference)
        if one.options is not None and one.relevant and known and known != one.value:
            answers[one.reference] = one.value
            return _forget(engine, engine.set(one.reference, one.value), answers)
    return seen


def _open(form: CompiledForm, one: Seen, seen: Sequence[Seen]) -> bool:
    """Whether a person could do something there."""
    if one.kind == "repeat-range:uncontrolled":
        return one.relevant and _times(one, seen) < MOST_TIMES
    known = form.questions.get(split_key(one.key)[0])
    if known is None or not known.asked or not one.relevant or one.readonly:
        return False
    return known.question.type not in SENT and (one.options is None or bool(one.options))


def _times(repeat: Seen, seen: Sequence[Seen]) -> int:
    inside = re.compile(re.escape(repeat.reference) + r"\[\d+\]")
    return sum(inside.fullmatch(one.reference) is not None for one in seen)


def _step(form: CompiledForm, one: Seen, pool: Pool, chance: Random) -> Step:
    if one.repeats:
        return Step(one.key, another=True)
    question = form.questions[split_key(one.key)[0]].question
    blank = not one.required and chance.random() < BLANK
    return Step(one.key, "" if blank else _value(question, one.options or (), pool, chance))


def _value(question: Question, options: Sequence[str], pool: Pool, chance: Random) -> str:
    """An answer of the question's type, as it is stored."""
    if options:
        return _chosen(question.type, options, chance)
    number = int(chance.choice(pool.numbers))
    moment = NOW + timedelta(days=chance.choice((-9000, -400, -31, -1, 0, 1, 30, 800)))
    clock = f"{chance.randint(0, 23):02}:30:00.000"
    scale = type_of("range").options(question, ()) if question.type == "range" else ()
    answers = {
        "acknowledge": "OK",
        "integer": str(number),
        "decimal": f"{number + chance.choice((0.25, 0.5))}",
        "range": chance.choice([one.value for one in scale]) if scale else "",
        "date": f"{moment:%Y-%m-%d}",
        "time": clock,
        "dateTime": f"{moment:%Y-%m-%d}T{clock}",
        "geopoint": f"{chance.randint(50, 54)}.25 -{chance.randint(0, 3)}.5 0.0 0.0",
    }
    return answers.get(question.type, chance.choice(pool.words))


def _chosen(type_: str, options: Sequence[str], chance: Random) -> str:
    if type_ == "rank":
        return " ".join(chance.sample(options, len(options)))
    count = chance.randint(1, len(options)) if type_ == "select_multiple" else 1
    chosen = chance.sample(options, count)
    return " ".join(sorted(chosen, key=options.index))  # the engine keeps the list's order


def nodes_of(form: CompiledForm, seen: Sequence[Seen]) -> Nodes:
    """What the engine sees, as Together would say it."""
    return dict(_nodes(form, seen))


def _nodes(form: CompiledForm, seen: Sequence[Seen]) -> Iterator[tuple[str, Node]]:
    for one in seen:
        name = split_key(one.key)[0]
        known = form.questions.get(name)
        if one.repeats:
            yield f"{one.key} times", Node(times=_times(one, seen))
        elif known is not None and one.value is not None:
            parameters = known.question.parameters
            by_chance = parameters.get("randomize") == "true" and "seed" not in parameters
            yield (
                one.key,
                Node(
                    relevant=one.relevant,
                    required=one.required,
                    valid=one.constraint,
                    calculated=None if known.asked else one.value,
                    answer=one.value if known.asked else None,
                    options=tuple(sorted(one.options)) if one.options and by_chance else one.options,
                ),
            )
        elif not name.endswith("_count"):  # pyxform's own row for a repeat_count
            yield one.key, Node(relevant=one.relevant)
