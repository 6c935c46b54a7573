"""What one person has given so far, as a form needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Given:
    """What one person has given so far.

    `values`: by key, "" where a question was passed over. `times`: how often an open repeat has begun, by its
    key; once where it is not in it. `seed` is the person's own number, for a random order that stays.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    language: str = ""
    seed: int = 0
