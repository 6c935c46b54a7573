"""What the settings say about a single sign-on."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SignOn:
    """A single sign-on (OpenID Connect): its `issuer` without a / at the end, and what we are to it.

    `name` is what people call it. `name_claim` holds the name of the account, `roles_claim` the groups, of
    which each of `roles` (group, role) stands for a role; without any, accounts are made by administrators.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    roles: tuple[tuple[str, str], ...] = ()
    name_claim: str = "email"
    roles_claim: str = "groups"
