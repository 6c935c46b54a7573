"""What is allowed in a plan and yet looks wrong: said as warnings, for a person to judge.

Such lines stand in real plans, and a plan is imported as its Trust wrote it.
"""

import re
from collections.abc import Iterator

from consultations.errors import Fault
from consultations.plan.measures import Indicator, Polarity, Target
from consultations.plan.model import Plan
from consultations.plan.yaml_source import Source

OPENING_WORDS = {
    Polarity.UP: ("more", "increase", "increased", "higher", "raise"),
    Polarity.DOWN: ("fewer", "less", "reduce", "reduced", "lower", "decrease"),
}
OPPOSITE = {Polarity.UP: Polarity.DOWN, Polarity.DOWN: Polarity.UP}

# Short names of figures that count what should become rarer, whatever the words around them say.
# NEET: "not in education, employment or training" (Department for Education).
COUNTS_WHAT_SHOULD_FALL = re.compile(r"\bNEET\b")


def warnings(plan: Plan, source: Source) -> list[Fault]:
    return [
        Fault(code, message, fix, source.place(("outcomes", o, "indicators", i)), level="warning")
        for o, outcome in enumerate(plan.outcomes)
        for i, indicator in enumerate(outcome.indicators)
        for code, message, fix in _doubts(indicator)
    ]


def _doubts(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    yield from label_doubts(indicator)
    yield from _target_behind_baseline(indicator)


def label_doubts(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    """Where the label says the opposite of the polarity: code, message, what to do."""
    said = f"“{indicator.text}” has the polarity “{indicator.polarity}”"
    if indicator.polarity is Polarity.UP and COUNTS_WHAT_SHOULD_FALL.search(indicator.text):
        message = f"{said}, but NEET counts those who are not in education, employment or training."
        yield (
            "label-polarity",
            message,
            "Check which figure is meant, and leave the short name out of the text.",
        )
    if _opening_word(indicator) in OPENING_WORDS.get(OPPOSITE.get(indicator.polarity, Polarity.MAINTAIN), ()):
        yield "label-polarity", f"{said}, but its first word says the opposite.", "Check the polarity."


def _opening_word(indicator: Indicator) -> str:
    return indicator.text.partition(" ")[0].casefold()


def _target_behind_baseline(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    behind = [target for target in indicator.all_targets if _is_behind(indicator, target)]
    for target in behind:
        which = f"target for {target.period}" if target.period else "target"
        message = f"The {which} of “{indicator.text}” is worse than its baseline."
        yield "target-behind-baseline", message, "Check both numbers and the polarity."


def _is_behind(indicator: Indicator, target: Target) -> bool:
    if indicator.baseline is None or target.value is None:
        return False
    return indicator.polarity.worse(indicator.baseline, target.value)
