"""What an administrator decides about the Telegram channel, and what can be wrong with it."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from consultations.errors import Fault, FaultyInput

WEBHOOK_PATH = "/telegram/webhook"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
# core.telegram.org/bots/api#setwebhook: 1–256 of these characters. Shorter than 16 could be guessed.
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How to reach Telegram and how it reaches us.

    `public_url` (https, no path) is needed in webhook mode only. An empty `webhook_secret` is derived from
    the token, so that several processes agree on it. `poll_timeout` is in seconds. Token and secret are kept
    out of the repr, and so out of logs and tracebacks.
    """

    token: str = field(repr=False)
    mode: Literal["polling", "webhook"] = "polling"
    base_url: str = "https://api.telegram.org"
    public_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    poll_timeout: int = 50

    @property
    def secret(self) -> str:
        """The webhook secret that holds: the one given, else one derived from the token."""
        derived = hmac.new(self.token.encode(), b"together telegram webhook", hashlib.sha256)
        return self.webhook_secret or derived.hexdigest()

    @property
    def webhook_url(self) -> str:
        return self.public_url.rstrip("/") + WEBHOOK_PATH


def check(settings: TelegramSettings) -> None:
    """Raise `FaultyInput` with every fault that can be seen without asking Telegram."""
    faults = tuple(_faults(settings))
    if faults:
        raise FaultyInput("telegram-settings", "The Telegram settings cannot be used.", faults)


def _faults(settings: TelegramSettings) -> Iterator[Fault]:
    if not TOKEN.fullmatch(settings.token):
        yield Fault(
            "telegram-token-form",
            "TOGETHER_TELEGRAM_TOKEN does not look like a bot token.",
            "Copy the whole token that @BotFather gave you: digits, a colon, and 35 letters and digits.",
        )
    if settings.mode == "webhook" and not _deliverable(settings.public_url):
        yield Fault(
            "telegram-public-url",
            "TOGETHER_PUBLIC_URL is not an address that Telegram can deliver to.",
            "Give the site's https:// address, or set TOGETHER_TELEGRAM_MODE=polling.",
        )
    if settings.webhook_secret and not SECRET.fullmatch(settings.webhook_secret):
        yield Fault(
            "telegram-secret-form",
            "TOGETHER_TELEGRAM_WEBHOOK_SECRET cannot be used.",
            "Use 16 to 256 letters, digits, “_” and “-”, or leave it out.",
        )


def _deliverable(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in LOOPBACK)
