"""How the door of a conversation stands: what the Trust has chosen, and what only the edges can know."""

from collections.abc import Callable
from dataclasses import dataclass

from consultations.participants import AgeBand, Under13


def no_link(_: str, __: AgeBand) -> str:
    return ""


def no_code(_: str, __: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Doorway:
    """How the youngest take part (`under_13`), and two things to ask while somebody stands at the door.

    `link` gives, for a consultation and an age, a one-time link to the web chat, "" where there is none.
    `admits` says whether a code from a letter to parents is good in a consultation.
    """

    under_13: Under13 = "supporter"
    link: Callable[[str, AgeBand], str] = no_link
    admits: Callable[[str, str], bool] = no_code
