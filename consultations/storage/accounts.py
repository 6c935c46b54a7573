"""Accounts of staff, the browsers they are signed in with, and the sign-ins that failed."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, exists, insert, select, update

from consultations.errors import NotFound, Refused
from consultations.staff import ABSOLUTE, Account, PasswordHash, Session, account_key, check_name
from consultations.storage.factor_tables import staff_factor
from consultations.storage.statements import insert_new
from consultations.storage.tables import sign_in_attempt, staff, staff_session

FAILURES_KEPT = timedelta(hours=1)
HAS_FACTOR = exists().where(staff_factor.c.staff_id == staff.c.id).label("has_second_factor")
OWN = (
    staff.c.id,
    staff.c.name,
    staff.c.password_hash,
    staff.c.roles,
    staff.c.must_change_password,
    staff.c.disabled_at,
    HAS_FACTOR,
)
SESSION = (
    staff_session.c.fingerprint,
    staff_session.c.opened_at,
    staff_session.c.last_seen_at,
    staff_session.c.by_provider,
)


class Accounts:
    """Keeps accounts; is the port that signing in asks for. Never commits.

    A name is found however it is typed. An account that was removed is found nowhere, and neither are its
    sessions; its row stays, so that what it did keeps its author and nobody else takes its name.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, name: str, roles: Collection[str], password: PasswordHash, now: datetime, *, must_change: bool
    ) -> Account:
        """Add an account. Raises `Refused` where the name cannot be one, or is taken."""
        values = {
            "name": check_name(name),
            "roles": " ".join(sorted(roles)),
            "password_hash": str(password),
            "must_change_password": must_change,
            "created_at": now,
        }
        made = self._connection.execute(insert_new(self._connection, staff), values)
        if made.rowcount == 0:
            raise Refused("name_taken", "There is or was an account of this name.", "Choose another name.")
        return self.get(name)

    def get(self, name: str) -> Account:
        """The account of this name. Raises `NotFound`."""
        found = self.find(name)
        if found is None:
            raise NotFound(
                "no_account", "There is no account of this name.", "See them all: together staff list."
            )
        return found

    def find(self, name: str) -> Account | None:
        key = account_key(name)
        if "\0" in key:  # PostgreSQL cannot even be asked for it
            return None
        wanted = select(*OWN).where(staff.c.name == key, staff.c.disabled_at.is_(None))
        row = self._connection.execute(wanted).mappings().one_or_none()
        return None if row is None else _account(row)

    def numbered(self, number: int) -> Account:
        """The account with this number, disabled ones too. Raises `NotFound`."""
        row = self._connection.execute(select(*OWN).where(staff.c.id == number)).mappings().one_or_none()
        if row is None:
            raise NotFound("no_account", "There is no such account.", "Look at the list of accounts.")
        return _account(row)

    def all(self, *, disabled: bool = False) -> list[Account]:
        """Every account that may sign in, by name; with `disabled` the others too."""
        wanted = select(*OWN).order_by(staff.c.name)
        if not disabled:
            wanted = wanted.where(staff.c.disabled_at.is_(None))
        return [_account(row) for row in self._connection.execute(wanted).mappings()]

    def set_password(self, account: str, password: PasswordHash, *, must_change: bool) -> None:
        """Give an account another password, and sign it out everywhere."""
        change = update(staff).where(staff.c.id == int(account))
        self._connection.execute(change.values(password_hash=str(password), must_change_password=must_change))
        self.end_sessions_of(account)

    def remove(self, account: str, now: datetime) -> None:
        """Let an account in no more."""
        self._connection.execute(update(staff).where(staff.c.id == int(account)).values(disabled_at=now))
        self.end_sessions_of(account)

    def restore(self, account: str) -> None:
        """Let an account in again that was removed."""
        self._connection.execute(update(staff).where(staff.c.id == int(account)).values(disabled_at=None))

    def set_roles(self, account: str, roles: Collection[str]) -> None:
        """Give an account other roles, and sign it out everywhere: no session keeps what it had before."""
        change = update(staff).where(staff.c.id == int(account))
        self._connection.execute(change.values(roles=" ".join(sorted(roles))))
        self.end_sessions_of(account)

    def failures(self, name: str) -> Sequence[datetime]:
        """When signing in under this name failed, within the last hour or so."""
        wanted = select(sign_in_attempt.c.at).where(sign_in_attempt.c.name_hash == _hashed(name))
        return self._connection.execute(wanted).scalars().all()

    def add_failure(self, name: str, moment: datetime) -> None:
        past = sign_in_attempt.c.at < moment - FAILURES_KEPT
        self._connection.execute(delete(sign_in_attempt).where(past))
        self._connection.execute(insert(sign_in_attempt).values(name_hash=_hashed(name), at=moment))

    def forget_failures(self, name: str) -> None:
        self._connection.execute(delete(sign_in_attempt).where(sign_in_attempt.c.name_hash == _hashed(name)))

    def add_session(self, session: Session) -> None:
        past = staff_session.c.opened_at < session.opened - ABSOLUTE
        self._connection.execute(delete(staff_session).where(past))
        values = {
            "fingerprint": session.fingerprint,
            "staff_id": int(session.account),
            "opened_at": session.opened,
            "last_seen_at": session.last_seen,
            "by_provider": session.by_provider,
        }
        self._connection.execute(insert(staff_session), values)

    def session(self, fingerprint: str) -> Session | None:
        found = self.signed_in(fingerprint)
        return found[0] if found else None

    def signed_in(self, fingerprint: str) -> tuple[Session, Account] | None:
        """The session with this fingerprint, and whose it is. It may be over: see `Session.alive`."""
        wanted = (
            select(*SESSION, *OWN)
            .join(staff, staff.c.id == staff_session.c.staff_id)
            .where(staff_session.c.fingerprint == fingerprint, staff.c.disabled_at.is_(None))
        )
        row = self._connection.execute(wanted).mappings().one_or_none()
        if row is None:
            return None
        account = _account(row)
        return _session(row, account.id), account

    def sessions_of(self, account: str, now: datetime) -> list[Session]:
        """The browsers that this account is signed in with, the last used first."""
        wanted = select(*SESSION).where(staff_session.c.staff_id == int(account))
        rows = self._connection.execute(wanted.order_by(staff_session.c.last_seen_at.desc())).mappings()
        return [one for one in (_session(row, account) for row in rows) if one.alive(now)]

    def seen(self, fingerprint: str, now: datetime) -> None:
        """Note that the browser is still in use."""
        change = update(staff_session).where(staff_session.c.fingerprint == fingerprint)
        self._connection.execute(change.values(last_seen_at=now))

    def end_session(self, fingerprint: str) -> None:
        self._connection.execute(delete(staff_session).where(staff_session.c.fingerprint == fingerprint))

    def end_sessions_of(self, account: str) -> None:
        self._connection.execute(delete(staff_session).where(staff_session.c.staff_id == int(account)))


def _hashed(name: str) -> str:
    return hashlib.sha256(account_key(name).encode(errors="surrogatepass")).hexdigest()


def _account(row: RowMapping) -> Account:
    return Account(
        id=str(row["id"]),
        name=row["name"],
        password=PasswordHash.parse(row["password_hash"]),
        roles=frozenset(row["roles"].split()),
        must_change_password=row["must_change_password"],
        has_second_factor=row["has_second_factor"],
        disabled=row["disabled_at"] is not None,
    )


def _session(row: RowMapping, account: str) -> Session:
    return Session(
        row["fingerprint"], account, row["opened_at"], row["last_seen_at"], by_provider=row["by_provider"]
    )
