"""`together staff`: a colleague is let in, forgets the password, and leaves."""

import pytest
from click.testing import CliRunner, Result

from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import KEYS, NOW, plan
from tests.staff_site import StaffSite, sign_in
from together.commands.staff import staff

NAME = "officer@trust.example"


@pytest.fixture
def database(sqlite_url: str):
    opened = Database(sqlite_url, KEYS)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def run(sqlite_url: str, tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOGETHER_DATABASE_URL", sqlite_url)

    def command(*words: str) -> Result:
        return CliRunner().invoke(staff, list(words))

    return command


def password_in(result: Result) -> str:
    return result.output.strip().rpartition(" ")[2]


def signs_in(database: Database, password: str) -> bool:
    return sign_in(StaffSite(database).browser(), NAME, password).status_code == 303


def test_a_colleague_comes_forgets_and_leaves(run, database: Database) -> None:
    first = password_in(run("add", "Officer@Trust.example", "--role", "officer", "--role", "DSL"))
    assert signs_in(database, first)
    assert run("list").output == f"{NAME}\tDSL, officer\tone-time password\n"

    second = password_in(run("reset", NAME))
    assert not signs_in(database, first)
    assert signs_in(database, second)

    assert run("remove", NAME).output == f"{NAME} may sign in no more.\n"
    assert not signs_in(database, second)
    assert run("list").output == ""


def test_a_new_password_ends_the_wait_of_somebody_who_guessed_too_often(run, database: Database) -> None:
    run("add", NAME, "--role", "lead")
    site = StaffSite(database)
    for _ in range(8):
        sign_in(site.browser(), NAME, "a guess at it")
    assert signs_in(database, password_in(run("reset", NAME)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", NAME, "--role", "officer"), "There is or was an account of this name."),
        (("add", " ", "--role", "officer"), "That cannot be the name of an account."),
        (("reset", "nobody"), "There is no account of this name."),
        (("remove", "nobody"), "There is no account of this name."),
    ],
)
def test_what_cannot_be_done_is_said_in_words(run, words: tuple[str, ...], said: str) -> None:
    run("add", NAME, "--role", "officer")
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("role", ["public", "participant", "king"])
def test_only_the_roles_of_staff_can_be_given(run, role: str) -> None:
    assert run("add", NAME, "--role", role).exit_code == 2


def test_asks_about_an_outcome_are_put_on_somebodys_desk(run, database: Database) -> None:
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    run("add", NAME, "--role", "officer")
    assert run("leads", NAME, "cheshire/CE2").output == f"{NAME} leads on cheshire/CE2.\n"
    assert "leads on cheshire/CE2" in run("list").output
    refused = run("leads", NAME, "cheshire/CE9")
    assert refused.exit_code == 1
    assert "There is no outcome “cheshire/CE9”" in refused.output
    assert run("leads", NAME).output == f"{NAME} leads on no outcome.\n"
