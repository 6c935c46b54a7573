"""Keys for analysts' programs: administrators allow and revoke them, owners collect theirs, once.

An administrator never sees a key: they see nobody's answers, and a key may open answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import STAFF, Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.staff_sessions import me, visitor_with
from admin_api.translation.speaking import message, translate
from consultations.api_keys import LONGEST_NAME, SCOPES, ApiKey, Scope, digest, new_secret
from consultations.errors import NotFound
from consultations.staff import LONGEST_NAME as LONGEST_ACCOUNT
from consultations.staff import Account
from consultations.storage.accounts import Accounts
from consultations.storage.api_keys import ApiKeys
from consultations.storage.audit import AuditLog

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """A scope as an administrator chooses it, and who may hold it at all."""

    name: Scope
    label: str
    may: str
    needs: Audience


SCOPE_WORDS: Sequence[ScopeWords] = (
    ScopeWords(
        "numbers",
        message("Numbers"),
        message("The board’s numbers, protected as on the board’s pages"),
        Audience.BOARD,
    ),
    ScopeWords(
        "asks",
        message("Asks"),
        message("Every ask and its decision, also before it is published"),
        Audience.OFFICER,
    ),
    ScopeWords(
        "answers",
        message("Answers"),
        message("Answers one by one, words without what names people"),
        Audience.OFFICER,
    ),
    ScopeWords(
        "words",
        message("Words"),
        message("Answers one by one, words as they were written; leads only"),
        Audience.LEAD,
    ),
    ScopeWords(
        "review",
        message("Review"),
        message("Read and code answers, correct readings, judge quotes"),
        Audience.OFFICER,
    ),
    ScopeWords(
        "manage",
        message("Changes"),
        message("Prepare and close consultations, make and publish asks"),
        Audience.OFFICER,
    ),
    ScopeWords(
        "send", message("Messages to many"), message("Write to an audience and send it"), Audience.OFFICER
    ),
    ScopeWords(
        "settings",
        message("Settings"),
        message("What administrators set: name, lists, help lines"),
        Audience.ADMIN,
    ),
)


class NewKey(BaseModel):
    """The form that allows somebody a key."""

    model_config = ConfigDict(extra="forbid")

    account: Typed = Field(default="", max_length=LONGEST_ACCOUNT)
    name: Typed = Field(default="", max_length=LONGEST_NAME)
    scopes: list[Scope] = Field(default=[], max_length=len(SCOPES))
    days: Typed = Field(default="90", max_length=10)

    def errors(self, account: Account | None) -> list[FieldError]:
        """Everything wrong with it, in the order of its fields."""
        found = []
        if account is None:
            found.append(
                FieldError(
                    "account", translate("There is no account of this name. Look at the list of accounts.")
                )
            )
        if not self.name:
            found.append(FieldError("name", translate("Say what the key is for.")))
        if not self.scopes:
            found.append(FieldError("scopes", translate("Choose at least one.")))
        elif account and (beyond := beyond_roles(self.scopes, account)):
            found.append(
                FieldError(
                    "scopes",
                    translate("The roles of this account do not allow: {scopes}.", scopes=", ".join(beyond)),
                )
            )
        if not self.days.isdecimal() or not 1 <= int(self.days) <= MOST_DAYS:
            found.append(
                FieldError("days", translate("Write a number of days from 1 to {most}.", most=MOST_DAYS))
            )
        return found

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, account=self.account, name=self.name, days=self.days)


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Literal["allowed", "revoked"] | None = None


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key at the moment `now`, and whose it is."""

    key: ApiKey
    owner: str
    now: datetime

    @property
    def scopes(self) -> str:
        return ", ".join(str(one.label) for one in SCOPE_WORDS if one.name in self.key.scopes)

    @property
    def stands(self) -> str:
        if self.key.revoked_at:
            return translate("Revoked")
        if not self.key.open(self.now):
            return translate("Past its day")
        return translate("In use") if self.key.digest else translate("Waits to be collected")

    @property
    def open(self) -> bool:
        return self.key.open(self.now)


def beyond_roles(scopes: Sequence[Scope], account: Account) -> list[str]:
    """The chosen scopes that the roles of `account` do not open, by their labels."""
    visitor = visitor_with(account)
    return [one.label for one in SCOPE_WORDS if one.name in scopes and not visitor.belongs_to(one.needs)]


