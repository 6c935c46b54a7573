"""Killed with kill -9 between any two turns: no acknowledged answer is lost, nothing is asked twice."""

import re
import signal
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import select

from consultations.storage.database import Database
from consultations.storage.tables import answer, event
from tests.builders import KEYS, launch
from tests.serving import WITHIN, end, free_port, settings_for, start, wait_until_ready

BUTTON = re.compile(
    r'<button class="chat__button[^"]*" name="button" value="([^"]+)"><span dir="auto">([^<]+)</span>'
)
FORM = re.compile(r'name="form_id" value="([^"]+)"')


@contextmanager
def served(url: str, folder: Path, port: int) -> Iterator[ForkServerProcess]:
    process = start(settings_for(url, folder, port), folder)
    try:
        wait_until_ready(port)
        yield process
    finally:
        end(process, signal.SIGKILL)


class Browser:
    """A browser without JavaScript: it keeps its cookie and the page it sees."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/chat/safe"
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.page = ""

    def look(self) -> str:
        with self._open(self.address, timeout=WITHIN) as response:
            self.page = response.read().decode()
        return self.page

    def sends(self, **fields: str) -> str:
        form_id = FORM.search(self.page)
        assert form_id is not None
        body = urllib.parse.urlencode({"form_id": form_id[1], **fields}).encode()
        request = urllib.request.Request(self.address, body, {"Sec-Fetch-Site": "same-origin"})
        with self._open(request, timeout=WITHIN) as response:
            self.page = response.read().decode()
        return self.page

    def sends_file(self, name: str, content: bytes) -> str:
        form_id = FORM.search(self.page)
        assert form_id is not None
        fields = f'--x\r\nContent-Disposition: form-data; name="form_id"\r\n\r\n{form_id[1]}\r\n--x\r\n'
        about = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = f"{fields}{about}".encode() + content + b"\r\n--x--\r\n"
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=x"}
        request = urllib.request.Request(f"{self.address}/file", body, headers)
        with self._open(request, timeout=WITHIN) as response:
            self.page = response.read().decode()
        return self.page

    def presses(self, label: str) -> str:
        found = {words: value for value, words in BUTTON.findall(self.page)}
        return self.sends(button=found[label])

    def is_asked(self) -> str:
        bubbles = re.findall(r'bubble--ours.*?class="bubble__words">(.*?)</span>', self.page, re.DOTALL)
        return bubbles[-1].strip()


TURNS = (
    ("start", "true", "How old are you?"),
    ("press", "13 to 15", "Do you want to take part?"),
    ("press", "Yes, I want to take part", "Do you feel safe?"),
    ("press", "No", "What makes you feel unsafe?"),
    ("text", "The street is dark", "Where do you go?"),
    ("press", "Skip", "What would make it better?"),
    ("text", "More lights", "That is everything. Thank you! We will tell you here what happens next."),
)


def test_killed_between_any_two_turns(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url, KEYS)
    database.upgrade()
    launch(database)
    port = free_port()
    browser = Browser(port)
    for kind, what, asked in TURNS:
        with served(database_url, tmp_path, port) as process:
            browser.look()
            browser.presses(what) if kind == "press" else browser.sends(**{kind: what})
            assert browser.is_asked().endswith(asked)
            assert end(process, signal.SIGKILL) == -signal.SIGKILL
    with served(database_url, tmp_path, port):
        browser.look()
        assert browser.is_asked() == TURNS[-1][2]
    with database.read() as connection:
        rows = connection.execute(select(answer.c.question, answer.c.value))
        answers = {row.question: row.value for row in rows}
        kinds = connection.execute(select(event.c.kind).order_by(event.c.id)).scalars().all()
    database.close()
    assert answers == {"safe": "no", "why_not": "The street is dark", "better": "More lights"}
    assert kinds == ["started", "age", "agreed", "answered", "answered", "skipped", "answered", "finished"]
