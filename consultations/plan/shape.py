"""The shape of the model as tables: which list of parts is which sheet, with which columns.

Each list of parts in a plan is a sheet; a part inside a part (`gap` of an indicator) gives columns of its own
(`gap.of`). Before a row stands what it belongs to: the code or the name of the part around it.
"""

import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache

from consultations.plan.model import Plan

Fields = tuple[str, ...]

PLAN_SHEET = "plan"
NAMES: dict[Fields, str] = {
    ("pledges", "points"): "pledge_points",
    ("reviews", "entries"): "review_entries",
    ("village", "figures"): "village_figures",
}
"""Where the last field alone would not say what the sheet holds."""

SINGULAR = {"outcomes": "outcome", "indicators": "indicator", "pledges": "pledge", "reviews": "review"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the fields that lead to its value from its part, and whether a cell holds several lines."""

    fields: Fields
    lines: bool

    @property
    def heading(self) -> str:
        return ".".join(self.fields)


@dataclass(frozen=True, slots=True)
class SheetShape:
    """A sheet. `path`: the fields from the plan to the list; `around`: the lists whose keys lead its rows."""

    name: str
    path: Fields
    around: tuple[Fields, ...]
    columns: tuple[Column, ...]
    key: str

    @property
    def headings(self) -> tuple[str, ...]:
        return (*(around_heading(each) for each in self.around), *(each.heading for each in self.columns))


def around_heading(path: Fields) -> str:
    return f"in {SINGULAR.get(path[-1], path[-1])}"


@cache
def sheets() -> tuple[SheetShape, ...]:
    """Every sheet, a list before the lists inside it."""
    return tuple(_sheets(Plan, (), ()))


def _sheets(part: type, path: Fields, around: tuple[Fields, ...]) -> Iterator[SheetShape]:
    key = next((name for name in ("code", "name") if name in typing.get_type_hints(part)), "")
    name = NAMES.get(path) or (path[-1] if path else PLAN_SHEET)
    yield SheetShape(name, path, around, tuple(_columns(part)), key)
    for field, inner in _lists(part):
        # A code is unique in the plan and says alone what a row belongs to; a name needs what is around it.
        outer = () if not path else (path,) if key == "code" else (*around, path)
        yield from _sheets(inner, (*path, *field), outer)


def _columns(part: type, before: Fields = ()) -> Iterator[Column]:
    for name, hint in _hints(part):
        inner = _dataclass_in(hint)
        if inner and not _is_list(hint):
            yield from _columns(inner, (*before, name))
        elif not inner:
            yield Column((*before, name), _is_list(hint))


def _lists(part: type, before: Fields = ()) -> Iterator[tuple[Fields, type]]:
    for name, hint in _hints(part):
        inner = _dataclass_in(hint)
        if inner and _is_list(hint):
            yield (*before, name), inner
        elif inner:
            yield from _lists(inner, (*before, name))


def _hints(part: type) -> list[tuple[str, object]]:
    hints = typing.get_type_hints(part)
    return [(field.name, hints[field.name]) for field in fields(part)]


def _is_list(hint: object) -> bool:
    return typing.get_origin(hint) is tuple


def _dataclass_in(hint: object) -> type | None:
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    inside = (_dataclass_in(each) for each in typing.get_args(hint))
    return next((each for each in inside if each), None)
