"""Drawings of plain shapes, written as SVG for pages and as PNG for word processors.

Coordinates are in units of the drawing, which is `width` by `height` of them; y grows downwards.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape
from PIL import Image, ImageDraw, ImageFont

INK, PAPER = "#0b0c0c", "#ffffff"
SCALE = 4
"""Pixels for a unit in a PNG: sharp on paper at the sizes that reports use."""

Anchor = Literal["start", "middle", "end"]
ANCHORS: Mapping[Anchor, str] = {"start": "lm", "middle": "mm", "end": "rm"}
"""As Pillow calls them."""


@dataclass(frozen=True, slots=True)
class Disc:
    x: float
    y: float
    radius: float
    fill: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str
    line: str = ""
    round: float = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through `points` in one colour."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thick: float = 3


@dataclass(frozen=True, slots=True)
class Area:
    """What is inside `points`, filled."""

    points: tuple[tuple[float, float], ...]
    fill: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A line of words, `size` high, with its `anchor` at `x` and its middle at `y`."""

    x: float
    y: float
    text: str
    size: float
    anchor: Anchor = "start"


Shape = Disc | Box | Stroke | Area | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """`alt` says what it shows, for who does not see it."""

    alt: str
    width: float
    height: float
    shapes: tuple[Shape, ...]


def svg(drawing: Drawing, css: str = "") -> Markup:
    """The drawing as an element of a page."""
    inside = Markup("").join(_SVG[type(one)](one) for one in drawing.shapes)
    return Markup('<svg class="{}" role="img" aria-label="{}" viewBox="0 0 {:g} {:g}">{}</svg>').format(
        css, drawing.alt, drawing.width, drawing.height, inside
    )


def _line(colour: str) -> Markup:
    return Markup(' stroke="{}" stroke-width="1"').format(colour) if colour else Markup("")


def _svg_disc(one: Disc) -> Markup:
    place = Markup('<circle cx="{:g}" cy="{:g}" r="{:g}" fill="{}"').format(
        one.x, one.y, one.radius, one.fill
    )
    return place + _line(one.line) + Markup("/>")


def _svg_box(one: Box) -> Markup:
    place = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="{:g}" fill="{}"').format(
        one.x, one.y, one.width, one.height, one.round, one.fill
    )
    return place + _line(one.line) + Markup("/>")


def _svg_stroke(one: Stroke) -> Markup:
    drawn = Markup(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="{:g}" stroke-linecap="round"/>'
    )
    return drawn.format(_places(one.points), one.colour, one.thick)


def _svg_area(one: Area) -> Markup:
    place = Markup('<polygon points="{}" fill="{}"').format(_places(one.points), one.fill)
    return place + _line(one.line) + Markup("/>")


def _places(points: tuple[tuple[float, float], ...]) -> Markup:
    return escape(" ".join(f"{x:g},{y:g}" for x, y in points))


def _svg_label(one: Label) -> Markup:
    return Markup(
        '<text x="{:g}" y="{:g}" dy="0.35em" font-size="{:g}" text-anchor="{}" fill="{}">{}</text>'
    ).format(one.x, one.y, one.size, one.anchor, INK, one.text)


def png(drawing: Drawing) -> bytes:
    """The drawing as a picture on white."""
    size = (round(drawing.width * SCALE), round(drawing.height * SCALE))
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    for one in drawing.shapes:
        _PNG[type(one)](draw, one)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _png_disc(draw: ImageDraw.ImageDraw, one: Disc) -> None:
    corners = [(one.x - one.radius) * SCALE, (one.y - one.radius) * SCALE]
    corners += [(one.x + one.radius) * SCALE, (one.y + one.radius) * SCALE]
    draw.ellipse(corners, fill=one.fill, outline=one.line or None, width=SCALE)


def _png_box(draw: ImageDraw.ImageDraw, one: Box) -> None:
    corners = [one.x * SCALE, one.y * SCALE, (one.x + one.width) * SCALE, (one.y + one.height) * SCALE]
    draw.rounded_rectangle(corners, one.round * SCALE, fill=one.fill, outline=one.line or None, width=SCALE)


def _png_stroke(draw: ImageDraw.ImageDraw, one: Stroke) -> None:
    points = [(x * SCALE, y * SCALE) for x, y in one.points]
    draw.line(points, fill=one.colour, width=round(one.thick * SCALE), joint="curve")


def _png_area(draw: ImageDraw.ImageDraw, one: Area) -> None:
    points = [(x * SCALE, y * SCALE) for x, y in one.points]
    draw.polygon(points, fill=one.fill, outline=one.line or None, width=SCALE)


def _png_label(draw: ImageDraw.ImageDraw, one: Label) -> None:
    font = ImageFont.load_default(one.size * SCALE)
    draw.text((one.x * SCALE, one.y * SCALE), one.text, INK, font, ANCHORS[one.anchor])


_SVG: Mapping[type, Callable[..., Markup]] = {
    Disc: _svg_disc,
    Box: _svg_box,
    Stroke: _svg_stroke,
    Area: _svg_area,
    Label: _svg_label,
}
_PNG: Mapping[type, Callable[..., None]] = {
    Disc: _png_disc,
    Box: _png_box,
    Stroke: _png_stroke,
    Area: _png_area,
    Label: _png_label,
}
