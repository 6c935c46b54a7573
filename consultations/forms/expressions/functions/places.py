"""Functions of places: how large an area is, how long a way.

ODK XForms specification, `area()` and `distance()`: on a sphere with the circumference of the Earth around
the Equator, without altitudes. ODK's own programs take a radius of 6,378,100 metres and give two decimals; so
do these, to agree with them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import asin, cos, floor, nan, radians, sin, sqrt
from typing import Final

from consultations.forms.expressions.code import Run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.functions.signature import ANY_NUMBER, Arguments, Function, function
from consultations.forms.expressions.nodes import Node

RADIUS: Final = 6_378_100.0
"""Metres."""
DEGREES: Final = re.compile(r"[+-]?\d+(?:\.\d*)?", re.ASCII)
MOST_NUMBERS: Final = 4
"""Latitude, longitude, altitude, accuracy."""

Point = tuple[float, float]
"""Latitude and longitude in radians."""


def points_of(texts: Iterable[str]) -> list[Point] | None:
    """The points of texts that hold one each, or several with “;” between; None where one is no point."""
    written = [part for text in texts for part in text.split(";")]
    points = [_point(part.split()) for part in written]
    found = [point for point in points if point is not None]
    return found if len(found) == len(points) else None


def _point(numbers: Sequence[str]) -> Point | None:
    if not 2 <= len(numbers) <= MOST_NUMBERS or not all(map(DEGREES.fullmatch, numbers[:2])):
        return None
    latitude, longitude = float(numbers[0]), float(numbers[1])
    return (radians(latitude), radians(longitude)) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def area(points: Sequence[Point]) -> float:
    """Square metres within `points`, which are closed where they are not; 0 for two.

    R. G. Chamberlain and W. H. Duquette, Some algorithms for polygons on a sphere, JPL Publication 07-03,
    2007: for shapes that hold no pole and do not cross the 180th meridian.
    """
    around = [*points, points[0]]
    total = sum((b[1] - a[1]) * (2 + sin(a[0]) + sin(b[0])) for a, b in pairwise(around))
    return abs(total) * RADIUS**2 / 2


def distance(points: Sequence[Point]) -> float:
    """Metres along `points`, by the haversine formula."""
    return sum(_between(a, b) for a, b in pairwise(points))


def _between(a: Point, b: Point) -> float:
    half = sin((b[0] - a[0]) / 2) ** 2 + cos(a[0]) * cos(b[0]) * sin((b[1] - a[1]) / 2) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(half)))


def _measured(measure: Callable[[Sequence[Point]], float]) -> Callable[[Arguments], Run]:
    """`measure` of all points of the arguments, with two decimals; NaN where one is blank or no point."""

    def build(arguments: Arguments) -> Run:
        parts = [(code.run, arguments.text(place)) for place, code in enumerate(arguments.codes)]

        def run(c: Context, n: Node | None, p: int, s: int) -> float:
            texts: list[str] = []
            for part, text in parts:
                value = part(c, n, p, s)
                nodes = isinstance(value, (list, tuple))
                texts += [node.text for node in value] if nodes else [text(c, n, p, s)]
            points = points_of(texts)
            return floor(measure(points) * 100 + 0.5) / 100 if points and len(points) > 1 else nan

        return run

    return build


FUNCTIONS: Final[Sequence[Function]] = (
    function("area", "number", (1, 1), _measured(area)),
    function("distance", "number", (1, ANY_NUMBER), _measured(distance)),
)
