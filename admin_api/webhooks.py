"""Adding and removing webhooks, for the page and the API alike: each with its entry in the log."""

from collections.abc import Collection
from dataclasses import dataclass

from fastapi import Request

from admin_api.parts import Parts
from admin_api.staff_sessions import me
from consultations.staff import encode
from consultations.storage.audit import AuditLog
from consultations.storage.webhooks import Delivery, Webhooks
from consultations.webhooks import SECRET_BYTES, SECRET_PREFIX, News, Webhook, check_url


@dataclass(frozen=True, slots=True)
class WebhookDesk:
    """What an administrator does to webhooks."""

    parts: Parts

    def all(self) -> tuple[list[Webhook], list[Delivery]]:
        """Every webhook, and what became of the newest messages."""
        with self.parts.database.read() as connection:
            hooks = Webhooks(connection, self.parts.keys())
            return hooks.all(), list(hooks.deliveries())

    def add(self, request: Request, url: str, events: Collection[News]) -> tuple[Webhook, str]:
        """The new webhook, and the secret that signs what is sent to it: it is shown this once.

        Raises `Refused` where nothing may be sent there.
        """
        checked = check_url(url, private=self.parts.private_webhooks)
        secret = f"{SECRET_PREFIX}{encode(self.parts.random_bytes(SECRET_BYTES))}"
        by, now = me(request).name, self.parts.clock()
        with self.parts.database.write() as connection:
            made = Webhooks(connection, self.parts.keys()).add(checked, events, secret, by, now)
            said = " ".join(sorted(made.events))
            AuditLog(connection).note(by, "webhook.added", f"webhook:{made.id}", now, said)
        return made, secret

    def remove(self, request: Request, number: int) -> None:
        """Raises `NotFound`."""
        by, now = me(request).name, self.parts.clock()
        with self.parts.database.write() as connection:
            Webhooks(connection, self.parts.keys()).remove(number)
            AuditLog(connection).note(by, "webhook.removed", f"webhook:{number}", now)
