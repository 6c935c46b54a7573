"""A launch from the first line of the task list to the poster, left and come back to, and what stops it."""

import re

import pytest
from fastapi.testclient import TestClient

from consultations.forms.xlsform import read_form
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import NOW, plan
from tests.launching import ROTA, prepare, sections, sign
from tests.staff_site import StaffSite

TODAY = NOW.date()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here: `test_launch_story` goes the whole way on both."""
    return sqlite_url


@pytest.fixture
def site(database: Database) -> StaffSite:
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    return StaffSite(database, rota=ROTA)


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return site.signed_in("officer@trust.example")


@pytest.fixture
def young_lead(site: StaffSite) -> TestClient:
    return site.signed_in("young@trust.example", "young-lead")


@pytest.fixture
def lead(site: StaffSite) -> TestClient:
    return site.signed_in("lead@trust.example", "lead")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def shown(browser: TestClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return words(answer.text)


def missing(browser: TestClient, path: str) -> str:
    return shown(browser, f"{path}/open")


def test_what_was_said_is_there_after_a_break(site: StaffSite, officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    site.clock.tick(days=2)
    later = site.signed_in("other@trust.example")
    assert "Street lamps" in shown(later, "/staff/launch")
    page = later.get(f"{path}/purpose").text
    assert "Where the new street lamps go, and which come first." in page
    assert 'value="The Trust’s board"' in page
    assert 'value="40"' in later.get(f"{path}/people").text


DATES = sections(TODAY)["dates"]


def test_nothing_is_launched_while_something_is_missing(
    officer: TestClient, young_lead: TestClient, lead: TestClient
) -> None:
    path = prepare(officer, TODAY)
    decided = {**sections(TODAY)["purpose"], "decided": "yes"}
    assert officer.post(f"{path}/purpose", data=decided).status_code == 303
    sign(young_lead, path)
    said = "It has been decided already, so this would not be a consultation."
    assert said in missing(lead, path)
    refused = lead.post(f"{path}/open")
    assert refused.status_code == 409
    assert "It cannot be launched yet" in refused.text
    assert said in shown(officer, f"{path}/purpose")  # beside the field


def test_a_change_of_the_wording_takes_the_signature_away(
    officer: TestClient, young_lead: TestClient, lead: TestClient
) -> None:
    path = prepare(officer, TODAY)
    sign(young_lead, path)
    question = {"type": "text", "label": "What works now?", "outcome": "CE2", "frame": "good"}
    assert officer.post(f"{path}/questions/good", data=question).status_code == 303
    assert "The wording has changed since the young person lead signed it." in missing(lead, path)
    assert lead.post(f"{path}/open").status_code == 409
    sign(young_lead, path)
    assert lead.post(f"{path}/open").status_code == 303


def test_what_changed_while_it_was_read_is_not_signed(officer: TestClient, young_lead: TestClient) -> None:
    path = prepare(officer, TODAY)
    old = young_lead.post("/staff/signing/1", data={"wording": "0" * 12, "do": "sign"})
    assert old.status_code == 422
    assert "The wording was changed while you read it." in old.text
    asked = young_lead.post("/staff/signing/1", data={"do": "ask", "change": "Say “grown-up”, not “adult”."})
    assert asked.status_code == 303
    assert "Say “grown-up”, not “adult”." in shown(officer, f"{path}/signature")
    assert young_lead.post("/staff/signing/1", data={"do": "ask"}).status_code == 422


IN_POLISH = """| survey |
| | type | name | label | label::Polski (pl) | hint::Polski (pl) | outcome | frame |
| | text | one | What helps? | Co pomaga? | Krótko | CE2 | good |
| | select_one areas | two | Which area? | Która okolica? | | CE2 | |
| choices |
| | list_name | name | label | label::Polski (pl) |
| | areas | north | The north | Północ |
| | areas | south | The south | Południe |
"""


def test_the_young_lead_sees_all_that_is_signed_in_every_language(
    officer: TestClient, young_lead: TestClient, lead: TestClient
) -> None:
    path = prepare(officer, TODAY)
    upload(officer, path, IN_POLISH)
    chosen = {**sections(TODAY)["people"], "languages": ["en", "pl"]}
    assert officer.post(f"{path}/people", data=chosen).status_code == 303
    page = shown(young_lead, "/staff/signing/1")
    for said in ("What helps?", "Co pomaga?", "Krótko", "The south", "Południe", "Each lamp costs £900"):
        assert said in page
    assert "Who decides? The Trust’s board" in page
    assert "The sum of money." in page
    assert "Children in care: their workers bring a tablet." in page
    sign(young_lead, path)
    other = {**sections(TODAY)["purpose"], "options": "One street alone, which costs £900 in a year."}
    assert officer.post(f"{path}/purpose", data=other).status_code == 303
    assert "The wording has changed since the young person lead signed it." in missing(lead, path)


def test_a_launch_gets_another_title_and_another_name_in_links(
    officer: TestClient, young_lead: TestClient, lead: TestClient
) -> None:
    path = prepare(officer, TODAY)
    other = prepare(officer, TODAY, code="parks")
    sign(young_lead, path)
    assert 'value="Street lamps"' in officer.get(f"{path}/name").text
    taken = officer.post(f"{path}/name", data={"title": "Street lights", "code": "parks"})
    assert taken.status_code == 422
    assert 'href="#code"' in taken.text
    assert officer.post(f"{path}/name", data={"title": "", "code": "a b"}).status_code == 422
    named = officer.post(f"{path}/name", data={"title": "Street lights", "code": "lights"})
    assert named.headers["location"] == f"{path}?note=saved"
    assert "Street lights" in shown(officer, path)
    assert "Its name in links: lights" in shown(officer, path)
    assert "The wording has changed since the young person lead signed it." in missing(lead, path)
    assert officer.post(f"{other}/name", data={"title": "Parks", "code": "lamps"}).status_code == 303


def test_an_officer_gets_the_address_to_give_to_a_young_lead(site: StaffSite, officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    assert "Nobody is a young person lead yet." in shown(officer, f"{path}/signature")
    site.hire("young", "young-lead")
    page = shown(officer, f"{path}/signature")
    assert "https://together.example/staff/signing/1" in page
    assert "E-mail is not set up here" in page
    assert officer.post(f"{path}/signature").status_code == 409


def test_where_there_is_mail_the_young_leads_are_written_to(database: Database) -> None:
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    sent: list[tuple[str, str, str]] = []
    site = StaffSite(database, rota=ROTA, ask_to_sign=lambda *words: sent.append(words) or True)
    site.hire("young@trust.example", "young-lead")
    site.hire("without-mail", "young-lead")
    officer = site.signed_in("officer@trust.example")
    path = prepare(officer, TODAY)
    done = officer.post(f"{path}/signature")
    assert "Sent to 1 of 2. Give the others the address below." in words(done.text)
    address = "https://together.example/staff/signing/1"
    assert sent == [("young@trust.example", "Street lamps", address)]


HARD_CHOICE = """| survey |
| | type | name | label | outcome |
| | select_one places | two | Which is best? | CE2 |
| choices |
| | list_name | name | label |
| | places | park | The park |
| | places | hub | The multi-agency safeguarding hub of the borough council and the constabulary |
"""


def test_each_finding_leads_to_where_it_is_mended_those_about_choices_too(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    assert upload(officer, path, HARD_CHOICE).status_code == 303
    page = officer.get(f"{path}/check").text
    row = page.partition("The multi-agency safeguarding hub")[2].partition("</th>")[0]
    assert f'href="{path}/questions/two"' in row


BAD = """| survey |
| | type | name | label | outcome |
| | text | one | What helps? | CE9 |
| | select_one nothing | two | Which? | CE2 |
"""
LEADING = (
    BAD.replace("CE9", "CE2").replace("select_one nothing", "text").replace("Which?", "Don't you agree?")
)


def upload(browser: TestClient, path: str, text: str, name: str = "mine.md"):
    return browser.post(f"{path}/questionnaire", files={"file": (name, text.encode())})


def test_faults_of_a_file_stand_beside_their_rows(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    refused = upload(officer, path, BAD)
    assert refused.status_code == 422
    page = words(refused.text)
    assert "“survey”, line 3 To mend Column “outcome” The plan has no outcome “CE9”." in page
    assert "“survey”, line 4 To mend" in page
    assert "What is good now?" in page  # the one before is still there


def test_a_choice_that_is_a_command_when_typed_is_said_with_the_kept_file(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    survey = "| survey |\n| | type | name | label |\n| | select_one x | q | What now? |\n"
    choices = "| choices |\n| | list_name | name | label |\n| | x | a | Stop |\n"
    kept = upload(officer, path, survey + choices)
    assert (kept.status_code, kept.headers["location"]) == (303, f"{path}/questionnaire?note=file")
    page = words(officer.get(kept.headers["location"]).text)
    assert "“mine.md” is the questionnaire now. Please look at what we found in it." in page
    assert "“choices”, line 6" in page
    assert "Somebody who types “Stop” stops the chat" in page


NO_FORMS = [
    ("empty.xlsx", b"", "Choose a file."),
    ("word.docx", b"PK\x03\x04broken", "damaged"),
    ("notes.txt", b"Dear all", "plain text"),
    ("large.xlsx", b"x" * 900_001, "larger than 900 kB"),
]


def test_a_file_that_is_no_questionnaire_is_explained(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    for name, content, said in NO_FORMS:
        refused = officer.post(f"{path}/questionnaire", files={"file": (name, content)})
        assert refused.status_code == 422
        assert said in refused.text


def test_what_the_check_finds_stops_a_launch_until_it_is_mended_or_weighed(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    assert upload(officer, path, LEADING).status_code == 303
    assert "must be mended" in missing(officer, path)
    assert "leads people: it expects a yes." in shown(officer, f"{path}/check")
    milder = LEADING.replace("Don't you agree?", "What do you like and dislike?")
    upload(officer, path, milder)
    assert "Warnings wait to be weighed." in missing(officer, path)
    assert "To weigh" in shown(officer, f"{path}/check")
    assert officer.post(f"{path}/check").status_code == 303
    assert "Warnings wait" not in missing(officer, path)
    upload(officer, path, milder.replace("dislike", "dislike most"))
    assert "Warnings wait to be weighed." in missing(officer, path)


def test_a_questionnaire_goes_to_excel_and_back(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    file = officer.get(f"{path}/questionnaire.xlsx")
    assert file.headers["content-disposition"] == 'attachment; filename="lamps.xlsx"'
    before = shown(officer, f"{path}/questionnaire")
    assert upload(officer, path, "", "x").status_code == 422
    back = officer.post(f"{path}/questionnaire", files={"file": ("lamps.xlsx", file.content)})
    assert back.status_code == 303
    assert shown(officer, f"{path}/questionnaire") == before
    assert read_form(file.content, "lamps.xlsx").questionnaire.questions()[2].name == "feeling"


def test_questions_are_added_changed_moved_and_taken_out_in_the_page(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    new = {"type": "select_one", "label": "Is it light?", "outcome": "CE2", "choices": "Yes\nNo"}
    added = officer.post(f"{path}/questions/new?after=good", data=new)
    assert added.headers["location"].endswith("/questionnaire#q-is_it_light")
    officer.post(f"{path}/questions/is_it_light/move", data={"do": "up"})
    officer.post(f"{path}/questions/more/move", data={"do": "remove"})
    page = shown(officer, f"{path}/questionnaire")
    assert page.index("Is it light?") < page.index("What is good now?")
    assert "Is there anything else" not in page
    assert 'href="/staff/simulator/' in officer.get(f"{path}/questionnaire").text
    assert officer.get(f"{path}/questions/gone").status_code == 404


def test_what_is_wrong_with_an_edited_question_stands_beside_its_field(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    question = {"type": "text", "label": "Why?", "outcome": "CE2"}
    wrong = officer.post(f"{path}/questions/why", data={**question, "relevant": "${nobody} ="})
    assert wrong.status_code == 422
    assert 'href="#relevant"' in wrong.text
    assert officer.post(f"{path}/questions/why", data={**question, "label": ""}).status_code == 422
    needed = officer.post(f"{path}/questions/better/move", data={"do": "remove"})
    assert needed.status_code == 422
    assert "something else depends on it" in needed.text


def test_a_day_or_a_number_that_makes_no_sense_is_given_back(officer: TestClient) -> None:
    path = prepare(officer, TODAY)
    answer = officer.post(f"{path}/dates", data={**DATES, "closes_on": "soonish"})
    assert answer.status_code == 422
    assert 'value="soonish"' in answer.text
    assert 'href="#closes_on"' in answer.text
    people = {**sections(TODAY)["people"], "targets-under_13": "many"}
    assert "write a whole number" in officer.post(f"{path}/people", data=people).text
    assert officer.post(f"{path}/people", data={**people, "ages": "babies"}).status_code == 422


def test_a_code_that_is_taken_or_fits_no_link_is_refused(officer: TestClient) -> None:
    prepare(officer, TODAY)
    for code in ("lamps", "a b", "x" * 59):
        form = {"title": "Again", "code": code, "plan": "cheshire"}
        assert officer.post("/staff/launch", data=form).status_code == 422
    assert officer.post("/staff/launch/1/discard").headers["location"] == "/staff/launch"
    assert officer.get("/staff/launch/1").status_code == 404


def test_a_questionnaire_ends_with_the_questions_of_success_which_an_officer_sees_and_may_take_out(
    site: StaffSite, officer: TestClient
) -> None:
    path = prepare(officer, TODAY)
    page = shown(officer, f"{path}/questionnaire")
    assert "It ends with the four standing questions of success" in page
    assert "Do adults work with you, not just for you?" in page
    gone = officer.post(f"{path}/questions/success_together/move", data={"do": "remove"})
    assert gone.status_code in (200, 303)
    page = shown(officer, f"{path}/questionnaire")
    assert "Do adults work with you, not just for you?" not in page
    assert "Do you know who to go to when you need help?" in page
