"""Make a screenshot of every page from a fresh demonstration, and the gallery that shows them all.

    python3 dev.py run python docs/screenshots.py [NAME…]

A name is that of a picture (`board`, `staff-themes`, …); without one all are taken. Needs Chromium
(`$CHROME`, or `chromium` on the PATH) and the test environment, which `make test` makes.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

DOCS = Path(__file__).parent
HERE = DOCS / "screenshots"
GALLERY = DOCS / "gallery.md"
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1000, "height": 800}
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
STAFF = re.compile(r"\(name: (\S+), one-time password: (\S+)\)")
LARGEST = 60_000
"""Bytes of a picture."""
WITHIN = 60
"""Seconds in which the demonstration answers."""
COLOURS = (64, 32, 16, 8)
CODE = "feeling-safe"
OPEN = f"/staff/consultations/{CODE}"

EVERYBODY = {
    "public": "/",
    "easy-read": "/easy-read",
    "easy-read-next": "/easy-read/next",
    "easy-read-we-did": "/easy-read/we-did",
    "easy-read-consultation": f"/easy-read/consultations/{CODE}",
    "easy-read-privacy": "/easy-read/privacy",
    "easy-read-accessibility": "/easy-read/accessibility",
    "words": "/words",
    "promises": "/promises",
    "reports": "/reports",
    "open-data": "/open-data",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "developers": "/developers",
    "sign-in": "/sign-in",
    "polish": "/?language=pl",
}
BOARD = {
    "board": "/board",
    "board-outcome": "/board/outcomes/CE2",
    "board-meeting": "/board/meeting?show=CE2",
    "board-paper": "/board/paper",
    "board-labels": "/board/labels",
    "board-plan": "/board/plans/CE-2022",
    "board-indicator": "/board/plans/CE-2022/indicators/CE2.I1",
    "board-promises": "/board/plans/CE-2022/promises",
    "board-success": "/board/success",
    "board-together": f"/board/consultations/{CODE}/together",
}
OFFICER = {
    "staff": "/staff",
    "staff-consultation": OPEN,
    "watch": f"{OPEN}/watch",
    "staff-links": f"{OPEN}/links",
    "staff-running": f"{OPEN}/running",
    "staff-close": f"{OPEN}/close",
    "staff-who-took-part": f"{OPEN}/who-took-part",
    "staff-early": f"{OPEN}/early",
    "staff-conclusion": f"{OPEN}/conclusion",
    "staff-coding": f"{OPEN}/coding",
    "staff-quotes": f"{OPEN}/quotes",
    "staff-themes": f"{OPEN}/themes",
    "staff-theme-new": f"{OPEN}/themes/new",
    "staff-ask": "/staff/asks/1",
    "staff-ask-publish": "/staff/asks/1/publish",
    "launch-begin": "/staff/launch",
    "launch": "/staff/launch/1",
    "launch-purpose": "/staff/launch/1/purpose",
    "launch-outcomes": "/staff/launch/1/outcomes",
    "launch-questionnaire": "/staff/launch/1/questionnaire",
    "launch-question-new": "/staff/launch/1/questions/new",
    "launch-people": "/staff/launch/1/people",
    "launch-dates": "/staff/launch/1/dates",
    "launch-safeguarding": "/staff/launch/1/safeguarding",
    "launch-check": "/staff/launch/1/check",
    "launch-signature": "/staff/launch/1/signature",
    "launch-open": "/staff/launch/1/open",
    "simulator": "/staff/simulator",
    "staff-services": "/staff/services",
    "explore": "/staff/explore?outcome=CE2",
    "staff-reading": "/staff/reading",
    "staff-feedback": "/staff/feedback",
    "staff-doubts": "/staff/doubts",
    "staff-files": "/staff/files",
    "staff-behind": "/staff/behind?number=ask:1",
    "staff-answer": "/staff/walks/answers/1",
    "evidence": "/staff/evidence",
    "staff-population": "/staff/population",
    "staff-plans": "/staff/plans",
    "staff-promises": "/staff/plans/CE-2022/promises",
    "staff-promise": "/staff/plans/CE-2022/promises/CE2.P1",
    "staff-story": "/staff/plans/CE-2022/indicators/CE2.I1/story",
    "staff-audience": "/staff/audiences/new",
    "staff-broadcasts": "/staff/broadcasts",
    "staff-broadcast": "/staff/broadcasts/1",
    "staff-deliveries": "/staff/deliveries",
    "staff-meetings": "/staff/meetings",
    "staff-reports": "/staff/reports",
    "staff-account": "/staff/account",
    "staff-password": "/staff/account/password",
    "staff-own-keys": "/staff/account/keys",
}
YOUNG = {
    "signing": "/staff/signing",
    "signing-one": "/staff/signing/1",
    "answers-to-sign": "/staff/answers-to-sign",
}
SAFEGUARDING = {"concerns": "/staff/concerns"}
ADMIN = {
    "accounts": "/staff/accounts",
    "audit": "/staff/audit",
    "keys": "/staff/keys",
    "webhooks": "/staff/webhooks",
    "settings": "/staff/settings",
    "settings-trust": "/staff/settings/trust",
    "settings-lists": "/staff/settings/lists",
    "settings-languages": "/staff/settings/languages",
    "settings-help-lines": "/staff/settings/help-lines",
    "settings-retention": "/staff/settings/retention",
    "settings-logo": "/staff/settings/logo",
    "settings-telegram": "/staff/settings/telegram",
}
DARK = {"board-dark": "/board/outcomes/CE2"}
CHAT = ("chat-start", "chat-question")
PARTS: Mapping[str, Mapping[str, str]] = {
    "For everybody": EVERYBODY,
    "For the board": BOARD,
    "For participation officers and leads": OFFICER,
    "For young person leads": YOUNG,
    "For the safeguarding lead": SAFEGUARDING,
    "For administrators": ADMIN,
    "On a dark screen": DARK,
}
WHO = {"demo-young-lead": YOUNG, "demo-safeguarding": SAFEGUARDING, "demo-administrator": ADMIN}


@contextmanager
def demonstration() -> Iterator[tuple[str, Mapping[str, str]]]:
    """A demonstration in a folder of its own: where it is served, and the passwords of its staff by name."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "together", "demo", "--port", "0"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        try:
            said = "".join(takewhile(lambda line: "Ctrl+C" not in line, process.stdout))
            site = ADDRESS.findall(said)[0]
            wait_until_it_answers(site)
            yield site, dict(STAFF.findall(said))
        finally:
            process.terminate()
            process.wait()


