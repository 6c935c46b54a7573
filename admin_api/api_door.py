"""Who asks: a browser that is signed in, or a program with a key."""

from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Connection

from admin_api.access import Visitor
from admin_api.parts import Parts
from admin_api.staff_sessions import StaffSessions, visitor_with
from consultations.api_keys import ApiKey, check_rate, is_key, number_of
from consultations.errors import Refused
from consultations.storage.accounts import Accounts
from consultations.storage.api_keys import ApiKeys

BEARER = "bearer "
API = "/api/"


@dataclass(frozen=True, slots=True)
class Visitors:
    """Knows who asks. Keys count under /api only, and where one is sent, no cookie counts."""

    parts: Parts

    def visitor(self, request: Request) -> Visitor:
        """Raises `Refused` for a key that is none, may be used no more, or was used too often."""
        sent = request.headers.get("authorization", "")
        if not request.url.path.startswith(API) or not sent.lower().startswith(BEARER):
            return StaffSessions(self.parts).visitor(request)
        return self._with_key(request, sent[len(BEARER) :].strip())

    def _with_key(self, request: Request, given: str) -> Visitor:
        with self.parts.database.read() as connection:  # whoever only guesses must hold up nobody who writes
            found = self._known(connection, given)
        with self.parts.database.write() as connection:
            uses = ApiKeys(connection).used(found.id, self.parts.clock())
            account = Accounts(connection).numbered(int(found.account))
        check_rate(uses)
        request.state.staff, request.state.key = account, found
        return Visitor(roles=visitor_with(account).roles, scopes=found.scopes)

    def _known(self, connection: Connection, given: str) -> ApiKey:
        number = number_of(given)
        found = None if number is None else ApiKeys(connection).find(number)
        if found is None or not is_key(given, found, self.parts.clock()):
            raise Refused(
                "api_key.unknown",
                "This key is not one of ours, or it may be used no more.",
                "Ask an administrator for another one.",
            )
        return found


def key_details(request: Request) -> str:
    """For the audit log: with which key it was done; "" where a person did it."""
    found = getattr(request.state, "key", None)
    return f"key:{found.id}" if isinstance(found, ApiKey) else ""
