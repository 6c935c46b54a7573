"""Dates compare, count and are written as ODK says, in the zone that is passed in."""

import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from consultations.forms.expressions import EvaluationFault, compile_expression
from tests.unit.forms.expressions.trees import answers_context

AUCKLAND = ZoneInfo("Pacific/Auckland")
SUMMER_NIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("today()", "2026-11-23"),
        ("now()", "2026-11-23T12:00:00.000+00:00"),
        ("date('2026-3-1')", "2026-03-01"),
        ("date('2026-02-30')", "Invalid Date"),
        ("date('soon')", "Invalid Date"),
        ("date('')", ""),
        ("date(20000)", "2024-10-04"),
        ("date(today() + 7)", "2026-11-30"),
        ("date('2026-03-28' + 1)", "2026-03-29"),
        ("date('2026-03-28' + 7)", "2026-04-04"),
        ("date('2026-10-24' + 7)", "2026-10-31"),
        ("date('2026-07-01T23:30:00Z')", "2026-07-02"),
        ("date-time('2026-07-01T11:00:00Z')", "2026-07-01T12:00:00.000+01:00"),
        ("date-time('2026-07-01T11:00')", "2026-07-01T11:00:00.000+01:00"),
        ("format-date('2026-07-01', '%e %b %Y, %a')", "1 Jul 2026, Wed"),
        ("format-date('2026-07-01', '%d/%m/%y, %n; 100%%')", "01/07/26, 7; 100%"),
        ("format-date('2026-07-01', '%%d')", "%d"),
        ("format-date('', '%Y')", ""),
        ("format-date-time('2026-07-01T08:05:09.070Z', '%H:%M:%S.%3 %h')", "09:05:09.070 9"),
        ("string(number('2026-07-01'))", "20635"),
    ],
)
def test_dates_are_written_for_london(source: str, expected: str) -> None:
    assert compile_expression(source).text(answers_context()) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("today() - '2026-11-20'", 3),
        ("'2026-04-04' - '2026-03-28'", 7),
        ("int((today() - ${born}) div 365.25)", 13),
        ("number('1970-01-02')", 1),
        ("decimal-date-time('1970-01-01T06:00:00Z')", 0.25),
        ("decimal-date-time('12')", math.nan),
        ("decimal-time('18:00:00.000+00:00')", 0.75),
        ("difference-in-months('2026-01-31', '2026-02-28')", 0),
        ("difference-in-months('2026-01-31', today())", 9),
        ("difference-in-months('2026-03-10', '2026-01-11')", -1),
        ("difference-in-months('', today())", math.nan),
        ("difference-in-months('9999999-01-01', today())", math.nan),
        ("cht:difference-in-years('2012-11-24', today())", 13),
        ("cht:difference-in-weeks('2026-03-28', '2026-04-11')", 2),
        ("cht:difference-in-days('2026-03-28', '2026-03-30')", 2),
        ("int((today() - '2026-01-01') div 30, 0)", 10),
        ("decimal-time('18:00')", 0.75),
        ("decimal-time('25:00:00')", math.nan),
        ("decimal-time('2026-11-23T06:00:00Z')", 0.25),
    ],
)
def test_dates_count_as_days(source: str, expected: float) -> None:
    context = answers_context({"born": "2013-05-06"})

    assert compile_expression(source).number(context) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${born} < today()", True),
        ("${born} = '2013-5-6'", True),
        ("${born} = date('2013-05-06')", True),
        ("${born} != '2013-05-07'", True),
        ("today() = '2026-11-23'", True),
        ("'2026-11-24' > today()", True),
        ("${born} + 1 = '2013-05-07'", True),
        ("date('soon')", False),
        ("date('')", False),
        ("today()", True),
        ("date('') = ''", True),
        ("today() = true()", True),
        ("now() > today()", True),
        ("${soon} > today()", False),
    ],
)
def test_dates_compare(source: str, expected: bool) -> None:
    context = answers_context({"born": "2013-05-06", "soon": "soon"})

    assert compile_expression(source).boolean(context) is expected


def test_today_is_the_day_of_the_zone_and_not_of_greenwich() -> None:
    today = compile_expression("today()")

    assert today.text(answers_context(now=SUMMER_NIGHT)) == "2026-07-01"
    assert today.text(answers_context(now=SUMMER_NIGHT, zone=ZoneInfo("UTC"))) == "2026-06-30"


def test_away_from_greenwich_a_date_is_a_fraction_as_a_number_and_whole_as_text() -> None:
    context = answers_context(zone=AUCKLAND)

    assert compile_expression("number('1970-01-02')").number(context) == 0.5
    assert compile_expression("number('1970-01-02')").text(context) == "1"
    assert compile_expression("date('1970-01-02' + 1)").text(context) == "1970-01-03"


def test_the_value_of_what_is_no_date_is_a_fault() -> None:
    with pytest.raises(EvaluationFault, match="not a date"):
        compile_expression("date('soon')").value(answers_context())
