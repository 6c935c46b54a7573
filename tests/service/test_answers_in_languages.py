"""An answer goes to each person in the language and register that they answered in, signed in all of them."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from admin_api.reports import record_of, report
from admin_api.reports.html import as_html
from analysis.disclosure_control import Rule
from analysis.pipeline import read_new
from bot.announcements import announce, news
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.accountability import Answered, Ask
from consultations.ask_words import Translations
from consultations.storage.asks import Asks
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox
from consultations.storage.tables import answer
from tests.builders import KEYS, NOW, Clock, PlainScreen, launch, world
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.served import served
from tests.heard import LIGHTS_WANTED, THEMES
from tests.heard_in_languages import (
    ANSWER,
    ASKED,
    CANT,
    LANGUAGES,
    THEME,
    heard,
    in_languages,
    made_an_ask,
    many,
    written,
)
from tests.staff_site import StaffSite
from together.opening import world as real_world
from together.settings import Settings
from together.wiring import Service

ONLY_ENGLISH = "Ця відповідь у нас є лише англійською."


@pytest.fixture
def site(database: Database) -> StaffSite:
    """One person of each language has asked for light."""
    return heard(database, dict(zip(LANGUAGES, LANGUAGES, strict=True)))


def decided(officer: TestClient, sent: dict[str, str | list[str]]) -> httpx.Response:
    return officer.post("/staff/asks/1/decision", data=sent)


def signed_and_published(officer: TestClient, young: TestClient) -> None:
    page = young.get("/staff/answers-to-sign/1").text
    wording = found(page, r'name="wording" id="wording" value="(\w+)"')
    assert young.post("/staff/answers-to-sign/1", data={"wording": wording}).status_code == 303
    assert published(officer) == 303


def published(officer: TestClient) -> int:
    seen = found(officer.get("/staff/asks/1/publish").text, r'name="seen" value="(\w+)"')
    return officer.post("/staff/asks/1/publish", data={"seen": seen}).status_code


def found(page: str, pattern: str) -> str:
    match = re.search(pattern, page)
    assert match, page
    return match[1]


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def last_to(database: Database, address: str, conversation: Conversation, **said: str) -> str:
    """What this person reads after they have said something."""
    person = conversation.take(Incoming("telegram", address, f"{address}-later", **said))
    with database.read() as connection:
        return conversation.envelopes.open(Outbox(connection).last_reply(person)[-1].body).text


def all_have_answered(database: Database, number: int) -> bool:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(answer)).scalar_one() == number


class TestTold:
    """The whole service: somebody Polish on Telegram, somebody who reads easy read on the web."""

    @pytest.fixture
    def service(self, sqlite_url: str, fake: FakeBotApi, tmp_path: Path) -> Service:
        settings = Settings(
            database_url=sqlite_url,
            data_folder=tmp_path,
            telegram_token=fake.token,
            telegram_base_url=fake.url,
            telegram_poll_timeout=1,
            quiet_hours="",
        )
        service = Service(settings, around=replace(real_world(settings), screen=PlainScreen(), doorway=None))
        launch(service.database, in_languages(), taxonomy=THEMES)
        return service

    def test_each_is_told_in_theirs(self, service: Service, fake: FakeBotApi) -> None:
        jan, oksana = fake.person(1001), fake.person(1002)
        database, headers = Database(service.settings.database_url, KEYS), {"Sec-Fetch-Site": "same-origin"}
        with (
            served(service.app()) as url,
            httpx.Client(
                base_url=url, trust_env=False, timeout=60, headers=headers, follow_redirects=True
            ) as browser,
        ):
            for person, language in ((jan, "Polski"), (oksana, "Українська")):
                for said in ("/start safe", language, LIGHTS_WANTED):
                    person.says(said)
            for number, said in enumerate(
                ({"start": "true"}, {"text": "Easy Read"}, {"text": LIGHTS_WANTED})
            ):
                browser.post("/chat/safe", data={"form_id": f"f{number}", **said})
            fake.wait_until(lambda: all_have_answered(database, 3), 60)
            read_new(database, lambda: datetime.now(UTC))
            self.staff_answer(database)

            def told(one: object) -> str:
                return "\n".join(seen.text for seen in one.sees())

            fake.wait_until(lambda: "Park nie" in told(jan) and "The park is" in told(oksana), 30)
            page = words(browser.get("/chat/safe").text)
            jan.says("/came")
            fake.wait_until(lambda: told(jan).count(ANSWER["pl"]) == 2)
        assert "Co by pomogło?\nCo mówili ludzie: Ciemne ulice" in told(jan)
        assert "The park is not ours." not in told(jan)
        assert "Dark streets" not in told(jan)
        assert f"The park is not ours.\n{ONLY_ENGLISH}" in told(oksana)
        assert "We asked you: What helps? People said: Dark roads" in page
        assert "It is not our park." in page
        database.close()

    def staff_answer(self, database: Database) -> None:
        site = StaffSite(database, Clock(datetime.now(UTC)))
        officer, young = site.signed_in(), site.signed_in("young@trust.example", "young-lead")
        made_an_ask(database)
        decided(officer, written())
        signed_and_published(officer, young)


def test_a_changed_translation_takes_the_signature_away(site: StaffSite) -> None:
    officer, young = site.signed_in(), site.signed_in("young@trust.example", "young-lead")
    assert decided(officer, written()).status_code == 303
    before = found(young.get("/staff/answers-to-sign/1").text, r'name="wording" id="wording" value="(\w+)"')
    assert young.post("/staff/answers-to-sign/1", data={"wording": before}).status_code == 303
    assert decided(officer, written(pl="Park jest prywatny.")).status_code == 303
    assert published(officer) == 409
    assert "changed since the young person lead signed" in officer.get("/staff/asks/1").text
    assert young.post("/staff/answers-to-sign/1", data={"wording": before}).status_code == 422
    signed_and_published(officer, young)


def test_every_message_is_shown_before_it_goes_out_as_it_arrives(site: StaffSite) -> None:
    officer, young = site.signed_in(), site.signed_in("young@trust.example", "young-lead")
    decided(officer, written())
    with site.database.read() as connection:
        ask = Asks(connection).get(1)
    for page in (officer.get("/staff/asks/1/publish").text, young.get("/staff/answers-to-sign/1").text):
        shown = [unescape(one) for one in re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)]
        assert shown == [news(ask, language).text for language in ("en", "pl", "en-easy", "uk")]
        assert ANSWER["pl"] in shown[1]
        assert ONLY_ENGLISH in shown[3]
        assert '<blockquote class="govuk-body staff-message" lang="pl" dir="ltr">' in page


def test_the_officer_reads_what_is_missing_and_about_how_many_it_is(database: Database) -> None:
    officer = heard(database, many(en=3, pl=6, en_easy=10, uk=2)).signed_in()
    decided(officer, {**CANT})
    page = words(officer.get("/staff/asks/1").text)
    assert "Some words are missing in en-easy. 10 people would read English instead." in page
    assert "Some words are missing in Polski. 5 people would read English instead." in page
    assert re.search(
        "missing in uk. (Fewer than 5 people|A number of people that we do not show) would", page
    )
    assert not re.search(r"\b[1-46] people", page)
    hard = "Responsibility for illumination belongs to somebody else entirely, unfortunately."
    decided(officer, written(**{"en-easy": hard}))
    page = words(officer.get("/staff/asks/1/publish").text)
    assert "The easy-read words are hard to read: they have Flesch-Kincaid grade" in page
    assert "missing in Polski" not in page


def test_hard_words_are_named_to_whoever_writes_and_whoever_signs(site: StaffSite) -> None:
    officer = site.signed_in()
    decided(officer, {**CANT, "what_happens": "We facilitate the provision of lamps."})
    young = site.signed_in("young@trust.example", "young-lead")
    for page in ("/staff/asks/1", "/staff/asks/1/publish"):
        assert "“facilitate” is a hard word. Say “help, run”." in words(officer.get(page).text)
    said = words(young.get("/staff/answers-to-sign/1").text)
    assert "“provision” is a hard word." in said
    assert "Nobody wrote it in easy read, so children read these words." in said
    decided(officer, written(**{"en-easy": "We put up lamps."}))
    assert "Nobody wrote it in easy read" not in words(young.get("/staff/answers-to-sign/1").text)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"language": ["pl"], "theme_in": [""], "words_in": ["x" * 1001]}, "It has 1001 now."),
        ({"language": ["fr"], "theme_in": [""], "words_in": ["Non."]}, "The consultation is not in “fr”"),
    ],
)
def test_what_does_not_fit_is_given_back(site: StaffSite, sent: dict[str, list[str]], said: str) -> None:
    officer = site.signed_in()
    page = decided(officer, {**CANT, **sent})
    assert page.status_code == 422
    assert said in words(page.text)
    assert '<details class="govuk-details" id="translations" open>' in page.text


def answered(site: StaffSite, translations: Translations) -> Ask:
    with site.database.write() as connection:
        asks = Asks(connection)
        asks.decide(1, Answered(**CANT, translations=translations), "officer", NOW)
        asks.sign(1, asks.get(1).wording, "young lead", NOW)
        return asks.publish(1, NOW)


def test_more_news_keeps_the_theme_and_not_the_old_answer(site: StaffSite) -> None:
    answered(site, Translations(theme=THEME, what_happens=ANSWER))
    with site.database.write() as connection:
        following = Asks(connection).follow(1, "officer", NOW, None)
    assert following.translations.theme == THEME
    assert following.translations.what_happens == {}


def test_before_it_is_published_nobody_reads_the_words_of_the_answer(site: StaffSite) -> None:
    decided(site.signed_in(), written())
    conversation = Conversation(site.database, world(site.clock))
    page = last_to(site.database, "pl", conversation, text="/came")
    assert ANSWER["pl"] not in page
    assert "Dark streets" in page


def test_what_was_signed_before_there_were_translations_still_holds(site: StaffSite) -> None:
    ask = replace(answered(site, Translations()), translations=Translations())
    assert ask.wording == hashed(ask)


def hashed(ask: Ask) -> str:
    said: Sequence[object] = (
        ask.title, ask.question_label, ask.theme_label, ask.decision, ask.what_happens, ask.next_news_on,
    )  # fmt: skip
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:12]


def test_a_wider_language_speaks_for_a_region_and_a_missing_one_for_none(site: StaffSite) -> None:
    ask = answered(site, Translations(theme=THEME, what_happens=ANSWER))
    assert ask.words("pl-PL").what_happens == ANSWER["pl"]
    assert (ask.words("ro").what_happens, ask.words("ro").answer_in_english) == (
        "The park is not ours.",
        True,
    )
    assert not ask.words("").answer_in_english
    assert not ask.words("en-GB").answer_in_english
    assert announce(site.database, site.clock) == 4


def test_the_public_pages_say_it_in_the_language_of_the_page(site: StaffSite) -> None:
    answered(site, Translations(theme=THEME, what_happens=ANSWER))
    browser = site.browser()
    page = words(browser.get("/?language=pl").text)
    assert "Co by pomogło?" in page
    assert "Ciemne ulice" in page
    assert ANSWER["pl"] in page
    assert "The park is not ours." in browser.get("/").text
    with site.database.read() as connection:
        letter = as_html(report("newsletter", record_of(connection, None, Rule(), NOW))).decode()
    for easy in (browser.get("/easy-read").text, letter):
        assert ANSWER["en-easy"] in easy
        assert "The park is not ours." not in easy


def test_a_program_writes_reads_and_publishes_every_language(site: StaffSite) -> None:
    officer = site.signed_in()
    said = {"theme": THEME, "what_happens": ANSWER}
    sent = officer.post("/api/v1/asks/1/decision", json={**CANT, "translations": said})
    assert sent.json()["translations"] == {"question": ASKED, **said}
    message = officer.get("/api/v1/asks/1/message").json()
    assert list(message["in_languages"]) == ["pl", "en-easy", "uk"]
    assert ANSWER["pl"] in message["in_languages"]["pl"]
    assert any("missing in uk" in one for one in message["warnings"])
    refused = officer.post(
        "/api/v1/asks/1/decision", json={**CANT, "translations": {"theme": {"fr": "Noir"}}}
    )
    assert refused.status_code == 422
    site.sign_answers()
    published = officer.post("/api/v1/asks/1/publication", json={"seen": message["seen"]})
    assert published.json()["state"] == "published"
