"""Whatever stands in the cells or the bytes, the reader answers with a form or with its faults."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.errors import FaultyInput
from consultations.forms.xlsform import read_form
from consultations.forms.xlsform.reader import read_form_of
from consultations.forms.xlsform.workbook import Row, Workbook, sheet_of

WORDS = st.sampled_from(
    ["type", "name", "label", "relevant", "calculation", "text", "select_one a", "begin_group", "end_group",
     "note", "calculate", "range", "list_name", "a", "b", "${a} = 'b'", "${", "selected(${a}, 'b')", "(", "'",
     "label::", "::", "label::Polski (pl)", "bind::", "default_language", "choices", "start=1",
     "step=0", "true()"]
)  # fmt: skip
CELLS = st.one_of(st.just(""), WORDS, st.text(max_size=12))
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=6)
HEADINGS = st.permutations(["type", "name", "label", "relevant", "calculation"])


def answered(read, *arguments):
    """The questionnaire, or the errors; anything else that is raised fails the test."""
    try:
        return read(*arguments).questionnaire
    except FaultyInput as problem:
        return [fault for fault in problem.faults if fault.level == "error"]


def workbook(**sheets: list[list[str]]) -> Workbook:
    return Workbook(
        tuple(
            sheet_of(name, [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)])
            for name, rows in sheets.items()
        )
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HEADINGS, ROWS, ROWS, ROWS)
def test_any_cells_give_a_form_or_faults(headings, survey, choices, setting):
    book = workbook(survey=[list(headings), *survey], choices=choices, settings=setting)

    assert answered(read_form_of, book, "form.xlsx")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_markdown_gives_a_form_or_faults(rows):
    lines = ["| survey |", *("| | " + " | ".join(cells) + " |" for cells in rows)]

    assert answered(read_form, "\n".join(lines), "form.md")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"|"]), st.binary(max_size=600)
)
def test_any_bytes_give_faults(start, rest):
    assert answered(read_form, start + rest, "form.xlsx")
