"""A chart of curves as a drawing: what `curve_charts` computed in per cent and em, in units of one picture.

Each curve has a sign and dashes of its own, as on the pages, so that grey paper tells them apart.
"""

import textwrap
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from math import hypot

from admin_api.curve_charts import Curve, CurveChart, Tick
from admin_api.reports.drawings import INK, PAPER, Area, Disc, Drawing, Label, Shape, Stroke

WIDTH = 270
EM = 10
"""Units: as high as the words, which so can still be read on a phone of 320 pixels."""
LETTER = 0.6 * EM
"""Units, about, that a letter takes."""
LETTERS = 40
"""On one line of the key."""
SIGN = 3.2
RULE = "#b1b4b6"
COLOURS = ("#0b5c63", INK, "#6f6552", "#b3432b")
DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (1, 3), (7, 3, 1, 3))
"""Units drawn and left out by turns, by the number of the dash; () for a line without a gap."""
Signed = Callable[[float, float, str], Shape]


def curve_drawing(chart: CurveChart) -> Drawing:
    """The chart with its scale, its periods and a key; its words say the same."""
    lines = [shape for curve in chart.curves for shape in _lines(curve)]
    marks = [shape for curve in chart.curves for shape in _marks(curve)]
    key = list(_key(chart))
    lowest = max(one.y for one in key if isinstance(one, Label))
    shapes = (*_across(chart), *_below(chart), *lines, *marks, *key)
    return Drawing(chart.description, WIDTH, round(lowest + EM, 2), shapes)


def _x(percent: float) -> float:
    return round(percent * WIDTH / 100, 2)


def _across(chart: CurveChart) -> Iterator[Shape]:
    for tick in chart.across:
        y = tick.at * EM
        yield Stroke(((_x(chart.left), y), (_x(chart.right), y)), RULE, 0.7)
        yield Label(_x(chart.left) - 4, y, tick.words, EM, "end")


def _below(chart: CurveChart) -> Iterator[Shape]:
    """As many of the periods as there is room for."""
    ticks = chart.below
    apart = _x(ticks[1].at - ticks[0].at) if len(ticks) > 1 else WIDTH
    every = max(1, -(-round(max(map(_wide, ticks))) // max(1, round(apart))))
    for tick in ticks[::every]:
        half = _wide(tick) / 2
        x = min(max(_x(tick.at), half), WIDTH - half)
        yield Label(round(x, 2), (chart.bottom + 1.4) * EM, tick.words, EM, "middle")


def _wide(tick: Tick) -> float:
    return len(tick.words) * LETTER


def _lines(curve: Curve) -> Iterator[Shape]:
    for one in curve.segments:
        yield from _dashed(curve.dash, (_x(one.x1), one.y1 * EM), (_x(one.x2), one.y2 * EM))


def _dashed(dash: int, start: tuple[float, float], end: tuple[float, float]) -> Iterator[Shape]:
    """A line in pieces: a word processor's picture knows no dashes."""
    colour, length = COLOURS[dash], hypot(end[0] - start[0], end[1] - start[1])
    at = 0.0
    for place, piece in enumerate(cycle(DASHES[dash] or (length,))):
        if at >= length:
            return
        if place % 2 == 0:
            pieces = (at, min(at + piece, length))
            yield Stroke(tuple(_between(start, end, one / length) for one in pieces), colour, 2)
        at += piece


def _between(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return (
        round(start[0] + (end[0] - start[0]) * part, 2),
        round(start[1] + (end[1] - start[1]) * part, 2),
    )


def _marks(curve: Curve) -> Iterator[Shape]:
    for one in curve.marks:
        yield _SIGNS[curve.sign](_x(one.x), round(one.y * EM, 2), INK)


def _key(chart: CurveChart) -> Iterator[Shape]:
    """A line, its sign and its name for each curve, one below another."""
    y = (chart.bottom + 3.2) * EM
    for curve in chart.curves:
        yield from _dashed(curve.dash, (2, y), (26, y))
        yield _SIGNS[curve.sign](14, y, INK)
        for line in textwrap.wrap(curve.name, LETTERS) or [""]:
            yield Label(32, y, line, EM)
            y = round(y + 1.3 * EM, 2)


def _shaped(*corners: tuple[float, float], fill: str = INK) -> Signed:
    """A sign with these corners around its middle."""

    def sign(x: float, y: float, line: str) -> Shape:
        points = tuple((round(x + across * SIGN, 2), round(y + down * SIGN, 2)) for across, down in corners)
        return Area(points, fill, line)

    return sign


def _round(fill: str) -> Signed:
    return lambda x, y, line: Disc(x, y, SIGN, fill, line)


_SQUARE = ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
_TRIANGLE = ((0.0, -1.1), (1.1, 0.9), (-1.1, 0.9))
_DIAMOND = ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0))
_SIGNS: Mapping[str, Signed] = {
    "●": _round(INK),
    "■": _shaped(*_SQUARE),
    "▲": _shaped(*_TRIANGLE),
    "◆": _shaped(*_DIAMOND),
    "○": _round(PAPER),
    "□": _shaped(*_SQUARE, fill=PAPER),
    "△": _shaped(*_TRIANGLE, fill=PAPER),
    "◇": _shaped(*_DIAMOND, fill=PAPER),
}
"""How the signs of `curve_charts` are drawn."""
