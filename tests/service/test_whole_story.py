"""The main job, end to end, over real HTTP: people answer on the web and on Telegram, the board's page
changes, an officer makes an ask of it, decides and publishes, and everyone who said it is told, once.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from admin_api.access import Audience
from admin_api.sign_in import hash_password
from analysis.pipeline import read_new
from consultations.staff import Cost
from consultations.storage.accounts import Accounts
from consultations.storage.asks import Asks
from consultations.storage.database import Database
from consultations.storage.tables import answer
from tests.builders import NOW, launch
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.served import served
from together.opening import utc_now
from together.settings import Settings
from together.wiring import Service

DATABASES = ["sqlite", "postgresql"]

THEMES = """
plan: cheshire
version: 1
themes:
  - code: street_lights
    label: Street lights
    description: Dark places
    outcomes: [CE2]
    words: [dark, light*]
    examples: []
"""
PASSWORD = "a long enough password"
WITHIN = 15
BUTTON = re.compile(r'name="button" value="([^"]+)"><span dir="auto">([^<]+)<')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Browser:
    """A browser without JavaScript: a cookie jar and the page it sees."""

    site: str
    page: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open

    def goes_to(self, path: str) -> str:
        with self._open(f"{self.site}{path}", timeout=WITHIN) as response:
            self.page, self.path = response.read().decode(), path
        return self.page

    def sends(self, path: str, **fields: str) -> str:
        body = urlencode(fields).encode()
        request = Request(f"{self.site}{path}", body, {"Sec-Fetch-Site": "same-origin"})
        with self._open(request, timeout=WITHIN) as response:
            self.page = response.read().decode()
        return self.page

    def says(self, **fields: str) -> str:
        form_id = re.search(r'name="form_id" value="([^"]+)"', self.page)
        assert form_id is not None
        return self.sends(self.path, form_id=form_id[1], **fields)

    def presses(self, label: str) -> str:
        return self.says(button={words: value for value, words in BUTTON.findall(self.page)}[label])


def eventually(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < until, f"{what} did not happen"
        time.sleep(0.05)


@pytest.fixture
def fake() -> Iterator[FakeBotApi]:
    with FakeBotApi() as running:
        yield running


@pytest.fixture
def site(database: Database, database_url: str, fake: FakeBotApi, tmp_path: Path) -> Iterator[str]:
    launch(database, taxonomy=THEMES)
    with database.write() as connection:
        cheap = hash_password(PASSWORD, lambda size: b"x" * size, Cost(n=2**4, r=8, p=1))
        Accounts(connection).add("officer", {Audience.OFFICER}, cheap, NOW, must_change=False)
    settings = Settings(
        database_url=database_url,
        data_folder=tmp_path,
        telegram_token=SecretStr(fake.token),
        telegram_base_url=fake.url,
        telegram_poll_timeout=1,
        quiet_hours="",  # the story is told at any hour of the real clock
        second_factor="optional",
    )
    with served(Service(settings).app()) as address:
        yield address


def answers_on_the_web(site: str, words: str) -> Browser:
    browser = Browser(site)
    browser.goes_to("/chat/safe")
    browser.says(start="true")
    browser.presses("13 to 15")
    browser.presses("Yes, I want to take part")
    browser.presses("No")
    browser.says(text=words)
    browser.presses("Skip")
    browser.presses("Skip")
    assert "That is everything" in browser.page
    return browser


def answers_on_telegram(fake: FakeBotApi, number: int, words: str) -> object:
    person = fake.person(number)

    def sees(text: str) -> None:
        eventually(lambda: any(text in message.text for message in person.sees()), f"“{text}”")

    person.says("/start safe")
    sees("How old are you?")
    person.presses("16 or 17")
    sees("Do you want to take part?")
    person.presses("Yes, I want to take part")
    sees("Do you feel safe?")
    person.presses("No")
    sees("What makes you feel unsafe?")
    person.says(words)
    sees("Where do you go?")
    person.says("skip")
    sees("What would make it better?")
    person.says("skip")
    sees("That is everything")
    return person


def an_officer(site: str) -> Browser:
    officer = Browser(site)
    officer.goes_to("/sign-in")
    officer.sends("/sign-in", name="officer", password=PASSWORD, next="/staff")
    assert "Safe places" in officer.goes_to("/staff")
    return officer


def test_what_is_said_is_heard_decided_and_told(site: str, database: Database, fake: FakeBotApi) -> None:
    web = [answers_on_the_web(site, f"The street is dark by number {number}") for number in range(4)]
    phone = answers_on_telegram(fake, 42, "no lights in our road")
    stopped = answers_on_the_web(site, "It is dark at the bus stop")
    stopped.presses("Stop")

    read_new(database, utc_now)
    officer = an_officer(site)
    assert "people can still answer, so nothing of it is counted yet" in officer.goes_to("/board")
    officer.sends("/staff/consultations/safe/close")
    board = officer.goes_to("/board")
    assert "5 people" in re.sub(r"<[^>]+>|\s+", " ", board).replace("  ", " ")
    with database.read() as connection:
        outcomes = connection.execute(select(answer.c.outcome_code).where(answer.c.question == "why_not"))
        assert outcomes.scalars().all() == ["CE2"] * 6

    asked = {"question": "why_not", "theme": "street_lights", "title": "Light our streets"}
    officer.sends("/staff/consultations/safe/asks", **asked)
    with database.read() as connection:
        ask = Asks(connection).all()[0]
    officer.sends(
        f"/staff/asks/{ask.id}/decision",
        decision="will_do",
        what_happens="New lights by May.",
        day="1",
        month="5",
        year="2035",
    )
    with database.write() as connection:
        signing = Asks(connection)
        signing.sign(ask.id, signing.get(ask.id).wording, "young lead", NOW)
    assert "Light our streets" not in Browser(site).goes_to("/")
    officer.goes_to(f"/staff/asks/{ask.id}/publish")
    seen = dict(HIDDEN.findall(officer.page))
    officer.sends(f"/staff/asks/{ask.id}/publish", **seen)
    assert "New lights by May." in Browser(site).goes_to("/")

    def news(texts: list[str]) -> int:
        return sum("New lights by May." in text for text in texts)

    eventually(lambda: news([seen.text for seen in phone.sees()]) == 1, "the message on Telegram")
    for browser in web:
        assert news([browser.goes_to("/chat/safe")]) == 1
    assert news([stopped.goes_to("/chat/safe")]) == 0

    fair = web[0].presses("No, it is not fair")
    assert "Why do you think so?" in fair
    web[0].says(text="May is a long time")
    assert "May is a long time" in officer.goes_to(f"/staff/asks/{ask.id}")
    officer.sends(f"/staff/asks/{ask.id}/publish", **seen)  # pressed twice
    time.sleep(2.5)  # two rounds of announcing and delivering
    assert news([seen.text for seen in phone.sees()]) == 1
    with database.read() as connection:
        asks = Asks(connection)
        assert (asks.get(ask.id).told, asks.get(ask.id).people) == (5, 6)
        behind = asks.answers(ask.id)
        assert [one.id for one in asks.behind_answer(behind[0])] == [ask.id]
