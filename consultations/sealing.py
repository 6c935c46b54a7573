"""Sealing what identifies a person: AES-GCM ciphertext that only the key opens, a keyed hash to find it by.

The keys live outside the database. A ring holds the present key first and the earlier ones behind it, so that
what was sealed before a rotation still opens; `together keys rotate` seals it anew.
"""

import base64
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consultations.errors import Refused

KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D recommends 96 bits
NAME_BYTES = 4


@dataclass(frozen=True)
class KeyRing:
    """The keys of a deployment, the present one first, each of 32 bytes.

    `seal` and `open` take a `purpose`, which must be the same for both: what was sealed as an address does
    not open as anything else.
    """

    keys: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_BYTES for key in self.keys):
            raise ValueError(f"a key ring holds one key or more, each of {KEY_BYTES} bytes")

    def seal(self, text: str, purpose: str) -> str:
        """`text` as ciphertext: printable, and different each time."""
        key = self.keys[0]
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(_derived(key, "seal")).encrypt(nonce, text.encode(), purpose.encode())
        return base64.urlsafe_b64encode(_name(key) + nonce + sealed).decode()

    def open(self, sealed: str, purpose: str) -> str:
        """What was sealed. Raises `Refused` where no key of the ring opens it, or it was tampered with."""
        try:
            raw = base64.urlsafe_b64decode(sealed.encode())
        except ValueError as error:
            raise _unopened() from error
        named, nonce, body = raw[:NAME_BYTES], raw[NAME_BYTES : NAME_BYTES + NONCE_BYTES], raw[16:]
        for key in self.keys:
            if hmac.compare_digest(_name(key), named):
                try:
                    return AESGCM(_derived(key, "seal")).decrypt(nonce, body, purpose.encode()).decode()
                except (InvalidTag, ValueError) as error:
                    raise _unopened() from error
        raise _unopened()

    def is_present(self, sealed: str) -> bool:
        """Whether the present key sealed it, so that a rotation may leave it."""
        return base64.urlsafe_b64decode(sealed.encode())[:NAME_BYTES] == _name(self.keys[0])

    def fingerprint(self, text: str, purpose: str) -> str:
        """A keyed hash (HMAC-SHA256, hex) to find `text` by. One key gives one text one hash."""
        return self.fingerprints(text, purpose)[0]

    def fingerprints(self, text: str, purpose: str) -> Sequence[str]:
        """The fingerprint with each key of the ring, the present one first."""
        said = f"{purpose}\0{text}".encode()
        return [hmac.digest(_derived(key, "find"), said, "sha256").hex() for key in self.keys]


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def write_key(key: bytes) -> str:
    """A key as a setting holds it."""
    return base64.urlsafe_b64encode(key).decode()


def read_key(text: str) -> bytes:
    """The key that `write_key` wrote. Raises ValueError, in words for the setting's author."""
    try:
        key = base64.urlsafe_b64decode(text.strip().encode())
    except ValueError as error:
        raise ValueError("a key is 44 letters and digits; `together keys new` makes one") from error
    if len(key) != KEY_BYTES:
        raise ValueError("a key is 44 letters and digits; `together keys new` makes one")
    return key


@cache
def _derived(key: bytes, use: str) -> bytes:
    """One key for each use, so that no key serves two algorithms (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"together {use}".encode()).derive(key)


def _name(key: bytes) -> bytes:
    """What stands before a ciphertext to say which key opens it; it gives nothing of the key away."""
    return _derived(key, "name")[:NAME_BYTES]


def _unopened() -> Refused:
    return Refused(
        "sealing.unopened",
        "This was sealed with a key that is not here, or it was changed.",
        "Add the key that was in use when it was stored to TOGETHER_EARLIER_KEYS.",
    )
