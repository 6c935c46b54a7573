"""An officer takes a consultation's themes into a spreadsheet and back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultations.storage.consultations import Consultations
from tests.service.test_commands import FORM, PLANS, THEMES, own_database, together
from together.opening import open_database

__all__ = ["own_database"]


def opened(*more: object) -> None:
    together("plan", "import", PLANS)
    together("consultation", "open", FORM, "--code", "safe", "--plan", "CE-2022", *more)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "yaml"])
def test_themes_go_out_and_come_back_the_same(tmp_path: Path, kind: str) -> None:
    opened("--themes", THEMES)
    file, again = tmp_path / f"themes.{kind}", tmp_path / "again.yaml"
    assert "28 themes" in together("themes", "export", "safe", file).stdout
    assert together("themes", "import", "safe", file).stdout == "safe: 28 themes.\n"
    together("themes", "export", "safe", again)
    first = tmp_path / "first.yaml"
    together("themes", "import", "safe", again)
    together("themes", "export", "safe", first)
    assert first.read_text() == again.read_text()


def test_a_consultation_without_themes_begins_from_its_plans_outcomes(tmp_path: Path) -> None:
    opened()
    file = tmp_path / "themes.xlsx"
    assert together("themes", "export", "safe", file).exit_code == 0
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("code", "label")
    assert {row[4] for row in rows[1:]} >= {"CE1", "CE2", "CE7"}
    assert together("themes", "import", "safe", file).exit_code == 0


def test_a_fault_changes_nothing_and_says_where_it_is(tmp_path: Path) -> None:
    opened()
    file = tmp_path / "themes.csv"
    file.write_text("label,words,outcomes\nBuses,bus,CE99\n")
    result = together("themes", "import", "safe", file)
    assert result.exit_code == 1
    assert "themes.csv, row 2, column “outcomes”" in result.stderr
    with open_database().read() as connection:
        assert Consultations(connection).get("safe").taxonomy is None


def test_what_something_else_has_in_common_is_suggested_from_an_output(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    rows = [f"let us keep a school rabbit in class {n},other" for n in range(40)]
    file.write_text("\n".join(["text,themes", *rows, "the bus,buses"]))
    result = together("themes", "suggest", file, "--text", "text")
    assert "40 answers: " in result.stdout
    assert "rabbit" in result.stdout
    assert "40 answers are under “something else”; " in result.stderr
