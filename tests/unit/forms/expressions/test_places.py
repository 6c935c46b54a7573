"""`area()` and `distance()`, held to closed formulas and to what ODK Web Forms gives for the same points."""

from math import isnan, pi, radians, sin

import pytest

from consultations.forms.expressions import compile_expression
from consultations.forms.expressions.functions.places import RADIUS
from tests.unit.forms.expressions.trees import answers_context

CORNERS = ["53.0 -2.5 0 0", "53.0 -2.4 0 0", "53.1 -2.4 0 0", "53.1 -2.5 0 0"]
CONTEXT = answers_context(
    {"home": "53.0 -2.5 0 0", "school": "53.1 -2.5 0 0", "corner": CORNERS, "away": "crewe", "blank": ""}
)


def number(source: str) -> float:
    return compile_expression(source).number(CONTEXT)


@pytest.mark.parametrize(
    ("source", "metres"),
    [
        ("distance('0 0;0 1')", 111318.85),
        ("distance('0 0;0 90')", 10018696.05),
        ("distance('90 0;90 1')", 0.0),
        ("distance('1 1;1 1')", 0.0),
        ("distance('0 0', '0 1', '0 2')", 222637.69),
        ("distance('0 179;0 -179')", 222637.69),
        ("distance(${home}, ${school})", 11131.88),
        ("distance(${home}, '53.1 -2.5')", 11131.88),
        ("distance('0 0 12 5 ; 0 1')", 111318.85),
    ],
)
def test_a_way_in_metres(source: str, metres: float) -> None:
    assert number(source) == pytest.approx(metres, abs=0.011)


def test_a_way_through_all_times_round_of_a_repeat() -> None:
    assert number("distance(${corner})") == number(f"distance('{';'.join(CORNERS)}')") > 0


def test_a_quarter_of_a_hemisphere() -> None:
    assert number("area('0 0;0 90;90 90;90 0')") == pytest.approx(pi * RADIUS**2 / 2)


@pytest.mark.parametrize("source", ["area(${corner})", f"area('{';'.join([*CORNERS, CORNERS[0]])}')"])
def test_an_area_between_two_parallels_and_two_meridians(source: str) -> None:
    between = RADIUS**2 * radians(0.1) * (sin(radians(53.1)) - sin(radians(53.0)))
    assert number(source) == pytest.approx(between, abs=0.005)


def test_the_way_round_does_not_matter() -> None:
    assert number(f"area('{';'.join(reversed(CORNERS))}')") == number("area(${corner})")


@pytest.mark.parametrize("source", ["area('1 1;2 2')", "area('1 1;2 2;1 1')"])
def test_a_line_has_no_area(source: str) -> None:
    assert number(source) == 0


@pytest.mark.parametrize(
    "points",
    ["''", "'a'", "'1 1'", "'1 1;'", "'91 0;0 0'", "'0 181;0 0'", "'1 1 1 1 1;2 2'", "${blank}", "${away}"],
)
@pytest.mark.parametrize("name", ["area", "distance"])
def test_what_is_no_point_makes_it_no_number(name: str, points: str) -> None:
    assert isnan(number(f"{name}({points})"))
