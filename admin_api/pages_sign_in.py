"""Signing in and out, and choosing a password after the one-time password."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, Visitor, audience
from admin_api.errors import status_of
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.sign_in import (
    LONGEST,
    SHORTEST,
    fingerprint,
    hash_password,
    local_path,
    new_token,
    password_faults,
    sign_in,
    verify_password,
)
from admin_api.staff_sessions import BriefAccounts, StaffSessions
from consultations.errors import Fault, Refused
from consultations.staff import LONGEST_NAME, Account, Session
from consultations.storage.accounts import Accounts

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


def router(parts: Parts) -> APIRouter:
    """The pages of signing in. They are public: nobody is known before."""
    routes = APIRouter()
    door = Door(parts)

    @routes.get("/sign-in")
    @audience(Audience.PUBLIC)
    def ask(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        return door.ask(request, asked)

    @routes.post("/sign-in")
    @audience(Audience.PUBLIC)
    def try_to_sign_in(request: Request, attempt: Annotated[Attempt, Form()]) -> Response:
        return door.sign_in(request, attempt)

    @routes.post("/sign-out")
    @audience(Audience.PUBLIC)
    def sign_out(request: Request) -> Response:
        response = see("/sign-in")
        door.sessions.end(request, response)
        return response

    @routes.get("/new-password")
    @audience(Audience.PUBLIC)
    def ask_for_new_password(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        account = door.sessions.account(request)
        if account is None or not account.must_change_password:
            return door.ask(request, asked)
        return door.new_password_page(asked.next)

    @routes.post("/new-password")
    @audience(Audience.PUBLIC)
    def set_password(request: Request, given: Annotated[NewPassword, Form()]) -> Response:
        account = door.sessions.account(request)
        if account is None or not account.must_change_password:
            return see("/sign-in?lost=true")
        return door.set_password(account, given)

    return routes


def home(account: Account) -> str:
    """The page that somebody works on."""
    visitor = Visitor(roles=frozenset(Audience(role) for role in account.roles))
    if visitor.belongs_to(Audience.OFFICER):
        return "/staff"
    return "/board" if visitor.belongs_to(Audience.BOARD) else "/"


class Door:
    """Lets staff in."""

    def __init__(self, parts: Parts) -> None:
        self.sessions = StaffSessions(parts)
        self._parts = parts
        self._accounts = BriefAccounts(parts.database)
        self._checks = BoundedSemaphore(CHECKS_AT_ONCE)

    def ask(self, request: Request, asked: Asked) -> Response:
        """The sign-in page; whoever is signed in goes on to where they wanted."""
        account = self.sessions.account(request)
        if account is None or asked.lost:
            return self._page(asked.next, filled(), lost=asked.lost)
        if account.must_change_password:
            return see(f"/new-password?next={quote(asked.next, safe='')}")
        return see(local_path(asked.next, home(account)))

    def sign_in(self, request: Request, attempt: Attempt) -> Response:
        try:
            with self._turn():
                token = sign_in(
                    self._accounts,
                    attempt.name,
                    attempt.password,
                    self._parts.clock(),
                    self._parts.random_bytes,
                    self._parts.password_cost,
                )
        except Refused as refused:
            return self._refused(attempt, refused)
        self._accounts.end_session(fingerprint(self.sessions.token(request)))
        # The sign-in page knows where each account goes on, and sees to a one-time password first.
        response = see(f"/sign-in?next={quote(attempt.next, safe='')}")
        self.sessions.remember(response, token)
        return response

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._checks.acquire(timeout=SECONDS_TO_QUEUE):
            raise Refused("sign_in.busy", "Many people are signing in just now.", "Try again in a moment.")
        try:
            yield
        finally:
            self._checks.release()

    def _refused(self, attempt: Attempt, refused: Refused) -> Response:
        error = FieldError("name", f"{refused.message} {refused.fix}")
        return self._page(attempt.next, filled(error, name=attempt.name), status=status_of(refused))

    def _page(self, next_: str, form: Filled, *, lost: bool = False, status: int = 200) -> Response:
        return self._parts.pages.response("staff/sign_in.html", status, form=form, next=next_, lost=lost)

    def new_password_page(self, next_: str, *errors: FieldError) -> Response:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
        return self._parts.pages.response(
            "staff/new_password.html", status, form=filled(*errors), next=next_, shortest=SHORTEST
        )

    def set_password(self, account: Account, given: NewPassword) -> Response:
        """Keep the password that was chosen, and begin a new session: the old one knew the old password."""
        with self._turn():
            faults = password_faults(given.password) or self._same(account, given.password)
            if faults:
                errors = [FieldError("password", f"{fault.message} {fault.fix}") for fault in faults]
                return self.new_password_page(given.next, *errors)
            cost = self._parts.password_cost
            password = hash_password(given.password, self._parts.random_bytes, cost)
        token, now = new_token(self._parts.random_bytes), self._parts.clock()
        with self._parts.database.write() as connection:
            accounts = Accounts(connection)
            accounts.set_password(account.id, password, must_change=False)
            accounts.add_session(Session(fingerprint(token), account.id, now, now))
        response = see(local_path(given.next, home(account)))
        self.sessions.remember(response, token)
        return response

    def _same(self, account: Account, password: str) -> list[Fault]:
        if not verify_password(password, account.password):
            return []
        return [Fault("password.same", "That is the password you were given.", "Choose one of your own.")]
