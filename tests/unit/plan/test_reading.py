"""An officer writes a plan file by hand. Whatever goes wrong is said once, with its line and what to do."""

from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest

from consultations.errors import FaultyInput
from consultations.plan import Polarity, parse_plan, read_plan
from consultations.plan.model import PlanStatus
from consultations.plan.validation import keys_at

SMALL = """\
code: HAL-2009
title: Halton Children and Young People's Plan
area: Halton
starts: 2009-04-01
ends: 2011-03-31
status: closed
terms:
  - jargon: LAC
    meaning: Children the council looks after.
outcomes:
  - code: H1
    title: Be healthy
    asked_us:
      - code: H1.A1
        text: Things to do
    indicators:
      - code: H1.I1
        text: Fewer children are overweight
        polarity: down
  - code: H2
    title: Stay safe
"""


def read(text: str):
    return parse_plan(text.encode(), "plan.yaml")


def faults_of(text: str) -> list[tuple[str, int]]:
    """(code, line) of each fault."""
    return [(fault.code, fault.place.line) for fault in refusal(text).faults]


def refusal(text: str) -> FaultyInput:
    with pytest.raises(FaultyInput) as caught:
        read(text)
    return caught.value


def test_a_small_plan_becomes_a_plan():
    plan = read(SMALL).plans[0]

    assert (plan.code, plan.area, plan.status) == ("HAL-2009", "Halton", PlanStatus.CLOSED)
    assert (plan.starts, plan.ends) == (date(2009, 4, 1), date(2011, 3, 31))
    assert [outcome.title for outcome in plan.outcomes] == ["Be healthy", "Stay safe"]
    assert plan.outcome("H1").indicators[0].polarity is Polarity.DOWN
    assert plan.outcome("H9") is None


def test_an_indicator_without_a_number_has_no_number_rather_than_nought():
    indicator = read(SMALL).plans[0].outcomes[0].indicators[0]

    assert indicator.baseline is None
    assert not indicator.has_number


def test_a_number_keeps_its_written_precision_and_nought_is_a_number():
    text = SMALL.replace("polarity: down", "polarity: down\n        baseline: 12.80\n        target: 0")
    indicator = read(text).plans[0].outcomes[0].indicators[0]

    assert str(indicator.baseline) == "12.80"
    assert indicator.target == Decimal(0)
    assert indicator.has_number


def test_words_that_yaml_would_turn_into_something_else_stay_words():
    text = SMALL.replace("Be healthy", "No").replace("H2", "0012").replace("Stay safe", "2024-01-01")
    first, second = read(text).plans[0].outcomes

    assert first.title == "No"
    assert (second.code, second.title) == ("0012", "2024-01-01")


def test_yes_and_no_are_understood_where_they_are_wanted():
    text = SMALL.replace("looks after.", "looks after.\n    avoid: yes\n    instead: children we care for")

    assert read(text).plans[0].terms[0].avoid is True


def test_a_key_with_nothing_behind_it_counts_as_not_written():
    assert read(SMALL + "    why:\n    aliases: ~\n").plans[0].outcomes[1].why == ""


def test_a_file_saved_by_notepad_reads_the_same():
    windows = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()

    assert parse_plan(windows, "plan.yaml").plans == read(SMALL).plans


