"""The editor of one question: how it will look in the chat, and the way to try all of them and back."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import NOW, plan
from tests.heard_site import words
from tests.launching import ROTA, prepare, sections
from tests.staff_site import StaffSite

TODAY = NOW.date()
IN_TWO_LANGUAGES = """| survey |
| | type | name | label | label::Polski (pl) | hint | hint::Polski (pl) | relevant | outcome |
| | text | one | What helps? | Co pomaga? | | | | CE2 |
| | select_one areas | two | Which area? | Która okolica? | Near you | Blisko | ${one} != '' | CE2 |
| choices |
| | list_name | name | label | label::Polski (pl) |
| | areas | north | The north | Północ |
| | areas | south | The south | Południe |
"""
SECOND = {
    "type": "select_one",
    "label": "Which part?",
    "hint": "Near you",
    "outcome": "CE2",
    "choices": "The north\nThe south",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here: `test_launch_story` goes the whole way on both."""
    return sqlite_url


@pytest.fixture
def officer(database: Database) -> TestClient:
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    return StaffSite(database, rota=ROTA).signed_in("officer@trust.example")


@pytest.fixture
def path(officer: TestClient) -> str:
    path = prepare(officer, TODAY)
    file = ("mine.md", IN_TWO_LANGUAGES.encode())
    assert officer.post(f"{path}/questionnaire", files={"file": file}).status_code == 303
    return path


def preview(page: str) -> str:
    return words(page)


def test_the_question_stands_beside_its_editor_as_the_chat_shows_it_in_each_language(
    officer: TestClient, path: str
) -> None:
    seen = preview(officer.get(f"{path}/questions/two").text)
    assert "2 of about 6" in seen
    assert "Which area? Near you The north The south" in seen
    assert "Która okolica? Blisko Północ Południe" in seen
    assert "Skip" in seen
    assert "Pomiń" in seen


def test_what_is_typed_is_shown_and_not_kept(officer: TestClient, path: str) -> None:
    page = officer.post(f"{path}/questions/two/preview", data=SECOND)
    assert page.status_code == 200
    assert "Which part?" in preview(page.text)
    assert 'id="label" name="label" rows="3">Which part?</textarea>' in page.text
    assert "Which area?" in officer.get(f"{path}/questionnaire").text


def test_a_new_question_is_shown_too(officer: TestClient, path: str) -> None:
    assert "Write what people read." in preview(officer.get(f"{path}/questions/new").text)
    page = officer.post(f"{path}/questions/new/preview?after=one", data={**SECOND, "choices": "Up\nDown"})
    assert "Which part? Near you Up Down" in preview(page.text)
    assert f'action="{path}/questions/new?after=one"' in page.text


def test_a_script_is_given_the_preview_alone(officer: TestClient, path: str) -> None:
    part = officer.post(f"{path}/questions/two/preview?part=true", data=SECOND)
    assert words(part.text).startswith("English 2 of about 6 Which part?")
    assert "<form" not in part.text
    assert officer.post(f"{path}/questions/none/preview", data=SECOND).status_code == 404


def test_the_whole_is_tried_from_the_editor_and_back_again(officer: TestClient, path: str) -> None:
    page = officer.get(f"{path}/questions/two").text
    link = html.unescape(re.search(r'href="([^"]+)">Try the whole questionnaire', page)[1])
    tried = officer.get(link).text
    assert f'href="{path}/questions/two">Back to the question' in tried
    action = html.unescape(re.search(r'action="(/staff/simulator/[^"]+)#now"', tried)[1])
    after = officer.post(action, data={"say": "English"}).text
    assert f'href="{path}/questions/two">Back to the question' in after
    assert "What helps?" in after


def test_the_draft_is_tried_with_what_was_said_and_chosen_so_far(officer: TestClient, path: str) -> None:
    chosen = {**sections(TODAY)["people"], "languages": "en"}
    assert officer.post(f"{path}/people", data=chosen).status_code == 303
    page = officer.get(f"{path}/questionnaire").text
    link = html.unescape(re.search(r'href="([^"]+)">Try it out', page)[1])
    tried = officer.get(link).text
    assert "What you say can change this:" in tried
    assert "Where the new street lamps go" in tried
    assert "Polski" not in tried
    assert f'href="{path}/questionnaire">Back to the questionnaire' in tried


def polish(**words: str) -> dict[str, str]:
    """The form's fields for the other language, as the page shows them but for `words`."""
    shown = {"label_in": "Która okolica?", "hint_in": "Blisko", "choices_in": "Północ\nPołudnie"}
    return {"in_language": "pl", **shown, **words}


def test_the_other_languages_are_changed_in_the_page(officer: TestClient, path: str) -> None:
    page = officer.get(f"{path}/questions/two").text
    assert 'lang="pl"' in page
    assert "Północ\nPołudnie" in html.unescape(page)
    said = polish(label_in="Która część?", choices_in="Na północy\nNa południu")
    assert officer.post(f"{path}/questions/two", data={**SECOND, **said}).status_code == 303
    assert "Która część?" in preview(page := officer.get(f"{path}/questions/two").text)
    assert "Na północy Na południu" in preview(page)
    assert finding(officer, path) == ""


def finding(officer: TestClient, path: str) -> str:
    """What the check says of old translations."""
    page = words(officer.get(f"{path}/check").text)
    return page[page.index("was written before") - 40 :] if "was written before" in page else ""


def test_a_translation_that_is_older_than_its_english_is_a_finding_until_it_is_weighed_or_mended(
    officer: TestClient, path: str
) -> None:
    assert officer.post(f"{path}/questions/two", data={**SECOND, **polish()}).status_code == 303
    assert "“Która okolica?” was written before" in finding(officer, path)
    page = officer.get(f"{path}/questions/two").text
    assert "The words above were changed after this was written." in page
    again = officer.post(f"{path}/questions/two", data={**SECOND, **polish(), "still": "pl"})
    assert again.status_code == 303
    assert finding(officer, path) == ""
    other = {**SECOND, "label": "Which side?", **polish()}
    assert officer.post(f"{path}/questions/two", data=other).status_code == 303
    assert "“Która okolica?” was written before" in finding(officer, path)
    mended = {**other, **polish(label_in="Która strona?")}
    assert officer.post(f"{path}/questions/two", data=mended).status_code == 303
    assert finding(officer, path) == ""


def test_a_file_with_other_english_and_the_same_polish_is_found_too(officer: TestClient, path: str) -> None:
    newer = IN_TWO_LANGUAGES.replace("What helps?", "What works?")
    officer.post(f"{path}/questionnaire", files={"file": ("mine.md", newer.encode())})
    assert "“Co pomaga?” was written before" in finding(officer, path)


def test_lines_that_are_not_one_for_each_choice_are_given_back(officer: TestClient, path: str) -> None:
    wrong = officer.post(f"{path}/questions/two", data={**SECOND, **polish(choices_in="Tylko północ")})
    assert wrong.status_code == 422
    assert 'href="#choices-pl"' in wrong.text
    assert "Tylko północ" in wrong.text
