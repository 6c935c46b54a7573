"""Make the screenshots of the README from a fresh demonstration.

    python3 dev.py run python docs/screenshots.py [NAME…]

A name is that of a function below which takes some of them (`chat`, `board`, …); without one all are taken.
Needs Chromium (`$CHROME`, or `chromium` on the PATH) and the test environment, which `make test` makes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent / "screenshots"
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1100, "height": 900}
TALL = {"width": 1100, "height": 1400}  # what comes before a page of the staff is long
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
TASKS = re.compile(r"/staff/launch/\d+(\?.*)?$")
STAFF = re.compile(r"\(name: (\S+), one-time password: (\S+)\)")


@dataclass(frozen=True)
class Demonstration:
    """Where it is served, and how to sign in as staff."""

    address: str
    name: str
    password: str


@contextmanager
def demonstration() -> Iterator[Demonstration]:
    """A demonstration in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "together", "demo", "--port", "0"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        try:
            said = "".join(process.stdout.readline() for _ in range(4))
            name, password = STAFF.findall(said)[0]
            yield Demonstration(ADDRESS.findall(said)[0], name, password)
        finally:
            process.terminate()
            process.wait()


def chat(page: Page, site: str) -> None:
    """A child answers the first questions."""
    page.goto(f"{site}/chat/feeling-safe")
    page.click("main button:has-text('Start')")
    door = ("13 to 15", "Yes, I want to take part")
    for label in (*door, "OK", "10 to 14", "Crewe, Nantwich or near there", "4"):
        page.locator("#chat").get_by_role("button", name=label, exact=True).click()
    page.wait_for_selector("text=5 of about")
    page.screenshot(path=HERE / "chat-phone.png")


def board(page: Page, site: str) -> None:
    page.goto(f"{site}/board")
    page.screenshot(path=HERE / "board.png")


def dark(page: Page, site: str) -> None:
    """What who asked for dark colours sees of an outcome."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/board/outcomes/CE2")
    page.screenshot(path=HERE / "board-dark.png")


def sides(page: Page, site: str) -> None:
    """The board's other pages: an outcome from its four sides, the meeting view, the paper."""
    for path, name in (
        ("/board/outcomes/CE2", "board-outcome"),
        ("/board/meeting?show=CE2", "board-meeting"),
        ("/board/paper", "board-paper"),
    ):
        page.goto(f"{site}{path}")
        page.screenshot(path=HERE / f"{name}.png")


def everybody(page: Page, site: str) -> None:
    """What everybody sees."""
    for path, name in (("/", "public"), ("/easy-read", "easy-read"), ("/open-data", "open-data")):
        page.goto(f"{site}{path}")
        page.screenshot(path=HERE / f"{name}.png")
    page.goto(f"{site}/developers")
    page.screenshot(path=HERE / "developers.png")


def sense(page: Page, site: str) -> None:
    """An officer makes sense of what people said."""
    page.goto(f"{site}/staff/explore?outcome=CE2")
    page.screenshot(path=HERE / "explore.png")
    page.goto(f"{site}/staff/evidence")
    page.screenshot(path=HERE / "evidence.png")


def sign_in(page: Page, site: Demonstration) -> None:
    page.goto(f"{site.address}/staff")
    page.get_by_label("User name").fill(site.name)
    page.get_by_label("Password", exact=True).fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()  # else the next address stops the signing in


def launching(page: Page, site: str) -> None:
    """An officer begins to launch a consultation."""
    page.goto(f"{site}/staff/launch")
    page.get_by_label("What is it called?").fill("Street lamps")
    page.get_by_label("Its name in the link").fill("street-lamps")
    page.get_by_label("Which plan is it about?").select_option(index=1)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(TASKS)
    tasks = page.url.split("?")[0]
    page.get_by_role("link", name="Outcomes of the plan").click()
    page.get_by_label("CE2").check()
    page.get_by_role("button", name="Save and go back to the list").click()
    page.wait_for_url(TASKS)
    page.get_by_role("link", name="Questionnaire", exact=True).click()
    page.get_by_label("What is good, what could be better").check()
    page.get_by_role("button", name="Start from it").click()
    page.get_by_role("link", name="Change question 1", exact=True).wait_for()
    page.screenshot(path=HERE / "launch-questionnaire.png")
    page.goto(tasks)
    page.screenshot(path=HERE / "launch.png")


def watching(page: Page, site: str) -> None:
    page.goto(f"{site}/staff/consultations/feeling-safe/watch")
    page.screenshot(path=HERE / "watch.png")


OPEN = ((chat, PHONE), (board, DESK), (dark, DESK), (sides, DESK), (everybody, DESK))
STAFFS = (sense, launching, watching)


def take(browser: Browser, site: Demonstration, names: Container[str]) -> None:
    for shoot, size in OPEN:
        if shoot.__name__ in names:
            shoot(browser.new_page(viewport=size), site.address)
    wanted = [shoot for shoot in STAFFS if shoot.__name__ in names]
    staff = browser.new_context(viewport=TALL).new_page()
    if wanted:
        sign_in(staff, site)
    for shoot in wanted:
        shoot(staff, site.address)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    chrome = os.environ.get("CHROME") or shutil.which("chromium")
    if chrome is None:
        sys.exit("Chromium is needed. On Debian: apt install chromium. Elsewhere: set CHROME to its path.")
    with demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chrome, args=["--disable-background-networking", "--disable-component-update"]
        )
        take(browser, site, sys.argv[1:] or [one.__name__ for one in (*dict(OPEN), *STAFFS)])
        browser.close()


if __name__ == "__main__":
    main()