def wait_until_it_answers(site: str) -> None:
    """It says where it is served before it is."""
    for _ in range(WITHIN * 10):
        with suppress(OSError):
            urllib.request.urlopen(f"{site}/healthz", timeout=2).close()
            return
        time.sleep(0.1)
    sys.exit("The demonstration did not start.")


def shoot(page: Page, name: str) -> None:
    """A picture with as many colours as its size allows."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    for colours in COLOURS:
        out = BytesIO()
        picture.quantize(colours).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    (HERE / f"{name}.png").write_bytes(out.getvalue())
    print(f"{name}: {out.tell() // 1000} kB")


def pages(
    page: Page, site: str, paths: Mapping[str, str], wanted: Callable[[str], bool], end: str = ""
) -> None:
    for name, path in paths.items():
        if wanted(name + end):
            answer = page.goto(f"{site}{path}", wait_until="load")
            if answer is None or not answer.ok:
                print(f"{path} cannot be shown: {answer.status if answer else 'nothing came'}.")
            else:
                shoot(page, name + end)


def chat(page: Page, site: str, end: str) -> None:
    """A child begins, and answers the first questions."""
    page.goto(f"{site}/chat/{CODE}")
    shoot(page, f"chat-start{end}")
    page.click("main button:has-text('Start')")
    door = ("13 to 15", "Yes, I want to take part")
    for label in (*door, "OK", "10 to 14", "Crewe, Nantwich or near there", "4"):
        page.locator("#chat").get_by_role("button", name=label, exact=True).click()
    page.wait_for_selector("text=5 of about")
    shoot(page, f"chat-question{end}")


def sign_in(page: Page, site: str, name: str, password: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()  # else the next address stops the signing in


def call(page: Page, method: str, path: str, body: object = None) -> Any:
    """What the API answers to whoever is signed in."""
    script = """async ([method, path, body]) => {
        const sent = body === null ? {} : {body, headers: {"content-type": "application/json"}};
        const answer = await fetch("/api/v1" + path, {method, ...sent});
        return [answer.status, await answer.text()];
    }"""
    status, said = page.evaluate(script, [method, path, None if body is None else json.dumps(body)])
    if status >= 400:
        sys.exit(f"{method} {path}: {status} {said}")
    return json.loads(said) if said else {}


def prepare(page: Page) -> None:
    """An ask that is decided, a launch on its way, a message to many: what the officer's pages show."""
    day = datetime.now(UTC).date()  # noqa: TID251 - a script reads the clock itself
    why = {"reason": "For the pictures of the documentation."}
    call(page, "POST", f"/consultations/{CODE}/early-look", why)
    themes = call(page, "GET", f"/consultations/{CODE}/themes")
    most = max(themes, key=lambda one: one["people"].get("value", 0))
    about = {"consultation": CODE, "question": most["question"], "theme": most["theme"]}
    made = call(page, "POST", "/asks", {**about, "title": most["theme_label"]})
    decision = {
        "decision": "will_do",
        "next_news": str(day + timedelta(days=60)),
        "what_happens": "We put up 40 lamps by March.",
    }
    call(page, "POST", f"/asks/{made['id']}/decision", decision)
    call(page, "POST", "/drafts", {"title": "Street lamps", "code": "street-lamps", "plan": "CE-2022"})
    said = {
        "what_can_change": "Where the new lamps go, and which come first.",
        "decided": "no",
        "outcomes": ["CE2"],
        "ages": ["under_13", "13_15"],
        "channels": ["web", "paper"],
    }
    call(page, "PATCH", "/drafts/1", said)
    call(page, "POST", "/drafts/1/template", {"template": "good-and-better"})
    call(page, "POST", "/audiences", {"name": "Everybody"})
    words = {"en": "We want to hear you."}
    call(page, "POST", "/broadcasts", {"audience": "Everybody", "purpose": "news", "texts": words})


