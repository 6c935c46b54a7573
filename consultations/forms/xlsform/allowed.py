"""What a deployment lets questionnaires ask for, beyond words and choices."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """`files`: pictures, sounds and files. `locations`: latitude and longitude. All off unless the Trust, as
    the data controller, switches them on."""

    files: bool = False
    locations: bool = False


NOTHING_MORE = Allowed()
