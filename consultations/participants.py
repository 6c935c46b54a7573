"""Who takes part, as far as we ask: an age band, never a birth date, and which ways are open at that age.

The bands follow the law rather than school years. Under 13: the age at which a child may agree to an online
service alone (UK GDPR, Article 8). 16: the youngest age for Telegram in the United Kingdom. 18: an adult.
"""

from typing import Literal, get_args

AgeBand = Literal["under_13", "13_15", "16_17", "18_plus"]
BANDS: tuple[AgeBand, ...] = get_args(AgeBand)
Outside = Literal["paper", "session", "survey"]
"""Channels of those whose answers staff typed in: nobody can write to them."""
OUTSIDE: tuple[Outside, ...] = get_args(Outside)
Under13 = Literal["supporter", "letter", "nobody"]
"""How children under 13 take part: with a supporter beside them; with a code from the letter that their
parents got, unless these have opted out; or not at all."""
FROM: dict[AgeBand, int] = {"under_13": 0, "13_15": 13, "16_17": 16, "18_plus": 18}
OLDEST = 120
NOT_ON_TELEGRAM: frozenset[AgeBand] = frozenset({"under_13", "13_15"})
NOTICE: dict[AgeBand, Literal["child", "teen", "adult"]] = {
    "under_13": "child",
    "13_15": "teen",
    "16_17": "teen",
    "18_plus": "adult",
}
"""For which reader the notice is written."""


def band_of(age: int) -> AgeBand | None:
    """The band of somebody of `age` years; None for an age that nobody has."""
    if not 0 <= age <= OLDEST:
        return None
    return next(band for band in reversed(BANDS) if age >= FROM[band])
