"""Links that bring somebody from another channel to the web chat, once, with the age band that they gave."""

from collections.abc import Callable
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.web.visit import SIGNED_WITH
from consultations.errors import Refused
from consultations.participants import BANDS, AgeBand
from consultations.sealing import KeyRing

SEVEN_DAYS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a link says. `id` is what makes it good for once."""

    id: str
    consultation: str
    age: AgeBand


class Tickets:
    """Makes and reads them. `secret` signs them; nothing about them is stored before one is used."""

    def __init__(self, secret: str, new_id: Callable[[], str]) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="ticket", signer_kwargs=SIGNED_WITH)
        self._new_id = new_id

    def token(self, consultation: str, age: AgeBand) -> str:
        """What stands in the link: 128 bits of chance, signed."""
        return str(self._signer.dumps([self._new_id(), consultation, age]))

    def read(self, token: str) -> Ticket | None:
        """None for a token that nobody made, or that is older than a week."""
        try:
            number, consultation, age = self._signer.loads(token, max_age=SEVEN_DAYS)
        except (BadSignature, ValueError, TypeError):
            return None
        band = next((one for one in BANDS if one == age), None)
        return Ticket(str(number), str(consultation), band) if band else None


A_DAY = 24 * 3600
PURPOSE = "my_data.link"


@dataclass(frozen=True, slots=True)
class DataLink:
    """Whose data a link gives, once."""

    id: str
    channel: str
    address: str


class DataLinks:
    """Makes and reads links to somebody's own data. They are signed, good for a day, and say nothing of whose
    they are: the address in them is sealed.
    """

    def __init__(self, secret: str, ring: KeyRing, new_id: Callable[[], str]) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="my-data", signer_kwargs=SIGNED_WITH)
        self._ring = ring
        self._new_id = new_id

    def token(self, channel: str, address: str) -> str:
        sealed = self._ring.seal(f"{channel}\n{address}", PURPOSE)
        return str(self._signer.dumps([self._new_id(), sealed]))

    def read(self, token: str) -> DataLink | None:
        """None for a token that nobody made, or that is older than a day."""
        try:
            number, sealed = self._signer.loads(token, max_age=A_DAY)
            channel, _, address = self._ring.open(str(sealed), PURPOSE).partition("\n")
        except (BadSignature, ValueError, TypeError, Refused):
            return None
        return DataLink(str(number), channel, address)
