"""Telling other programs of news: which news there are, how a message is signed, and where it may go.

A message says that there is something new and where to read it. It holds no number of people: those are read
with a key, protected as everywhere.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Literal, get_args
from urllib.parse import urlsplit

from consultations.errors import Refused

News = Literal["summary.new", "ask.published", "consultation.closed"]
NEWS: tuple[News, ...] = get_args(News)
SECRET_PREFIX = "whs_"  # noqa: S105 # how a secret begins, so that people know one when they see it
SECRET_BYTES = 32
LONGEST_URL = 500
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 12
"""About a day and a half from the first to the last."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to send which news."""

    id: int
    url: str
    events: frozenset[News]
    made_by: str
    made_at: datetime


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts that failed; None to give up."""
    return None if attempts >= MOST_ATTEMPTS else min(FIRST_WAIT * 2**attempts, LONGEST_WAIT)


def message(key: str, kind: News, at: datetime, about: Mapping[str, str]) -> str:
    """What is sent. `key` is the same for the same news: whoever gets it twice can tell."""
    said = {"id": key, "event": kind, "at": at.isoformat(), "about": dict(about)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def signature(secret: str, moment: datetime, body: str) -> str:
    """`t=SECONDS,v1=HEX`: HMAC-SHA256 over the moment, a dot and the body.

    The moment is signed too, so that a message that was caught cannot be sent again later.
    """
    seconds = int(moment.timestamp())
    signed = hmac.new(secret.encode(), f"{seconds}.{body}".encode(), hashlib.sha256)
    return f"t={seconds},v1={signed.hexdigest()}"


def check_url(url: str, *, private: bool) -> str:
    """The address, if news may be sent there. `private`: also without TLS, to this machine and network.

    Raises `Refused`. What the name stands for is checked again at every sending (`check_address`).
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    schemes = {"https", "http"} if private else {"https"}
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url or not host:
        raise Refused(
            "webhook_url", "That is no address.", "Write one like https://council.example/together."
        )
    if parts.scheme not in schemes or parts.username is not None or parts.fragment:
        raise Refused(
            "webhook_url",
            "News cannot be sent there.",
            "The address begins with https:// and holds no password.",
        )
    if not private and is_address(host):
        check_address([host], private=private)
    return url


def is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def check_address(addresses: Collection[str], *, private: bool) -> str:
    """The address to connect to. Raises `Refused` where any that a name stands for is not a public one.

    Else whoever names an address could make this server ask others behind the same wall (SSRF; OWASP ASVS
    5.0, 1.3.6). The connection goes to the very address that was checked, not to what the name stands for
    later.
    """
    known = [ip_address(one) for one in addresses]
    if not known:
        raise Refused("webhook_address", "The name stands for no address.")
    if not private and not all(map(_is_public, known)):
        raise Refused("webhook_address", "The address is on a private network.")
    return str(known[0])


_TRANSLATED = IPv6Network("64:ff9b::/96")
"""An address of IPv4 as a network with IPv6 alone writes it (RFC 6052, 2.1): its last 32 bits."""
_TUNNELS = (IPv6Network("::/96"), IPv6Network("2002::/16"))
"""IPv4 within IPv6, out of use: RFC 4291 (2.5.5.1), 3056."""


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return _is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.is_site_local or any(address in network for network in _TUNNELS):
            return False
    return address.is_global and not address.is_multicast