MISTAKES = {
    "a missing title": (("    title: Stay safe\n", ""), "missing", 20),
    "an empty title": (("title: Stay safe", "title: ''"), "missing", 21),
    "a missing polarity": (("        polarity: down\n", ""), "missing", 17),
    "an unknown polarity": (("polarity: down", "polarity: no"), "unknown-value", 19),
    "an unknown status": (("status: closed", "status: finished"), "unknown-value", 6),
    "an unknown key": (("title: Stay safe", "title: Stay safe\n    titel: x"), "unknown-key", 22),
    "an unknown key with nothing beside it": (("area: Halton", "area: Halton\nfoo:"), "unknown-key", 4),
    "an unknown blank key of an entry": (
        ("polarity: down", "polarity: down\n        targt: ~"),
        "unknown-key",
        20,
    ),
    "a duplicate key": (("area: Halton", "area: Halton\narea: Widnes"), "duplicate-key", 4),
    "a key that is a list": (("area: Halton", "area: Halton\n? [a, b]\n: x"), "yaml-key", 4),
    "text where a list belongs": (
        ("title: Stay safe", "title: Stay safe\n    aliases: Safe"),
        "wrong-type",
        22,
    ),
    "a list where text belongs": (("title: Stay safe", "title: [Stay, safe]"), "wrong-type", 21),
    "text where keys belong": (
        ("  - jargon: LAC\n    meaning: Children the council looks after.", "  - LAC"),
        "wrong-type",
        8,
    ),
    "an empty entry": (("title: Stay safe", "title: Stay safe\n    aliases:\n      -"), "missing", 23),
    "words where a number belongs": (
        ("polarity: down", "polarity: down\n        baseline: 23%"),
        "wrong-type",
        20,
    ),
    "words where yes or no belongs": (("looks after.", "looks after.\n    avoid: perhaps"), "wrong-type", 10),
    "a British date": (("2009-04-01", "01/04/2009"), "bad-date", 4),
    "a year for a date": (("2009-04-01", "2009"), "bad-date", 4),
    "a number that a clock could read": (("2009-04-01", "86400"), "bad-date", 4),
    "a day that does not exist": (("2009-04-01", "2009-02-30"), "bad-date", 4),
    "an end before the start": (("2011-03-31", "2008-03-31"), "period-backwards", 5),
    "a code with spaces": (("code: H2", "code: H 2"), "bad-code", 20),
    "a code used twice": (("code: H2", "code: h1"), "duplicate-code", 20),
    "an indicator with an outcome's code": (("code: H1.I1", "code: H1"), "duplicate-code", 17),
    "a term explained twice": (
        ("outcomes:", "  - {jargon: Lac, meaning: x}\noutcomes:"),
        "duplicate-term",
        10,
    ),
    "a title met twice": (("title: Stay safe", "title: Be  Healthy"), "duplicate-title", 21),
    "a reference to no outcome": (
        ("text: Things to do", "text: Things\n        led_to: H3"),
        "unknown-outcome",
        16,
    ),
    "a word to avoid with no better one": (("looks after.", "looks after.\n    avoid: yes"), "missing", 8),
    "a tab for an indent": (("    title: Stay safe", "\ttitle: Stay safe"), "yaml-syntax", 21),
    "a colon inside text": (("title: Be healthy", "title: Be healthy: now"), "yaml-syntax", 12),
    "two plans in one file": (("area: Halton", "area: Halton\n---\ncode: X"), "yaml-syntax", 4),
    "a part used twice by reference": (
        ("  - code: H2\n    title: Stay safe", "  - &a {code: H2, title: Stay safe}\n  - *a"),
        "yaml-alias",
        20,
    ),
    "a part that holds itself": (("area: Halton", "area: &a [*a]"), "yaml-alias", 3),
    "a bottomless list": (("area: Halton", "area: " + "[" * 40 + "]" * 40), "yaml-depth", 3),
    "a control character": (("Stay safe", "Stay \x07safe"), "encoding", 21),
}


