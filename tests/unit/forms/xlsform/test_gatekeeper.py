"""pyxform has the last word, unless the same was said already."""

from consultations.forms.findings import Findings
from consultations.forms.xlsform.gatekeeper import refusal
from consultations.forms.xlsform.markdown import read_markdown
from consultations.forms.xlsform.sheets import sheets_by_role
from consultations.forms.xlsform.workbook import Row, Sheet
from tests.unit.forms.forms import codes, form, only


def survey(*rows: Row) -> dict[str, Sheet]:
    return {"survey": Sheet("survey", Row(1, ("type", "name", "label", "parameters")), rows)}


def test_a_form_that_odk_takes_passes():
    assert refusal(survey(Row(2, ("text", "q", "Well?", "")))) is None


def test_what_odk_refuses_is_told_with_our_own_row():
    fault = refusal(survey(Row(2, ("text", "p", "Eh?", "")), Row(9, ("text", "q", "Well?", "rows=many"))))

    assert fault is not None
    assert (fault.code, fault.place.sheet, fault.place.row) == ("odk_refuses", "survey", 9)
    assert "[row" not in fault.message


def test_a_row_that_odk_only_names_is_found():
    rows = (Row(2, ("note", "p", "Eh?", "")), Row(7, ("text", "q", "", "")))
    fault = refusal({"survey": Sheet("survey", Row(1, ("type", "name", "hint", "parameters")), rows)})

    assert fault is not None
    assert "'q' has no label" in fault.message
    assert (fault.place.sheet, fault.place.row) == ("survey", 7)


def test_a_column_that_odk_names_is_told():
    content = form("type | name | label | default\ntext | q | Well? | ${p}")
    fault = refusal(sheets_by_role(read_markdown(content), Findings()))

    assert fault is not None
    assert (fault.place.row, fault.place.column) == (3, "default")


def test_what_we_only_learn_from_odk_refuses_the_form():
    content = form("type | name | label | parameters\ntext | q | Well? | rows=many")

    assert only(content, "odk_refuses").level == "error"


def test_what_we_said_already_is_not_said_twice():
    assert "odk_refuses" not in codes(form("type | name | label\ntxet | q | Well?"))
    assert "odk_refuses" not in codes(form("type | name | label\ntext | a b | Well?"))
