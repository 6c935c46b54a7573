"""A browser, pages of several shapes, and a server for the application under test."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from admin_api.reports.record import Record
from consultations.storage.database import Database
from tests.browser.chat_site import ChatSite
from tests.browser.chromium import HOW, find_browser
from tests.builders import KEYS
from tests.reported import recorded

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
expect.set_options(timeout=15_000)  # milliseconds; several browsers and services share the machine
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 667}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser, closed after this folder's tests: beside it no test can run an event loop."""
    program = find_browser()
    if program is None:
        pytest.skip(HOW)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, serve: object) -> Iterator[Page]:
    """A page on a desktop, with nothing remembered from another test. (It closes before the server does: a
    server waits for a page that listens.)
    """
    yield from new_page(browser, viewport=DESKTOP)


@pytest.fixture
def phone(browser: Browser, serve: object) -> Iterator[Page]:
    """A page on a small phone that is touched, not clicked."""
    yield from new_page(browser, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def no_script_page(browser: Browser, serve: object) -> Iterator[Page]:
    """A page on a desktop that runs no JavaScript of the page's."""
    yield from new_page(browser, viewport=DESKTOP, java_script_enabled=False)


def new_page(browser: Browser, **shape: object) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", **shape)
    yield context.new_page()
    context.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """`serve(app)` serves an ASGI application on a free port of this machine and returns its address."""
    with serving() as start:
        yield start


@pytest.fixture(scope="module")
def keep_serving() -> Iterator[Callable[..., str]]:
    """`serve`, for all tests of a module."""
    with serving() as start:
        yield start


@contextmanager
def serving() -> Iterator[Callable[..., str]]:
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: object) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((server, thread))
        wait_for(server, thread)
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for server, _ in running:
        server.should_exit = True
    for _, thread in running:
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def chats(
    keep_serving: Callable[..., str], sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ChatSite]:
    """One site for all chats of a module: a service takes longer to start than most stories to be told."""
    folder = tmp_path_factory.mktemp("chats")
    file = shutil.copy(sqlite_template, folder / "together.db")
    site = ChatSite(f"sqlite:///{file}", folder, keep_serving)
    yield site
    site.database.close()


@pytest.fixture
def chat_site(chats: ChatSite) -> ChatSite:
    """A site for the web chat, with nothing open yet."""
    chats.forget()
    return chats


@pytest.fixture(scope="package")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """What all reports are made of."""
    folder = tmp_path_factory.mktemp("reports")
    database = Database(f"sqlite:///{folder / 'together.db'}", KEYS)
    database.upgrade()
    yield recorded(database, folder)
    database.close()


def wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("The application did not start; its own words are above.")
        time.sleep(0.01)
