"""What people say while they can still answer: kept from everybody who has not said why it cannot wait.

Half of the answers can say the opposite of all of them. Whoever decides on half has not weighed what came of
the consultation, which is what Gunning asks for (docs/board-and-public.md). So a route that shows what people
say, or numbers of it, does one of two things:

    @of_one                  # beside its audience: refused while the consultation in its path is open
    left_out(…)              # it goes over many, and shows nothing of those that this names

`tests/content_rows.py` says of every route of staff's which; one that is not in it fails the test.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from fastapi import Request
from sqlalchemy import Connection

from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate
from consultations.consultation import Consultation
from consultations.errors import Refused
from consultations.staff import Account
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.early_looks import EarlyLooks
from consultations.storage.walks import About, Address, Number

REASON_HOLDS = timedelta(days=7)
"""How long a reason to look early holds, for who gave it alone."""
SHORTEST_REASON = 10
NOTED = "content.seen_early"
"""What the audit log calls it."""

Marked = TypeVar("Marked")
Part = TypeVar("Part")


class StillOpenError(Refused):
    """People can still answer the consultation whose code is `consultation`."""

    def __init__(self, consultation: str) -> None:
        way = f"/consultations/{consultation}/early-look"
        super().__init__(
            "still_open",
            translate("People can still answer this."),
            translate("Close it first, or say why at {way}.", way=way),
        )
        self.consultation = consultation


def of_one(endpoint: Marked) -> Marked:
    """Declare that a route shows what people say in the consultation called `code` in its path."""
    endpoint.__shows_content__ = True  # type: ignore[attr-defined] # our mark on any endpoint
    return endpoint


def content_guard(parts: Parts) -> Callable[[Request], None]:
    """What the whole application runs before a route that is marked. Raises `StillOpenError`."""

    def enforce(request: Request) -> None:
        if not getattr(request.scope.get("endpoint"), "__shows_content__", False):
            return
        with parts.database.read() as connection:
            found = Consultations(connection).find(request.path_params["code"])
            if found is not None:
                check_content(connection, parts, me(request), found)

    return enforce


def may_see(connection: Connection, parts: Parts, account: Account, one: Consultation) -> bool:
    """Whether this person may see by now what people say in it."""
    return not one.under_way or one.id in _reasons(connection, parts, account)


def check_content(connection: Connection, parts: Parts, account: Account, one: Consultation) -> None:
    """Raise `StillOpenError` where this person may not see yet what people say."""
    if not may_see(connection, parts, account, one):
        raise StillOpenError(one.code)


def check_number(connection: Connection, parts: Parts, account: Account, number: Number) -> None:
    """Raise `StillOpenError` where a number counts what is still open. One about a plan never does."""
    if isinstance(number, About):
        return
    code = (
        number.consultation if isinstance(number, Address) else Asks(connection).get(number.ask).consultation
    )
    check_content(connection, parts, account, Consultations(connection).get(code))


def left_out(connection: Connection, parts: Parts, account: Account) -> tuple[Consultation, ...]:
    """The consultations of which this person may see nothing yet, the newest first."""
    reasons = _reasons(connection, parts, account)
    return tuple(one for one in under_way(connection) if one.id not in reasons)


def seen_early(connection: Connection, parts: Parts, account: Account) -> tuple[Consultation, ...]:
    """Those under way that this person has said why they must see, the newest first."""
    reasons = _reasons(connection, parts, account)
    return tuple(one for one in under_way(connection) if one.id in reasons)


def without(by_id: Mapping[int, Part], hidden: tuple[Consultation, ...]) -> dict[int, Part]:
    """What is kept by the id of a consultation, without those that are `left_out`."""
    ids = {one.id for one in hidden}
    return {number: part for number, part in by_id.items() if number not in ids}


def look_early(connection: Connection, parts: Parts, account: Account, code: str, reason: str) -> None:
    """Keep why this person must see what people say by now. Raises `NotFound`. Whoever calls notes it."""
    found = Consultations(connection).get(code)
    EarlyLooks(connection).note(found.id, account.name, reason, parts.clock())


def under_way(connection: Connection) -> list[Consultation]:
    return [one for one in Consultations(connection).all() if one.under_way]


def _reasons(connection: Connection, parts: Parts, account: Account) -> frozenset[int]:
    return EarlyLooks(connection).of(account.name, parts.clock() - REASON_HOLDS)
