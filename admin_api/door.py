"""Lets staff in: checks what they type, no more of it at once than the machine can bear, and notes it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import cast
from urllib.parse import quote

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.errors import status_of
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.known_browsers import KnownBrowsers
from admin_api.navigation import home
from admin_api.parts import Parts
from admin_api.rendering import Site
from admin_api.sign_in import (
    LONGEST,
    SHORTEST,
    confirm,
    hash_password,
    local_path,
    password_faults,
    sign_in,
    verify_password,
)
from admin_api.staff_sessions import BriefAccounts, StaffSessions, target, visitor_with
from admin_api.translation.speaking import words_of
from consultations.errors import Fault, Refused
from consultations.second_factor import LONGEST_CODE
from consultations.staff import LONGEST_NAME, Account, PasswordHash, account_key
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog

LONGEST_TYPED = 4 * LONGEST
"""Letters of a password that are looked at, to say that it is too long. More are an attack."""
LONGEST_PATH = 2000
CHECKS_AT_ONCE = 4
SECONDS_TO_QUEUE = 2
"""A check takes 32 MiB and a third of a second: a flood of them must not take all memory and every thread."""


class Attempt(BaseModel):
    """The form of the sign-in page."""

    model_config = ConfigDict(extra="forbid")

    name: Typed = Field(default="", max_length=LONGEST_NAME)
    password: str = Field(default="", max_length=LONGEST_TYPED)
    code: str = Field(default="", max_length=LONGEST_CODE)
    next: str = Field(default="", max_length=LONGEST_PATH)


class NewPassword(BaseModel):
    """The form for choosing a password."""

    model_config = ConfigDict(extra="forbid")

    password: str = Field(default="", max_length=LONGEST_TYPED)
    next: str = Field(default="", max_length=LONGEST_PATH)


class Asked(BaseModel):
    """What an address may bring: where to go afterwards, and whether something that was sent was lost."""

    next: str = Field(default="", max_length=LONGEST_PATH)
    lost: bool = False


class Door:
    """Lets staff in."""

    def __init__(self, parts: Parts) -> None:
        self.sessions = StaffSessions(parts)
        self.accounts = BriefAccounts(parts.database, parts.keys)
        self._known = KnownBrowsers(parts.keys, parts.random_bytes, secure=parts.secure_cookies)
        self._parts = parts
        self._checks = BoundedSemaphore(CHECKS_AT_ONCE)

    def ask(self, request: Request, asked: Asked) -> Response:
        """The sign-in page; whoever is signed in goes on to where they wanted."""
        account = self.sessions.account(request)
        if account is None or asked.lost:
            return self.page(asked.next, filled(), lost=asked.lost)
        if step := self.sessions.missing_step(request, account):
            return see(f"{step}?next={quote(asked.next, safe='')}")
        return see(local_path(asked.next, home(visitor_with(account))))

    def sign_in(self, request: Request, attempt: Attempt) -> Response:
        """Check name, password and code; begin a session, or say that one of them is wrong and not which."""
        try:
            with self.turn():
                now, cost = self._parts.clock(), self._parts.password_cost
                counted_as = self._known.counted_as(request, attempt.name)
                account = sign_in(
                    self.accounts,
                    attempt.name,
                    attempt.password,
                    attempt.code,
                    now,
                    cost,
                    counted_as=counted_as,
                )
        except Refused as refused:
            return self._refused(attempt, refused)
        # The sign-in page knows where each account goes on, and sees to a one-time password first.
        response = see(f"/sign-in?next={quote(attempt.next, safe='')}")
        self.sessions.begin(request, response, account)
        self._known.remember(response, account.name)
        return response

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until a password may be checked. Raises `Refused` where too many wait."""
        if not self._checks.acquire(timeout=SECONDS_TO_QUEUE):
            raise Refused("sign_in.busy", "Many people are signing in just now.", "Try again in a moment.")
        try:
            yield
        finally:
            self._checks.release()

    def knows_password(self, account: Account, password: str) -> bool:
        """Whether whoever is signed in typed their present password; wrong ones count as failed sign-ins."""
        with self.turn():
            now, cost = self._parts.clock(), self._parts.password_cost
            known = confirm(self.accounts, account, password, now, cost)
        if not known:
            self._note_failure(account.name)
        return known

    def _refused(self, attempt: Attempt, refused: Refused) -> Response:
        if refused.code == "sign_in.wrong":
            self._note_failure(attempt.name)
        error = FieldError("name", words_of(refused))
        return self.page(attempt.next, filled(error, name=attempt.name), status=status_of(refused))

    def _note_failure(self, typed: str) -> None:
        """By a hash of what was typed: some people type their password where the name belongs."""
        hashed = hashlib.sha256(account_key(typed).encode(errors="surrogatepass")).hexdigest()
        with self._parts.database.write() as connection:
            now = self._parts.clock()
            AuditLog(connection).note("visitor", "staff.sign_in_failed", f"name:{hashed}", now)

    def page(self, next_: str, form: Filled, *, lost: bool = False, status: int = 200) -> Response:
        """The sign-in page."""
        chosen = self._parts.sign_on
        return self._parts.pages.response(
            "staff/sign_in.html", status, form=form, next=next_, lost=lost, sign_on=chosen and chosen.name
        )

    def new_password_page(self, next_: str, *errors: FieldError) -> Response:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
        return self._parts.pages.response(
            "staff/new_password.html", status, form=filled(*errors), next=next_, shortest=SHORTEST
        )

    def set_password(self, request: Request, account: Account, given: NewPassword) -> Response:
        """Keep the password that was chosen in place of the one-time password."""
        faults = self.change_password(account, given.password)
        if isinstance(faults, list):
            errors = [FieldError("password", words_of(fault)) for fault in faults]
            return self.new_password_page(given.next, *errors)
        response = see(f"/sign-in?next={quote(given.next, safe='')}")
        self.keep_password(request, response, account, faults)
        return response

    def change_password(self, account: Account, password: str) -> PasswordHash | list[Fault]:
        """The new password as it is kept, or what is wrong with it."""
        with self.turn():
            site = cast(Site, self._parts.pages.environment.globals["site"])
            about = (account.name, site.trust_name)
            faults = password_faults(password, about) or self._same(account, password)
            return faults or hash_password(password, self._parts.random_bytes, self._parts.password_cost)

    def keep_password(
        self, request: Request, response: Response, account: Account, password: PasswordHash
    ) -> None:
        """Store a chosen password and begin a new session: the old ones knew the old password."""
        with self._parts.database.write() as connection:
            Accounts(connection).set_password(account.id, password, must_change=False)
            token = self.sessions.renew(connection, request, account)
            now = self._parts.clock()
            AuditLog(connection).note(account.name, "staff.password_changed", target(account), now)
        self.sessions.remember(response, token)

    def _same(self, account: Account, password: str) -> list[Fault]:
        if not verify_password(password, account.password):
            return []
        return [Fault("password.same", "That is the password you have now.", "Choose another one.")]
