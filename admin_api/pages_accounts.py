"""Accounts of staff, for administrators: list, add, roles, one-time password, disable, reset a second factor.

Nobody changes their own roles or disables themselves, so that the last administrator cannot lock everybody
out. Every change is in the audit log.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.sign_in import hash_password, one_time_password
from admin_api.staff_sessions import me, target
from admin_api.translation.speaking import message, translate, words_of
from consultations.ask_routing import Led, may_decide
from consultations.errors import Refused
from consultations.plan import Plan, PlanStatus
from consultations.second_factor import letter
from consultations.staff import LONGEST_NAME, Account
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.factors import forget_factor
from consultations.storage.plans import Plans
from consultations.storage.routing import give_outcomes, led_by

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Role = Literal["officer", "lead", "young-lead", "DSL", "board", "admin"]
Note = Literal["roles", "outcomes", "disabled", "enabled", "factor", "invited"]
Change = Callable[[Connection, Account], None]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role as an administrator chooses it."""

    name: Role
    label: str
    may: str


ROLES: Sequence[RoleWords] = (
    RoleWords(
        "officer", message("Officer"), message("Runs consultations, makes asks, records decisions, publishes")
    ),
    RoleWords("lead", message("Lead"), message("Everything an officer may; launches")),
    RoleWords(
        "young-lead", message("Young lead"), message("Co-signs wording; sees the board's numbers, no answers")
    ),
    RoleWords(
        "DSL", message("Designated safeguarding lead or deputy"), message("Reads and acts on concerns")
    ),
    RoleWords("board", message("Board"), message("Sees the board's numbers, no answers")),
    RoleWords(
        "admin", message("Administrator"), message("Looks after accounts and the audit log; sees no answers")
    ),
)


class NewAccount(BaseModel):
    """The form for adding an account."""

    model_config = ConfigDict(extra="forbid")

    name: Typed = Field(default="", max_length=LONGEST_NAME)
    roles: list[Role] = Field(default=[], max_length=len(ROLES))
    invite: bool = False


class NewRoles(BaseModel):
    """The form for changing what an account may do."""

    model_config = ConfigDict(extra="forbid")

    roles: list[Role] = Field(default=[], max_length=len(ROLES))


class NewOutcomes(BaseModel):
    """The form for the outcomes that an account leads on, each written PLAN/OUTCOME."""

    model_config = ConfigDict(extra="forbid")

    outcomes: list[Annotated[str, Field(max_length=130)]] = Field(default=[], max_length=200)


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Note | None = None


def router(parts: Parts) -> APIRouter:
    """The pages of administrators about accounts."""
    routes = APIRouter(prefix="/staff/accounts")
    pages = AccountPages(parts)
    add_list(routes, pages)
    add_one(routes, pages)
    add_changes(routes, pages)
    return routes


def add_list(routes: APIRouter, pages: "AccountPages") -> None:
    @routes.get("")
    @audience(Audience.ADMIN)
    def accounts(request: Request) -> Response:
        return pages.all(request, filled())

    @routes.post("")
    @audience(Audience.ADMIN)
    def add(request: Request, given: Annotated[NewAccount, Form()]) -> Response:
        return pages.add(request, given)


def add_one(routes: APIRouter, pages: "AccountPages") -> None:
    @routes.get("/{number}")
    @audience(Audience.ADMIN)
    def account(request: Request, number: Number, shown: Annotated[Shown, Query()]) -> Response:
        return pages.one(request, pages.account(number), note=shown.note)

    @routes.post("/{number}/roles")
    @audience(Audience.ADMIN)
    def set_roles(request: Request, number: Number, given: Annotated[NewRoles, Form()]) -> Response:
        return pages.set_roles(request, number, given)

    @routes.post("/{number}/outcomes")
    @audience(Audience.ADMIN)
    def set_outcomes(request: Request, number: Number, given: Annotated[NewOutcomes, Form()]) -> Response:
        return pages.set_outcomes(request, number, given)

    @routes.post("/{number}/password")
    @audience(Audience.ADMIN)
    def new_password(request: Request, number: Number) -> Response:
        return pages.new_password(request, number)


def add_changes(routes: APIRouter, pages: "AccountPages") -> None:
    @routes.post("/{number}/disable")
    @audience(Audience.ADMIN)
    def disable(request: Request, number: Number) -> Response:
        return pages.disable(request, number)

    @routes.post("/{number}/enable")
    @audience(Audience.ADMIN)
    def enable(request: Request, number: Number) -> Response:
        return pages.enable(request, number)

    @routes.post("/{number}/reset-factor")
    @audience(Audience.ADMIN)
    def reset_factor(request: Request, number: Number) -> Response:
        return pages.reset_factor(request, number)


