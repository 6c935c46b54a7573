"""Did one consultation keep what the Trust says of itself? Scored from facts that are measured, nothing else.

The statements are Cheshire East's (TOGETHER plan 2022–26): eight principles, seven “we will”, five “we
won't”. They are known by their codes in the plan file. What cannot be measured is said to be so, not scored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from consultations.plan import Plan, Statement

GOOD_GRADE = 4.0
"""Flesch-Kincaid grade of a reading age of nine: what the house writes for children."""
GOOD_MINUTES = 10


class Verdict(StrEnum):
    KEPT = "kept"
    BROKEN = "not kept"
    NOT_YET = "not yet known"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is measured about one consultation. Numbers of people are protected before they come here: None
    is a number that is not shown, or that nobody has.

    `jargon`, `judging` (leading or double questions) count what the check found in its wording; `minutes` is
    what it takes a child of nine. `days_late` are the days after the day we named (0: in time; None: not due
    yet, or no day was named). `asks`, `decided`, `answered` count what was put to the Trust, decided, and
    published; `told`: whether everybody who said it and can be reached has our answer. `together` is the
    share of “Do adults work with you?” that is yes, in per cent.
    """

    jargon: int
    grade: float | None
    minutes: int
    judging: int
    identifying: int
    must_answer: int
    open_questions: int
    languages: int
    signed_by_young_lead: bool
    can_change_said: bool
    days_late: int | None
    asks: int
    decided: int
    answered: int
    cant_without_reason: int
    told: bool | None
    unread: bool
    together: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """One statement: what the facts say of it, in a sentence."""

    statement: Statement
    verdict: Verdict
    fact: str


Judged = tuple[Verdict, str]


def scores(statements: tuple[Statement, ...], facts: Facts) -> tuple[Score, ...]:
    return tuple(_score(each, facts) for each in statements)


def scorecard(plan: Plan, facts: Facts) -> Mapping[str, tuple[Score, ...]]:
    """The plan's principles, what it will and what it won't do, each scored."""
    lists = {"principles": plan.principles, "we_will": plan.we_will, "we_wont": plan.we_wont}
    return {name: scores(statements, facts) for name, statements in lists.items() if statements}


def _score(statement: Statement, facts: Facts) -> Score:
    judge = JUDGES.get(statement.code)
    verdict, fact = judge(facts) if judge else (Verdict.NOT_YET, "Nothing that is measured tells it.")
    return Score(statement, verdict, fact)


def _of(kept: bool, fact: str) -> Judged:
    return Verdict.KEPT if kept else Verdict.BROKEN, fact


def _counted(number: int, what: str) -> str:
    return f"{number or 'No'} {what}{'' if number == 1 else 's'}"


def _jargon(facts: Facts) -> Judged:
    return _of(facts.jargon == 0, f"{_counted(facts.jargon, 'hard word')} found in the questionnaire.")


def _length(facts: Facts) -> Judged:
    return _of(
        facts.minutes <= GOOD_MINUTES,
        f"It takes a child of nine about {facts.minutes} minutes; {GOOD_MINUTES} is the right length.",
    )


def _skipping(facts: Facts) -> Judged:
    if facts.must_answer:
        return Verdict.BROKEN, f"{_counted(facts.must_answer, 'question')} could not be passed over."
    return Verdict.KEPT, "Every question could be passed over, and left at any time."


def _in_time(facts: Facts) -> Judged:
    if facts.days_late is None:
        return Verdict.NOT_YET, "The day by which people should hear has not come, or none was named."
    if facts.days_late:
        late = _counted(facts.days_late, "day")
        return Verdict.BROKEN, f"People heard, or still wait, {late} after the day we named."
    return Verdict.KEPT, "People heard by the day that we named."


def _judging(facts: Facts) -> Judged:
    return _of(facts.judging == 0, f"{_counted(facts.judging, 'leading or double question')} in the wording.")


def _listened(facts: Facts) -> Judged:
    if facts.unread:
        return Verdict.NOT_YET, "Some of what people wrote waits to be read."
    if not facts.asks:
        return Verdict.NOT_YET, "Nothing of what people said has been put to the Trust yet."
    return Verdict.KEPT, f"All was read, and {facts.asks} of the things they asked for put to the Trust."


def _honest(facts: Facts) -> Judged:
    if not facts.decided:
        return Verdict.NOT_YET, "Nothing has been decided yet."
    kept = facts.cant_without_reason == 0
    return _of(kept, "Every “we can't” has its reason." if kept else "A “we can't” has no reason.")


def _done_as_said(facts: Facts) -> Judged:
    if facts.told is None:
        return Verdict.NOT_YET, "Nothing has been published yet."
    told = "Everybody whom we can write to has our answer, or finds it in the chat."
    words = told if facts.told else "Not everybody whom we can write to has our answer."
    return _of(facts.told, f"{words} Who asked us to stop is not counted.")


def _with_young_people(facts: Facts) -> Judged:
    signed = facts.signed_by_young_lead
    return _of(signed, f"{'A' if signed else 'No'} young person lead signed the wording.")


def _open(facts: Facts) -> Judged:
    count = facts.open_questions
    return _of(count > 0, f"{_counted(count, 'question')} could be answered in one's own words.")


def _genuine(facts: Facts) -> Judged:
    said = facts.can_change_said
    return _of(said, f"Before anybody answered it was {'' if said else 'not '}said what can change.")


def _trusting(facts: Facts) -> Judged:
    count = facts.identifying
    return _of(count == 0, f"{_counted(count, 'question')} that could tell who somebody is.")


def _engaged(facts: Facts) -> Judged:
    if not facts.asks:
        return Verdict.NOT_YET, "Nothing has been asked for yet."
    done = facts.answered == facts.asks
    return _of(done, f"{facts.answered} of {facts.asks} things that people asked for have been answered.")


def _adapted(facts: Facts) -> Judged:
    return _of(facts.languages > 1, f"It could be answered in {_counted(facts.languages, 'language')}.")


def _easy_to_read(facts: Facts) -> Judged:
    if facts.grade is None:
        return Verdict.NOT_YET, "How hard it is to read can be measured in English only."
    fact = f"Reading grade {max(facts.grade, 0):.1f}; for children, {GOOD_GRADE:.0f} or less."
    return _of(facts.grade <= GOOD_GRADE, fact)


def _respected(facts: Facts) -> Judged:
    if facts.together is None:
        return Verdict.NOT_YET, "Too few have said whether adults work with them."
    return _of(facts.together > 50, f"{facts.together}% say that adults work with them.")


JUDGES: Mapping[str, Callable[[Facts], Judged]] = {
    "together-teamwork": _with_young_people,
    "together-open-minded": _open,
    "together-genuine": _genuine,
    "together-equal": _respected,
    "together-trust": _trusting,
    "together-honest": _honest,
    "together-engage": _engaged,
    "together-respect": _judging,
    "will-listen": _listened,
    "will-be-honest": _honest,
    "will-trust": _trusting,
    "will-be-person-centred": _easy_to_read,
    "will-adapt": _adapted,
    "will-respect": _respected,
    "will-do-what-we-say": _done_as_said,
    "wont-use-jargon": _jargon,
    "wont-overload": _length,
    "wont-rush": _skipping,
    "wont-take-too-long": _in_time,
    "wont-judge": _judging,
}
"""What measures each statement. The choice is ours: the plan does not say how it wants to be measured."""
