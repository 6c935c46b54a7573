"""How many said what to equality questions, as far as it may be shown: every number goes through the rule.

Each question is a table of its own in which everybody is in one cell. Tables are never crossed with one
another or with anything else that people said. Pure.
"""

from collections.abc import Iterator, Sequence

from analysis.disclosure_control import Count, Rule, protect_count, protect_partition
from consultations.equality import Shown, Tally, version


def protected(tally: Tally, rule: Rule) -> Sequence[Shown]:
    """What may be shown of `tally`: for each question its base, and each choice, those of nobody too."""
    return [one for (question, name) in sorted(tally) for one in _table(tally, question, name, rule)]


def _table(tally: Tally, question: str, name: str, rule: Rule) -> Iterator[Shown]:
    counted = tally[question, name]
    known = version(name).get(question)
    choices = known.offered if known else tuple(sorted(counted))
    cells = [counted.get(choice, 0) for choice in choices]
    yield _shown(question, name, "", protect_count(sum(cells), rule))
    for choice, count in zip(choices, protect_partition(cells, rule), strict=True):
        yield _shown(question, name, choice, count)


def _shown(question: str, name: str, choice: str, count: Count) -> Shown:
    return Shown(question, name, choice, count.value, count.below)
