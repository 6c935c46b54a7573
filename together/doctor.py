"""What a deployment lacks: small checks, each of which finds something well, worth a warning, or wrong.

Add one: write a function from `Examined` to findings, and name it in `CHECKS`. A finding says what is so and,
where it is not well, what to do. An error keeps `together serve` from starting in production.
"""

import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from analysis.safeguarding import capability
from consultations.audit_anchors import read_anchors, verify
from consultations.errors import Refused, TogetherError
from consultations.storage.accounts import Accounts
from consultations.storage.addresses import Addresses
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.rotating import a_sealed_address
from consultations.storage.tables import consultation
from together.demo import STAFF
from together.settings import Settings

Level = Literal["ok", "warning", "error"]
LEAST_DISK = 1_000_000_000  # bytes
WEAK_SECRETS = frozenset(
    ["changeme", "change-me", "secret", "password", "demo", "example", "together", "default"]
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in words; `fix` says what to do where it is not well."""

    check: str
    level: Level
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks look at."""

    settings: Settings
    database: Database
    now: datetime

    @property
    def worst(self) -> Level:
        """How bad it is to lack something that only real use needs."""
        return "error" if self.settings.in_production else "warning"


Check = Callable[[Examined], Iterator[Finding]]


def examine(examined: Examined) -> Sequence[Finding]:
    """Everything that every check finds. One that cannot do its work says so as an error."""
    return [finding for check in CHECKS for finding in found_by(check, examined)]


def found_by(check: Check, examined: Examined) -> Sequence[Finding]:
    name = check.__name__.replace("_", " ")
    try:
        return list(check(examined))
    except TogetherError as error:
        return [Finding(name, "error", error.message, error.fix)]
    except (SQLAlchemyError, OSError, ValueError) as error:
        words = f"This could not be checked: {type(error).__name__}."
        return [Finding(name, "error", words, "See to the database and the data folder first.")]


def database(examined: Examined) -> Iterator[Finding]:
    if examined.database.current():
        yield Finding("database", "ok", "It answers, and its tables are current.")
    else:
        yield Finding(
            "database", "error", "Its tables are not those of this version.", "Start Together once."
        )


def public_url(examined: Examined) -> Iterator[Finding]:
    url = examined.settings.public_url
    if url is not None and url.scheme == "https":
        yield Finding("public url", "ok", "People reach us over https.")
    else:
        fix = "Set TOGETHER_PUBLIC_URL to the https address."
        yield Finding("public url", examined.worst, "No https address is set; cookies travel over http.", fix)


def keys(examined: Examined) -> Iterator[Finding]:
    """Whether the key is apart from what it seals: who takes the one must not have the other."""
    chosen = examined.settings
    chosen.key_ring()
    if chosen.key is not None:
        yield Finding("key", "ok", "It comes from the environment, apart from the database.")
        return
    fix = "Move it into TOGETHER_KEY or another folder than the database, and keep it out of its backups."
    level: Level = examined.worst if beside_database(chosen, chosen.data_folder) else "ok"
    words = "It lies in the database's own folder." if level != "ok" else "It lies apart from the database."
    yield Finding("key", level, words, fix if level != "ok" else "")


def addresses(examined: Examined) -> Iterator[Finding]:
    """Whether the key opens what is there: with another one nobody could be written to."""
    with examined.database.read() as connection:
        sample = a_sealed_address(connection)
        if sample is None:
            return
        try:
            Addresses.of(connection).open(*sample)
        except Refused as refused:
            yield Finding("addresses", "error", refused.message, refused.fix)
        else:
            yield Finding("addresses", "ok", "The key opens the addresses of participants.")


def beside_database(settings: Settings, folder: Path) -> bool:
    """Whether the database is a file in `folder`."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        return False
    return Path(url.database).resolve().parent == folder.resolve()


def cookie_secret(examined: Examined) -> Iterator[Finding]:
    secret = examined.settings.cookie_secret()
    if len(set(secret)) < 10 or any(word in secret.casefold() for word in WEAK_SECRETS):
        fix = "Make another: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        yield Finding("cookie secret", examined.worst, "It can be guessed.", fix)
    else:
        yield Finding("cookie secret", "ok", "It is there, and cannot be guessed.")


def demonstration(examined: Examined) -> Iterator[Finding]:
    """Invented answers and the demonstration's accounts have no place among real ones."""
    with examined.database.read() as connection:
        invented = samples(connection)
        accounts = [one for one in (Accounts(connection).find(each.name) for each in STAFF) if one]
    if invented:
        fix = "Use a database of its own: TOGETHER_DATABASE_URL."
        yield Finding("demonstration", examined.worst, "There are invented answers in the database.", fix)
    for one in accounts:
        if not one.must_change_password and not one.has_second_factor:
            fix = f"Remove it: together staff remove {one.name}"
            yield Finding("demonstration", examined.worst, "The demonstration's account can sign in.", fix)
    if not invented and not accounts:
        yield Finding("demonstration", "ok", "There is nothing of the demonstration in the database.")


def samples(connection: Connection) -> int:
    return connection.execute(
        select(func.count()).select_from(consultation).where(consultation.c.sample.is_(True))
    ).scalar_one()


def second_factor(examined: Examined) -> Iterator[Finding]:
    if examined.settings.second_factor == "required":
        yield Finding("second factor", "ok", "Everybody on the staff needs one.")
    else:
        fix = "Set TOGETHER_SECOND_FACTOR=required."
        yield Finding("second factor", examined.worst, "Staff may work without one.", fix)


def accounts(examined: Examined) -> Iterator[Finding]:
    """Whether somebody can look after accounts, and somebody after concerns."""
    with examined.database.read() as connection:
        roles = {role for one in Accounts(connection).all() for role in one.roles}
    for role, for_what in (("admin", "looks after accounts"), ("DSL", "reads concerns")):
        if role in roles:
            yield Finding("accounts", "ok", f"Somebody {for_what}.")
        else:
            yield Finding(
                "accounts", "warning", f"Nobody {for_what}.", f"together staff add NAME --role {role}"
            )


def audit_log(examined: Examined) -> Iterator[Finding]:
    anchors, faults = read_anchors(examined.settings.anchors)
    with examined.database.read() as connection:
        found = [*faults, *verify(AuditLog(connection).all(), anchors)]
    if found:
        yield Finding("audit log", "error", f"It was altered: {found[0]}.", "together audit verify")
    else:
        yield Finding("audit log", "ok", f"Nothing in it was altered; {len(anchors)} anchors.")


def screen(_: Examined) -> Iterator[Finding]:
    """Whether all of the screen for safeguarding works."""
    lost = capability()
    if not lost:
        yield Finding("screen", "ok", "It goes by rules, by spelling and by meaning.")
    for what in lost:
        yield Finding("screen", "warning", what, "Install the extra `semantic`.")


def on_duty(examined: Examined) -> Iterator[Finding]:
    """Whether those on duty can be told of a concern."""
    rota, mail = examined.settings.rota(), examined.settings.mail()
    if rota is None:
        fix = "Write a duty rota, and set TOGETHER_DUTY_ROTA to it."
        yield Finding("on duty", examined.worst, "Nobody is told of concerns.", fix)
        return
    ways = {way for person in rota.people for way, _ in person.ways}
    if "email" in ways and mail is None:
        yield Finding("on duty", examined.worst, "No mail server is set.", "Set TOGETHER_SMTP_HOST.")
    if "telegram" in ways and examined.settings.telegram_token is None:
        words = "Somebody is told by Telegram, and there is no bot."
        yield Finding("on duty", examined.worst, words, "Set TOGETHER_TELEGRAM_TOKEN.")
    missing = [role for role in ("deputy", "manager", "on_call") if not rota.with_role(role)]
    for role in missing:
        yield Finding("on duty", "warning", f"The rota names nobody with the role {role}.", "Add somebody.")
    if not missing:
        yield Finding("on duty", "ok", f"{len(rota.people)} people can be told.")


def help_lines(examined: Examined) -> Iterator[Finding]:
    stale = examined.settings.who_helps().stale(examined.now.date())
    for line in stale:
        words = f"Nobody checked the number of {line.name} for 90 days."
        yield Finding("help lines", "warning", words, "Check it, and set its verified_on.")
    if not stale:
        yield Finding("help lines", "ok", "Every number was checked within 90 days.")


def disk(examined: Examined) -> Iterator[Finding]:
    folder = examined.settings.data_folder
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    if free < LEAST_DISK:
        words = f"There are {free // 1_000_000} MB left."
        yield Finding("disk", "warning", words, "Make room: a full disk loses answers.")
    else:
        yield Finding("disk", "ok", f"There are {free // 1_000_000_000} GB left.")


def file_permissions(examined: Examined) -> Iterator[Finding]:
    """Nobody else on the machine may read the key, the secret or the settings."""
    folder = examined.settings.data_folder
    open_ones = [file for file in (folder / "key", folder / "secret", Path(".env")) if readable(file)]
    for file in open_ones:
        yield Finding(
            "file permissions", examined.worst, f"Others may read {file.name}.", f"chmod 600 {file}"
        )
    if not open_ones:
        yield Finding("file permissions", "ok", "Nobody else may read the key and the secret.")


def readable(file: Path) -> bool:
    """Whether somebody besides its owner may read it."""
    return file.exists() and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def time_zone(examined: Examined) -> Iterator[Finding]:
    yield Finding("time zone", "ok", f"It is {examined.settings.time_zone}.")


def telegram(examined: Examined) -> Iterator[Finding]:
    token = examined.settings.telegram_token
    if token is None:
        yield Finding("Telegram", "ok", "It is not used.")
    elif ":" in token.get_secret_value():
        yield Finding("Telegram", "ok", "The bot's token is set.")
    else:
        fix = "Copy the whole token from BotFather into TOGETHER_TELEGRAM_TOKEN."
        yield Finding("Telegram", "error", "The bot's token is not one.", fix)


CHECKS: Sequence[Check] = (
    database, public_url, keys, addresses, cookie_secret, demonstration, second_factor, accounts, audit_log,
    screen, on_duty, help_lines, disk, file_permissions, time_zone, telegram,
)  # fmt: skip
