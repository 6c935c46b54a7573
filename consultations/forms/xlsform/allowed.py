"""What a deployment lets questionnaires ask for, beyond words and choices."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """`files`: the question types that ask for something to be sent (image, audio, file). `locations`:
    latitude and longitude. All off unless the Trust, as the data controller, switches them on."""

    files: frozenset[str] = frozenset()
    locations: bool = False


NOTHING_MORE = Allowed()
