"""The council's own single sign-on (OpenID Connect): authorisation code with PKCE, state and nonce.

What must be remembered between leaving and coming back travels sealed in a cookie of ten minutes. The
provider's token is checked by authlib: signature, issuer, audience, nonce, times.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
import structlog
from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
from authlib.integrations.starlette_client import OAuth
from fastapi import Request
from joserfc.errors import JoseError
from starlette.responses import Response

from admin_api.parts import Parts
from admin_api.sign_in import hash_password, new_token
from admin_api.sign_on import SignOn
from admin_api.staff_sessions import target
from consultations.errors import Refused
from consultations.staff import Account
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog

BACK = "/sign-in/provider/back"
PURPOSE = "single sign-on"
SECONDS = 600
TIMEOUT = 10  # seconds
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
"""Signatures with a key that only the provider has: never none, never one with our own secret."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Who the provider says came: the name of the account, and the groups they are in."""

    name: str
    groups: frozenset[str] = field(default_factory=frozenset)


class Provider:
    """Sends a browser to the provider, and learns from it who came back."""

    def __init__(self, parts: Parts, chosen: SignOn) -> None:
        self._parts, self._chosen = parts, chosen
        self._client = OAuth().register(
            "provider",
            client_id=chosen.client_id,
            client_secret=chosen.client_secret,
            server_metadata_url=f"{chosen.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "timeout": TIMEOUT,
            },
        )

    async def leave(self, request: Request, next_: str) -> Response:
        """To the provider's page. Raises `Refused` where it cannot be reached."""
        request.scope["session"] = {}
        site = self._parts.site(request.base_url)
        try:
            await self._know_provider()
            response: Response = await self._client.authorize_redirect(request, f"{site}{BACK}")
        except (OAuthError, httpx2.HTTPError, ValueError, KeyError, RuntimeError) as error:
            raise failed(error) from error
        until = self._parts.clock().timestamp() + SECONDS
        kept = {"session": request.scope["session"], "next": next_, "until": until}
        secure = self._parts.secure_cookies
        sealed = self._parts.keys().seal(json.dumps(kept), PURPOSE)
        response.set_cookie(
            self.cookie, sealed, max_age=SECONDS, httponly=True, samesite="lax", secure=secure
        )
        return response

    async def who(self, request: Request) -> tuple[Person, str]:
        """Who came back, and where they wanted to go. Raises `Refused`."""
        kept = self._kept(request)
        request.scope["session"] = kept["session"]
        try:
            await self._know_provider()
            token = await self._client.authorize_access_token(request)
        except MismatchingStateError as error:
            raise stale() from error
        except (OAuthError, JoseError, httpx2.HTTPError, ValueError, KeyError, RuntimeError) as error:
            raise failed(error) from error
        return self._person(token.get("userinfo")), str(kept["next"])

    @property
    def cookie(self) -> str:
        return "__Host-together_sign_on" if self._parts.secure_cookies else "together_sign_on"

    def _kept(self, request: Request) -> dict[str, Any]:
        """What was sealed when the browser left. Raises `Refused` where it is gone, old or not ours."""
        try:
            opened = self._parts.keys().open(request.cookies.get(self.cookie, ""), PURPOSE)
        except Refused as refused:
            raise stale() from refused
        kept: dict[str, Any] = json.loads(opened)
        if kept["until"] < self._parts.clock().timestamp():
            raise stale()
        return kept

    async def _know_provider(self) -> None:
        """Read what the provider says of itself, once. Raises ValueError where it is another than was set."""
        known = await self._client.load_server_metadata()
        if str(known.get("issuer", "")).rstrip("/") != self._chosen.issuer:
            raise ValueError("the provider calls itself by another name")
        offered = known.get("id_token_signing_alg_values_supported", ["RS256"])
        known["id_token_signing_alg_values_supported"] = sorted(ALGORITHMS & set(offered))

    def _person(self, claims: Mapping[str, Any] | None) -> Person:
        name = (claims or {}).get(self._chosen.name_claim)
        if claims is None or not isinstance(name, str) or claims.get("email_verified") is False:
            raise failed(ValueError("the provider did not say who it is"))
        groups = claims.get(self._chosen.roles_claim, ())
        listed = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
        return Person(name, frozenset(map(str, listed)))


def roles_of(person: Person, mapping: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The roles that the groups of somebody stand for."""
    return frozenset(role for group, role in mapping if group in person.groups)


def account_of(parts: Parts, chosen: SignOn, person: Person) -> Account:
    """The account of who came back. Raises `Refused` where there is none for them.

    Where groups stand for roles, they decide: who is in none stays out, who is in one gets an account. Where
    no groups are set, an administrator must have made the account. Disabled accounts stay out.
    """
    roles = roles_of(person, chosen.roles)
    with parts.database.read() as connection:
        known = Accounts(connection).find(person.name)
    if not roles and (chosen.roles or known is None):
        raise unknown()
    if known is None:
        return made(parts, person.name, roles)
    if roles and known.roles != roles:
        change_roles(parts, known, roles)
    return known


def change_roles(parts: Parts, account: Account, roles: frozenset[str]) -> None:
    words, now = " ".join(sorted(roles)), parts.clock()
    with parts.database.write() as connection:
        Accounts(connection).set_roles(account.id, roles)
        AuditLog(connection).note(PURPOSE, "account.roles_changed", target(account), now, words)


def made(parts: Parts, name: str, roles: frozenset[str]) -> Account:
    """A new account, with a password that nobody knows. Raises `Refused` for the name of a disabled one."""
    password = hash_password(new_token(parts.random_bytes), parts.random_bytes, parts.password_cost)
    words, now = " ".join(sorted(roles)), parts.clock()
    try:
        with parts.database.write() as connection:
            account = Accounts(connection).add(name, roles, password, now, must_change=False)
            AuditLog(connection).note(PURPOSE, "account.added", target(account), now, words)
    except Refused as refused:
        raise unknown() from refused
    return account


def unknown() -> Refused:
    return Refused(
        "sign_on.unknown", "There is no account for you here.", "Ask the person who looks after Together."
    )


def stale() -> Refused:
    return Refused("sign_on.stale", "Signing in took too long or was begun elsewhere.", "Please begin again.")


def failed(error: Exception) -> Refused:
    """The log gets the kind of the error alone: its words may hold what the provider sent."""
    log.warning("sign_on_failed", error=type(error).__name__)
    return Refused(
        "sign_on.failed", "The single sign-on did not work.", "Try again, or sign in with your password."
    )