class AccountPages:
    """What an administrator does to accounts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def account(self, number: int) -> Account:
        """Raises `NotFound`."""
        with self._parts.database.read() as connection:
            return Accounts(connection).numbered(number)

    def all(self, request: Request, form: Filled, chosen: Sequence[str] = ()) -> Response:
        with self._parts.database.read() as connection:
            accounts = Accounts(connection).all(disabled=True)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return self._parts.pages.response(
            "staff/accounts.html",
            status,
            me=me(request),
            accounts=accounts,
            roles=ROLES,
            form=form,
            chosen=chosen,
            mail=self._parts.invite is not None,
        )

    def one(
        self,
        request: Request,
        account: Account,
        *errors: FieldError,
        note: Note | None = None,
        password: str = "",
    ) -> Response:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
        with self._parts.database.read() as connection:
            led, plans = led_by(connection, account), Plans(connection).all()
        return self._parts.pages.response(
            "staff/account_of.html",
            status,
            me=me(request),
            account=account,
            own=account.id == me(request).id,
            roles=ROLES,
            chosen=account.roles,
            decides=may_decide(account),
            led=set(map(str, led)),
            plans=led_plans(plans, led),
            form=filled(*errors),
            note=note,
            password=password,
        )

    def add(self, request: Request, given: NewAccount) -> Response:
        """Add an account and show its one-time password, once."""
        if not given.roles:
            return self.all(request, filled(no_role(), name=given.name))
        password, now = self._one_time_password(), self._parts.clock()
        hashed = hash_password(password, self._parts.random_bytes, self._parts.password_cost)
        try:
            with self._parts.database.write() as connection:
                made = Accounts(connection).add(given.name, set(given.roles), hashed, now, must_change=True)
                self._note(connection, request, "account.added", made, " ".join(sorted(made.roles)))
        except Refused as refused:
            error = FieldError("name", words_of(refused))
            return self.all(request, filled(error, name=given.name), given.roles)
        if given.invite and self._invited(request, made, password):
            return see(f"/staff/accounts/{made.id}?note=invited")
        return self.one(request, made, password=password)

    def _invited(self, request: Request, account: Account, password: str) -> bool:
        """Whether an e-mail with the address and the one-time password went out to the account's name."""
        invite = self._parts.invite
        if invite is None or not account.address or not invite(account.address, password):
            return False
        with self._parts.database.write() as connection:
            self._note(connection, request, "account.invited", account)
        return True

    def set_roles(self, request: Request, number: int, given: NewRoles) -> Response:
        account = self.account(number)
        if not given.roles:
            return self.one(request, account, no_role())
        words = " ".join(sorted(set(given.roles)))

        def change(connection: Connection, account: Account) -> None:
            Accounts(connection).set_roles(account.id, set(given.roles))
            self._note(connection, request, "account.roles_changed", account, words)

        return self._change(request, number, change, "roles")

    def set_outcomes(self, request: Request, number: int, given: NewOutcomes) -> Response:
        """Let an account lead on these outcomes. Raises `FaultyInput`, `Refused` where it may not decide."""
        with self._parts.database.write() as connection:
            account = Accounts(connection).numbered(number)
            led = give_outcomes(connection, account, given.outcomes)
            words = " ".join(map(str, sorted(led)))
            self._note(connection, request, "account.outcomes_changed", account, words)
        return see(f"/staff/accounts/{number}?note=outcomes")

    def new_password(self, request: Request, number: int) -> Response:
        """Give a one-time password, shown once; it ends a wait after failed tries too."""
        password = self._one_time_password()
        hashed = hash_password(password, self._parts.random_bytes, self._parts.password_cost)

        def change(connection: Connection, account: Account) -> None:
            accounts = Accounts(connection)
            accounts.set_password(account.id, hashed, must_change=True)
            accounts.forget_failures(account.name)
            self._note(connection, request, "account.password_reset", account)

        self._change(request, number, change, "roles")
        return self.one(request, self.account(number), password=password)

    def disable(self, request: Request, number: int) -> Response:
        def change(connection: Connection, account: Account) -> None:
            Accounts(connection).remove(account.id, self._parts.clock())
            self._note(connection, request, "account.disabled", account)

        return self._change(request, number, change, "disabled")

    def enable(self, request: Request, number: int) -> Response:
        def change(connection: Connection, account: Account) -> None:
            Accounts(connection).restore(account.id)
            self._note(connection, request, "account.enabled", account)

        return self._change(request, number, change, "enabled")

    def reset_factor(self, request: Request, number: int) -> Response:
        def change(connection: Connection, account: Account) -> None:
            forget_factor(connection, account.id)
            Accounts(connection).end_sessions_of(account.id)
            self._note(connection, request, "account.factor_reset", account)

        return self._change(request, number, change, "factor")

    def _change(self, request: Request, number: int, change: Change, note: Note) -> Response:
        """Do it in one transaction with its entry in the log. Raises `Refused` for one's own account."""
        with self._parts.database.write() as connection:
            account = Accounts(connection).numbered(number)
            if account.id == me(request).id:
                raise Refused(
                    "own_account", "This is your own account.", "Ask another administrator to change it."
                )
            change(connection, account)
        return see(f"/staff/accounts/{number}?note={note}")

    def _note(
        self, connection: Connection, request: Request, action: str, account: Account, details: str = ""
    ) -> None:
        log = AuditLog(connection)
        log.note(me(request).name, action, target(account), self._parts.clock(), details)

    def _one_time_password(self) -> str:
        return one_time_password(lambda _: letter(self._parts.random_bytes))


def led_plans(plans: Sequence[Plan], led: Collection[Led]) -> list[Plan]:
    """The plans whose outcomes somebody can lead on: those not closed, and those they lead on already."""
    named = {one.plan for one in led}
    return [one for one in plans if one.status is not PlanStatus.CLOSED or one.code in named]


def no_role() -> FieldError:
    return FieldError("roles", translate("Choose at least one role."))
