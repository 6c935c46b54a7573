"""Which member of staff a browser is signed in as: the cookie, the session behind it, and how both end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import STAFF, Audience, Visitor
from admin_api.parts import Parts
from admin_api.sign_in import fingerprint, new_token
from admin_api.translation.speaking import translate
from admin_api.visiting import arrive
from consultations.errors import Refused
from consultations.sealing import KeyRing
from consultations.staff import Account, Session
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.factors import Factors

ROLE_NAMES = frozenset(role.value for role in STAFF)
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
        """Who asks. Whoever must still choose a password or set up a second factor may do nothing else."""
        account = self.account(request)
        if account is None or self.missing_step(request, account):
            return Visitor()
        visitor = visitor_with(account)
        arrive(request, account, visitor)
        return visitor

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
        request.state.staff, request.state.session = account, session
        return account

    def missing_step(self, request: Request, account: Account) -> str:
        """The page of what `account` must do before it may use any other; "" where nothing is missing.

        Single sign-on has seen to both the password and the second factor.
        """
        if request.state.session.by_provider:
            return ""
        if account.must_change_password:
            return "/new-password"
        if self.parts.second_factor_required and not account.has_second_factor:
            return "/second-factor"
        return ""

    def token(self, request: Request) -> str:
        return request.cookies.get(cookie_name(secure=self.parts.secure_cookies), "")

    def begin(
        self, request: Request, response: Response, account: Account, *, by_provider: bool = False
    ) -> None:
        """Sign the browser in, in place of any session before: its token was known with fewer rights."""
        token, now = new_token(self.parts.random_bytes), self.parts.clock()
        with self.parts.database.write() as connection:
            accounts = Accounts(connection)
            accounts.end_session(fingerprint(self.token(request)))
            accounts.add_session(Session(fingerprint(token), account.id, now, now, by_provider=by_provider))
            how = translate("single sign-on") if by_provider else ""
            AuditLog(connection).note(account.name, "staff.signed_in", target(account), now, how)
        self.remember(response, token)

    def renew(self, connection: Connection, request: Request, account: Account) -> str:
        """Within the caller's transaction: end every session of `account`, and give the token of a new one.

        So it is done with every change to what lets somebody in. The caller hands the token to `remember`
        once that is stored.
        """
        token, now = new_token(self.parts.random_bytes), self.parts.clock()
        accounts = Accounts(connection)
        accounts.end_sessions_of(account.id)
        provider = request.state.session.by_provider
        accounts.add_session(Session(fingerprint(token), account.id, now, now, by_provider=provider))
        return token

    def remember(self, response: Response, token: str) -> None:
        """Until the browser is closed; the session behind it ends by itself before that."""
        secure = self.parts.secure_cookies
        response.set_cookie(cookie_name(secure=secure), token, httponly=True, samesite="lax", secure=secure)

    def end(self, request: Request, response: Response, *, everywhere: bool = False) -> None:
        """Sign the browser out, or the account everywhere: a cookie that was copied is worth nothing."""
        account, now, secure = self.account(request), self.parts.clock(), self.parts.secure_cookies
        with self.parts.database.write() as connection:
            accounts = Accounts(connection)
            accounts.end_session(fingerprint(self.token(request)))
            if account:
                if everywhere:
                    accounts.end_sessions_of(account.id)
                where = "everywhere" if everywhere else ""
                AuditLog(connection).note(account.name, "staff.signed_out", target(account), now, where)
        response.delete_cookie(cookie_name(secure=secure), httponly=True, samesite="lax", secure=secure)


def visitor_with(account: Account) -> Visitor:
    """What the roles of an account let it do; a role that we do not know lets it do nothing."""
    return Visitor(roles=frozenset(Audience(role) for role in account.roles & ROLE_NAMES))


def target(account: Account) -> str:
    """What the audit log calls an account."""
    return f"account:{account.id}"


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
    keys: Callable[[], KeyRing]

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

    def use_code(self, account: str, code: str, moment: datetime) -> bool:
        with self.database.write() as connection:
            return Factors(connection, self.keys()).use(account, code, moment)
