"""Sends news to the programs that want them. Every round writes down what is new and sends what is due.

A redirect is not followed, an answer is not read, and the connection goes to the very address that was
checked (`consultations.webhooks.check_address`).
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx2
import structlog
from sqlalchemy import Connection

from consultations.errors import Refused
from consultations.sealing import KeyRing
from consultations.storage.answers import Answers
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from consultations.storage.webhooks import DueNews, Webhooks
from consultations.webhooks import check_address, check_url, signature

SIGNATURE = "Together-Signature"
TIMEOUT = 10  # seconds
Resolve = Callable[[str, int], Sequence[str]]

log = structlog.get_logger(__name__)


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address that a name stands for now."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@dataclass(frozen=True, slots=True)
class WebhookSender:
    """The work of telling. `public` is where people reach us; `private`: news may go to private networks."""

    database: Database
    keys: Callable[[], KeyRing]
    clock: Callable[[], datetime]
    public: str = ""
    private: bool = False
    resolve: Resolve = resolve

    def find_news(self) -> None:
        """Write down what is new since the webhooks were added."""
        now = self.clock()
        with self.database.write() as connection:
            hooks = Webhooks(connection, self.keys())
            if not hooks.all():
                return
            self._summaries(connection, hooks, now)
            self._asks(connection, hooks, now)
            self._closed(connection, hooks, now)

    def _summaries(self, connection: Connection, hooks: Webhooks, now: datetime) -> None:
        """At most one a day for each plan: who compares two summaries learns what one answer changed."""
        consultations = Consultations(connection).all()
        for plan in Plans(connection).all():
            ids = [one.id for one in consultations if one.plan_code == plan.code and not one.under_way]
            read_at = Answers(connection).newest_reading(ids)[0] if ids else None
            if read_at is not None:
                about = {"plan": plan.code, "read": f"{self.public}/api/v1/board/{plan.code}"}
                hooks.tell("summary.new", f"summary:{plan.code}:{read_at.date()}", read_at, about, now)

    def _asks(self, connection: Connection, hooks: Webhooks, now: datetime) -> None:
        for ask in Asks(connection).published():
            if ask.published_at is not None:
                about = {"ask": str(ask.id), "plan": ask.plan_code, "read": f"{self.public}/api/v1/asks"}
                hooks.tell("ask.published", f"ask:{ask.id}", ask.published_at, about, now)

    def _closed(self, connection: Connection, hooks: Webhooks, now: datetime) -> None:
        for one in Consultations(connection).all():
            if one.closed_at is not None:
                about = {"consultation": one.code, "read": f"{self.public}/api/v1/consultations/{one.code}"}
                key = f"closed:{one.code}:{int(one.closed_at.timestamp())}"
                hooks.tell("consultation.closed", key, one.closed_at, about, now)

    def send_due(self) -> None:
        """Send what is due. What does not arrive is tried again later."""
        with self.database.write() as connection:
            due = Webhooks(connection, self.keys()).take(self.clock())
        for news in due:
            failure = self._send(news)
            with self.database.write() as connection:
                hooks = Webhooks(connection, self.keys())
                if failure is None:
                    hooks.sent(news.id, self.clock())
                else:
                    log.warning("webhook_failed", news=news.id, why=failure)
                    hooks.failed(news, failure, self.clock())

    def _send(self, news: DueNews) -> str | None:
        """Why it did not arrive; None where it did."""
        try:
            return self._post(news)
        except Refused as refused:
            return refused.message
        except (OSError, httpx2.HTTPError) as error:  # their words may hold the address and what is in it
            return type(error).__name__

    def _post(self, news: DueNews) -> str | None:
        url = httpx2.URL(check_url(news.url, private=self.private))
        port = url.port or (443 if url.scheme == "https" else 80)
        address = check_address(self.resolve(url.host, port), private=self.private)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "Content-Type": "application/json",
            "User-Agent": "Together",
            SIGNATURE: signature(news.secret, self.clock(), news.body),
        }
        # No proxy of the environment: it would resolve the name anew.
        with httpx2.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
            request = client.build_request(
                "POST",
                url.copy_with(host=address),
                headers=headers,
                content=news.body.encode(),
                extensions={"sni_hostname": url.host},
            )
            answer = client.send(request, stream=True)
            answer.close()
        return None if answer.is_success else f"The answer was {answer.status_code}."
