"""The ground that the storage tests stand on: databases that start empty and servers that do not linger."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from tests import keeper


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_starts_with_an_empty_database(bare_database_url: str, turn: str) -> None:
    engine = create_engine(bare_database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE left_by_the_{turn} (id INTEGER)"))
    assert inspect(engine).get_table_names() == [f"left_by_the_{turn}"]
    engine.dispose()


def test_a_database_can_be_copied_from_a_template(postgres_server) -> None:
    template = postgres_server.create()
    engine = create_engine(template)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE plan (name TEXT)"))
    engine.dispose()
    copy = postgres_server.create(template=template.database)
    engine = create_engine(copy)
    assert inspect(engine).get_table_names() == ["plan"]
    engine.dispose()
    postgres_server.drop(copy)
    postgres_server.drop(template)


def test_postgresql_does_not_let_in_somebody_without_the_password(postgres_url: str) -> None:
    if os.environ.get("TOGETHER_TEST_POSTGRES"):
        pytest.skip("the server is not ours")
    engine = create_engine(make_url(postgres_url).set(password="guess"))
    with pytest.raises(Exception, match="password authentication failed"):
        engine.connect()


def test_the_keeper_stops_its_program_when_the_tests_are_killed(tmp_path: Path) -> None:
    """A parent that is killed outright gets no chance to tidy up; the program must stop all the same."""
    folder = tmp_path / "served"
    folder.mkdir()
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, keeper.__file__, folder],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    program = int(parent.stdout.readline())
    assert running(program)
    parent.kill()
    parent.communicate()
    wait_until(lambda: not running(program) and not folder.exists())
    assert not running(program)
    assert not folder.exists()


def test_the_keeper_tells_when_its_program_fails(tmp_path: Path) -> None:
    complain = "import sys; sys.exit('no room left')"
    kept = [sys.executable, keeper.__file__, tmp_path, "-", sys.executable, "-c", complain]
    with subprocess.Popen(kept, stdin=subprocess.PIPE) as running_keeper:
        assert running_keeper.wait() == 1
    assert "no room left" in (tmp_path / "log").read_text()


PARENT = textwrap.dedent(
    """
    import pathlib, subprocess, sys, time
    program = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    keeper, folder = sys.argv[1:]
    kept = [sys.executable, keeper, folder, "-", sys.executable, "-c", program]
    child = subprocess.Popen(kept, stdin=subprocess.PIPE)
    log = pathlib.Path(folder, "log")
    while not (log.exists() and log.read_text()):
        time.sleep(0.01)
    print(log.read_text().strip(), flush=True)
    time.sleep(600)
    """
)


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition, within: float = 20) -> None:
    deadline = time.monotonic() + within
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
