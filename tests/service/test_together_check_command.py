"""`together check` on the command line: what an officer sees before they dare to launch."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from together.__main__ import cli

BAD = """| survey |
| | type | name | label | required | outcome | frame |
| | text | who | What is your name? | | CE2 | open |
| | select_one yn | agree | Don't you agree that it is safe? | yes | CE2 | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | 🙁 |
"""
EXAMPLE = Path(__file__).parents[2] / "examples" / "questionnaires" / "feeling-safe.xlsx"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOGETHER_DATA_FOLDER", str(tmp_path / "var"))
    return lambda *words: CliRunner().invoke(cli, ["check", *words])


def test_a_good_questionnaire_passes_and_says_how_long_it_takes(run) -> None:
    said = run(str(EXAMPLE))
    assert (said.exit_code, said.stdout.splitlines()[-1]) == (
        0,
        "Feeling safe: 10 to 12 questions, about 4 to 10 minutes, reading age 6.",
    )


def test_what_blocks_is_named_with_its_place(run, tmp_path: Path) -> None:
    file = tmp_path / "bad.md"
    file.write_text(BAD, encoding="utf-8")
    said = run(str(file))
    assert said.exit_code == 1
    assert "error: bad.md, line 3, sheet “survey”, column “label”: This asks for a name" in said.stdout
    assert "4 to mend before a launch, 0 to weigh." in said.stdout
    found = json.loads(run(str(file), "--json").stdout)
    assert [one["code"] for one in found["findings"]] == [
        "identifying_question",
        "leading_question",
        "cannot_skip",
        "face_without_words",
    ]
    assert found["most"] == 2


def test_a_file_that_cannot_be_read_is_explained(run, tmp_path: Path) -> None:
    file = tmp_path / "bad.md"
    file.write_text("| survey |\n| | type | name |\n| | wish | x |\n", encoding="utf-8")
    said = run(str(file))
    assert said.exit_code == 1
    assert "line 3" in said.stdout
