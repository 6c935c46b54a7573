"""Values and conditions that wait for each other in a ring."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from consultations.forms.form_check.form import Form
from consultations.forms.form_check.tokens import references
from consultations.forms.questionnaire import Item, walk

WAITS = ("calculation", "relevant")
"""The expressions that decide what a question is worth. A constraint or filter only judges an answer."""


def check_cycles(form: Form) -> None:
    """One warning for each ring, at its first row, naming the ring."""
    for ring in rings(waits_for(form)):
        start = ring.index(min(ring))
        chain = [*ring[start:], *ring[:start], ring[start]]
        first, second = form.items[chain[0]], form.items[chain[1]]
        names = " → ".join(form.items[position].name for position in chain)
        form.survey.warning(
            "reference_cycle",
            f"These wait for each other, so none can be worked out and they stay blank: {names}.",
            "Take one `${…}` of the ring out.",
            first.row,
            _column(first, second),
        )


def waits_for(form: Form) -> Mapping[int, set[int]]:
    """Position in the form → positions it waits for: questions it names, and the group around it."""
    positions = {id(item): position for position, item in enumerate(form.items)}
    found: dict[int, set[int]] = {}
    for item, inside in walk(form.questionnaire.items):
        named = [form.questions[name] for name in _names(item) if name in form.questions]
        found[positions[id(item)]] = {positions[id(other)] for other in (*named, *inside[-1:])}
    return found


def _names(item: Item) -> set[str]:
    return {token.text for column in WAITS for token in references(getattr(item, column, ""))}


def rings(waits: Mapping[int, set[int]]) -> Iterator[list[int]]:
    """Rings of the graph: each position in one waits for the next. Every ring is broken once."""
    left = {position: set(others) for position, others in waits.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as found:
            # The error lists each before the one that waits for it, the first again at the end.
            ring = list(reversed(found.args[1]))[:-1]
            left[ring[0]].discard(ring[1 % len(ring)])
            yield ring
        else:
            return


def _column(item: Item, waited: Item) -> str:
    """The column of `item` that names `waited`."""
    naming = (
        column
        for column in WAITS
        if waited.name in {token.text for token in references(getattr(item, column, ""))}
    )
    return next(naming, "name")
