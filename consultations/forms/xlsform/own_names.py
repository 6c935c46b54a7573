"""A name of its own for every row: in ODK rows of different groups may share one; answers are kept by it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Group, Item, Question, walk

PATH = re.compile(r"(?<![\w}\])'\"$.])(?:\.\./|/)[\w./-]*[\w-]")
"""A path written out, as `../age` or `/data/child/age`, up to its last name or first bracket."""
EXPRESSIONS = ("required", "relevant", "constraint", "calculation", "choice_filter", "default", "count")


def with_own_names(items: tuple[Item, ...], findings: Findings) -> tuple[Item, ...]:
    """The items, each with a name of its own.

    The first question of a name keeps it; any other row of that name gets its group's name put before it, and
    the paths that lead to it follow. Rows side by side are left alike, for the check to refuse.
    """
    names = _new_names(items)
    if not names:
        return items
    for item, _ in walk(items):
        if id(item) in names:
            findings.warning(
                "duplicate_name",
                f"The name “{item.name}” is used elsewhere too; this row is kept as “{names[id(item)]}”.",
                "Give each row a name of its own: answers are kept under it.",
                item.row,
                "name",
            )
    return tuple(_Renamed(items, names).item(item, ()) for item in items)


def _new_names(items: tuple[Item, ...]) -> Mapping[int, str]:
    """id of an item → the name it gets, for those that cannot keep theirs."""
    everything = list(walk(items))
    taken = {item.name for item, _ in everything}
    first: dict[str, Item] = {}
    for item, _ in sorted(everything, key=lambda one: isinstance(one[0], Group)):
        first.setdefault(item.name, item)
    parents = {id(item): inside[-1] if inside else None for item, inside in everything}
    names: dict[int, str] = {}
    for item, inside in everything:
        keeper = first[item.name]
        if item is not keeper and inside and parents[id(keeper)] is not inside[-1]:
            names[id(item)] = _free(f"{inside[-1].name}_{item.name}", taken)
            taken.add(names[id(item)])
        elif item is not keeper and not inside and parents[id(keeper)] is not None:
            names[id(item)] = _free(f"{item.name}_outside", taken)
            taken.add(names[id(item)])
    return names


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while (tried := name if number == 2 else f"{name}_{number}") in taken:
        number += 1
    return tried


@dataclass(frozen=True, slots=True)
class _Renamed:
    items: tuple[Item, ...]
    names: Mapping[int, str]

    def item(self, item: Item, inside: tuple[Group, ...]) -> Item:
        """`item` under its new name, everything inside it too, with its paths rewritten."""
        changed: dict[str, Any] = {
            column: PATH.sub(lambda found: self._path(found[0], item, inside), source)
            for column in EXPRESSIONS
            if "/" in (source := getattr(item, column, ""))
        }
        name = self.names.get(id(item), item.name)
        if isinstance(item, Question):
            return replace(item, name=name, **changed)
        below = tuple(self.item(one, (*inside, item)) for one in item.items)
        return replace(item, name=name, items=below, **changed)

    def _path(self, path: str, item: Item, inside: tuple[Group, ...]) -> str:
        """`path`, as `item` writes it, with the new names of everything that it leads through."""
        here: Sequence[Group] = inside
        steps = path.split("/")
        start = 0
        if not steps[0]:  # from the root: the form's own name comes first, whatever it is
            here, start = (), 2
        written = list(steps)
        at_item = bool(steps[0])
        for place, step in enumerate(steps[start:], start):
            if step == "..":
                here, at_item = (here, False) if at_item else (here[:-1], False)
            elif step not in ("", "."):
                found = self._child(here, step)
                if found is None:
                    break
                written[place] = self.names.get(id(found), step)
                here = (*here, found) if isinstance(found, Group) else here
        return "/".join(written)

    def _child(self, inside: Sequence[Group], name: str) -> Item | None:
        among = inside[-1].items if inside else self.items
        return next((item for item in among if item.name == name), None)
