"""Make the screenshots of the README from a fresh demonstration.

    python3 dev.py run python docs/screenshots.py

Needs Chromium (`$CHROME`, or `chromium` on the PATH) and the test environment, which `make test` makes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent / "screenshots"
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1100, "height": 900}
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "together", "demo", "--port", "0"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        try:
            yield ADDRESS.findall("".join(process.stdout.readline() for _ in range(4)))[0]
        finally:
            process.terminate()
            process.wait()


def chat(page: Page, site: str) -> None:
    """A child answers the first questions."""
    page.goto(f"{site}/chat/feeling-safe")
    page.click("main button:has-text('Start')")
    for label in ("OK", "10 to 14", "Crewe, Nantwich or near there", "4"):
        page.locator("#chat").get_by_role("button", name=label, exact=True).click()
    page.wait_for_selector("text=5 of about")
    page.screenshot(path=HERE / "chat-phone.png")


def board(page: Page, site: str) -> None:
    page.goto(f"{site}/board")
    page.screenshot(path=HERE / "board.png")


def take(browser: Browser, site: str) -> None:
    for shoot, size in ((chat, PHONE), (board, DESK)):
        shoot(browser.new_page(viewport=size), site)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    chrome = os.environ.get("CHROME") or shutil.which("chromium")
    if chrome is None:
        sys.exit("Chromium is needed. On Debian: apt install chromium. Elsewhere: set CHROME to its path.")
    with demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chrome, args=["--disable-background-networking", "--disable-component-update"]
        )
        take(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
