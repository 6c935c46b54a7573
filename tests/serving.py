"""The service as a process of its own, which a test may kill.

It is a child of one that has imported the service already: `together serve` spends four seconds of its start
on imports, and the tests start it some thirty times. What runs is the command itself, and a signal ends it.
"""

import os
import socket
import sys
import time
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from together.__main__ import main

WITHIN = 90
"""Seconds within which it starts, and answers."""
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload([__name__, "together.commands.serve", "sklearn.linear_model"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_for(url: str, folder: Path, port: int) -> dict[str, str]:
    """What it needs to run: its database, its folder and where it listens."""
    return {
        "TOGETHER_DATABASE_URL": url,
        "TOGETHER_DATA_FOLDER": str(folder),
        "TOGETHER_PORT": str(port),
    }


def start(settings: Mapping[str, str], folder: Path) -> ForkServerProcess:
    """`together serve` with those settings, in `folder`; all it writes is in `folder/log`."""
    process = _FORKS.Process(target=_serve, args=({**os.environ, **settings}, folder))
    process.start()
    return process


def end(process: ForkServerProcess, signal: int) -> int:
    """Send it a signal, if it still runs. What it ended with: minus the signal, or what it returned."""
    if process.exitcode is None:
        os.kill(process.pid, signal)
    process.join(WITHIN)
    assert process.exitcode is not None, "it goes on"
    return process.exitcode


def wait_until_ready(port: int) -> None:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        with suppress(OSError):  # it is not there yet, or takes its time
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()
            return
        time.sleep(0.05)
    pytest.fail("the service did not start")


def _serve(environment: dict[str, str], folder: Path) -> None:
    """What the child does: become what a shell would have started."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(log, stream)
    sys.argv = ["together", "serve"]
    main()
