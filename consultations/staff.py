"""Members of staff: their accounts, how a password is kept, and the browsers they are signed in with."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from consultations.errors import Refused, worded

LONGEST_NAME = 100
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)  # a working day


@dataclass(frozen=True, slots=True)
class Cost:
    """What scrypt costs: memory is 128 × n × r bytes, `p` passes. The default needs 32 MiB (OWASP)."""

    n: int = 2**15
    r: int = 8
    p: int = 3


ORDINARY = Cost()


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A stored password: `str()` of it is the column's value, `parse` reads that back."""

    cost: Cost
    salt: bytes
    digest: bytes

    def __str__(self) -> str:
        return f"scrypt${self.cost.n}${self.cost.r}${self.cost.p}${encode(self.salt)}${encode(self.digest)}"

    @classmethod
    def parse(cls, stored: str) -> "PasswordHash":
        """Raises ValueError when `stored` is not one of ours."""
        scheme, n, r, p, salt, digest = stored.split("$")
        if scheme != "scrypt":
            raise ValueError(f"Unknown way of storing a password: {scheme}")
        return cls(Cost(int(n), int(r), int(p)), decode(salt), decode(digest))


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff. `roles` are the values of `access.Audience`; a one-time password must be changed.

    A disabled account signs in no more; its name stays with what it did.
    """

    id: str
    name: str
    password: PasswordHash
    roles: frozenset[str]
    must_change_password: bool = False
    has_second_factor: bool = False
    disabled: bool = False

    @property
    def address(self) -> str:
        """Where e-mail reaches them: their name, where it is an address; "" where it is none."""
        return self.name if EMAIL.fullmatch(self.name) else ""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser, known by the fingerprint of its token.

    `by_provider`: the council's own single sign-on let it in, which has seen to the second factor.
    """

    fingerprint: str
    account: str
    opened: datetime
    last_seen: datetime
    by_provider: bool = False

    def alive(self, now: datetime) -> bool:
        """Whether it still counts: not left alone for `IDLE`, and opened within `ABSOLUTE`."""
        return now - self.last_seen < IDLE and now - self.opened < ABSOLUTE


def account_key(typed: str) -> str:
    """The name of an account however it was typed: spaces around it and capitals do not count."""
    return typed.strip().casefold()


def check_name(typed: str) -> str:
    """The name as it is kept. Raises `Refused` where it cannot name an account."""
    name = account_key(typed)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(
            "bad_name",
            "That cannot be the name of an account.",
            worded(
                "Use letters, digits and signs, at most {most} of them. A work email address does well.",
                most=LONGEST_NAME,
            ),
        )
    return name