ABOUT = """# Every page

Made by `docs/screenshots.py` from the demonstration; every answer in it was invented. A page goes on
below the edge of its picture.
"""


def gallery() -> str:
    """Every picture that there is, under whom its page is for."""
    lines = [ABOUT]
    for title, paths in {"The chat": dict.fromkeys(CHAT, f"/chat/{CODE}"), **PARTS}.items():
        lines += [f"## {title}", ""]
        for name, path in paths.items():
            lines += [f"`{path}`", "", *pictures(name, path), ""]
    return "\n".join(lines)


def pictures(name: str, path: str) -> Iterator[str]:
    for end, where in (("", ""), ("-phone", " on a phone")):
        if (HERE / f"{name}{end}.png").exists():
            yield f"![{path}{where}](screenshots/{name}{end}.png)"


def take(browser: Browser, site: str, passwords: Mapping[str, str], wanted: Callable[[str], bool]) -> None:
    for end, size in (("", DESK), ("-phone", PHONE)):
        page = browser.new_page(viewport=size)
        pages(page, site, EVERYBODY, wanted, end)
        if any(wanted(name + end) for name in CHAT):
            chat(page, site, end)
    officer = browser.new_context(viewport=DESK).new_page()
    sign_in(officer, site, "officer", passwords["officer"])
    prepare(officer)
    pages(browser.new_page(viewport=DESK), site, BOARD, wanted)
    dark = browser.new_page(viewport=DESK, color_scheme="dark")
    pages(dark, site, DARK, wanted)
    pages(officer, site, OFFICER, wanted)
    for name, paths in WHO.items():
        page = browser.new_context(viewport=DESK).new_page()
        sign_in(page, site, name, passwords[name])
        pages(page, site, paths, wanted)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    chrome = os.environ.get("CHROME") or shutil.which("chromium")
    if chrome is None:
        sys.exit("Chromium is needed. On Debian: apt install chromium. Elsewhere: set CHROME to its path.")
    names = set(sys.argv[1:])
    with demonstration() as (site, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chrome,
            args=["--disable-background-networking", "--disable-component-update"],
        )
        try:
            take(browser, site, passwords, lambda name: not names or name in names)
        except BrowserError as problem:
            sys.exit(f"A page could not be shown: {problem}")
        browser.close()
    GALLERY.write_text(gallery(), encoding="utf-8")


if __name__ == "__main__":
    main()
