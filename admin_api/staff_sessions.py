"""Which member of staff a browser is signed in as: the cookie, the session behind it, and how both end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request
from starlette.responses import Response

from admin_api.access import STAFF, Audience, Visitor
from admin_api.parts import Parts
from admin_api.sign_in import fingerprint
from consultations.errors import Refused
from consultations.staff import Account, Session
from consultations.storage.accounts import Accounts
from consultations.storage.database import Database

NOTED_EVERY = timedelta(minutes=1)
"""How often the use of a session is written down: not with every page."""


def cookie_name(*, secure: bool) -> str:
    """`__Host-` makes the browser keep it to this host and to https; over plain http it would refuse it."""
    return "__Host-together_staff" if secure else "together_staff"


@dataclass(frozen=True, slots=True)
class StaffSessions:
    """Knows the browser by its cookie."""

    parts: Parts

    def visitor(self, request: Request) -> Visitor:
        """Who asks. Somebody who still has a one-time password may do nothing but choose another."""
        account = self.account(request)
        if account is None or account.must_change_password:
            return Visitor()
        return Visitor(roles=STAFF & {Audience(role) for role in account.roles})

    def account(self, request: Request) -> Account | None:
        """The account that the browser is signed in with, if it is."""
        token = self.token(request)
        if not token:
            return None
        now, mark = self.parts.clock(), fingerprint(token)
        with self.parts.database.read() as connection:
            found = Accounts(connection).signed_in(mark)
        if found is None or not found[0].alive(now):
            return None
        session, account = found
        if now - session.last_seen >= NOTED_EVERY:
            with self.parts.database.write() as connection:
                Accounts(connection).seen(mark, now)
        request.state.staff = account
        return account

    def token(self, request: Request) -> str:
        return request.cookies.get(cookie_name(secure=self.parts.secure_cookies), "")

    def remember(self, response: Response, token: str) -> None:
        """Until the browser is closed; the session behind it ends by itself before that."""
        secure = self.parts.secure_cookies
        response.set_cookie(cookie_name(secure=secure), token, httponly=True, samesite="lax", secure=secure)

    def end(self, request: Request, response: Response) -> None:
        """Sign the browser out: its cookie is worth nothing any more, wherever it was copied to."""
        secure = self.parts.secure_cookies
        with self.parts.database.write() as connection:
            Accounts(connection).end_session(fingerprint(self.token(request)))
        response.delete_cookie(cookie_name(secure=secure), httponly=True, samesite="lax", secure=secure)


def me(request: Request) -> Account:
    """The account of somebody who passed the guard of a page for staff."""
    account = getattr(request.state, "staff", None)
    if not isinstance(account, Account):
        raise Refused("access.refused", "This page is for staff.", "Please sign in.")
    return account


@dataclass(frozen=True, slots=True)
class BriefAccounts:
    """The port of signing in, with a transaction for each call.

    Checking a password takes a third of a second. In one transaction around all of it nobody else could write
    to SQLite meanwhile, and whoever hammers at the sign-in page would silence every chat.
    """

    database: Database

    def find(self, name: str) -> Account | None:
        with self.database.read() as connection:
            return Accounts(connection).find(name)

    def failures(self, name: str) -> Sequence[datetime]:
        with self.database.read() as connection:
            return Accounts(connection).failures(name)

    def add_failure(self, name: str, moment: datetime) -> None:
        with self.database.write() as connection:
            Accounts(connection).add_failure(name, moment)

    def forget_failures(self, name: str) -> None:
        with self.database.write() as connection:
            Accounts(connection).forget_failures(name)

    def add_session(self, session: Session) -> None:
        with self.database.write() as connection:
            Accounts(connection).add_session(session)

    def session(self, fingerprint: str) -> Session | None:
        with self.database.read() as connection:
            return Accounts(connection).session(fingerprint)

    def end_session(self, fingerprint: str) -> None:
        with self.database.write() as connection:
            Accounts(connection).end_session(fingerprint)

    def end_sessions_of(self, account: str) -> None:
        with self.database.write() as connection:
            Accounts(connection).end_sessions_of(account)
