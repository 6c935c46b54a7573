"""Signing in: passwords, one-time passwords, session tokens, and how long to wait after failing.

Everything is pure: the moment and the randomness are passed in, and accounts and sessions are behind a port.
Figures: OWASP Password Storage and Session Management Cheat Sheets; NIST SP 800-63B-4.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from zxcvbn import zxcvbn

from admin_api.translation.speaking import counted, message, translate
from consultations.errors import Fault, Refused
from consultations.staff import ORDINARY, Account, Cost, PasswordHash, account_key, encode

RandomBytes = Callable[[int], bytes]
Choice = Callable[[str], str]

SALT = 16  # bytes
DIGEST = 32  # bytes
TOKEN = 32  # bytes of randomness: 256 bits
SHORTEST, LONGEST = 12, 256  # characters of a password
THREE_WORDS = message("Three words that do not belong together are easy to remember.")
OURS = ("together", "consultation", "childrens trust", "council", "safeguarding")
"""Words about this service, which no password may be made of (docs/staff.md)."""
LONGEST_JUDGED = 72  # characters that zxcvbn looks at
LEAST_SCORE = 3  # of 4: 10^8 guesses or more
READABLE = "bcdfghjkmnpqrstvwxz23456789"  # nothing that looks like another, and no vowels, so no words
GROUPS, GROUP = 4, 4  # 16 letters of 27: 76 bits

FREE_FAILURES = 5
LONGEST_WAIT = timedelta(minutes=15)
FAILURES_COUNT_FOR = timedelta(hours=1)


def hash_password(password: str, random_bytes: RandomBytes, cost: Cost = ORDINARY) -> PasswordHash:
    salt = random_bytes(SALT)
    return PasswordHash(cost, salt, derive(password, salt, cost))


def derive(password: str, salt: bytes, cost: Cost) -> bytes:
    """Typed accents differ between keyboards; NFKC makes them the same (NIST SP 800-63B-4, 3.1.1.2)."""
    typed = unicodedata.normalize("NFKC", password).encode()
    memory = 128 * cost.n * cost.r + 128 * cost.r * cost.p + 2**20
    return hashlib.scrypt(typed, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=memory, dklen=DIGEST)


def verify_password(password: str, stored: PasswordHash | None, cost: Cost = ORDINARY) -> bool:
    """Whether `password` is the stored one. With none stored it takes as long, to give nothing away."""
    if stored is None:
        derive(password, bytes(SALT), cost)
        return False
    return hmac.compare_digest(derive(password, stored.salt, stored.cost), stored.digest)


def password_faults(password: str, about: Sequence[str] = ()) -> list[Fault]:
    """What is wrong with a new password. `about`: words that guessers try first, such as the account's name.

    No rules about kinds of letters (NIST SP 800-63B-4, 3.1.1.2): long enough, and not among the first to be
    tried.
    """
    if len(password) < SHORTEST:
        message = translate(
            "The password has {number} characters and needs at least {least}.",
            number=len(password),
            least=SHORTEST,
        )
        return [Fault("password.short", message, THREE_WORDS)]
    if len(password) > LONGEST:
        message = translate(
            "The password has {number} characters and may have at most {most}.",
            number=len(password),
            most=LONGEST,
        )
        return [Fault("password.long", message, "Choose a shorter one.")]
    if easily_guessed(password, about):
        message = translate(
            "The password is easy to guess: many people use it, or it is about you or this service."
        )
        return [Fault("password.guessed", message, THREE_WORDS)]
    return []


def easily_guessed(password: str, about: Sequence[str] = ()) -> bool:
    """Whether fewer than 100 million guesses find it, as zxcvbn (Wheeler, USENIX Security 2016) counts them.

    It knows the 30,000 commonest passwords, common words and names, dates, rows of keys and repetitions.
    """
    known = [part for text in (*OURS, *about) for part in (text, *re.split(r"\W+", text)) if part]
    return int(zxcvbn(password[:LONGEST_JUDGED], user_inputs=known)["score"]) < LEAST_SCORE


def one_time_password(choice: Choice) -> str:
    """A password to read out once, such as `k7mp-3xwd-hq4z-9tbn`; `choice` picks one letter at random."""
    return "-".join("".join(choice(READABLE) for _ in range(GROUP)) for _ in range(GROUPS))


def new_token(random_bytes: RandomBytes) -> str:
    """What the browser's cookie holds. It is never stored: only its `fingerprint` is."""
    return encode(random_bytes(TOKEN))


