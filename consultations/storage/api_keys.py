"""The keys of analysts' programs in the database: digests only, and how often each is used."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, case, insert, select, update

from consultations.api_keys import SCOPES, ApiKey, Scope
from consultations.errors import NotFound, Refused
from consultations.storage.api_tables import api_key
from consultations.storage.tables import staff


class ApiKeys:
    """Keeps keys. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def allow(
        self, account: str, name: str, scopes: Collection[Scope], by: str, now: datetime, expires: datetime
    ) -> ApiKey:
        """Allow `account` a key, which its owner has still to collect."""
        values = {
            "staff_id": int(account),
            "name": name,
            "scopes": " ".join(one for one in SCOPES if one in scopes),
            "made_by": by,
            "made_at": now,
            "expires_at": expires,
        }
        made = self._connection.execute(insert(api_key).values(values).returning(api_key.c.id))
        return self.get(made.scalar_one())

    def collect(self, number: int, account: str, digest: str, now: datetime) -> ApiKey:
        """Keep the digest of the key that its owner is shown now. Raises `NotFound`, `Refused`."""
        found = self.get(number)
        if found.account != account:
            raise NotFound("no_key", "There is no such key.")
        fresh = update(api_key).where(
            api_key.c.id == number, api_key.c.digest.is_(None), api_key.c.revoked_at.is_(None)
        )
        done = self._connection.execute(fresh.values(digest=digest, collected_at=now))
        if done.rowcount == 0:
            raise Refused(
                "key_collected",
                "This key was shown already, or it was revoked.",
                "Ask an administrator to allow you another one.",
            )
        return self.get(number)

    def revoke(self, number: int, now: datetime) -> ApiKey:
        """Let a key in no more. Raises `NotFound`."""
        live = update(api_key).where(api_key.c.id == number, api_key.c.revoked_at.is_(None))
        self._connection.execute(live.values(revoked_at=now))
        return self.get(number)

    def used(self, number: int, now: datetime) -> int:
        """Note a use of this key; how often it was used in this minute, this time too."""
        minute = int(now.timestamp()) // 60
        uses = case((api_key.c.minute == minute, api_key.c.uses + 1), else_=1)
        noted = update(api_key).where(api_key.c.id == number).values(minute=minute, uses=uses, used_at=now)
        return int(self._connection.execute(noted.returning(api_key.c.uses)).scalar_one())

    def get(self, number: int) -> ApiKey:
        """The key with this number. Raises `NotFound`."""
        found = self.find(number)
        if found is None:
            raise NotFound("no_key", "There is no such key.", "Look at the list of keys.")
        return found

    def find(self, number: int) -> ApiKey | None:
        row = self._connection.execute(_keys().where(api_key.c.id == number)).mappings().one_or_none()
        return None if row is None else _key(row)

    def all(self) -> list[ApiKey]:
        """Every key, the newest first."""
        rows = self._connection.execute(_keys().order_by(api_key.c.id.desc())).mappings()
        return [_key(row) for row in rows]

    def of(self, account: str) -> list[ApiKey]:
        """The keys of one account, the newest first."""
        wanted = _keys().where(api_key.c.staff_id == int(account)).order_by(api_key.c.id.desc())
        return [_key(row) for row in self._connection.execute(wanted).mappings()]


def _keys() -> Select[tuple[object, ...]]:
    """Those whose owner may still sign in."""
    return select(api_key).join(staff, staff.c.id == api_key.c.staff_id).where(staff.c.disabled_at.is_(None))


def _key(row: RowMapping) -> ApiKey:
    return ApiKey(
        id=row["id"],
        name=row["name"],
        account=str(row["staff_id"]),
        scopes=frozenset(one for one in SCOPES if one in row["scopes"].split()),
        digest=row["digest"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        collected_at=row["collected_at"],
        used_at=row["used_at"],
        revoked_at=row["revoked_at"],
    )
