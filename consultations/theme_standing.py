"""How the themes of a consultation came about, and whether a person has signed them off."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned from so many `coded` answers: `f1` is how often it is right on those it had not seen.

    `model` changes with the codes and the themes; `low` and `high` are the interval of `f1`.
    """

    model: str
    coded: int
    f1: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signed off a theme file, in which role, and when."""

    role: str
    signed_by: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class ThemeStanding:
    """`learned` is None where the words of the theme file say what an answer is about.

    `sign_off` is None until somebody has signed the present file.
    """

    learned: Learned | None = None
    sign_off: SignOff | None = None


def digest(theme_file: str) -> str:
    """What a sign-off is of: every letter of the file."""
    return hashlib.sha256(theme_file.encode()).hexdigest()
