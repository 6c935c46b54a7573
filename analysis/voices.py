"""How groups differ in what they said about an outcome, and what all of them said. Pure.

Taken from numbers that may be shown, which are rounded to 5: in a group of 30 that alone moves a share by
some 10 points. Compared are how often groups sounded content or said that something needs to change, and how
often they spoke of each theme that can be shown; never those who did not say who they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.disclosure_control import Count, Rule
from analysis.groups import Difference, Part, consensus, differences
from analysis.protected import ANOTHER_ANSWER, NOT_SAID
from analysis.readings import Feeling
from analysis.summary import Row, Voice

Kind = Literal["feeling", "theme"]
FEELING: Kind = "feeling"
THEME: Kind = "theme"
COMPARED = (Feeling.POSITIVE, Feeling.NEEDS_CHANGE)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A theme that somebody of every group spoke of: from `least` to `most` per cent of a group.

    `consensus` is the group-informed consensus (`groups.consensus`), 0 to 1.
    """

    theme: str
    label: str
    least: int
    most: int
    consensus: float


@dataclass(frozen=True, slots=True)
class Apart:
    """A reliable difference: `more` said it more often than `less`, by `low` to `high` points of a hundred.

    `kind` is FEELING or THEME, `name` which; `label` is how people call it.
    """

    kind: Kind
    name: str
    label: str
    more: str
    less: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The groups that are large enough, how many comparisons were made, and what came of them."""

    groups: tuple[str, ...]
    comparisons: int
    apart: tuple[Apart, ...]
    agreed: tuple[Agreed, ...]


def compare(voices: Sequence[Voice], rule: Rule) -> Compared:
    """What can be said of the groups of one outcome; all its comparisons are corrected together."""
    large = [one for one in voices if _comparable(one, rule)]
    table, labels = _table(large)
    found = differences(table, rule.minimum_base)
    return Compared(
        groups=tuple(one.label for one in large),
        comparisons=len(found),
        apart=tuple(_apart(one, labels) for one in found if one.reliable),
        agreed=_agreed(large) if len(large) > 1 else (),
    )


def _comparable(voice: Voice, rule: Rule) -> bool:
    known = voice.group not in (NOT_SAID, ANOTHER_ANSWER)
    shown = any(row.people.shown for row in voice.feelings)
    return known and shown and (voice.people.value or 0) >= rule.minimum_base


def _table(voices: Sequence[Voice]) -> tuple[Mapping[str, Mapping[str, Part]], Mapping[str, str]]:
    """What → group → part, as `differences` takes it; and the label of each what."""
    table: dict[str, dict[str, Part]] = {}
    labels: dict[str, str] = {}
    for voice in voices:
        felt = [(FEELING, row) for row in voice.feelings if row.name in COMPARED]
        for kind, row in [*felt, *((THEME, row) for row in voice.themes)]:
            labels[f"{kind}/{row.name}"] = row.label
            if row.people.shown:
                table.setdefault(f"{kind}/{row.name}", {})[voice.label] = _part(row, voice.people)
    return table, labels


def _part(row: Row, base: Count) -> Part:
    return Part(row.people.value or 0, base.value or 0)


def _apart(found: Difference, labels: Mapping[str, str]) -> Apart:
    more, less = (found.one, found.other) if found.points > 0 else (found.other, found.one)
    low, high = sorted((abs(found.interval.low), abs(found.interval.high)))
    kind, _, name = found.what.partition("/")
    about = FEELING if kind == FEELING else THEME
    return Apart(about, name, labels[found.what], more, less, max(1, round(100 * low)), round(100 * high))


def _agreed(voices: Sequence[Voice]) -> tuple[Agreed, ...]:
    """Themes with a number above nought in every group, those first on which the groups agree most."""
    found = []
    for place, first in enumerate(voices[0].themes):
        rows = [voice.themes[place] for voice in voices]
        if all(row.people.value for row in rows):
            parts = [_part(row, voice.people) for row, voice in zip(rows, voices, strict=True)]
            shares = [round(100 * part.share) for part in parts]
            found.append(Agreed(first.name, first.label, min(shares), max(shares), consensus(parts)))
    return tuple(sorted(found, key=lambda one: -one.consensus))
