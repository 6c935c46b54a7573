"""What people told us, to take with them: on the web for the browser that said it, elsewhere by a link."""

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.conversation import MESSAGE
from bot.messages import Incoming
from consultations.equality import choose
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAsked
from consultations.storage.tables import outbox
from tests.builders import KEYS, launch, question, questionnaire, repeat, world
from tests.fake_bot_api.served import served
from together.settings import Settings
from together.wiring import Service

SAID = "lamps <b>by</b> the mill"
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def service(sqlite_url: str, tmp_path: Path) -> Service:
    public = "http://localhost:8000"
    service = Service(Settings(database_url=sqlite_url, data_folder=tmp_path, public_url=public))
    launch(service.database, questionnaire(question("why", label="Why is that?"), question("more")))
    return service


def answered(browser: httpx.Client) -> None:
    browser.post("/chat/safe", data={"form_id": "begin", "start": "true"})
    for number, text in enumerate(["18", "yes", SAID]):
        browser.post("/chat/safe", data={"form_id": f"f{number}", "text": text})


def test_a_browser_gets_what_it_said_and_no_other_does(service: Service) -> None:
    with (
        served(service.app()) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60, headers=SAME) as browser,
        httpx.Client(base_url=site, trust_env=False, timeout=60, headers=SAME) as stranger,
    ):
        answered(browser)
        assert "/chat/safe/my-data.html" in browser.get("/chat/safe").text
        file = browser.get("/chat/safe/my-data.json")
        assert file.headers["content-disposition"] == 'attachment; filename="my-data.json"'
        (conversation,) = file.json()["conversations"]
        (given,) = conversation["answers"]
        assert (given["question"], given["answer"], given["name"]) == ("Why is that?", SAID, "why")
        assert file.json()["age_band"] == "18_plus"
        page = browser.get("/chat/safe/my-data.html")
        assert "Why is that?" in page.text
        assert "lamps &lt;b&gt;by&lt;/b&gt; the mill" in page.text
        for form in ("json", "html"):
            refused = stranger.get(f"/chat/safe/my-data.{form}")
            assert refused.status_code == 404
            assert "lamps" not in refused.text


def test_after_an_erasure_there_is_nothing_and_the_page_said_so_once(service: Service) -> None:
    with (
        served(service.app()) as site,
        httpx.Client(
            base_url=site, trust_env=False, timeout=60, headers=SAME, follow_redirects=True
        ) as browser,
    ):
        answered(browser)
        browser.post("/chat/safe", data={"form_id": "d", "text": "delete everything"})
        said = browser.post("/chat/safe", data={"form_id": "y", "text": "yes"})
        assert "We have deleted all you told us." in said.text
        service.upkeep.forget_leaving()
        assert "We have deleted all you told us." not in browser.get("/chat/safe").text
        assert browser.get("/chat/safe/my-data.json").status_code == 404


def test_on_telegram_a_link_gives_it_once(service: Service) -> None:
    for number, sent in enumerate([{"start": "safe"}, {"text": "18"}, {"text": "yes"}, {"text": SAID}]):
        service.conversation.take(Incoming("telegram", "4711", f"4711:{number}", **sent))
    service.conversation.take(Incoming("telegram", "4711", "4711:last", text="/download"))
    said = last_said(service.database)
    found = re.search(r"http://localhost:8000(/chat/my-data/\S+)", said)
    assert found
    assert "4711" not in found[1]
    with (
        served(service.app()) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60, headers=SAME) as browser,
    ):
        looked = browser.get(found[1])
        assert looked.status_code == 200
        assert "lamps" not in looked.text, "a preview uses nothing"
        assert "lamps" in browser.post(found[1]).text
        again = browser.post(found[1])
        assert again.status_code == 404
        assert "lamps" not in again.text


def test_where_there_is_no_web_it_comes_in_words(sqlite_url: str) -> None:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    form = questionnaire(repeat("child", question("name", label="What is the name?"), count="1"))
    launch(database, form)
    from bot.conversation import Conversation

    conversation = Conversation(database, replace(world()))
    for number, sent in enumerate([{"start": "safe"}, {"text": "Kim"}, {"text": "/download"}]):
        conversation.take(Incoming("telegram", "4711", f"4711:{number}", **sent))
    assert "→ Kim" in last_said(database)
    database.close()


def last_said(database: Database) -> str:
    with database.read() as connection:
        newest = select(outbox.c.body).order_by(outbox.c.id.desc()).limit(1)
        return MESSAGE.validate_json(connection.execute(newest).scalar_one()).text


def test_answers_to_equality_questions_are_among_them(service: Service) -> None:
    with service.database.write() as connection:
        EqualityAsked(connection).choose(1, choose(["sex", "religion"]))
    with (
        served(service.app()) as site,
        httpx.Client(
            base_url=site, trust_env=False, timeout=60, headers=SAME, follow_redirects=True
        ) as browser,
    ):
        answered(browser)
        asked = browser.post("/chat/safe", data={"form_id": "m", "text": "no more"}).text
        assert "What is your sex?" in asked
        button = re.search(r'name="button" value="([^"]+)">(?:(?!</button>).)*Female', asked, re.DOTALL)
        assert button
        browser.post("/chat/safe", data={"form_id": "s", "button": button[1]})
        mine = browser.post("/chat/safe", data={"form_id": "r", "text": "sikh"})
        assert "That is everything." in mine.text
        assert "→ Sikh" in browser.post("/chat/safe", data={"form_id": "a", "text": "/mine"}).text
        (conversation,) = browser.get("/chat/safe/my-data.json").json()["conversations"]
        assert [(one["question"], one["answer"], one["stored"]) for one in conversation["about_you"]] == [
            ("What is your religion?", "Sikh", "sikh"),
            ("What is your sex?", "Female", "female"),
        ]
        assert "Sikh" in browser.get("/chat/safe/my-data.html").text