def fingerprint(token: str) -> str:
    """What is stored for a token. A plain hash is enough: 256 random bits cannot be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def wait_before_trying(failures: Sequence[datetime], now: datetime) -> timedelta:
    """How much longer somebody must wait who failed at these moments. Nobody is locked out for good.

    Nothing for the first five failures within an hour; then 1 s from the last, 2 s, 4 s … 15 minutes.
    """
    recent = [moment for moment in failures if now - moment < FAILURES_COUNT_FOR]
    if len(recent) < FREE_FAILURES:
        return timedelta()
    doublings = min(len(recent) - FREE_FAILURES, 10)
    wait = min(timedelta(seconds=2**doublings), LONGEST_WAIT)
    return max(max(recent) + wait - now, timedelta())


def local_path(wanted: str | None, default: str = "/") -> str:
    """`wanted` when it is a path on this site, else `default`: no link may use our page to lead elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return default
    if "\\" in wanted or not wanted.isprintable():
        return default
    parts = urlsplit(wanted)
    return default if parts.scheme or parts.netloc else wanted


class Accounts(Protocol):
    """Where accounts, their factors and failures are kept."""

    def find(self, name: str) -> Account | None: ...
    def failures(self, name: str) -> Sequence[datetime]: ...
    def add_failure(self, name: str, moment: datetime) -> None: ...
    def forget_failures(self, name: str) -> None: ...
    def use_code(self, account: str, code: str, moment: datetime) -> bool: ...


def wrong() -> Refused:
    """The same words whichever was wrong: they tell nobody what they have found."""
    return Refused(
        "sign_in.wrong", "The name, the password or the code is not right.", "Check all three and try again."
    )


def sign_in(
    accounts: Accounts,
    name: str,
    password: str,
    code: str,
    now: datetime,
    cost: Cost = ORDINARY,
    *,
    counted_as: str = "",
) -> Account:
    """The account that these open: name, password and, where it has a second factor, a code of it.

    `counted_as` is what failures are counted under; the name where none is given.

    Raises `Refused`, in the same words whichever was wrong. A failure counts before anything is looked at,
    which takes a while, so that many tries at once do not all slip past the wait. No code is used up by
    somebody without the password.
    """
    key = account_key(name)
    counted_as = counted_as or key
    count_try(accounts, counted_as, now)
    account = accounts.find(key)
    right = verify_password(password, account.password if account else None, cost)
    if account is None or not right:
        raise wrong()
    if account.has_second_factor and not accounts.use_code(account.id, code, now):
        raise wrong()
    accounts.forget_failures(counted_as)
    return account


def count_try(accounts: Accounts, key: str, now: datetime) -> None:
    """Count a try as failed until it turns out right. Raises `Refused` where there were too many."""
    if wait := wait_before_trying(accounts.failures(key), now):
        raise Refused(
            "sign_in.wait",
            "There were too many tries.",
            counted("Wait {number} second.", "Wait {number} seconds.", round(wait.total_seconds())),
        )
    accounts.add_failure(key, now)


def confirm(
    accounts: Accounts, account: Account, password: str, now: datetime, cost: Cost = ORDINARY
) -> bool:
    """Whether somebody who is signed in knows their password: asked before what lets them in is changed."""
    count_try(accounts, account.name, now)
    if not verify_password(password, account.password, cost):
        return False
    accounts.forget_failures(account.name)
    return True
