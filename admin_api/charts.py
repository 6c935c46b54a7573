"""The geometry of a chart of bars, without a browser: what to draw, where, and how to say it in words.

Rows are measured in em and bars in per cent of the drawing's width, so that words keep their size on a phone,
on a wide screen and when the reader enlarges them. `templates/charts.html` draws what is computed here.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from admin_api.translation.speaking import counted, message, translate

LINE = 1.5  # em, a line of a label
BAR = 1.25  # em, the height of a bar
GAP = 0.85  # em, between a bar and the next label
LETTERS = 32  # of a label on one line, what fits on a screen of 320 pixels
FULL = 62.0  # per cent of the width for the longest bar
NUMBER = 64.0  # per cent of the width, where the number begins
NOT_SHOWN = message("not shown")


@dataclass(frozen=True, slots=True)
class Datum:
    """One row: a label and a count. A `value` of None is suppressed: so few that it could point at somebody.

    `share` is the part of the base, 0 to 1, from the same rounded counts; None when it is not to be said.
    `way` is the address of the answers behind it, "" for whoever may not see them.
    """

    label: str
    value: int | None
    share: float | None = None
    way: str = ""

    @property
    def suppressed(self) -> bool:
        return self.value is None

    @property
    def text(self) -> str:
        if self.value is None:
            return NOT_SHOWN
        return f"{self.value:,}" if self.share is None else f"{self.value:,} ({self.share:.0%})"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label and its baseline, in em from the top."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn row. `y` and `height` are in em, `width` and `text_x` in per cent; the number is at `text_x`.

    A suppressed row has no bar and no track: its words stand where the bar would be.
    """

    datum: Datum
    lines: tuple[Line, ...]
    y: float
    height: float
    width: float
    text_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """A chart, ready to draw. `id` is unique in its page; `of` names what is counted ("answers")."""

    id: str
    title: str
    of: str
    description: str
    height: float
    bars: tuple[Bar, ...]

    @property
    def full(self) -> float:
        return FULL

    @property
    def any_suppressed(self) -> bool:
        return any(bar.datum.suppressed for bar in self.bars)


def bar_chart(id: str, title: str, of: str, data: Sequence[Datum]) -> BarChart:  # noqa: A002 - HTML's own word
    """The chart of `data`, in their order, with the longest bar for the greatest value."""
    labels = [textwrap.wrap(datum.label, LETTERS) or [""] for datum in data]
    heights = [len(label) * LINE + BAR + GAP for label in labels]
    tops = list(accumulate(heights, initial=0.0))
    greatest = max((datum.value or 0 for datum in data), default=0)
    bars = [bar(*row, greatest) for row in zip(data, labels, tops[:-1], strict=True)]
    return BarChart(id, title, of, describe(of, data), round(tops[-1], 2), tuple(bars))


def bar(datum: Datum, label: Sequence[str], top: float, greatest: int) -> Bar:
    lines = tuple(Line(text, round(top + LINE * (index + 0.75), 2)) for index, text in enumerate(label))
    y = round(top + LINE * len(label), 2)
    width = round(FULL * (datum.value or 0) / greatest, 2) if greatest else 0.0
    return Bar(datum, lines, y, BAR, width, 0.0 if datum.suppressed else NUMBER, round(y + BAR * 0.72, 2))


def describe(of: str, data: Sequence[Datum]) -> str:
    """What the chart shows, for a reader who does not see it; the table beside it has every number."""
    shown = [datum for datum in data if datum.value is not None]
    if not shown:
        return translate("No number of {of} can be shown.", of=of)
    first = max(shown, key=lambda datum: datum.value or 0)
    last = min(shown, key=lambda datum: datum.value or 0)
    if len(shown) == 1:
        return translate("Number of {of}. {label}: {number}.", of=of, label=first.label, number=first.text)
    ends = translate(
        "Most: {most}, {number}. Fewest shown: {fewest}, {fewest_number}.",
        most=first.label,
        number=first.text,
        fewest=last.label,
        fewest_number=last.text,
    )
    return counted(
        "Number of {of} in {number} row. {ends}",
        "Number of {of} in {number} rows. {ends}",
        len(data),
        of=of,
        ends=ends,
    )