@pytest.mark.parametrize(("change", "code", "line"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_named_with_its_line(change, code, line):
    assert change[0] in SMALL
    faults = refusal(SMALL.replace(*change)).faults

    assert (code, line) in [(fault.code, fault.place.line) for fault in faults]
    assert all(fault.message.endswith((".", "?")) and fault.fix and fault.place.file for fault in faults)


def test_all_faults_of_a_file_are_given_at_once_in_the_order_of_its_lines():
    text = SMALL.replace("code: H2", "code: H1").replace("status: closed", "statsu: closed")
    text = text.replace("2011-03-31", "2008-03-31").replace("        polarity: down\n", "")

    assert faults_of(text) == [
        ("missing", 1),  # the status
        ("period-backwards", 5),
        ("unknown-key", 6),
        ("missing", 17),  # the polarity
        ("duplicate-code", 19),
    ]


def test_a_misspelt_key_is_answered_with_the_key_that_was_meant():
    fault = refusal(SMALL.replace("        polarity: down", "        polarty: down")).faults[1]

    assert (
        str(fault)
        == "plan.yaml, line 19: “polarty” is not a key of “indicators” entry 1. Did you mean “polarity”?"
    )


def test_a_blank_key_that_is_known_is_as_if_it_were_not_there_and_a_strange_one_is_named():
    assert read(SMALL.replace("area: Halton", "area: Halton\nvision:")).plans == read(SMALL).plans

    text = SMALL.replace("    title: Stay safe", "    title: Stay safe\n    shrt_title:\n    village: {x: }")
    assert [str(fault) for fault in refusal(text).faults] == [
        "plan.yaml, line 22: “shrt_title” is not a key of “outcomes” entry 2. Did you mean “short_title”?",
        "plan.yaml, line 23: “village” is not a key of “outcomes” entry 2. Known keys here: "
        + ", ".join(keys_at(("outcomes", 1)))
        + ".",
    ]


def test_a_key_like_no_other_is_answered_with_the_keys_there_are():
    fault = refusal(
        SMALL.replace("meaning: Children the council looks after.", "meaning: x\n    zzz: y")
    ).faults[0]

    assert fault.fix == "Known keys here: jargon, aliases, meaning, avoid, instead."


def test_one_mistake_met_by_two_checks_is_said_once():
    assert faults_of(SMALL.replace("2009-04-01", "April 2009")) == [("bad-date", 4)]


def test_the_refusal_counts_its_faults():
    error = refusal(SMALL.replace("status: closed", "status: shut"))

    assert error.code == "plan-faulty"
    assert error.message == "plan.yaml cannot be used: 1 fault. Nothing was changed."


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n- b\n", "just words"])
def test_a_file_that_is_no_plan_at_all_is_told_where_to_read_how(text):
    (fault,) = refusal(text).faults

    assert fault.code == "not-a-plan"
    assert "docs/plan-file.md" in fault.fix


def test_a_plan_without_outcomes_is_refused():
    text = SMALL[: SMALL.index("outcomes:")]

    assert faults_of(text) == [("missing", 1)]
    assert faults_of(text + "outcomes: []\n") == [("missing", 10)]


def test_a_file_in_an_old_encoding_is_told_so_with_its_line():
    content = SMALL.replace("Halton\n", "Haltón\n").encode("latin-1")

    with pytest.raises(FaultyInput) as caught:
        parse_plan(content, "plan.yaml")

    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [("encoding", 3)]


def test_a_label_that_says_the_opposite_of_its_polarity_is_a_warning_and_the_plan_is_read():
    text = SMALL.replace("Fewer children are overweight", "More young people in work or training (NEET)")
    neet = read(text.replace("polarity: down", "polarity: up"))
    opening = read(SMALL.replace("polarity: down", "polarity: up"))

    assert [(w.code, w.level, w.place.line) for w in neet.warnings] == [("label-polarity", "warning", 17)]
    assert [(w.code, w.place.line) for w in opening.warnings] == [("label-polarity", 17)]
    assert len(neet.plans) == len(opening.plans) == 1
    assert read(SMALL).warnings == ()


def test_a_target_on_the_wrong_side_of_the_baseline_is_a_warning():
    numbers = "polarity: down\n        baseline: 12.8\n        target: {}"
    worse = read(SMALL.replace("polarity: down", numbers.format("13.0")))
    better = read(SMALL.replace("polarity: down", numbers.format("12.0")))

    assert [w.code for w in worse.warnings] == ["target-behind-baseline"]
    assert better.warnings == ()


def test_a_directory_gives_every_plan_in_it_in_the_order_of_the_names(tmp_path):
    (tmp_path / "b.yml").write_text(SMALL)
    (tmp_path / "a.yaml").write_text(SMALL.replace("HAL-2009", "HAL-2011"))
    (tmp_path / "notes.txt").write_text("not a plan")

    assert [plan.code for plan in read_plan(tmp_path).plans] == ["HAL-2011", "HAL-2009"]


def test_the_faults_of_all_files_come_together_and_no_plan_is_given(tmp_path):
    (tmp_path / "a.yaml").write_text(SMALL.replace("status: closed", "status: shut"))
    (tmp_path / "b.yaml").write_text(SMALL.replace("code: H2", "code: H1"))
    (tmp_path / "c.yaml").write_text(SMALL)

    with pytest.raises(FaultyInput) as caught:
        read_plan(tmp_path)

    found = [(fault.code, fault.place.file) for fault in caught.value.faults]
    assert found == [
        ("unknown-value", str(tmp_path / "a.yaml")),
        ("duplicate-code", str(tmp_path / "b.yaml")),
    ]


def test_two_files_may_not_hold_the_same_plan(tmp_path):
    (tmp_path / "a.yaml").write_text(SMALL)
    (tmp_path / "b.yaml").write_text(SMALL)

    with pytest.raises(FaultyInput) as caught:
        read_plan(tmp_path)

    assert "already used in a.yaml" in caught.value.faults[0].message


@pytest.mark.parametrize(("name", "code"), [("", "no-plan-file"), ("gone.yaml", "unreadable")])
def test_a_missing_file_and_an_empty_directory_are_told_apart(tmp_path, name, code):
    with pytest.raises(FaultyInput) as caught:
        read_plan(tmp_path / name)

    assert [fault.code for fault in caught.value.faults] == [code]


def test_long_text_may_run_over_several_lines():
    text = SMALL + dedent("""\
        |    why: >-
        |      One line
        |      and another.
        """).replace("|", "")

    assert read(text).plans[0].outcomes[1].why == "One line and another."


MEASURED = SMALL.replace(
    "polarity: down",
    """polarity: down
        series:
          - name: Halton
            points:
              - { period: 2007, value: 7.7 }
              - { period: 2008, missing: not published }""",
)


def test_a_point_without_a_value_says_why_and_a_point_with_both_is_a_fault():
    point = read(MEASURED).plans[0].outcomes[0].indicators[0].series[0].points[1]

    assert (point.value, point.missing) == (None, "not published")
    assert faults_of(MEASURED.replace("missing: not published", "value: ''")) == [("missing", 24)]
    assert faults_of(MEASURED.replace("value: 7.7", "value: 7.7, missing: lost")) == [("missing", 23)]


def test_a_gap_between_series_that_do_not_exist_is_a_fault_with_its_line():
    text = MEASURED.replace("        series:", "        gap: { of: Halton, less: Widnes }\n        series:")

    assert faults_of(text) == [("unknown-series", 20)]
