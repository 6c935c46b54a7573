"""The whole journey of one consultation in a browser, from the first line of its launch to the public page.

Once by keyboard alone, with JavaScript; once without JavaScript.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from admin_api.views_launch import TITLES
from analysis.pipeline import read_new
from analysis.redacting import redact_new
from bot.announcements import announce
from bot.messages import Incoming
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from tests.browser.conftest import DESKTOP, PHONE, new_page
from tests.builders import KEYS, NOW
from tests.heard import BUSES_WANTED, LIGHTS_WANTED, safe_streets
from tests.launching import ROTA, sections
from tests.staff_site import PASSWORD, StaffSite

LEAD, YOUNG = "lead@trust.example", "young@trust.example"
SAYS = "We need street lights on the way home from school"
TITLE = "Lights on the way to school"
PROMISE = "We will put lights on the way to school by March."
ASKED = ("What is good now?", "What one thing should we make better?", "Why does that matter to you?")


class Mouse:
    """Somebody who clicks. `page` is what they see."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def goes(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, name: str | re.Pattern[str]) -> None:
        """The button or the link of that name."""
        self.presses(self._named(name))

    def presses(self, one: Locator) -> None:
        one.click()

    def choose(self, box: Locator) -> None:
        box.check()

    def write(self, field: Locator, words: str) -> None:
        field.fill(words)

    def codes(self, number: int) -> None:
        self.choose(self.page.get_by_label(re.compile(f"^{number} ")))
        self.press("Keep, and show the next")

    def fills(self, typed: Mapping[str, object]) -> None:
        """A form, by the names of its fields."""
        for name, value in typed.items():
            for one in value if isinstance(value, list) else [str(value)]:
                field = self.page.locator(f'[name="{name}"]')
                if field.first.get_attribute("type") in ("radio", "checkbox"):
                    self.choose(self.page.locator(f'[name="{name}"][value="{one}"]'))
                else:
                    self.write(field, one)

    def signs_in(self, name: str, to: str) -> None:
        self.goes(to)
        self.fills({"name": name, "password": PASSWORD})
        self.press("Sign in")

    def _named(self, name: str | re.Pattern[str]) -> Locator:
        exact = isinstance(name, str)
        button, link = (self.page.get_by_role(role, name=name, exact=exact) for role in ("button", "link"))
        return self.page.locator("#main-content").locator(button.or_(link)).first


