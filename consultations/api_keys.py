"""Keys with which an analyst's programs read the API: what each may do, and how it is told from others.

An administrator allows a key to somebody; its owner collects it, once. So administrators, who see no answers,
never hold a key that does. A key never opens more than its owner's roles open at that moment.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from consultations.errors import Refused, worded
from consultations.staff import encode

Scope = Literal["numbers", "asks", "answers", "words", "review", "manage", "send", "settings"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "tgr"
SECRET_BYTES = 32
LONGEST_KEY = 100
LONGEST_NAME = 60
PER_MINUTE = 120
"""Requests with one key within a minute of the clock."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that was allowed. `digest` is None until its owner has collected it."""

    id: int
    name: str
    account: str
    scopes: frozenset[Scope]
    digest: str | None
    made_by: str
    made_at: datetime
    expires_at: datetime
    collected_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None

    def works(self, now: datetime) -> bool:
        """Whether a program may use it."""
        return self.digest is not None and self.open(now)

    def open(self, now: datetime) -> bool:
        """Whether it is neither revoked nor past its day."""
        return self.revoked_at is None and now < self.expires_at


def new_secret(number: int, random_bytes: Callable[[int], bytes]) -> str:
    """The key as a program sends it: `tgr_NUMBER_SECRET`, 256 bits of it chance."""
    return f"{PREFIX}_{number}_{encode(random_bytes(SECRET_BYTES))}"


def digest(key: str) -> str:
    """What is kept of a key. It is all chance, so that one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def number_of(key: str) -> int | None:
    """Which key this claims to be; None where it is no key of ours."""
    prefix, _, rest = key.partition("_")
    number, _, secret = rest.partition("_")
    told = prefix == PREFIX and len(key) <= LONGEST_KEY and number.isascii() and number.isdecimal()
    return int(number) if told and secret and int(number) < 2**31 else None


def is_key(given: str, found: ApiKey | None, now: datetime) -> bool:
    """Whether `given` is the key `found` and may be used."""
    kept = found.digest if found and found.digest else digest("")
    same = hmac.compare_digest(digest(given), kept)
    return same and found is not None and found.works(now)


def check_rate(used: int) -> None:
    """Raise `Refused` where a key was used too often in this minute; `used` counts this time too."""
    if used > PER_MINUTE:
        raise Refused(
            "api_key.too_often",
            worded("This key was used more than {per_minute} times within a minute.", per_minute=PER_MINUTE),
            "Wait until the next minute.",
        )
