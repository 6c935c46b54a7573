"""Pages about sense, evidence, keys and news: sound, fitting, usable by keyboard and without scripts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis.redacting import redact_new
from bot.conversation import Conversation
from bot.files import FileStore
from bot.messages import Attachment, Incoming
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from tests.authenticator import App
from tests.browser.axe import axe_violations
from tests.browser.soundness import assert_sound
from tests.browser.test_staff import sign_in
from tests.builders import KEYS, NOW, Clock, Ids, launch, question, questionnaire, world
from tests.heard import people_say, safe_streets
from tests.staff_site import StaffSite

BOTH = "both@trust.example"
CODING = "/staff/consultations/safe/coding"
PAGES = (
    "/staff/explore?outcome=CE2",
    "/staff/consultations/safe",
    "/staff/consultations/safe/themes",
    "/staff/consultations/safe/themes/new",
    "/staff/consultations/safe/themes/of/buses",
    "/staff/evidence",
    "/staff/population",
    "/staff/keys",
    "/staff/account/keys",
    "/staff/webhooks",
    CODING,
    "/staff/consultations/safe/quotes",
    "/staff/consultations/safe/running",
    "/staff/doubts",
    "/staff/reading",
    "/staff/services",
    "/staff/simulator",
    "/staff/files",
    "/staff/files/1",
    "/staff/accounts",
    "/staff/audit",
    "/staff/account",
    "/staff/account/password",
    "/board",
    "/staff/nothing",
)


@pytest.fixture
def address(sqlite_url: str, tmp_path: Path, serve) -> Iterator[str]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    store = FileStore(tmp_path / "files", {"file": 1000}, "0123456789abcdef0123456789abcdef".format)
    site = StaffSite(database, secure=False, open_file=store.open)
    safe_streets(database)
    people_say(database, site.clock, [f"p{number}" for number in range(30)])
    redact_new(database)
    sends(database, site.clock, store.keep(b"It is dark.", "file"))
    with database.write() as connection:
        Consultations(connection).close("safe", NOW)
    site.hire(BOTH, "officer", "admin")
    yield serve(site.app)
    database.close()


def sends(database: Database, clock: Clock, attachment: Attachment) -> None:
    """Somebody answers with a file."""
    launch(database, questionnaire(question("file", "file", "Send us a text")), "files")
    conversation = Conversation(database, replace(world(clock), new_id=Ids(count(1000))))
    conversation.take(Incoming("telegram", "7", "1", start="files"))
    conversation.take(Incoming("telegram", "7", "2", attachment=attachment))


def test_every_page_is_sound_and_fits(page: Page, address: str) -> None:
    sign_in(page, address, BOTH)
    for path in PAGES:
        page.goto(f"{address}{path}")
        assert_sound(page, path)
    for name in beyond_addresses(page, address):
        assert_sound(page, name)


def beyond_addresses(page: Page, address: str) -> Iterator[str]:
    """What comes only of what is done on a page, each by name when it is there."""
    page.goto(f"{address}{CODING}")
    page.get_by_role("button", name="Keep, and show the next").click()
    yield "coding without a theme"
    page.get_by_label("Dark streets").check()
    page.get_by_role("button", name="Keep, and show the next").click()
    page.get_by_role("link", name="Back to the one before").click()
    yield "coding again"
    page.goto(f"{address}/second-factor")
    yield "second factor"
    page.get_by_label("Code", exact=True).fill(App(page.content()).shows(NOW))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Keep your recovery codes")).to_be_visible()
    yield "recovery codes"


def test_the_keyboard_alone_filters_and_reads_on(page: Page, address: str) -> None:
    sign_in(page, address, BOTH)
    page.goto(f"{address}/staff/explore")
    page.get_by_label("Theme").focus()
    page.keyboard.type("Dark")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_text("We need street lights").first).to_be_visible()
    page.get_by_role("link", name="More", exact=True).press("Enter")
    expect(page.locator(".found__item")).to_have_count(10)


def test_an_error_leads_to_its_field_and_a_key_is_allowed(no_script_page: Page, address: str) -> None:
    page = no_script_page
    sign_in(page, address, BOTH)
    page.goto(f"{address}/staff/keys")
    page.get_by_role("button", name="Allow the key").click()
    assert axe_violations(page) == []
    page.get_by_role("link", name="Say what the key is for.").click()
    expect(page.get_by_label("What it is for")).to_be_focused()
    page.get_by_label("User name of its owner").fill(BOTH)
    page.get_by_label("What it is for").fill("Yearly report")
    page.get_by_label("Numbers").check()
    page.get_by_role("button", name="Allow the key").click()
    expect(page.get_by_text("The key is allowed.")).to_be_visible()
    page.goto(f"{address}/staff/account/keys")
    page.get_by_role("button", name="Show the key, once").click()
    expect(page.locator("code.one-time")).to_contain_text("tgr_1_")
    assert axe_violations(page) == []


def test_themes_are_merged_and_taken_back_without_scripts(no_script_page: Page, address: str) -> None:
    page = no_script_page
    sign_in(page, address, BOTH)
    page.goto(f"{address}/staff/consultations/safe/themes")
    page.get_by_role("link", name="merge or split Buses").click()
    page.get_by_role("button", name="Merge them").click()
    page.get_by_role("link", name="That is no other theme.").click()
    expect(page.get_by_label("The theme that stays")).to_be_focused()
    page.get_by_label("The theme that stays").select_option("Dark streets")
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_role("link", name="merge or split Buses")).to_have_count(0)
    page.get_by_text("What was changed, by whom").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("link", name="merge or split Buses")).to_have_count(1)
