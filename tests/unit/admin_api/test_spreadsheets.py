"""No text becomes a formula, whatever splits the file; numbers stay numbers."""

import csv
import io

import openpyxl
import pytest

from admin_api.spreadsheets import LONGEST, csv_table, harmless, xlsx_table
from tests.formulas import PAYLOADS, begins_a_formula

ROWS = [("name", "people"), *((payload, 5) for payload in PAYLOADS)]


@pytest.fixture(scope="module")
def sheet():
    return list(openpyxl.load_workbook(io.BytesIO(xlsx_table(ROWS))).active.iter_rows())


def test_there_are_enough_payloads_and_each_would_be_a_formula() -> None:
    assert len(set(PAYLOADS)) > 1000
    unprotected = [one for one in PAYLOADS if not any(map(begins_a_formula, split(one)))]
    # Those that begin with one apostrophe alone are text already.
    assert all(one.lstrip("a,;|\t\n\r \u00a0\u200b\ufeff").startswith("'") for one in unprotected)


def split(text: str) -> list[str]:
    """The cells that a program with another separator than ours would see in `text`."""
    for separator in ",;|\t\r\n":
        text = text.replace(separator, "\0")
    return text.split("\0")


def test_no_cell_of_a_csv_file_begins_a_formula() -> None:
    read = list(csv.reader(io.StringIO(csv_table(ROWS).removeprefix("\ufeff"), newline="")))
    assert len(read) == len(ROWS)
    assert [cell for row in read for cell in row if begins_a_formula(cell)] == []


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_cell_begins_a_formula_where_the_file_is_split_at_another_sign(separator: str) -> None:
    lines = csv_table(ROWS).removeprefix("\ufeff").splitlines()
    cells = [cell.strip('"') for line in lines for cell in line.split(separator)]
    assert [cell for cell in cells if begins_a_formula(cell)] == []


def test_no_cell_of_an_xlsx_file_is_or_begins_a_formula(sheet) -> None:
    assert len(sheet) == len(ROWS)
    assert {cell.data_type for row in sheet[1:] for cell in row} == {"s", "n"}
    assert [row[0].value for row in sheet if begins_a_formula(row[0].value)] == []
    assert all(cell.hyperlink is None for row in sheet for cell in row)


def test_what_is_written_can_be_read_back_but_for_the_apostrophes(sheet) -> None:
    # openpyxl leaves the way that XLSX writes a carriage return as it finds it.
    kept = [row[0].value.replace("'", "").replace("_x000D_", "\r") for row in sheet[1:]]
    assert kept == [payload.replace("'", "") for payload in PAYLOADS]


def test_numbers_stay_numbers_also_below_nought(sheet) -> None:
    assert sheet[1][1].value == 5
    assert sheet[1][1].data_type == "n"
    assert csv_table([("change", -5)]) == '\ufeff"change",-5\r\n'


@pytest.mark.parametrize(
    "said", ["More lights", "9 or under", "It's fine - really", "a + b", "me@home.example", "1-2", ""]
)
def test_ordinary_words_stay_as_they_are(said: str) -> None:
    assert harmless(said) == said


def test_a_text_longer_than_a_cell_is_cut_and_not_dropped() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table([("x" * (LONGEST + 10),)])))
    assert len(book.active["A1"].value) == LONGEST
