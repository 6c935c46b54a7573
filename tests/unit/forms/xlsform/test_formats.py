"""Files: Excel new and old by their bytes, Markdown with its lines, and a clear word for anything else."""

import csv
import io
import struct
import zipfile

import pytest

from consultations.errors import FaultyInput
from consultations.forms.xlsform import read_form
from tests.unit.forms.forms import YES_NO, findings, form, only, questionnaire, workbook
from tests.unit.forms.xlsform.old_excel import xls

SURVEY = [["type", "name", "label"], ["text", "q", "Well?"]]


def test_an_xlsx_file_is_read():
    choices = [["list_name", "name", "label"], ["n", 1, "One"], ["n", 2.5, "Two and a half"]]
    content = workbook(survey=[SURVEY[0], ["select_one n", "q", "Well?"]], choices=choices)

    assert [choice.name for choice in questionnaire(content).choice_lists["n"]] == ["1", "2.5"]


def test_rows_of_a_spreadsheet_keep_their_numbers_over_blank_rows():
    content = workbook(survey=[*SURVEY, [], [], ["txet", "p", "Eh?"]])
    fault = only(content, "unknown_type")

    assert (fault.place.file, fault.place.sheet) == ("form.md", "survey")
    assert (fault.place.row, fault.place.line, fault.place.column) == (5, None, "type")


def test_the_gatekeeper_counts_the_same_rows():
    content = workbook(
        survey=[["type", "name", "label", "parameters"], [], ["text", "q", "Well?", "rows=many"]]
    )

    assert only(content, "odk_refuses").place.row == 3


def test_a_row_beyond_a_long_gap_is_said_because_odk_would_lose_it():
    content = workbook(survey=[*SURVEY, *[[]] * 61, ["text", "p", "Eh?"]])

    assert only(content, "row_after_gap").place.row == 64
    assert "row_after_gap" not in [
        fault.code for fault in findings(workbook(survey=[*SURVEY, *[[]] * 60, ["text", "p", "Eh?"]]))
    ]


def test_an_error_of_excel_in_a_cell_is_said():
    fault = only(workbook(survey=[*SURVEY, ["text", "p", "#NAME?"]]), "cell_error")

    assert (fault.place.row, fault.place.column) == (3, "label")


def test_errors_of_excel_in_an_own_column_are_the_authors_affair():
    content = workbook(survey=[[*SURVEY[0], "_sum"], [*SURVEY[1], "#DIV/0!"]], minutes=[["#REF!"]])

    assert questionnaire(content).questions()[0].name == "q"


def test_an_xls_file_is_read_whatever_it_is_called():
    content = xls(
        "survey", [["type", "name", "label"], ["text", "q", "Well?"], ["", "", ""], ["range", "r", 5.0]]
    )

    read = read_form(content, "form.xlsx").questionnaire
    assert [(question.name, question.row) for question in read.questions()] == [("q", 2), ("r", 4)]
    assert read.questions()[1].label == {"en": "5"}


def test_an_xls_file_has_rows_in_its_faults():
    content = xls("survey", [["type", "name", "label"], ["text", "q", "Well?"], ["txet", "p", "Eh?"]])

    assert only(content, "unknown_type").place.row == 3


def claiming(archive: bytes, size: int) -> bytes:
    """The archive with its first entry said to unpack to `size` bytes."""
    entry = archive.index(b"PK\x01\x02")
    return archive[: entry + 24] + struct.pack("<I", size) + archive[entry + 28 :]


