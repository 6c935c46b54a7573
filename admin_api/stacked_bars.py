"""The geometry of stacked bars: how each group felt, as parts of a whole, without a browser.

Each part has its own grey and hatching, in the same order everywhere, so that a copy in black and white
says the same; the number stands in the part where it fits, and in the table beside the chart anyway. A
line over each part's beginning and end shows the 95 % interval of the first part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from admin_api.translation.speaking import translate

ROW = 3.4  # em, from one bar to the next
BAR = 1.3  # em
WIDTH = 100.0  # per cent of the drawing
FITS = 9.0  # per cent: a narrower part has no number in it
STYLES = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Share:
    """A part: its label, whole per cent or None where it may not be said, and its interval in per cent.

    `way` is the address of the answers behind it, "" for whoever may not see them.
    """

    label: str
    share: int | None
    people: str
    low: int | None = None
    high: int | None = None
    way: str = ""

    @property
    def text(self) -> str:
        """“40 % (30 to 51)”, for the table."""
        if self.share is None:
            return translate("not shown")
        return (
            translate("{share} % ({low} to {high})", share=self.share, low=self.low, high=self.high)
            if self.low is not None
            else f"{self.share} %"
        )


class Bar(NamedTuple):
    """What a bar is drawn of: name, base in words, its parts, and the way to its answers."""

    name: str
    base: str
    shares: Sequence[Share]
    way: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A drawn part. `x` and `width` in per cent, `style` names its fill."""

    share: Share
    style: str
    x: float
    width: float

    @property
    def number(self) -> str:
        return f"{self.share.share} %" if self.width >= FITS else ""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Stack:
    """A group's bar; no segments where its numbers may not be shown. `low` and `high`: of the first part."""

    group: Bar
    y: float
    segments: tuple[Segment, ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class StackedBars:
    """A chart, ready to draw. `id` is unique in its page."""

    id: str
    title: str
    description: str
    height: float
    labels: tuple[str, ...]
    stacks: tuple[Stack, ...]

    @property
    def bar(self) -> float:
        return BAR

    @property
    def key(self) -> list[tuple[str, str]]:
        return list(zip(self.labels, STYLES, strict=False))


def stacked_bars(
    id: str,  # noqa: A002 - HTML's own word
    title: str,
    groups: Sequence[Bar],
) -> StackedBars:
    """The chart of `groups`, of the same parts in the same order each."""
    stacks = tuple(_stack(place, group) for place, group in enumerate(groups))
    labels = tuple(share.label for share in groups[0].shares) if groups else ()
    return StackedBars(id, title, _describe(stacks), round(len(stacks) * ROW + 0.5, 2), labels, stacks)


def _stack(place: int, group: Bar) -> Stack:
    """Parts that may not be shown leave the end of the bar empty, as long as all of them together."""
    shares = group.shares
    known = sum(one.share or 0 for one in shares)
    whole = known if all(one.share is not None for one in shares) else max(known, 100)
    segments, x = [], 0.0
    for share, style in zip(shares, STYLES, strict=False) if known else ():
        if share.share is not None:
            width = WIDTH * share.share / whole
            segments.append(Segment(share, style, round(x, 2), round(width, 2)))
            x += width
    first = shares[0] if segments else None
    low, high = (first.low, first.high) if first else (None, None)
    return Stack(group, round(place * ROW, 2), tuple(segments), low, high)


def _describe(stacks: Sequence[Stack]) -> str:
    """What the chart shows, for a reader who does not see it."""
    said = [
        f"{stack.group.name}: {', '.join(f'{one.label} {one.text}' for one in stack.group.shares)}"
        for stack in stacks
        if stack.segments
    ]
    return ". ".join(said) + "." if said else translate("No group is large enough to be shown.")
