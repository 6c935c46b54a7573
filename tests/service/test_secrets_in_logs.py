"""No secret stands in anything that the program writes: whatever fails, and however it ends."""

import base64
import signal
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner
from sqlalchemy import make_url, text

from consultations.sealing import write_key
from consultations.storage.database import Database
from tests.builders import launch
from tests.integration.test_alerts import ROTA
from tests.service.test_killed import Browser
from tests.service.test_whole_story import eventually
from tests.serving import end, free_port, start, wait_until_ready
from together.__main__ import cli

WORDS = "i want to die and nobody knows about the purple giraffe"
"""What a child says: it stays out of the log as the secrets do."""
SECRETS = {
    "TOGETHER_TELEGRAM_TOKEN": "123456789:AAtelegramtokenthatnobodymayread12345",
    "TOGETHER_TELEGRAM_WEBHOOK_SECRET": "webhook-secret-that-nobody-may-read",
    "TOGETHER_SECRET": "cookie-secret-that-nobody-may-read-0123456789",
    "TOGETHER_KEY": write_key(b"sealing key that nobody may read"),
    "TOGETHER_EARLIER_KEYS": write_key(b"earlier key that nobody may read"),
    "TOGETHER_SMTP_PASSWORD": "mail-password-that-nobody-may-read",
    "TOGETHER_OIDC_CLIENT_SECRET": "provider-secret-that-nobody-may-read",
}
DATABASE_PASSWORD = "database-password-that-nobody-may-read"
HIDDEN = (*SECRETS.values(), DATABASE_PASSWORD, WORDS)


def found_in(output: str) -> list[str]:
    """Which of what is hidden stands in `output`, as it is, in base 64, or as in an address."""
    return [secret for secret in HIDDEN if any(one in output for one in disguises(secret))]


def disguises(secret: str) -> set[str]:
    whole = base64.b64encode(secret.encode()).decode().rstrip("=")
    behind = base64.b64encode(f"\0together\0{secret}".encode()).decode().rstrip("=")
    return {secret, whole, behind, quote(secret), quote(secret, safe="")}


def test_what_is_hidden_would_be_found() -> None:
    assert all(found_in(f"log {form} log") == [secret] for secret in HIDDEN for form in disguises(secret))


class Echo(BaseHTTPRequestHandler):
    """A server that fails whatever is asked of it, and says back what that was."""

    def _fail(self) -> None:
        asked = self.rfile.read(int(self.headers.get("content-length") or 0))
        said = b'{"ok": false, "error_code": 502, "description": "%s %s"}' % (self.path.encode(), asked[:50])
        self.server.asked.append(self.path)  # type: ignore[attr-defined] # ours, below
        self.send_response(502)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = _fail  # noqa: N815 # the names of the standard library

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def echo() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.asked = []  # type: ignore[attr-defined] # what it was asked for
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def tried() -> list[str]:
    """The passwords with which somebody tried to send mail."""
    return []


@pytest.fixture
def mail(tried: list[str]) -> Iterator[int]:
    """The port of a mail server that lets nobody in."""

    def refuse(
        server: object, session: object, envelope: object, mechanism: str, given: object
    ) -> AuthResult:
        tried.append(repr(given))
        return AuthResult(success=False, handled=False)

    port = free_port()
    controller = Controller(object(), "127.0.0.1", port, authenticator=refuse, auth_require_tls=False)
    controller.start()
    yield port
    controller.stop()


@dataclass
class Deployment:
    """The program as it is run, with every secret set; `said` is all that it wrote."""

    folder: Path
    settings: Mapping[str, str]

    def runs(self, *arguments: str, **instead: str) -> str:
        """What a command writes, to both streams, and what it raises."""
        with chdir(self.folder):
            done = CliRunner().invoke(cli, arguments, env={**self.settings, **instead})
        raised = "".join(traceback.format_exception(done.exception)) if done.exception else ""
        assert done.output or raised
        return done.output + raised

    def serves(self) -> ForkServerProcess:
        return start(self.settings, self.folder)

    @property
    def said(self) -> str:
        return (self.folder / "log").read_text()


