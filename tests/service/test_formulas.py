"""What people type into the chat, and what officers call things, is never calculated by a spreadsheet."""

import csv
import io
import re

import openpyxl
from openpyxl.cell import Cell

from consultations.forms.questionnaire import Choice
from tests.builders import question, questionnaire
from tests.formulas import PAYLOADS, begins_a_formula
from tests.heard_site import AGES, HeardSite

TEXTS = 12
"""Questions that a person answers in their own words: a thousand texts then need fewer than ninety people."""


def form_of_formulas(labels: list[str]):
    places = tuple(Choice(f"p{number}", {"en": label}) for number, label in enumerate(labels))
    return questionnaire(
        question("age_band", "select_one", "=How old?", choices="ages"),
        question("where", "select_one", "+Where?", choices="places", outcome="CE2"),
        *(question(f"better{number}", "text", "@What would help?", outcome="CE2") for number in range(TEXTS)),
        ages=AGES,
        places=places,
    )


Table = tuple[list[list[str]], list[Cell]]


def tables(site: HeardSite) -> Table:
    """The board's numbers as people get them: the cells of the CSV file, and those of the XLSX file."""
    browser = site.browser()
    table = browser.get("/api/v1/board/CE-2022.csv").content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get("/api/v1/board/CE-2022.xlsx").content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return list(csv.reader(io.StringIO(table, newline=""))), cells


def assert_none_is_a_formula(rows: list[list[str]], cells: list[Cell]) -> None:
    assert [cell for row in rows for cell in row if begins_a_formula(cell)] == []
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if begins_a_formula(str(cell.value or ""))] == []
    assert len(cells) == sum(map(len, rows))


def test_a_thousand_formulas_in_the_chat_reach_no_cell(heard_site: HeardSite) -> None:
    labels = ["-first", "=1+1", "\t=cmd", "＝1"]
    heard_site.consult(form_of_formulas(labels), title="=1+1")
    said = PAYLOADS[:: len(PAYLOADS) // 1000]
    people = [said[start : start + TEXTS] for start in range(0, len(said), TEXTS)]
    heard_site.answer_each(
        [
            {"age_band": "5-9", "where": f"p{number % 4}"}
            | {f"better{place}": text for place, text in enumerate(texts)}
            for number, texts in enumerate(people)
        ]
    )
    rows, cells = tables(heard_site)
    assert len(said) >= 1000
    assert any("1+1" in cell for row in rows for cell in row), "the labels are in the table"
    assert_none_is_a_formula(rows, cells)


def test_a_thousand_formulas_as_choices_are_text_in_every_file(heard_site: HeardSite) -> None:
    """What officers call the answers stands in the files: each of them is there, none is calculated."""
    labels = PAYLOADS[:: len(PAYLOADS) // 1000]
    heard_site.consult(form_of_formulas(list(labels)))
    heard_site.answer_each([{"age_band": "5-9", "where": f"p{number}"} for number in range(12)])
    rows, cells = tables(heard_site)
    shown = {bare(cell) for row in rows for cell in row} & {bare(str(cell.value)) for cell in cells}
    assert len(labels) >= 1000
    assert [label for label in labels if bare(label) not in shown] == []
    assert_none_is_a_formula(rows, cells)


def bare(text: str) -> str:
    """`text` without apostrophes and white space, which files and readers change."""
    return re.sub(r"['\s]|_x000D_", "", text)