def router(parts: Parts) -> APIRouter:
    routes = APIRouter()
    add_administration(routes, KeyPages(parts))
    add_own(routes, KeyPages(parts))
    return routes


def add_administration(routes: APIRouter, pages: "KeyPages") -> None:
    @routes.get("/staff/keys")
    @audience(Audience.ADMIN)
    def keys(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        return pages.all(request, filled(days="90"), note=shown.note)

    @routes.post("/staff/keys")
    @audience(Audience.ADMIN)
    def allow(request: Request, given: Annotated[NewKey, Form()]) -> Response:
        return pages.allow(request, given)

    @routes.post("/staff/keys/{number}/revoke")
    @audience(Audience.ADMIN)
    def revoke(request: Request, number: Number) -> Response:
        pages.revoke(request, number)
        return see("/staff/keys?note=revoked")


def add_own(routes: APIRouter, pages: "KeyPages") -> None:
    @routes.get("/staff/account/keys")
    @audience(*STAFF)
    def own_keys(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        return pages.own(request, note=shown.note)

    @routes.post("/staff/account/keys/{number}")
    @audience(*STAFF)
    def collect(request: Request, number: Number) -> Response:
        return pages.collect(request, number)

    @routes.post("/staff/account/keys/{number}/revoke")
    @audience(*STAFF)
    def give_up(request: Request, number: Number) -> Response:
        pages.revoke(request, number, of=me(request).id)
        return see("/staff/account/keys?note=revoked")


class KeyPages:
    """What is done to keys, each with its entry in the log."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def all(
        self, request: Request, form: Filled, chosen: Sequence[str] = (), note: str | None = None
    ) -> Response:
        with self._parts.database.read() as connection:
            owners = {one.id: one.name for one in Accounts(connection).all()}
            keys = ApiKeys(connection).all()
        now = self._parts.clock()
        return self._parts.pages.response(
            "staff/keys.html",
            HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
            me=me(request),
            keys=[KeyView(one, owners.get(one.account, ""), now) for one in keys],
            scopes=SCOPE_WORDS,
            form=form,
            chosen=chosen,
            note=note,
        )

    def allow(self, request: Request, given: NewKey) -> Response:
        by, now = me(request).name, self._parts.clock()
        with self._parts.database.write() as connection:
            account = Accounts(connection).find(given.account)
            errors = given.errors(account)
            if account is not None and not errors:
                expires = now + timedelta(days=int(given.days))
                made = ApiKeys(connection).allow(account.id, given.name, given.scopes, by, now, expires)
                said = f"account:{account.id} {' '.join(sorted(made.scopes))}"
                AuditLog(connection).note(by, "key.allowed", f"key:{made.id}", now, said)
        return (
            self.all(request, given.filled(*errors), given.scopes)
            if errors
            else see("/staff/keys?note=allowed")
        )

    def revoke(self, request: Request, number: int, of: str | None = None) -> None:
        """`of`: only where it belongs to this account. Raises `NotFound`."""
        by, now = me(request).name, self._parts.clock()
        with self._parts.database.write() as connection:
            keys = ApiKeys(connection)
            if of not in (None, keys.get(number).account):
                raise NotFound("no_key", "There is no such key.", "Look at the list of keys.")
            keys.revoke(number, now)
            AuditLog(connection).note(by, "key.revoked", f"key:{number}", now)

    def own(self, request: Request, secret: str = "", note: str | None = None) -> Response:
        with self._parts.database.read() as connection:
            keys = ApiKeys(connection).of(me(request).id)
        now, name = self._parts.clock(), me(request).name
        return self._parts.pages.response(
            "staff/own_keys.html",
            me=me(request),
            keys=[KeyView(one, name, now) for one in keys],
            secret=secret,
            note=note,
        )

    def collect(self, request: Request, number: int) -> Response:
        """Make the key, keep its digest, and show it this once."""
        secret, now = new_secret(number, self._parts.random_bytes), self._parts.clock()
        with self._parts.database.write() as connection:
            ApiKeys(connection).collect(number, me(request).id, digest(secret), now)
            AuditLog(connection).note(me(request).name, "key.collected", f"key:{number}", now)
        return self.own(request, secret)
