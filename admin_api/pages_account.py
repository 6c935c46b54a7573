"""One's own account: where one is signed in, another password, and the second factor."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import STAFF, audience
from admin_api.access import Audience as For
from admin_api.door import LONGEST_PATH, LONGEST_TYPED, Asked, Door
from admin_api.forms import FieldError, filled, see
from admin_api.parts import Parts
from admin_api.qr import qr_code
from admin_api.sign_in import SHORTEST, local_path
from admin_api.staff_sessions import me, target
from admin_api.translation.speaking import translate, words_of
from consultations.errors import Refused
from consultations.second_factor import (
    LONGEST_CODE,
    app_address,
    new_recovery_codes,
    new_secret,
    step_of,
)
from consultations.staff import Account, Session
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.factors import Factors, recovery_codes_left

SERVICE = "Together"
LONGEST_SEALED = 500


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Literal["password"] | None = None


class ChangedPassword(BaseModel):
    """The form for changing one's own password."""

    model_config = ConfigDict(extra="forbid")

    current: str = Field(default="", max_length=LONGEST_TYPED)
    password: str = Field(default="", max_length=LONGEST_TYPED)


class NewFactor(BaseModel):
    """The form for setting up a second factor. `sealed` is the secret that the page showed."""

    model_config = ConfigDict(extra="forbid")

    sealed: str = Field(default="", max_length=LONGEST_SEALED)
    code: str = Field(default="", max_length=LONGEST_CODE)
    password: str = Field(default="", max_length=LONGEST_TYPED)
    next: str = Field(default="", max_length=LONGEST_PATH)


def router(parts: Parts) -> APIRouter:
    """The pages of one's own account. That of the second factor stands open: it may have to come first."""
    routes = APIRouter()
    add_account(routes, parts)
    add_password(routes, parts)
    add_factor(routes, parts)
    return routes


def add_account(routes: APIRouter, parts: Parts) -> None:
    door = Door(parts)

    @routes.get("/staff/account")
    @audience(*STAFF)
    def account(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        return parts.pages.response(
            "staff/account.html",
            me=me(request),
            note=shown.note,
            sessions=own_sessions(parts, me(request)),
            present=present(request),
            left=codes_left(parts, me(request)),
        )

    @routes.post("/staff/account/sign-out-everywhere")
    @audience(*STAFF)
    def sign_out_everywhere(request: Request) -> Response:
        response = see("/sign-in")
        door.sessions.end(request, response, everywhere=True)
        return response


def present(request: Request) -> Session:
    session: Session = request.state.session
    return session


def own_sessions(parts: Parts, account: Account) -> list[Session]:
    with parts.database.read() as connection:
        return Accounts(connection).sessions_of(account.id, parts.clock())


def codes_left(parts: Parts, account: Account) -> int:
    with parts.database.read() as connection:
        return recovery_codes_left(connection, account.id)


def add_password(routes: APIRouter, parts: Parts) -> None:
    door = Door(parts)

    def page(request: Request, *errors: FieldError) -> Response:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
        return parts.pages.response(
            "staff/account_password.html", status, me=me(request), form=filled(*errors), shortest=SHORTEST
        )

    @routes.get("/staff/account/password")
    @audience(*STAFF)
    def ask(request: Request) -> Response:
        return page(request)

    @routes.post("/staff/account/password")
    @audience(*STAFF)
    def change(request: Request, given: Annotated[ChangedPassword, Form()]) -> Response:
        account = me(request)
        if error := not_confirmed(door, account, given.current, "current"):
            return page(request, error)
        kept = door.change_password(account, given.password)
        if isinstance(kept, list):
            return page(request, *(FieldError("password", words_of(one)) for one in kept))
        response = see("/staff/account?note=password")
        door.keep_password(request, response, account, kept)
        return response


def not_confirmed(door: Door, account: Account, password: str, field: str) -> FieldError | None:
    """What stands beside the field where the present password was asked for and is not right."""
    try:
        known = door.knows_password(account, password)
    except Refused as refused:
        return FieldError(field, words_of(refused))
    return (
        None if known else FieldError(field, translate("That is not your present password. Type it again."))
    )


def add_factor(routes: APIRouter, parts: Parts) -> None:
    pages = FactorPages(parts)

    @routes.get("/second-factor")
    @audience(For.PUBLIC)
    def ask(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        account = pages.may_set_up(request)
        return pages.page(account, asked.next) if account else pages.door.ask(request, asked)

    @routes.post("/second-factor")
    @audience(For.PUBLIC)
    def set_up(request: Request, given: Annotated[NewFactor, Form()]) -> Response:
        account = pages.may_set_up(request)
        return pages.set_up(request, account, given) if account else see("/sign-in?lost=true")


class FactorPages:
    """Sets up the second factor of whoever is signed in."""

    def __init__(self, parts: Parts) -> None:
        self.door = Door(parts)
        self._parts = parts

    def may_set_up(self, request: Request) -> Account | None:
        """The account, where somebody is signed in with a password of their own choice."""
        account = self.door.sessions.account(request)
        return None if account is None or account.must_change_password else account

    def page(self, account: Account, next_: str, secret: str = "", *errors: FieldError) -> Response:
        """The QR code and the field for the first code. The secret travels sealed, for this account alone."""
        secret = secret or new_secret(self._parts.random_bytes)
        return self._parts.pages.response(
            "staff/second_factor.html",
            HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
            form=filled(*errors),
            next=next_,
            code=qr_code(app_address(secret, account.name, SERVICE)),
            secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
            sealed=self._parts.keys().seal(secret, set_up_by(account)),
            replaces=account.has_second_factor,
        )

    def set_up(self, request: Request, account: Account, given: NewFactor) -> Response:
        """Keep the factor once a code shows that the app has it; show the recovery codes, once."""
        secret = self._parts.keys().open(given.sealed, set_up_by(account))
        if account.has_second_factor:
            error = not_confirmed(self.door, account, given.password, "password")
            if error:
                return self.page(account, given.next, secret, error)
        step = step_of(secret, given.code, self._parts.clock())
        if step is None:
            wrong = FieldError(
                "code", translate("That is not the code that the app shows now. Type the six digits again.")
            )
            return self.page(account, given.next, secret, wrong)
        codes, token = self._keep(request, account, secret, step)
        response = self._shown(given.next, codes)
        self.door.sessions.remember(response, token)
        return response

    def _keep(self, request: Request, account: Account, secret: str, step: int) -> tuple[Sequence[str], str]:
        """The recovery codes, and the token of the new session that knows the factor."""
        codes, now = new_recovery_codes(self._parts.random_bytes), self._parts.clock()
        with self._parts.database.write() as connection:
            Factors(connection, self._parts.keys()).set_up(account.id, secret, step, codes, now)
            token = self.door.sessions.renew(connection, request, account)
            AuditLog(connection).note(account.name, "staff.factor_set_up", target(account), now)
        return codes, token

    def _shown(self, next_: str, codes: Sequence[str]) -> Response:
        path = local_path(next_, "/sign-in")
        return self._parts.pages.response("staff/recovery_codes.html", codes=codes, next=path)


def set_up_by(account: Account) -> str:
    """The purpose that a secret on its way through the page is sealed for."""
    return f"totp for account {account.id}"
