"""Whatever a library logs, warns of or lets fall: the log says where, and not a word of anybody's."""

import asyncio
import io
import json
import logging
import threading
import warnings
from collections.abc import Iterator

import pytest
import structlog

from together.logs import configure_logs

WORDS = "my name is Tyler Okafor, ring 07700 900461"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written, with all that the program changes in others put back afterwards."""
    root, hook, level = logging.getLogger(), threading.excepthook, logging.getLogger("httpx").level
    handlers, root_level = root.handlers[:], root.level
    written = io.StringIO()
    configure_logs(written)
    yield written
    logging.captureWarnings(capture=False)
    logging.getLogger("httpx").setLevel(level)
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(root_level)
    structlog.reset_defaults()


def fails() -> None:
    raise ValueError(WORDS)


def said(log: io.StringIO) -> dict[str, object]:
    assert "Tyler" not in log.getvalue()
    assert "07700" not in log.getvalue()
    (line,) = log.getvalue().splitlines()
    found: dict[str, object] = json.loads(line)
    return found


def test_an_error_that_a_library_logs_is_a_kind_and_places(log: io.StringIO) -> None:
    try:
        fails()
    except ValueError:
        logging.getLogger("library").exception("It went wrong with %s", WORDS)
    found = said(log)
    assert (found["event"], found["error"], found["logger"]) == ("library_failed", "ValueError", "library")
    assert str(found["at"]).endswith("fails']")


def test_what_a_library_says_is_where_it_said_it(log: io.StringIO) -> None:
    logging.getLogger("library").warning("No such thing: %s", WORDS)
    assert "test_logs.py" in str(said(log)["at"])


def test_a_warning_that_quotes_a_value_is_a_kind_and_a_line(log: io.StringIO) -> None:
    with warnings.catch_warnings():  # pytest's own way with warnings is put aside
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.simplefilter("always")
        warnings.warn(f"unexpected value {WORDS}\nand: more", UserWarning, stacklevel=1)
    found = said(log)
    assert (found["event"], found["error"]) == ("library_warned", "UserWarning")
    assert "test_logs.py:" in str(found["at"])


def test_a_thread_that_dies_says_where(log: io.StringIO) -> None:
    thread = threading.Thread(target=fails, name="redacting")
    thread.start()
    thread.join()
    found = said(log)
    assert (found["event"], found["thread"], found["error"]) == ("thread_failed", "redacting", "ValueError")


def test_a_task_that_nobody_waits_for_says_where(log: io.StringIO) -> None:
    async def falls() -> None:
        fails()

    async def forgets() -> None:
        task = asyncio.get_running_loop().create_task(falls())
        await asyncio.wait([task])

    asyncio.run(forgets())
    assert said(log)["error"] == "ValueError"


def test_the_server_says_in_words_that_it_cannot_begin_but_quotes_no_error(log: io.StringIO) -> None:
    server = logging.getLogger("uvicorn.error")
    server.error("[Errno 98] address already in use")
    assert said(log)["event"] == "[Errno 98] address already in use"
    log.truncate(0)
    log.seek(0)
    server.error("Traceback (most recent call last):\nValueError: %s", WORDS)
    assert said(log)["event"] == "library_said"
