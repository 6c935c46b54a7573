"""Files as officers have them: out of Microsoft Forms, with titles, notes, blank rows and several sheets."""

import csv
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from together.__main__ import cli
from together.tables import open_table
from together.tables.headings import folded, parting

QUESTION = "What could be better about your school?"
HEADINGS = ["ID", "Start time", "Which school?\xa0", f"{QUESTION}\xa0", "Anything else\nto tell us?"]
AT = date(2026, 3, 2)
ROWS = [
    [1, AT, "Oak, Lower", "Nothing", "I love it, and Miss Bell"],
    [2, AT, None, "The toilets are dirty; and cold", None],
    [None] * 5,
    [3, AT, "Elm", "Longer lunch", "no"],
]
LABELS = ["positive", "needs change", "no clear signal"]


def workbook(path: Path, above: Sequence[Sequence[object]] = (), sheets: Sequence[str] = ("Form1",)) -> Path:
    book = Workbook()
    book.active.title = sheets[0]
    for name in sheets[1:]:
        book.create_sheet(name)
    for name in sheets[:-1]:
        book[name].append(["Only notes here", 3])
    for row in (*above, HEADINGS, *ROWS):
        book[sheets[-1]].append(list(row))
    if above:
        book[sheets[-1]].merge_cells("A1:E1")
    book.save(path)
    return path


def one_cell_large(path: Path) -> Path:
    """A sheet that says that it is one cell large, as many exports do."""
    whole = workbook(path.with_name("whole.xlsx"))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            target.writestr(
                entry.filename, source.read(entry).replace(b'<dimension ref="A1:E5"', b'<dimension ref="A1"')
            )
    return path


def separated(path: Path, sign: str, encoding: str, first: str = "") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(first)
        csv.writer(file, delimiter=sign).writerows([HEADINGS, *ROWS])
    return path


FILES: dict[str, Callable[[Path], Path]] = {
    "as it comes": lambda at: workbook(at / "f.xlsx"),
    "with a merged title": lambda at: workbook(at / "f.xlsx", [["School survey, spring"], [], ["as of", AT]]),
    "blank rows above": lambda at: workbook(at / "f.xlsx", [[], []]),
    "on the last of three sheets": lambda at: workbook(at / "f.xlsx", sheets=["Notes", "Chart", "Answers"]),
    "said to be one cell": lambda at: one_cell_large(at / "f.xlsx"),
    "semicolons and a mark": lambda at: separated(at / "f.csv", ";", "utf-8-sig"),
    "tabs in UTF-16": lambda at: separated(at / "f.txt", "\t", "utf-16"),
    "commas in Windows-1252": lambda at: separated(at / "f.csv", ",", "cp1252"),
    "Excel says its sign": lambda at: separated(at / "f.csv", ";", "utf-8-sig", "sep=;\r\n"),
    "a title above": lambda at: separated(at / "f.csv", ";", "utf-8-sig", "Survey, spring, 2026\r\n;;;;\r\n"),
}


def analysed(source: Path, *more: object) -> tuple[Result, list[dict[str, str]]]:
    out = source.with_name("out.csv")
    words = ["analyse", source, "--text", QUESTION, "--fast", "--no-concerns", "-o", out, *more]
    result = CliRunner().invoke(cli, [str(word) for word in words])
    with out.open(encoding="utf-8-sig", newline="") as file:
        return result, list(csv.DictReader(file))


@pytest.mark.parametrize("name", FILES)
def test_the_answers_are_found_and_read_by_their_question(tmp_path: Path, name: str) -> None:
    result, rows = analysed(FILES[name](tmp_path))
    assert (result.exit_code, ", 0 of them not read" in result.stderr) == (0, True), result.stderr
    answered = [row for row in rows if row["ID"]]
    assert [row["label"] for row in answered] == LABELS
    assert [row["Which school?"] for row in answered] == ["Oak, Lower", "", "Elm"]


def test_it_says_where_the_headings_are(tmp_path: Path) -> None:
    result, _ = analysed(workbook(tmp_path / "f.xlsx", [["Survey"]], ["Notes", "Answers"]))
    assert "Sheet “Answers”, headings in row 2." in result.stderr


def test_the_report_says_what_was_asked_where_only_the_heading_tells(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    analysed(workbook(tmp_path / "f.xlsx"), "--report", report)
    assert QUESTION in report.read_text(encoding="utf-8")


def test_a_frame_that_is_given_counts_for_more_than_the_heading(tmp_path: Path) -> None:
    _, rows = analysed(workbook(tmp_path / "f.xlsx"), "--frame", "good")
    assert rows[0]["label"] == "needs change"


def test_headings_are_compared_as_people_read_them() -> None:
    assert folded("What’s  good\xa0?\n") == folded("what's good ?")
    assert folded("What is good?") != folded("What is bad?")


@pytest.mark.parametrize(
    ("beginning", "sign"),
    [
        ('"Why, and how, so?";"B"\n"x, y";2\n', ";"),
        ("a\tb, c, d\n1\t2\n", "\t"),
        ("a,b\n1,2\n", ","),
        ("answer\nyes, it is\nno\n", ","),
        ("sep=|\na|b\n", "|"),
    ],
)
def test_what_parts_cells_is_seen_outside_quotes(beginning: str, sign: str) -> None:
    assert parting(beginning) == sign


def test_without_a_wanted_column_the_first_row_with_cells_has_the_headings(tmp_path: Path) -> None:
    table = open_table(workbook(tmp_path / "f.xlsx", [[], []]))
    assert (table.headings[0], table.headings_row) == ("ID", 3)
