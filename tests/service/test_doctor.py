"""`together doctor` says what a deployment lacks, and production does not start without it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from admin_api.sign_in import hash_password
from consultations.errors import FaultyInput
from consultations.sealing import write_key
from consultations.staff import Cost
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from tests.builders import KEYS, NOW
from tests.heard import safe_streets
from together.__main__ import cli
from together.commands.doctor import findings, refuse_errors
from together.settings import Settings

SOUND = {
    "public_url": "https://together.example",
    "key": SecretStr(write_key(bytes(range(32)))),
    "secret": SecretStr("Zq3vT9xLm2Kp7RwY5nBd8HsJc4Gf6AeU"),
    "smtp_host": "mail.trust.example",
}


ROTA = """
people:
  - {title: Lead, role: lead, email: lead@trust.example}
  - {title: Deputy, role: deputy, email: deputy@trust.example}
  - {title: Manager, role: manager, email: manager@trust.example}
  - {title: Duty team, role: on_call, email: duty@trust.example}
"""


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(f"sqlite:///{tmp_path / 'together.db'}", KEYS)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def settings(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    rota = tmp_path / "rota.yaml"
    rota.write_text(ROTA)
    return lambda **more: Settings(data_folder=tmp_path, **(SOUND | {"duty_rota": rota} | more))


def errors(chosen: Settings) -> list[str]:
    return [one.check for one in findings(chosen) if one.level == "error"]


def test_a_sound_deployment_starts(settings) -> None:
    assert errors(settings()) == []
    refuse_errors(settings())


@pytest.mark.parametrize(
    ("more", "check"),
    [
        ({"key": None}, "key"),
        ({"duty_rota": None}, "on duty"),
        ({"smtp_host": ""}, "on duty"),
        ({"secret": SecretStr("changeme" * 5)}, "cookie secret"),
        ({"secret": SecretStr("a" * 40)}, "cookie secret"),
        ({"second_factor": "optional"}, "second factor"),
        ({"public_url": "http://together.example", "production": True}, "public url"),
        ({"telegram_token": SecretStr("no token")}, "Telegram"),
    ],
)
def test_production_does_not_start_with(settings, more, check: str) -> None:
    assert check in errors(settings(**more))
    with pytest.raises(FaultyInput) as refused:
        refuse_errors(settings(**more))
    assert any(check in fault.message for fault in refused.value.faults)


def test_the_same_on_ones_own_machine_is_a_warning_and_starts(settings) -> None:
    chosen = settings(public_url=None, key=None, second_factor="optional")
    assert errors(chosen) == []
    assert {"key", "second factor"} <= {one.check for one in findings(chosen) if one.level == "warning"}
    refuse_errors(chosen)


def test_invented_answers_have_no_place_in_production(settings, database: Database) -> None:
    safe_streets(database, sample=True)
    assert errors(settings()) == ["demonstration"]


@pytest.mark.parametrize("name", ["officer", "demo-young-lead", "demo-safeguarding", "demo-administrator"])
def test_neither_has_an_account_of_the_demonstration(settings, database: Database, name: str) -> None:
    with database.write() as connection:
        password = hash_password("x" * 12, lambda size: b"x" * size, Cost(2, 1, 1))
        Accounts(connection).add(name, ["officer"], password, NOW, must_change=False)
    assert errors(settings()) == ["demonstration"]


def test_an_altered_log_keeps_it_from_starting(settings, database: Database) -> None:
    with database.write() as connection:
        AuditLog(connection).note("a", "b", "c", NOW)
        connection.exec_driver_sql("UPDATE audit_entry SET actor = 'z'")
    assert errors(settings()) == ["audit log"]


def test_files_that_others_may_read_are_named(settings, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)
    assert errors(settings()) == ["file permissions"]
    (tmp_path / "secret").chmod(0o600)
    assert errors(settings()) == []


def test_a_database_that_is_not_there_is_an_error_and_no_crash(settings) -> None:
    gone = settings(database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert "database" in errors(gone)


def test_everything_that_is_not_well_says_what_to_do(settings) -> None:
    chosen = settings(key=None, second_factor="optional", secret=SecretStr("a" * 40))
    assert [one for one in findings(chosen) if one.level != "ok" and not one.fix] == []


def test_the_command_prints_no_secret_and_ends_with_1(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_PUBLIC_URL", "https://together.example")
    monkeypatch.setenv("TOGETHER_SECRET", "changeme" * 5)
    monkeypatch.setenv("TOGETHER_DATA_FOLDER", str(Path.cwd()))
    told = CliRunner().invoke(cli, ["doctor"])
    assert told.exit_code == 1
    assert "error    cookie secret" in told.output
    assert "changeme" not in told.output
    served = CliRunner().invoke(cli, ["serve", "--port", "0"])
    assert served.exit_code == 1
    assert "does not start in production" in served.output
