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
SECOND = {"type": "select_one", "label": "Which part?", "outcome": "CE2", "choices": "The north\nThe south"}


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
    assert officer.post(f"{path}/questionnaire", files={"file": file}).status_code == 200
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
    assert "Which part? Up Down" in preview(page.text)
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
