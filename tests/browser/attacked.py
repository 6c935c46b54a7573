"""Who notices that a text ran, and a site whose children and staff type nothing but texts that would."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count, cycle
from pathlib import Path

from fastapi.testclient import TestClient
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from admin_api.sign_in import hash_password
from analysis.pipeline import read_new
from consultations.forms.questionnaire import Choice
from consultations.staff import Cost
from consultations.storage.accounts import Accounts
from consultations.storage.asks import Asks
from tests.attacks import Attack, plain
from tests.builders import PlainScreen, launch, question, questionnaire
from tests.heard import DARK, LIGHTS_WANTED, THEMES
from together.opening import utc_now, world
from together.settings import Settings
from together.wiring import Service

SHOWN = """() => document.documentElement.textContent + ' ' + document.title + ' ' +
    [...document.querySelectorAll('input, textarea, option')].map(one => one.value).join(' ')"""
FOREIGN = r"""() => [...document.querySelectorAll('*')].flatMap(one => [...one.attributes]
    .filter(a => /^on|^srcdoc$/i.test(a.name) || one.tagName == 'BASE'
        || /href|src|action|data$/i.test(a.name) && /^\W*javascript:/i.test(a.value))
    .map(a => `${one.tagName} ${a.name}=${a.value}`))"""
"""What no page of ours has: handlers in attributes, addresses that are scripts."""


@dataclass
class Watch:
    """A browser's context in which whatever runs is noticed: `ran` holds what said its number."""

    context: BrowserContext
    ran: list[object] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.expose_binding("hit", lambda _, number=None: self.ran.append(number))
        self.context.on("dialog", self._dialog)
        # Whatever would leave this machine goes nowhere.
        self.context.route(lambda address: "127.0.0.1" not in address, lambda route: route.abort())
        self.page: Page = self.context.new_page()

    def _dialog(self, dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def becomes(self, address: str, browser: TestClient) -> None:
        """Have the cookies of `browser`."""
        self.context.clear_cookies()
        self.context.add_cookies(
            [{"name": one.name, "value": one.value, "url": address} for one in browser.cookies.jar]
        )

    def look(self, address: str) -> None:
        """Open the page and keep its words."""
        self.page.goto(address)
        self.foreign += [f"{address}: {one}" for one in self.page.evaluate(FOREIGN)]
        self.texts.append(plain(self.page.evaluate(SHOWN)))

    def missing(self, sent: Iterable[Attack]) -> list[str]:
        """What was sent and stands as text on none of the pages seen."""
        everything = "\n".join(self.texts)
        return [one.text for one in sent if plain(one.text) not in everything]


@contextmanager
def watching(browser: Browser, *, bypass: bool) -> Iterator[Watch]:
    """`bypass`: the browser minds no policy, so that nothing but escaping keeps a text from running."""
    context = browser.new_context(locale="en-GB", bypass_csp=bypass)
    try:
        yield Watch(context)
    finally:
        context.close()


PEOPLE = 8
NAME = "officer@trust.example"
PASSWORD = "lantern otter gravel"
OWN_PAGE = {"sec-fetch-site": "same-origin", "accept": "text/html"}
SEEN = re.compile(r'name="seen" value="([^"]+)"')
ROLES = ("officer", "lead", "DSL", "admin", "board", "young-lead")
LONGEST_FORM = 900
"""Letters of one field: most take 1,000."""


def bundles(sent: Sequence[Attack], longest: int = LONGEST_FORM) -> Iterator[str]:
    """All of them in as few texts of at most `longest` letters as hold them in this order."""
    text = ""
    for one in sent:
        if text and len(text) + len(one.text) + 1 > longest:
            yield text
            text = ""
        text += f"{one.text}\n"
    yield text


def parted(sent: Sequence[Attack], size: int) -> Iterator[Sequence[Attack]]:
    return (sent[start : start + size] for start in range(0, len(sent), size))


@dataclass
class Attacked:
    """The whole service. Everybody who writes in it writes `sent`, wherever something can be written."""

    sent: Sequence[Attack]
    folder: Path

    def __post_init__(self) -> None:
        settings = Settings(data_folder=self.folder, files=("images",), second_factor="optional")
        around = replace(world(settings), doorway=None, screen=PlainScreen())
        self.service = Service(settings, around=around)
        self.app, self.database = self.service.app(), self.service.database
        self.forms = count(1)
        self.staff = self.new_browser()
        self._hire()

    def close(self) -> None:
        self.database.close()

    def new_browser(self) -> TestClient:
        site = "http://127.0.0.1"
        return TestClient(self.app, base_url=site, headers=OWN_PAGE, follow_redirects=False)

    def _hire(self) -> None:
        cheap = hash_password(PASSWORD, lambda size: b"x" * size, Cost(n=2, r=1, p=1))
        with self.database.write() as connection:
            Accounts(connection).add(NAME, ROLES, cheap, utc_now(), must_change=False)
        self.posts("/sign-in", name=NAME, password=PASSWORD)

    def posts(self, path: str, status: int = 303, **fields: object) -> str:
        """A form of staff's, which is taken; gives where it leads."""
        answer = self.staff.post(path, data=fields)
        assert answer.status_code == status, f"{path}: {fields}"
        return answer.headers.get("location", "")

    def says(self, browser: TestClient, path: str = "/chat/safe", **fields: str) -> None:
        answer = browser.post(path, data={"form_id": f"f{next(self.forms)}", **fields})
        assert answer.status_code == 303, fields

    # What children do

    def consult(self, sent: Sequence[Attack]) -> None:
        """An officer whose questions, choices, themes and titles are all attacks: a question for each of the
        texts that a child writes.
        """
        texts, each = cycle(one.text for one in sent), -(-len(sent) // PEOPLE)
        answered = [question(f"q{number}", label=next(texts)) for number in range(each)]
        places = tuple(Choice(f"c{number}", {"en": next(texts)}) for number in range(each))
        chosen = question("where", "select_multiple", next(texts), choices="attacks", outcome="CE2")
        asked = [replace(one, outcome="CE2") for one in answered]
        picture = question("place", "image", next(texts))
        form = questionnaire(*asked, picture, chosen, attacks=places)
        themes = THEMES.replace("label: Dark streets", f"label: {quoted(next(texts))}")
        launch(self.database, form, taxonomy=themes, title=next(texts))

    def child(self, texts: Sequence[Attack]) -> TestClient:
        """Answers every question with one of `texts`, sends a file so named, and types a wrong choice."""
        browser = self.new_browser()
        self.says(browser, start="true")
        for one in texts:
            self.says(browser, text=f"{one.text} {LIGHTS_WANTED}")
        sent = {"form_id": f"f{next(self.forms)}"}
        file = {"file": (texts[0].text, picture(), "image/png")}
        assert browser.post("/chat/safe/file", data=sent, files=file).status_code == 303
        self.says(browser, text=texts[-1].text)
        return browser

    def children(self, sent: Sequence[Attack]) -> list[TestClient]:
        size = -(-len(sent) // PEOPLE)
        padded = [*sent, *sent][: size * PEOPLE]
        found = [self.child(texts) for texts in parted(padded, size)]
        read_new(self.database, utc_now)
        return found

    def tells(self, text: str) -> None:
        """Somebody new tells us this of their own accord."""
        browser = self.new_browser()
        code = browser.get("/chat/tell").headers["location"]
        self.says(browser, code, start="true")
        self.says(browser, code, text="English")
        self.says(browser, code, text=text)

    def discloses(self, text: str) -> None:
        browser = self.new_browser()
        self.says(browser, start="true")
        self.says(browser, text=f"he hits me {text}")

    # What staff do

    def makes_asks(self, most: int) -> list[int]:
        """Asks with attacks as title and decision, published; gives their numbers."""
        texts, made = cycle(one.text for one in self.sent), []
        for number in range(most):
            about = {"question": f"q{number}", "theme": DARK, "title": next(texts)}
            ask = self.posts("/staff/consultations/safe/asks", **about).split("/")[3].partition("?")[0]
            words = next(bundles(self.sent[number * 10 :]))
            self.posts(f"/staff/asks/{ask}/decision", decision="done", what_happens=words)
            with self.database.write() as connection:
                asks = Asks(connection)
                asks.sign(int(ask), asks.get(int(ask)).wording, "young lead", utc_now())
            seen = SEEN.search(self.staff.get(f"/staff/asks/{ask}/publish").text)
            self.posts(f"/staff/asks/{ask}/publish", seen=seen[1])
            made.append(int(ask))
        return made

    def writes(self, texts: Sequence[str]) -> None:
        """Audiences and broadcasts of these names and words."""
        for text in texts:
            name = text[:99].strip()
            self.posts("/staff/audiences", name=name)
            self.posts("/staff/broadcasts", audience=name, text=text)

    def opens_services(self, sent: Sequence[Attack]) -> list[str]:
        pages = []
        for one in sent:
            code = f"s{one.number}"
            pages.append(self.posts("/staff/services", title=one.text, code=code, outcome="CE2"))
        return pages

    def adds_accounts(self, sent: Sequence[Attack]) -> None:
        for one in sent:
            self.posts("/staff/accounts", status=200, name=one.text, roles="board")

    def replies(self, texts: Sequence[str]) -> None:
        for number, text in enumerate(texts, 1):
            self.posts(f"/staff/feedback/{number}/reply", version="1", reply=text)


def quoted(text: str) -> str:
    """A string of YAML that says `text`."""
    return json.dumps(text)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()