@pytest.fixture
def deployment(bare_postgres_url: str, tmp_path: Path, echo: ThreadingHTTPServer, mail: int) -> Deployment:
    address = f"http://127.0.0.1:{echo.server_port}"
    rota = tmp_path / "rota.yaml"
    rota.write_text(ROTA.replace('"09:00"', '"00:00"').replace('"17:00"', '"23:59"'))
    plain = {
        "TOGETHER_DATABASE_URL": bare_postgres_url,
        "TOGETHER_DATA_FOLDER": str(tmp_path),
        "TOGETHER_PORT": str(free_port()),
        "TOGETHER_TELEGRAM_BASE_URL": address,
        "TOGETHER_OIDC_ISSUER": address,
        "TOGETHER_OIDC_CLIENT_ID": "together",
        "TOGETHER_SMTP_HOST": "127.0.0.1",
        "TOGETHER_SMTP_PORT": str(mail),
        "TOGETHER_SMTP_SECURITY": "none",
        "TOGETHER_SMTP_USER": "together",
        "TOGETHER_MAIL_FROM": "together@trust.example",
        "TOGETHER_DUTY_ROTA": str(rota),
    }
    return Deployment(tmp_path, plain | SECRETS)


def test_a_service_in_which_everything_fails_tells_no_secret(
    deployment: Deployment, bare_postgres_url: str, echo: ThreadingHTTPServer, tried: list[str]
) -> None:
    """Telegram, mail and the provider fail; a child says something; a table is gone; it is killed."""
    database = Database(bare_postgres_url)
    database.upgrade()
    launch(database)
    process = deployment.serves()
    try:
        child = arrives(deployment)
        child.sends(text=WORDS)
        eventually(lambda: "alert" in deployment.said and bool(tried), "a mail that fails")
        eventually(lambda: any("getMe" in path for path in echo.asked), "a Bot API that fails")  # type: ignore[attr-defined]
        asks_for(deployment, "/sign-in/provider")
        with database.write() as connection:
            connection.execute(text("ALTER TABLE event RENAME TO gone"))
            connection.execute(text("ALTER TABLE reading RENAME TO gone_too"))
        with pytest.raises(HTTPError):
            child.sends(text=WORDS)
        eventually(lambda: "UndefinedTable" in deployment.said, "a fault of ours in the log")
        eventually(lambda: "background_work_failed" in deployment.said, "work that fails")
    finally:
        end(process, signal.SIGABRT)
        database.close()
    print(deployment.said[:6000])
    assert found_in(deployment.said) == []
    assert "Traceback" not in deployment.said, "the words of an error may hold anything"
    assert make_url(bare_postgres_url).password not in deployment.said


def arrives(deployment: Deployment) -> Browser:
    """A child who has come past the first questions."""
    port = int(deployment.settings["TOGETHER_PORT"])
    wait_until_ready(port)
    child = Browser(port)
    child.look()
    child.sends(start="true")
    child.presses("13 to 15")
    child.presses("Yes, I want to take part")
    return child


def asks_for(deployment: Deployment, path: str) -> int:
    address = f"http://127.0.0.1:{deployment.settings['TOGETHER_PORT']}{path}"
    return httpx.get(address, trust_env=False).status_code


def test_what_is_wrong_with_the_settings_is_said_without_them(deployment: Deployment) -> None:
    database = "postgresql+psycopg://together:{}@127.0.0.1:{}/together"
    wrong = [
        ("serve", {name: f"{secret[:20]} spoilt" for name, secret in SECRETS.items()}),
        ("serve", {"TOGETHER_DATABASE_URL": database.format(DATABASE_PASSWORD, 1)}),
        ("doctor", {"TOGETHER_DATABASE_URL": database.format(DATABASE_PASSWORD, 1)}),
        ("doctor", {"TOGETHER_DATABASE_URL": database.format(DATABASE_PASSWORD, "no port")}),
        ("doctor", {"TOGETHER_DATABASE_URL": DATABASE_PASSWORD}),
        ("serve", {"TOGETHER_PORT": "x", "TOGETHER_PRODUCTION": "true"}),
        ("serve", {"TOGETHER_PRODUCTION": "true"}),
    ]
    for command, instead in wrong:
        said = deployment.runs(command, **instead)
        begun = [secret[:20] for secret in SECRETS.values() if secret[:20] in said]
        assert found_in(said) + begun == [], (command, instead)


def test_the_doctor_tells_no_secret(deployment: Deployment) -> None:
    assert found_in(deployment.runs("doctor")) == []
