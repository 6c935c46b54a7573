"""News for other programs: signed, tried again, and never sent behind the wall."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from fastapi.testclient import TestClient

from admin_api.webhook_sender import WebhookSender
from consultations.errors import Refused
from consultations.storage.consultations import Consultations
from consultations.webhooks import MOST_ATTEMPTS, check_address, check_url, wait_after
from tests.builders import KEYS
from tests.heard_site import HeardSite
from tests.staff_site import StaffSite, sign_in

URL = "https://council.example/together"


class Receiver(HTTPServer):
    """Another program on this machine; answers with `status` and keeps what it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Keep)
        self.got: list[tuple[dict[str, str], str]] = []
        self.status = 200

    @property
    def url(self) -> str:
        return f"http://news.example:{self.server_port}/together"


class Keep(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as opened:
        Thread(target=opened.serve_forever, daemon=True).start()
        yield opened
        opened.shutdown()


@pytest.fixture
def heard(heard_site: HeardSite) -> HeardSite:
    heard_site.consult()
    return heard_site


@pytest.fixture
def sender(heard: HeardSite) -> WebhookSender:
    return WebhookSender(
        heard.database, lambda: KEYS, heard.clock, "https://t.example", private=True, resolve=here
    )


def here(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def admin_of(heard: HeardSite) -> TestClient:
    site = StaffSite(heard.database, heard.clock, private_webhooks=True)
    return site.signed_in("admin@trust.example", "admin")


def add(admin: TestClient, url: str, *events: str) -> str:
    """The secret of a new webhook."""
    made = admin.post("/api/v1/webhooks", json={"url": url, "events": events or ["summary.new"]})
    assert made.status_code == 201, made.text
    return made.json()["secret"]


def test_a_new_summary_is_told_signed_and_once_a_day(heard, sender, receiver) -> None:
    secret = add(admin_of(heard), receiver.url)
    heard.answer(12)
    for _ in range(2):
        sender.find_news()
        sender.send_due()
    ((headers, body),) = receiver.got
    said = json.loads(body)
    assert (said["event"], said["about"]["plan"]) == ("summary.new", "CE-2022")
    assert said["about"]["read"] == "https://t.example/api/v1/board/CE-2022"
    moment, signed = (part.split("=")[1] for part in headers["together-signature"].split(","))
    assert signed == hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
    assert headers["host"] == f"news.example:{receiver.server_port}"
    heard.clock.tick(days=1)
    heard.answer(1)
    sender.find_news()
    sender.send_due()
    assert len(receiver.got) == 2


def test_what_did_not_arrive_is_tried_again_and_given_up_in_the_end(heard, sender, receiver) -> None:
    admin = admin_of(heard)
    add(admin, receiver.url, "consultation.closed")
    with heard.database.write() as connection:
        Consultations(connection).close("safe", heard.clock())
    sender.find_news()
    receiver.status = 302
    for attempts in range(1, MOST_ATTEMPTS + 1):
        sender.send_due()
        sender.send_due()
        assert len(receiver.got) == attempts, "not again before it is due"
        heard.clock.tick(hours=7)
    sender.send_due()
    sign_in(admin, "admin@trust.example")
    (told,) = admin.get("/api/v1/webhooks/deliveries").json()
    assert (told["attempts"], told["next_attempt"], told["failure"]) == (12, None, "The answer was 302.")
    assert "Given up: The answer was 302." in admin.get("/staff/webhooks").text


def test_nothing_goes_to_where_a_private_network_answers(heard, receiver) -> None:
    add(admin_of(heard), receiver.url)
    careful = WebhookSender(heard.database, lambda: KEYS, heard.clock, resolve=here)
    heard.answer(12)
    careful.find_news()
    careful.send_due()
    assert receiver.got == []


@pytest.mark.parametrize(
    "url",
    [
        "http://council.example/x",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.8/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:192.168.0.1]/",
        "https://0.0.0.0/",
        "https://user:pass@council.example/",
        "https://council.example:99999/",
        "ftp://council.example/",
        "https://",
        "nonsense",
    ],
)
def test_an_address_behind_the_wall_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url, private=False)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "fec0::1", "100.64.0.1", "224.0.0.1", "ff0e::1",
     "::10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203", "2002:a01:203::1"],
)  # fmt: skip
def test_one_private_address_among_public_ones_is_enough_to_refuse(address: str) -> None:
    with pytest.raises(Refused):
        check_address(["93.184.216.34", address], private=False)


def test_a_public_address_that_a_network_translates_is_public() -> None:
    assert check_address(["64:ff9b::5db8:d822"], private=False) == "64:ff9b::5db8:d822"


def test_the_page_shows_the_secret_once_and_says_what_is_wrong(heard) -> None:
    admin = StaffSite(heard.database, heard.clock).signed_in("admin@trust.example", "admin")
    wrong = admin.post("/staff/webhooks", data={"url": "http://x.example", "events": "summary.new"})
    assert (wrong.status_code, "begins with https://" in wrong.text) == (422, True)
    made = admin.post("/staff/webhooks", data={"url": URL, "events": ["summary.new", "ask.published"]})
    assert "whs_" in made.text
    assert "whs_" not in admin.get("/staff/webhooks").text
    assert admin.post("/staff/webhooks/1/remove").headers["location"] == "/staff/webhooks?note=removed"
    assert "No program is told" in admin.get("/staff/webhooks").text


def test_waiting_grows_and_ends() -> None:
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])
