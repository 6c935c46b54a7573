"""The second factor of staff: six digits that change every half minute (TOTP, RFC 6238), and recovery codes.

Pure: the moment and the randomness are passed in. Each code opens once: what was typed is a step of the
clock, and no step at or before the last one used is taken again (ASVS 5.0, 6.5.1).
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime

import pyotp

RandomBytes = Callable[[int], bytes]

SECRET_BYTES = 20  # RFC 4226, section 4: 160 bits
STEP = 30  # seconds
DRIFT = 1  # steps before and after that are taken too: clocks differ (RFC 6238, section 5.2)
LONGEST_CODE = 40  # characters that are looked at

RECOVERY_CODES = 10
LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # nothing that looks like another, and no vowels, so no words
GROUPS, GROUP = 4, 4  # 16 letters of 27: 76 bits


def new_secret(random_bytes: RandomBytes) -> str:
    """A secret as an authenticator app takes it: base 32."""
    return base64.b32encode(random_bytes(SECRET_BYTES)).decode()


def app_address(secret: str, name: str, service: str) -> str:
    """What the QR code holds: the app learns the secret, whose it is, and for what."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=service)


def step_of(secret: str, typed: str, now: datetime, used: int = -1) -> int | None:
    """The step of the clock whose code was typed, later than the step `used`; None where there is none."""
    code = "".join(typed.split())
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return None
    present = int(now.timestamp()) // STEP
    codes = pyotp.TOTP(secret)
    found = [
        step
        for step in range(present - DRIFT, present + DRIFT + 1)
        if hmac.compare_digest(codes.generate_otp(step), code)
    ]
    return next((step for step in found if step > used), None)


def new_recovery_codes(random_bytes: RandomBytes) -> Sequence[str]:
    """Ten codes to keep on paper, such as `k7mp-3xwd-hq4z-9tbn`; each opens once."""
    return [_recovery_code(random_bytes) for _ in range(RECOVERY_CODES)]


def recovery_digest(typed: str) -> str:
    """What is stored of a recovery code. A plain hash is enough: 76 random bits cannot be guessed from it."""
    plain = "".join(sign for sign in typed.casefold() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _recovery_code(random_bytes: RandomBytes) -> str:
    return "-".join("".join(letter(random_bytes) for _ in range(GROUP)) for _ in range(GROUPS))


def letter(random_bytes: RandomBytes) -> str:
    """One letter, each as likely as the next: a byte that would make some likelier is thrown away."""
    even = 256 - 256 % len(LETTERS)
    while (drawn := random_bytes(1)[0]) >= even:
        pass
    return LETTERS[drawn % len(LETTERS)]
