"""Who somebody can turn to: the numbers on the help cards, when each was checked, and which are stale.

They are a file, because they change: `help/lines.yaml` names the national ones, a Trust adds its own by area.
A number counts as stale `GOOD_FOR` after the day on which somebody checked it; it is shown all the same, and
staff are warned, because a number that was right three months ago helps more than none.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from consultations.errors import Fault, FaultyInput, Place

GOOD_FOR = timedelta(days=90)
BUILT_IN = Path(__file__).parent / "help" / "lines.yaml"
MOST_ON_A_CARD = 5
LONGEST_ID = 90

Short = Annotated[str, Field(min_length=1, max_length=100)]


class HelpLine(BaseModel):
    """One service: how it is reached, when, for what and where, and who checked the number when.

    `concerns` are the categories of concern that it is for, none for any. `areas` are the places that it
    serves, none for everywhere. `hours` is empty where it is open day and night.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Short
    name: Short
    call: str = Field(default="", max_length=40)
    text: str = Field(default="", max_length=40)
    text_words: str = Field(default="", max_length=40)
    online: str = Field(default="", max_length=200)
    hours: str = Field(default="", max_length=100)
    concerns: tuple[Short, ...] = ()
    areas: tuple[Short, ...] = ()
    verified_on: date
    source: str = Field(default="", max_length=300)

    @model_validator(mode="after")
    def _can_be_reached(self) -> "HelpLine":
        if not (self.call or self.text or self.online):
            raise ValueError("say how it is reached: call, text or online")
        return self

    def is_stale(self, today: date) -> bool:
        """Whether the number must be checked again."""
        return today - self.verified_on > GOOD_FOR


@dataclass(frozen=True, slots=True)
class HelpLines:
    """The services that the help cards name, in the order in which they are shown."""

    lines: Sequence[HelpLine]

    def on_card(self, concern: str | None = None, areas: Iterable[str] = ()) -> list[HelpLine]:
        """What a card names: first what is for this concern and this place, then what is for everybody."""
        here = {area.casefold() for area in areas}
        fitting = [line for line in self.lines if _serves(line, here) and (not line.concerns or concern)]
        fitting = [line for line in fitting if not line.concerns or concern in line.concerns]
        fitting.sort(key=lambda line: (not line.concerns, not line.areas))
        return fitting[:MOST_ON_A_CARD]

    def number(self, name: str) -> str:
        """The number to call of the line with that id, or the one that comes with the program."""
        found = [line.call for line in self.lines if line.id == name]
        return found[0] if found else built_in().number(name)

    def numbers(self) -> frozenset[str]:
        """Every number to call, in digits only."""
        digits = ("".join(sign for sign in line.call if sign.isdigit()) for line in self.lines)
        return frozenset(filter(None, digits))

    def stale(self, today: date) -> list[HelpLine]:
        """Those that staff must check again."""
        return [line for line in self.lines if line.is_stale(today)]


def _serves(line: HelpLine, here: set[str]) -> bool:
    """Whether the line is for people there. A local line is for all where nobody said where they are."""
    return not line.areas or not here or bool(here & {area.casefold() for area in line.areas})


def read_help_lines(text: str, file: str) -> HelpLines:
    """The help lines of a YAML file: a list of lines. Raises `FaultyInput` with every fault."""
    try:
        written: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file=file, line=mark.line + 1 if mark else None)
        raise _faulty([Fault("not_yaml", "This is no YAML.", "Mend the line.", place)]) from None
    if not isinstance(written, list) or not written:
        raise _faulty(
            [Fault("no_list", "This is no list of help lines.", "Begin each with “- id:”.", Place(file))]
        )
    lines, faults = [], []
    for number, one in enumerate(written, start=1):
        try:
            lines.append(HelpLine.model_validate(one))
        except ValidationError as error:
            faults += [_fault(found, number, file) for found in error.errors()]
    twice = [line.id for line in lines if [other.id for other in lines].count(line.id) > 1]
    faults += [
        Fault("twice", f"Two lines are called {name}.", "Rename one.", Place(file))
        for name in sorted(set(twice))
    ]
    if faults:
        raise _faulty(faults)
    return HelpLines(tuple(lines))


def slug(name: str, taken: Collection[str]) -> str:
    """An id made of a line's name, that none of `taken` is."""
    plain = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:LONGEST_ID] or "line"
    tried = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 2)))
    return next(one for one in tried if one not in taken)


def written(lines: Sequence[HelpLine]) -> str:
    """Help lines as the file that `read_help_lines` reads."""
    listed = [line.model_dump(mode="json", exclude_defaults=True) for line in lines]
    dates = [{**one, "verified_on": line.verified_on} for one, line in zip(listed, lines, strict=True)]
    return yaml.safe_dump(dates, allow_unicode=True, sort_keys=False)


def _fault(found: Any, number: int, file: str) -> Fault:
    column = ".".join(str(part) for part in found["loc"]) or None
    return Fault("bad_help_line", f"{found['msg']}.", "Mend it.", Place(file, row=number, column=column))


def _faulty(faults: list[Fault]) -> FaultyInput:
    return FaultyInput("bad_help_lines", "The help lines cannot be read.", faults)


@cache
def built_in() -> HelpLines:
    """The help lines that come with the program."""
    return read_help_lines(BUILT_IN.read_text(encoding="utf-8"), BUILT_IN.name)