class Keyboard(Mouse):
    """Somebody who never touches a mouse: every control is come to by Tab."""

    MOST_TABS = 60

    def presses(self, one: Locator) -> None:
        self._reach(one)
        self.page.keyboard.press("Enter")

    def choose(self, box: Locator) -> None:
        self._waits_for(box)
        box.focus()  # of radio buttons Tab comes to one, and arrow keys to the others
        if not box.is_checked():
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def write(self, field: Locator, words: str) -> None:
        self._waits_for(field)
        field.focus()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(words)

    def codes(self, number: int) -> None:
        theme = self.page.get_by_label(re.compile(f"^{number} "))
        expect(self.page.locator("[data-coding-answer]")).to_be_focused()
        self.page.keyboard.press("Shift+Tab")  # out of the form, where number keys are nobody's
        self.page.keyboard.press(str(number))
        expect(theme).not_to_be_checked()
        self.page.keyboard.press("Tab")
        self.page.keyboard.press(str(number))
        expect(theme).to_be_checked()
        self.page.keyboard.press("Enter")

    def _waits_for(self, one: Locator) -> None:
        """Until the page of that control is whole: while it loads, its scripts may still move the focus."""
        one.wait_for(state="attached")
        self.page.wait_for_load_state("load")

    def _reach(self, one: Locator) -> None:
        expect(one).to_be_visible()
        self._waits_for(one)
        wanted = one.element_handle()
        for _ in range(self.MOST_TABS):
            if self.page.evaluate("one => one === document.activeElement", wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {one}.")


@pytest.fixture
def site(sqlite_url: str) -> Iterator[StaffSite]:
    """A Trust that has asked before, so that its plan has themes."""
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    safe_streets(database)
    with database.write() as connection:
        Consultations(connection).close("safe", NOW)
    site = StaffSite(database, secure=False, rota=ROTA)
    site.hire(LEAD, "lead")
    site.hire(YOUNG, "young-lead")
    yield site
    database.close()


@pytest.fixture
def people(browser: Browser, serve, site: StaffSite):
    """Somebody new, each with a browser of their own: how they work it, and what it is like."""
    address = serve(site.app)
    with ExitStack() as closing:

        def somebody(way: type[Mouse], scripts: bool, **shape: object) -> Mouse:
            opened = contextmanager(new_page)(browser, java_script_enabled=scripts, **shape)
            return way(closing.enter_context(opened), address)

        yield somebody


@pytest.mark.parametrize(("way", "scripts"), [(Keyboard, True), (Mouse, False)], ids=["keyboard", "plain"])
def test_from_a_template_to_you_said_we_did(site: StaffSite, people, way: type[Mouse], scripts: bool) -> None:
    lead, young = (people(way, scripts, viewport=DESKTOP) for _ in range(2))
    child = people(way, scripts, viewport=PHONE, has_touch=True, is_mobile=True)
    lead.signs_in(LEAD, "/staff/launch")
    young.signs_in(YOUNG, "/staff/signing")
    launches(lead, young)
    answers(child)
    others_answer(site)
    closes(lead)
    codes_and_quotes(lead)
    decides(lead)
    signs_the_answer(young)
    publishes(lead)
    announce(site.database, site.clock)
    everybody_sees_it(lead, child)


def launches(lead: Mouse, young: Mouse) -> None:
    parts = dict(sections(NOW.date()))
    people = parts.pop("people")
    lead.fills({"title": "Street lamps", "code": "lamps"})
    lead.press("Begin")
    lead.press("Questionnaire")
    lead.fills({"template": "good-and-better"})
    lead.press("Start from it")
    lead.press("See what the TOGETHER check says")
    expect(lead.page.get_by_role("heading", name="The TOGETHER check")).to_be_visible()
    lead.goes("/staff/launch/1")
    for section, typed in {**parts, "people": people}.items():
        lead.press(TITLES[section])
        lead.fills(typed)
        lead.press("Save and go back to the list")
    young.goes("/staff/signing")
    young.press("Street lamps")
    young.press("I have read it and agree")
    expect(young.page.get_by_text("Signed", exact=True)).to_be_visible()
    lead.goes("/staff/launch/1")
    lead.press("Go on to open it")
    lead.press("Open it to people")
    expect(lead.page.get_by_role("link", name="/chat/lamps").first).to_be_visible()


def answers(child: Mouse) -> None:
    now = child.page.locator("#now .bubble").last
    child.goes("/chat/lamps")
    child.press("Start")
    expect(now).to_contain_text("How do you feel")
    child.press(re.compile("Sad$"))
    expect(now).to_contain_text(ASKED[0])
    child.press("Skip")
    expect(now).to_contain_text(ASKED[1])
    child.write(child.page.locator("#text"), SAYS)
    child.press("Send")
    expect(now).to_contain_text(ASKED[2])


def others_answer(site: StaffSite) -> None:
    """Twelve more, whom nobody watches; then what was said is read, as it is in service."""
    for number in range(12):
        wish = LIGHTS_WANTED if number % 2 else BUSES_WANTED
        said = ({"start": "lamps"}, {"text": "Happy"}, {"text": "skip"}, {"text": wish})
        for turn, fields in enumerate(said):
            site.conversation.take(Incoming("web", f"p{number}", f"p{number}-{turn}", **fields))
    read_new(site.database, site.clock)
    redact_new(site.database)


def closes(lead: Mouse) -> None:
    lead.goes("/staff/consultations/lamps")
    lead.press("Close this consultation")
    lead.press("Close the consultation")
    expect(lead.page.get_by_text("This consultation is closed.")).to_be_visible()


def codes_and_quotes(lead: Mouse) -> None:
    lead.press(re.compile("^Code answers"))
    asks_for_lights = "lights" in lead.page.locator("blockquote").inner_text()
    lead.codes(1 if asks_for_lights else 2)
    expect(lead.page.get_by_text("1 of 13 coded by you.")).to_be_visible()
    lead.goes("/staff/consultations/lamps/quotes")
    own = lead.page.locator("form", has_text=SAYS)
    lead.presses(own.get_by_role("button", name=re.compile("^Approve")))
    expect(lead.page.get_by_text("It may be published.")).to_be_visible()


def decides(lead: Mouse) -> None:
    lead.goes("/staff/consultations/lamps")
    lead.press("Make this an ask of Dark streets")
    lead.fills({"title": TITLE})
    lead.press("Make this an ask")
    news = {"day": "27", "month": "3", "year": "2030"}
    lead.fills({"decision": "will_do", "what_happens": PROMISE, **news})
    lead.press("Save the decision")
    expect(lead.page.get_by_text("The decision is saved.")).to_be_visible()


def signs_the_answer(young: Mouse) -> None:
    young.goes("/staff/answers-to-sign")
    young.press(TITLE)
    young.press("I have read it and agree")


def publishes(lead: Mouse) -> None:
    lead.press("Check the message and publish")
    lead.press("Publish and tell about 5 people")
    expect(lead.page.get_by_text("It is published.")).to_be_visible()


def everybody_sees_it(lead: Mouse, child: Mouse) -> None:
    lead.goes("/board/outcomes/CE2")
    for words in (TITLE, PROMISE, SAYS):
        expect(lead.page.get_by_text(words).first).to_be_visible()
    child.goes("/")
    expect(child.page.get_by_text(PROMISE).first).to_be_visible()
    child.goes("/chat/lamps")
    expect(child.page.get_by_text(PROMISE).first).to_be_visible()
