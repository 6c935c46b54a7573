"""E-mail to staff, by SMTP."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal

SECONDS = 15
"""How long a server may take for one step."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server that takes our mail. `security`: *tls* from the first byte, *starttls*, or *none*."""

    host: str
    port: int = 587
    sender: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    security: Literal["starttls", "tls", "none"] = "starttls"


class Mail:
    """Sends one message at a time. Raises OSError or `smtplib.SMTPException` where it did not go out."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    def send(self, address: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._settings.sender, address, subject
        message.set_content(text)
        with self._server() as server:
            if self._settings.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._settings.user:
                server.login(self._settings.user, self._settings.password)
            server.send_message(message)

    def _server(self) -> smtplib.SMTP:
        chosen = self._settings
        if chosen.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(chosen.host, chosen.port, timeout=SECONDS, context=context)
        return smtplib.SMTP(chosen.host, chosen.port, timeout=SECONDS)
