"""Where things stand in a questionnaire that is being answered: which question, which time round.

A question outside repeats is one place; inside a repeat it is a place for every time round. The *key* of a
place is its name, with the times round in brackets: `age`, `age[2]`, `toy[2.1]` (the first toy of the second
child). Answers are kept by key.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from consultations.forms.questionnaire import Group, Item, Questionnaire, walk

Where = tuple[tuple[str, int], ...]
"""The repeats around a place, outermost first: the name of each, and which time round, from 1."""
NOWHERE: Where = ()


def instance_of(where: Where) -> str:
    """The times round as they are stored: "" outside repeats, "2", "2.1"."""
    return ".".join(str(number) for _, number in where)


def key_of(name: str, where: Where) -> str:
    return f"{name}[{instance_of(where)}]" if where else name


def split_key(key: str) -> tuple[str, str]:
    """The name and the times round of a key: `toy[2.1]` is ("toy", "2.1")."""
    name, _, instance = key.partition("[")
    return name, instance.removesuffix("]")


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that a person meets: a question, a note, the beginning of a group, or the end of a repeat.

    `position` is the item's place in the sheet, from 0. `groups` are those around it with the repeats that
    they themselves stand in. At the end of an open repeat (`another`) the person is asked whether to go round
    once more.
    """

    key: str
    item: Item
    position: int
    where: Where
    another: bool = False

    @property
    def name(self) -> str:
        return self.item.name


class Layout:
    """The repeats around everything that has a name. Made once for each questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.order: tuple[tuple[Item, tuple[Group, ...]], ...] = tuple(walk(questionnaire.items))
        self.repeats: Mapping[str, Group] = {
            item.name: item for item, _ in self.order if isinstance(item, Group) and item.repeats
        }
        self.chains: Mapping[str, tuple[str, ...]] = {
            item.name: _repeats(groups) for item, groups in reversed(self.order)
        }
        self.groups_of: Mapping[str, tuple[Group, ...]] = {item.name: groups for item, groups in self.order}
        self.items: Mapping[str, tuple[Item, ...]] = {
            item.name: item.items for item, _ in self.order if isinstance(item, Group)
        }
        self.positions: Mapping[int, int] = {id(item): place for place, (item, _) in enumerate(self.order)}

    def where(self, key: str) -> Where:
        """The repeats around the place called `key`."""
        if "[" not in key:
            return NOWHERE
        name, instance = split_key(key)
        numbers = (int(number) for number in instance.split("."))
        return tuple(zip(self.chains.get(name, ()), numbers, strict=False))

    def within(self, group: Group, where: Where) -> Where:
        """The part of `where` that a group around the place stands in, its own time round included."""
        depth = len(self.chains[group.name]) + group.repeats
        return where[:depth]


def _repeats(groups: tuple[Group, ...]) -> tuple[str, ...]:
    return tuple(group.name for group in groups if group.repeats)
