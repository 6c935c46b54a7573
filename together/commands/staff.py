"""`together staff`: who may sign in."""

import secrets
from contextlib import closing

import click
from sqlalchemy import Connection

from admin_api.access import STAFF
from admin_api.sign_in import hash_password, one_time_password
from admin_api.staff_sessions import target
from consultations.staff import Account, PasswordHash
from consultations.storage.accounts import Accounts
from consultations.storage.factors import forget_factor
from consultations.storage.routing import give_outcomes, routing
from together.commands.noting import note
from together.commands.say import humane
from together.opening import open_database, utc_now

ROLES = click.Choice(sorted(role.value for role in STAFF))


@click.group()
def staff() -> None:
    """Staff: who may sign in, and what for."""


@staff.command("add")
@click.argument("name")
@click.option("--role", "roles", type=ROLES, multiple=True, required=True, help="Twice for two roles.")
@humane
def add(name: str, roles: tuple[str, ...]) -> None:
    """Let NAME in: best a work email address. Prints a one-time password, once."""
    password, hashed = _new_password()
    with closing(open_database()) as database, database.write() as connection:
        account = Accounts(connection).add(name, set(roles), hashed, utc_now(), must_change=True)
        _note(connection, "account.added", account, " ".join(sorted(account.roles)))
    _say(account.name, password)


@staff.command("list")
@humane
def list_() -> None:
    """List everyone who may sign in: name, roles, outcomes, and who has not chosen a password yet."""
    with closing(open_database()) as database, database.read() as connection:
        present = routing(connection)
        for one in present.accounts:
            led = sorted(map(str, present.leads.get(one.id, ())))
            leads = f"\tleads on {', '.join(led)}" if led else ""
            waiting = "\tone-time password" if one.must_change_password else ""
            click.echo(f"{one.name}\t{', '.join(sorted(one.roles))}{leads}{waiting}")


@staff.command("leads")
@click.argument("name")
@click.argument("outcomes", nargs=-1)
@humane
def leads(name: str, outcomes: tuple[str, ...]) -> None:
    """Put asks about these OUTCOMES (PLAN/OUTCOME, such as CE-2022/CE2) on the desk of NAME, and no others.

    Without any, NAME leads on none. Others may still decide them.
    """
    with closing(open_database()) as database, database.write() as connection:
        account = Accounts(connection).get(name)
        led = " ".join(map(str, sorted(give_outcomes(connection, account, outcomes))))
        _note(connection, "account.outcomes_changed", account, led)
    click.echo(f"{account.name} leads on {led or 'no outcome'}.")


@staff.command("reset")
@click.argument("name")
@humane
def reset(name: str) -> None:
    """Give NAME a new one-time password, and sign them out everywhere. Ends a wait after failed tries too."""
    password, hashed = _new_password()
    with closing(open_database()) as database, database.write() as connection:
        accounts = Accounts(connection)
        account = accounts.get(name)
        accounts.set_password(account.id, hashed, must_change=True)
        accounts.forget_failures(account.name)
        _note(connection, "account.password_reset", account)
    _say(account.name, password)


@staff.command("remove")
@click.argument("name")
@humane
def remove(name: str) -> None:
    """Let NAME in no more, and sign them out everywhere. What they did keeps their name."""
    with closing(open_database()) as database, database.write() as connection:
        accounts = Accounts(connection)
        account = accounts.get(name)
        accounts.remove(account.id, utc_now())
        _note(connection, "account.disabled", account)
    click.echo(f"{account.name} may sign in no more.")


@staff.command("reset-factor")
@click.argument("name")
@humane
def reset_factor(name: str) -> None:
    """Take the second factor of NAME away, and sign them out everywhere: they set up another."""
    with closing(open_database()) as database, database.write() as connection:
        accounts = Accounts(connection)
        account = accounts.get(name)
        forget_factor(connection, account.id)
        accounts.end_sessions_of(account.id)
        _note(connection, "account.factor_reset", account)
    click.echo(f"{account.name} sets up another second factor at the next sign-in.")


def _note(connection: Connection, action: str, account: Account, details: str = "") -> None:
    note(connection, action, target(account), details)


def _new_password() -> tuple[str, PasswordHash]:
    password = one_time_password(secrets.choice)
    return password, hash_password(password, secrets.token_bytes)


def _say(name: str, password: str) -> None:
    click.echo(f"{name} signs in with this one-time password, and then chooses another: {password}")
