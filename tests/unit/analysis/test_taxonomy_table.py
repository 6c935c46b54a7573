"""A theme file as a table: what a person edits in a spreadsheet is what answers are sorted by."""

import pytest

from analysis.taxonomy import read_taxonomy
from analysis.taxonomy_table import Named, read_csv, read_rows, rows_of, yaml_of
from consultations.errors import FaultyInput

NAMED = Named("themes.csv", "cypp", "1", {"O1"})
GOOD = """\
Label;Words;Outcomes;code;examples;gathers
Feeling safe;safe, "park";O1;;I am scared | not safe;
Café;bull*, street light;;cafe;;praise
""".replace('safe, "park"', '"safe, ""park"""')


def faults(text: str) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(FaultyInput) as caught:
        read_csv(text.encode(), NAMED)
    assert all(fault.fix for fault in caught.value.faults)
    return [(one.code, one.place.row, one.place.column) for one in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_as_excel_saves_it(encoding):
    first, second = read_csv(GOOD.encode(encoding), NAMED).themes
    assert (first.code, first.words, first.outcomes) == ("feeling_safe", ("safe", 'park"'), ("O1",))
    assert first.examples == ("I am scared", "not safe")
    assert (second.label, second.words, second.gathers) == ("Café", ("bull*", "street light"), "praise")


def test_what_is_written_is_read_back_as_the_same_themes_as_a_table_and_as_yaml():
    taxonomy = read_csv(GOOD.encode(), NAMED)
    assert read_rows(rows_of(taxonomy), NAMED) == taxonomy
    assert read_taxonomy(yaml_of(taxonomy), "themes.yaml", {"O1"}) == taxonomy


def test_every_fault_comes_with_its_row_and_column():
    bad = "label,words,outcomes,code,gathers\n,safe,O9,a,\nBus,,,a,joy\n\nRest,*,,other,\n"
    assert sorted(faults(bad), key=lambda fault: (fault[1], fault[2])) == [
        ("no-label", 2, "label"),
        ("unknown-outcome", 2, "outcomes"),
        ("repeated-code", 3, "code"),
        ("bad-gathers", 3, "gathers"),
        ("no-words", 3, "words"),
        ("reserved-code", 5, "code"),
        ("bad-word", 5, "words"),
    ]


def test_a_missing_heading_names_those_that_are_there():
    with pytest.raises(FaultyInput) as caught:
        read_csv(b"name,words\na,b\n", NAMED)
    assert "it has: name, words" in caught.value.faults[0].message
    assert faults("") == [("missing-heading", 1, None), ("missing-heading", 1, None)]
    assert faults("label,words\n") == [("how-many-themes", 1, None)]
