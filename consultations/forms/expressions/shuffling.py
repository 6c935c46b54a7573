"""Random orders that a seed gives again: the shuffle and the generator of the XForms specification."""

from collections.abc import Callable, Sequence
from math import fmod
from typing import TypeVar

Thing = TypeVar("Thing")


def shuffled(things: Sequence[Thing], chance: Callable[[], float]) -> list[Thing]:
    """The “inside-out” shuffle of https://getodk.github.io/xforms-spec/#fn:randomize."""
    found: list[Thing] = []
    for index, thing in enumerate(things):
        place = int(chance() * (index + 1))
        if place == index:
            found.append(thing)
        else:
            found.append(found[place])
            found[place] = thing
    return found


def park_miller(seed: int) -> Callable[[], float]:
    """The seeded generator that the specification names: multiplier 16807, modulus 2³¹ - 1."""
    state = int(fmod(seed, 2_147_483_647))
    if state <= 0:
        state += 2_147_483_646

    def chance() -> float:
        nonlocal state
        state = state * 16_807 % 2_147_483_647
        return (state - 1) / 2_147_483_646

    return chance