def unreadable() -> dict[str, tuple[str, bytes]]:
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    whole = workbook(survey=SURVEY)
    return {
        "nothing": ("empty_file", b""),
        "blanks": ("empty_file", b" \n "),
        "cut short": ("damaged_file", whole[: len(whole) // 2]),
        "an archive begun": ("damaged_file", b"PK\x03\x04"),
        "an old file cut short": ("damaged_file", xls("survey", SURVEY)[:700]),
        "a zip bomb": ("file_too_large", claiming(whole, 2**31)),
        "a huge file": ("file_too_large", bytes(10_000_001)),
        "LibreOffice": ("not_a_spreadsheet", document.getvalue()),
        "a password": ("locked_file", locked),
        "an old file with a password": ("locked_file", xls("survey", SURVEY, locked=True)),
        "a web page called .xls": ("not_a_spreadsheet", b"<html><table><tr><td>type</td></tr></table>"),
        "csv": ("not_a_spreadsheet", b"type,name,label\ntext,q,Well?"),
        "a picture": ("not_a_spreadsheet", b"\x89PNG\r\n\x1a\n\xff\xfe"),
    }


@pytest.mark.parametrize("what", list(unreadable()))
def test_a_file_that_is_no_spreadsheet_gets_a_clear_word(what):
    code, content = unreadable()[what]

    with pytest.raises(FaultyInput) as raised:
        read_form(content, "form.xlsx")

    (fault,) = raised.value.faults
    assert (fault.code, fault.place.file, bool(fault.fix)) == (code, "form.xlsx", True)


def test_markdown_keeps_its_lines_over_remarks_rulers_and_blank_rows():
    content = """
        | survey |
        # a remark
        | | type | name | label |
        | | --- | --- | --- |
        | | | | |
        | | text | q | Well? | # said by the council

        | | txet | p | Eh? |
        """

    assert only(content, "unknown_type").place.line == 9


def test_a_bar_in_a_markdown_cell_is_escaped():
    assert questionnaire(form(r"type | name | label" + "\n" + r"text | q | This \| that?")).questions()[
        0
    ].label == {"en": "This | that?"}


def test_a_bare_bar_in_a_markdown_cell_is_said():
    fault = only(form("type | name | label\ntext | q | This | that?"), "too_many_cells")

    assert (fault.place.line, r"\|" in fault.fix) == (3, True)


def test_markdown_before_any_sheet_is_said():
    assert only("| | type | name |\n" + form("type | name | label\ntext | q | Well?"), "row_outside_sheet")


def test_findings_stand_in_the_order_of_sheets_and_rows():
    survey = "type | name | label | relevant\ntxet | a | A? |\ntext | b b | B? |\nselect_one yn | c | | ${d}"
    faults = findings(form(survey, YES_NO + "yn | no | No again"))
    places = [(fault.place.sheet, fault.place.line) for fault in faults if fault.level == "error"]

    assert places == [("survey", 3), ("survey", 4), ("survey", 5), ("choices", 10)]


CSV = (
    ["survey", "", "", ""],
    ["", "type", "name", "label"],
    ["", "select_one yn", "q", "Well,\nor not?"],
    ["choices", "", "", ""],
    ["", "list_name", "name", "label"],
    ["", "yn", "yes", "Yes"],
)


def separated(separator: str, rows: list[list[str]], end: str = "\n") -> str:
    kept = io.StringIO()
    csv.writer(kept, delimiter=separator, lineterminator=end).writerows(rows)
    return kept.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_that_names_its_sheets_is_read(separator, end):
    read = questionnaire(f"\ufeff{separated(separator, CSV, end)}".encode())

    assert read.questions()[0].label == {"en": "Well,\nor not?"}
    assert [choice.name for choice in read.choice_lists["yn"]] == ["yes"]


def test_csv_says_the_line_in_which_a_row_begins():
    rows = [*CSV[:3], ["", "txet", "p", "Eh?"], [], *CSV[3:], ["", "yn", "no", "No", "Never"]]
    content = separated(",", rows)

    assert only(content, "unknown_type").place.line == 5
    assert (only(content, "too_many_cells").place.line, "quotes" in only(content, "too_many_cells").fix) == (
        10,
        True,
    )


def test_a_cell_of_csv_without_end_is_a_damaged_file():
    assert only('survey,,\n,"' + "w" * 200_000, "damaged_file").level == "error"
