"""Answers taken away one by one: codes and labels, explained, and without what tells who somebody is."""

import csv
import io

import openpyxl
import pytest
from fastapi.testclient import TestClient

from admin_api.spss import quoted
from analysis.redacting import redact_new
from consultations.forms.questionnaire import Choice
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from tests.builders import question, questionnaire
from tests.heard_site import HeardSite
from tests.staff_site import StaffSite

NAMED = "My friend Aisha Khan said more lights"
ANSWERS = "/api/v1/consultations/safe/answers"
PLACES = (Choice("park", {"en": "The park"}), Choice("to", {"en": "Bus, 'the' stop"}))


@pytest.fixture
def site(heard_site: HeardSite) -> StaffSite:
    """Two people have answered, one of them with a name in it; the consultation is closed."""
    heard_site.consult(
        questionnaire(
            question("with", "select_one", "Who “are” you with?", choices="yes_no"),
            question("where", "select_multiple", "Where?", choices="where"),
            question("better", "text", "What would make it better?", outcome="CE2"),
            question("often", "integer", "How often?"),
            where=PLACES,
        )
    )
    heard_site.answer(1, **{"with": "yes", "where": "park to", "better": NAMED, "often": "3"})
    heard_site.answer(1, **{"with": "no", "where": "park", "better": "=1+1"})
    redact_new(heard_site.database)
    with heard_site.database.write() as connection:
        Consultations(connection).close("safe", heard_site.clock())
    return StaffSite(heard_site.database, heard_site.clock)


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return site.signed_in()


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_table_holds_codes_and_a_column_for_each_choice(officer: TestClient) -> None:
    first, second = lines(officer.get(f"{ANSWERS}.csv").text)
    assert (first["with"], first["where__park"], first["where__to"], first["often"]) == ("yes", "1", "1", "3")
    assert (second["with"], second["where__park"], second["where__to"], second["often"]) == (
        "no",
        "1",
        "0",
        "",
    )


WHY = {"reason": "The university evaluates it"}


@pytest.fixture
def lead(site: StaffSite) -> TestClient:
    return site.signed_in("lead@trust.example", "lead")


def test_names_are_gone_unless_a_lead_takes_the_words_as_written_and_says_why(
    site: StaffSite, officer: TestClient, lead: TestClient
) -> None:
    without = officer.get(f"{ANSWERS}.csv").text
    written = lead.get(f"{ANSWERS}-as-written.csv", params=WHY).text
    assert "Aisha" not in without
    assert "more lights" in without
    assert NAMED in written
    with site.database.read() as connection:
        noted = [one for one in AuditLog(connection).all() if one.action.startswith("answers.")]
    assert [one.action for one in noted] == ["answers.exported", "answers.exported_as_written"]
    assert (noted[1].actor, noted[1].details) == ("lead@trust.example", WHY["reason"])


def test_words_as_written_are_for_leads_alone_and_never_without_a_reason(
    site: StaffSite, officer: TestClient, lead: TestClient
) -> None:
    assert officer.get(f"{ANSWERS}-as-written.csv", params=WHY).status_code == 403
    for reason in ("", "because", " " * 20):
        refused = lead.get(f"{ANSWERS}-as-written.csv", params={"reason": reason})
        assert (refused.status_code, refused.json()["code"]) == (409, "no_reason")
    with site.database.read() as connection:
        actions = [one.action for one in AuditLog(connection).all()]
    assert "answers.exported_as_written" not in actions


def test_words_that_nobody_has_redacted_yet_are_left_out(site: StaffSite, officer: TestClient) -> None:
    with site.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM redacted_answer")
    assert [one["better"] for one in lines(officer.get(f"{ANSWERS}.csv").text)] == ["", ""]


def test_what_a_concern_holds_is_in_no_file(site: StaffSite, lead: TestClient) -> None:
    with site.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE answer SET held = true WHERE question = 'better'")
    for ending in ("csv", "json", "spss.csv", "sps"):
        taken = lead.get(f"{ANSWERS}-as-written.{ending}", params=WHY)
        assert taken.status_code == 200
        assert "Aisha" not in taken.text, ending
    book = openpyxl.load_workbook(io.BytesIO(lead.get(f"{ANSWERS}-as-written.xlsx", params=WHY).content))
    assert "Aisha" not in str([list(sheet.values) for sheet in book])


def test_the_workbook_explains_itself(officer: TestClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"{ANSWERS}.xlsx").content))
    assert book.sheetnames == ["Codebook", "Codes", "Labels"]
    meant = {(row[0], row[4]): row[5] for row in book["Codebook"].values}
    assert meant[("with", "yes")] == "Yes"
    head, first, second = book["Labels"].values
    assert dict(zip(head, first, strict=True))["with"] == "Yes"
    assert dict(zip(head, second, strict=True))["better"] == "'=1+1", "no formula"


def test_spss_reads_numbers_with_labels(officer: TestClient) -> None:
    data = officer.get(f"{ANSWERS}.spss.csv")
    first, _ = lines(data.text)
    assert first["vwithv"] == "1", "a reserved word is no name"
    syntax = officer.get(f"{ANSWERS}.sps").text
    assert "/FILE='safe.spss.csv'" in syntax
    assert "VALUE LABELS vwithv 1 'Yes' 2 'No'." in syntax
    assert "VARIABLE LABELS where__to 'Where?: Bus, ''the'' stop'." in syntax
    assert [
        name.split()[0] for name in syntax.split("/VARIABLES=")[1].split(".\n")[0].splitlines()[1:-1]
    ] == list(first)


def test_a_label_cannot_end_its_quotes() -> None:
    assert quoted("it's\n. EXECUTE.") == "'it''s . EXECUTE.'"


def test_while_people_answer_an_officer_says_why(site: StaffSite, officer: TestClient) -> None:
    with site.database.write() as connection:
        Consultations(connection).reopen("safe")
    refused = officer.get(f"{ANSWERS}.csv")
    assert (refused.status_code, refused.json()["code"]) == (409, "still_open")
    assert officer.get(f"{ANSWERS}.csv?reason=Midway+report").status_code == 200


def test_person_by_person_in_parts(officer: TestClient) -> None:
    one = officer.get(f"{ANSWERS}?limit=1").json()
    two = officer.get(f"{ANSWERS}?limit=1&cursor={one['next']}").json()
    assert [part["items"][0]["respondent"] for part in (one, two)] == [1, 2]
    assert two["next"] is None
    assert {each["name"]: each["kind"] for each in one["variables"]}["where__park"] == "chosen"
