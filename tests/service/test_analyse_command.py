"""`together analyse`: answers from elsewhere, a row out for each row in, whatever the file is like."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from together.__main__ import cli
from together.analysing.keeping import Part

THEMES = "label,words,outcomes\nBuses,bus,O1\nFood,dinner*,O2\nPositive experience,thank*,\n"
ANSWERS = [
    ("1", "What could be better?", "The bus is always late and I hate it"),
    ("2", "What could be better?", "Nothing"),
    ("3", "What is good?", "Nothing"),
    ("4", "What could be better?", ""),
    ("5", "What could be better?", "=cmd|' /C calc'!A0 dinners are cold"),
    ("6", "What is good?", "Ask Jenny Smith, ring 07700 900123"),
]


def together(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    file = tmp_path / "themes.csv"
    file.write_text(THEMES)
    return file


def written(tmp_path: Path, encoding: str = "utf-8", headings: str = "id,question,text") -> Path:
    file = tmp_path / "answers.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        out.write(headings + "\r\n")
        csv.writer(out).writerows(ANSWERS)
    return file


def analysed(source: Path, out: Path, *more: object) -> Result:
    return together("analyse", source, "--text", "text", "--question", "question", "--fast", "-o", out, *more)


def read(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_gets_its_readings_in_order(tmp_path: Path, themes: Path) -> None:
    result = analysed(written(tmp_path), tmp_path / "out.csv", "--taxonomy", themes)
    assert (result.exit_code, "6 rows, 0 of them not read" in result.stderr) == (0, True)
    rows = read(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row["themes"] for row in rows] == [
        "buses", "positive_experience", "other", "no_reason_given", "food", "positive_experience",
    ]  # fmt: skip
    assert (rows[0]["label"], rows[0]["outcomes"], rows[0]["theme_words"]) == (
        "needs change",
        "O1",
        "buses: bus",
    )
    assert float(rows[0]["polarity"]) < 0 <= float(rows[0]["subjectivity"])
    assert rows[0]["signals_agree"] in ("yes", "no")
    assert (rows[3]["status"], rows[3]["concern"], rows[3]["polarity"]) == ("empty", "none", "")
    assert rows[4]["text"].startswith("'=")
    assert "Jenny" not in rows[5]["redacted_text"]
    assert "900123" not in rows[5]["redacted_text"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_are_read_as_excel_saves_them(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("Text;Where\nThe café is great and we love it;“Park”\n", encoding=encoding)
    assert together("analyse", file, "--text", "text", "--fast", "-o", tmp_path / "out.csv").exit_code == 0
    (row,) = read(tmp_path / "out.csv")
    assert (row["Text"], row["Where"], row["label"]) == (
        "The café is great and we love it",
        "“Park”",
        "positive",
    )


def test_excel_and_json_lines_go_in_and_come_out(tmp_path: Path) -> None:
    book = Workbook()
    for line in [("text", "themes"), ("I love it", 7), (None, None), ("It is bad", "x")]:
        book.active.append(line)
    book.save(tmp_path / "answers.xlsx")
    out = tmp_path / "out.jsonl"
    assert (
        together("analyse", tmp_path / "answers.xlsx", "--text", "text", "--fast", "-o", out).exit_code == 0
    )
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["label"] for row in rows] == ["positive", "no clear signal", "needs change"]
    assert (rows[0]["given_themes"], rows[0]["themes"]) == ("7", "other")
    assert rows[1]["polarity"] is None
    back = tmp_path / "back.xlsx"
    assert together("analyse", out, "--text", "text", "--fast", "-o", back).exit_code == 0
    cells = list(load_workbook(back).active.iter_rows(values_only=True))
    assert cells[0][:2] == ("text", "given_themes")
    assert len(cells) == 4


def test_rows_that_cannot_be_read_are_there_and_are_counted_with_their_reasons(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(f"text,id\nI like it,1\nlost,2,3,4\n{'long ' * 11_000},4\nfine,5\n")
    result = together("analyse", file, "--text", "text", "--fast", "-o", tmp_path / "out.csv")
    assert "4 rows, 2 of them not read" in result.stderr
    assert "it has 4 cells, but there are 2 headings (first in row 3)" in result.stderr
    assert [row["status"] for row in read(tmp_path / "out.csv")] == ["read", "not read", "not read", "read"]
    lines = tmp_path / "answers.jsonl"
    lines.write_text('{"text": "good"}\n["no"]\n{broken\n{"text": null}\n')
    result = together("analyse", lines, "--text", "text", "--fast", "-o", tmp_path / "out.csv")
    assert "2: it is not a JSON object (first in row 2)" in result.stderr
    assert len(read(tmp_path / "out.csv")) == 4


@pytest.mark.parametrize(
    ("headings", "options", "said"),
    [
        ("id,question,answer", (), "no column “text”. The columns are: “id”, “question”, “answer”"),
        ("text,question,text", (), "The column “text” stands twice"),
        ("id,question,text", ("--frame", "mood"), "no column “mood”"),
        ("id,question,text", ("--by", "age"), "no column “age”"),
    ],
)
def test_a_column_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, headings: str, options: tuple[str, ...], said: str
) -> None:
    result = analysed(written(tmp_path, headings=headings), tmp_path / "out.csv", *options)
    assert (result.exit_code, said in result.stderr) == (1, True)
    assert not list(tmp_path.glob("out*"))


def test_one_frame_holds_for_all_rows(tmp_path: Path, themes: Path) -> None:
    source, out = written(tmp_path), tmp_path / "out.csv"
    together(
        "analyse", source, "--text", "text", "--frame", "good", "--taxonomy", themes, "--fast", "-o", out
    )
    assert [row["themes"] for row in read(out)][1:3] == ["other", "other"]


def test_a_run_that_was_broken_off_goes_on_and_gives_the_same_as_one_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("together.commands.analyse.ROWS_IN_A_CHUNK", 2)
    source, whole, out = written(tmp_path), tmp_path / "whole.csv", tmp_path / "out.csv"
    analysed(source, whole)
    add, calls = Part.add, []

    def stops(self, kept, rows, problems):
        calls.append(len(rows))
        if len(calls) == 2:
            raise KeyboardInterrupt
        add(self, kept, rows, problems)

    monkeypatch.setattr(Part, "add", stops)
    assert analysed(source, out).exit_code != 0
    assert not out.exists()
    with (tmp_path / "out.csv.part").open("a") as part:
        part.write('["half a ro')
    monkeypatch.setattr(Part, "add", add)
    result = analysed(source, out)
    assert "Going on after 2 rows" in result.stderr
    assert out.read_bytes() == whole.read_bytes()
    assert {one.name for one in tmp_path.iterdir()} == {"answers.csv", "whole.csv", "out.csv"}


def test_coded_answers_teach_the_themes_and_the_figure_is_said(tmp_path: Path, themes: Path) -> None:
    coded = tmp_path / "coded.csv"
    lines = ["text,themes"]
    for day in range(30):
        lines += [f"the tram was late on day {day},Buses", f"pasta was cold on day {day},food; Unheard of"]
    coded.write_text("\n".join(lines))
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("text\nthat tram again\ncold pasta\n")
    given = ("--text", "text", "--taxonomy", themes, "--coded", coded, "--fast", "-o", out)
    result = together("analyse", source, *given)
    assert "by cross-validation on 60 coded answers" in result.stderr
    assert "no theme is called “unheard of”" in result.stderr
    rows = read(out)
    assert [row["themes"].split("; ")[0] for row in rows] == ["buses", "food"]
    assert float(rows[0]["theme_likely"].split("; ")[0]) > 0.5
    coded.write_text("text,themes\nx,Buses\n")
    assert "1 coded answers, 50 needed" in together("analyse", source, *given).stderr


def test_the_input_is_never_written_over_and_an_unknown_format_is_refused(tmp_path: Path) -> None:
    source = written(tmp_path)
    assert "is the file that is read" in analysed(source, source).stderr
    assert "none of .csv, .xlsx, .jsonl" in analysed(source, tmp_path / "out.pdf").stderr


def test_a_report_sums_up_by_group_and_quotes_no_small_one(tmp_path: Path, themes: Path) -> None:
    source, page = tmp_path / "answers.csv", tmp_path / "report.html"
    lines = ["text,who"]
    lines += [f"the bus was very late again on day {n},child" for n in range(30)]
    lines += [f"dinner number {n} was lovely and warm,parent" for n in range(30)]
    lines += ["only staff know of this bus today,staff"] * 2
    source.write_text("\n".join(lines))
    given = ("--text", "text", "--by", "who", "--taxonomy", themes, "--fast", "--report", page)
    assert together("analyse", source, *given, "-o", tmp_path / "out.csv").exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert "60 people answered" in html
    assert "child is 100 points" in html or "points above" in html
    assert "the bus was very late again" in html
    assert "only staff" not in html
    assert 'role="img" height=' in html
    assert "<script" not in html
