"""The door, a disclosure, and the safeguarding lead's pages: sound for axe, on a phone, without scripts."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.messages import Incoming
from consultations.storage.database import Database
from tests.browser.chat_site import LOADING
from tests.browser.menu import choose
from tests.browser.soundness import assert_sound_in_every_look
from tests.browser.test_staff import NAME, sign_in
from tests.builders import KEYS, launch, question, questionnaire
from tests.staff_site import StaffSite
from together.settings import Settings
from together.wiring import Service

SHAPES = ["phone", "no_script_page"]
FORM = questionnaire(
    question("good", label="What is good?"), question("better", label="What could be better?")
)
TOLD = "i want to die and nobody knows"


@pytest.fixture(scope="module")
def address(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, keep_serving: Callable[..., str]
) -> str:
    folder = tmp_path_factory.mktemp("safety")
    file = shutil.copy(sqlite_template, folder / "together.db")
    service = Service(Settings(database_url=f"sqlite:///{file}", data_folder=folder))
    launch(service.database, FORM)
    return f"{keep_serving(service.app())}/chat/safe"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_child_comes_in_tells_something_is_comforted_and_carries_on(
    request: pytest.FixtureRequest, shape: str, address: str
) -> None:
    page: Page = request.getfixturevalue(shape)
    page.goto(address)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("How old are you?").first).to_be_visible()
    assert_sound_in_every_look(page, "how old")
    page.get_by_role("button", name="13 to 15").click()
    expect(page.get_by_text("Do you want to take part?").first).to_be_visible()
    assert_sound_in_every_look(page, "taking part")
    page.get_by_role("button", name="Yes, I want to take part").click()
    expect(page.get_by_text("What is good?").first).to_be_visible()
    page.get_by_role("textbox").fill(TOLD)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is not your fault.").first).to_be_visible(timeout=LOADING)
    expect(page.get_by_text("0800 1111").first).to_be_visible()
    expect(page.get_by_text("What could be better?")).to_have_count(0)
    assert_sound_in_every_look(page, "comforted")
    page.get_by_role("button", name="Carry on").first.click()
    expect(page.get_by_text("What could be better?").first).to_be_visible()


@pytest.fixture
def site(sqlite_url: str) -> Iterator[StaffSite]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    launch(database, FORM)
    site = StaffSite(database, secure=False)
    for number, fields in enumerate(
        ({"start": "safe"}, {"text": "my uncle, he hits me"}, {"text": "a bit sad"})
    ):
        site.conversation.take(Incoming("web", "child", f"m{number}", **fields))
    site.clock.tick(minutes=20)
    site.hire(NAME, "DSL", "officer")
    yield site
    database.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_safeguarding_lead_looks_acts_and_refers(
    request: pytest.FixtureRequest, shape: str, site: StaffSite, serve: Callable[..., str]
) -> None:
    page: Page = request.getfixturevalue(shape)
    sign_in(page, serve(site.app))
    expect(page.get_by_text("Nobody has looked at a safeguarding alert for 20 minutes.")).to_be_visible()
    choose(page, "Concerns")
    expect(page.get_by_role("heading", name="Concerns")).to_be_visible()
    assert_sound_in_every_look(page, "concerns")
    page.get_by_role("link", name="1: Physical abuse").click()
    expect(page.get_by_text("my uncle, he hits me")).to_be_visible()
    assert_sound_in_every_look(page, "a concern")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert_sound_in_every_look(page, "a concern without a reason")
    page.get_by_label("It is referred").check()
    page.get_by_label("To whom, or why").fill("The front door")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is saved, with your reason.")).to_be_visible()
    choose(page, "Read what people wrote", "What was said")
    expect(page.get_by_role("heading", name="Read what people wrote")).to_be_visible()
    assert_sound_in_every_look(page, "reading")
