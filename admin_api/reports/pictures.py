"""The pictures of reports: a sign beside each point, and a village of a hundred children."""

from collections.abc import Mapping

from admin_api.reports.drawings import INK, PAPER, Area, Box, Disc, Drawing, Shape, Stroke
from admin_api.translation.speaking import translate
from admin_api.views_asks import Standing

BLUE, GREEN, GREY, PALE = "#1d70b8", "#00703c", "#505a5f", "#f3f2f1"
SIDE = 40
VILLAGE = 100
ROW = 20
"""Children in a row of the village."""
STEP = 12
"""Units from one child to the next."""


def _sign(alt: str, *shapes: Shape) -> Drawing:
    return Drawing(alt, SIDE, SIDE, shapes)


def _pan(x: float) -> Shape:
    return Area(((x - 6, 23), (x + 6, 23), (x + 3, 28), (x - 3, 28)), BLUE)


TICK = _sign("A tick", Disc(20, 20, 18, GREEN), Stroke(((11, 21), (18, 28), (30, 13)), PAPER, 4))
CLOCK = _sign(
    "A clock",
    Disc(20, 20, 18, PAPER, INK),
    Disc(20, 20, 16, PALE),
    Stroke(((20, 9), (20, 20), (28, 24)), INK, 3),
)
BAR = _sign("A bar across a circle", Disc(20, 20, 18, GREY), Box(9, 17, 22, 6, PAPER))
SPEECH = _sign(
    "A speech bubble",
    Box(4, 6, 32, 22, BLUE, round=5),
    Stroke(((14, 27), (12, 35), (22, 28)), BLUE, 3),
    Stroke(((11, 14), (29, 14)), PAPER, 2),
    Stroke(((11, 20), (24, 20)), PAPER, 2),
)
HAND = _sign(
    "A ballot paper with a cross",
    Box(6, 4, 28, 32, PAPER, INK, 2),
    Box(11, 10, 10, 10, PAPER, INK),
    Stroke(((13, 12), (19, 18)), INK, 2),
    Stroke(((19, 12), (13, 18)), INK, 2),
    Stroke(((11, 27), (29, 27)), GREY, 2),
)
SCALES = _sign(
    "A pair of scales",
    Stroke(((20, 5), (20, 34)), INK, 3),
    Stroke(((7, 10), (33, 10)), INK, 3),
    Stroke(((11, 34), (29, 34)), INK, 3),
    *(shape for x in (7, 33) for shape in (Stroke(((x - 5, 23), (x, 10), (x + 5, 23)), GREY, 1.5), _pan(x))),
)
PEOPLE = _sign(
    "Three people",
    *(shape for x in (9, 20, 31) for shape in (Disc(x, 13, 5, BLUE), Box(x - 5, 19, 10, 15, BLUE, round=4))),
)

OF: Mapping[Standing, Drawing] = {
    "waiting": CLOCK,
    "decided": CLOCK,
    "promised": CLOCK,
    "done": TICK,
    "cant": BAR,
}
"""The sign of how an ask stands."""


def village(count: int, what: str) -> Drawing:
    """A hundred children, `count` of them dark: for “of 100 children, so many …”."""
    children = tuple(shape for number in range(VILLAGE) for shape in _child(number, dark=number < count))
    alt = translate("A hundred children. {count} of them are dark: {what}.", count=count, what=what)
    return Drawing(alt, ROW * STEP, VILLAGE // ROW * 20, children)


def _child(number: int, *, dark: bool) -> tuple[Shape, ...]:
    x, y = number % ROW * STEP + STEP / 2, number // ROW * 20 + 5
    fill = BLUE if dark else PAPER
    return (Disc(x, y, 3, fill, INK), Box(x - 3.5, y + 4, 7, 9, fill, INK, 2))
