"""An officer takes the plan into a spreadsheet and back. Nothing is lost, blank cells stay blank."""

from pathlib import Path

import pytest

from admin_api.plan_books import plan_csv_files, plan_of_csv_folder, plan_of_workbook, plan_workbook
from admin_api.spreadsheets import xlsx_tables
from consultations.errors import FaultyInput
from consultations.plan import Plan, parse_plan, read_plan
from consultations.plan.tables import Table, plan_tables
from consultations.plan.yaml_writing import plan_yaml

PLANS = {plan.code: plan for plan in read_plan(Path(__file__).parents[3] / "examples" / "plans").plans}


def table(plan: Plan, name: str) -> Table:
    return next(table for table in plan_tables(plan) if table.name == name)


def column(found: Table, heading: str) -> list[object]:
    place = found.headings.index(heading)
    return [row[place] for row in found.rows]


@pytest.mark.parametrize("plan", PLANS.values(), ids=list(PLANS))
def test_each_plan_comes_back_the_same_from_yaml_a_workbook_and_csv_files(plan, tmp_path):
    for name, content in plan_csv_files(plan).items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")

    assert parse_plan(plan_yaml(plan).encode(), "plan.yaml").plans == (plan,)
    assert plan_of_workbook(plan_workbook(plan), "plan.xlsx").plans == (plan,)
    assert plan_of_csv_folder(tmp_path).plans == (plan,)


def test_the_table_of_activities_keeps_its_20_rows_and_its_blanks():
    actions = table(PLANS["WC-2011"], "actions")

    assert len(actions.rows) == 20
    assert column(actions, "deadline").count("") == 9
    assert column(actions, "in outcome") == ["WC1"] * 9 + ["WC2"] * 5 + ["WC3"] * 4 + ["WC4", "WC5"]


def test_the_table_of_measures_has_its_18_rows_with_a_column_for_each_year():
    measures = table(PLANS["THR-2016"], "indicators")
    printed = zip(
        *(column(measures, each) for each in ("key", "baseline", "target 2018/19", "target 2019/20")),
        strict=True,
    )

    rows = list(printed)
    assert len(rows) == 18
    assert rows[0] == ("yes", 338.9, 310, 300)
    assert rows[5] == ("yes", 107, 91, 95)
    assert rows[12] == ("", 69, "National Average", "National Average")


def test_the_table_of_promises_has_its_14_rows():
    promises = table(PLANS["HAL-2009"], "promises")

    assert column(promises, "number") == list(range(1, 15))
    assert column(promises, "due").count("") == 6


def refusal(sheets: dict[str, list[tuple[str, ...]]]) -> list[tuple[str, str]]:
    with pytest.raises(FaultyInput) as caught:
        plan_of_workbook(xlsx_tables(sheets), "plan.xlsx")
    return [(fault.code, str(fault.place)) for fault in caught.value.faults]


HEAD = ("code", "title", "area", "starts", "ends", "status")
PLAN = [HEAD, ("A", "A plan", "Here", "2022-04-01", "2026-03-31", "draft")]
OUTCOMES = [("code", "title"), ("A1", "Be safe")]


def test_the_faults_of_a_workbook_come_at_once_with_sheet_row_and_column():
    found = refusal(
        {
            "plan": [HEAD, ("A", "A plan", "Here", "2022-04-01", "soon", "draft")],
            "outcomes": [("code", "title", "colour"), ("A1", "Be safe", "red")],
            "indicators": [
                ("in outcome", "code", "text", "polarity"),
                ("A1", "A1.I1", "More light", "sideways"),
                ("A9", "A9.I1", "Less dark", "down"),
            ],
            "promise": [("code",), ("P1",)],
        }
    )

    assert set(found) == {
        ("bad-date", "plan.xlsx, sheet “plan”, row 2, column “ends”"),
        ("unknown-column", "plan.xlsx, sheet “outcomes”, row 1, column “colour”"),
        ("unknown-value", "plan.xlsx, sheet “indicators”, row 2, column “polarity”"),
        ("unknown-parent", "plan.xlsx, sheet “indicators”, row 3, column “in outcome”"),
        ("unknown-sheet", "plan.xlsx, sheet “promise”"),
    }


def test_a_workbook_without_a_plan_is_told_so():
    assert ("missing", "plan.xlsx") in refusal({"outcomes": OUTCOMES})


def test_sheets_and_columns_of_ones_own_are_left_alone():
    sheets = {"plan": PLAN, "outcomes": [("code", "title", "_note"), ("A1", "Be safe", "ask her")]}

    (plan,) = plan_of_workbook(xlsx_tables({**sheets, "_notes": [("x",)]}), "plan.xlsx").plans
    assert plan.outcomes[0].title == "Be safe"


def test_words_that_a_spreadsheet_would_calculate_come_back_as_they_were(tmp_path):
    (plan,) = parse_plan(
        b"code: A\ntitle: '=1+1, -2'\narea: '+44'\nstarts: 2022-04-01\nends: 2026-03-31\nstatus: draft\n"
        b'outcomes:\n  - { code: A1, title: "\'tis" }\n',
        "plan.yaml",
    ).plans

    assert plan_of_workbook(plan_workbook(plan), "plan.xlsx").plans == (plan,)
