"""The second factors of staff in the database: secrets sealed, recovery codes as hashes, each code once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from consultations.sealing import KeyRing
from consultations.second_factor import recovery_digest, step_of
from consultations.storage.factor_tables import staff_factor, staff_recovery_code

PURPOSE = "totp"


class Factors:
    """Keeps second factors. Never commits."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection = connection
        self._keys = keys

    def set_up(
        self, account: str, secret: str, step: int, recovery_codes: Sequence[str], now: datetime
    ) -> None:
        """Give an account this factor, in place of any before; the code of `step` has been used for it."""
        forget_factor(self._connection, account)
        sealed = self._keys.seal(secret, PURPOSE)
        values = {"staff_id": int(account), "sealed_secret": sealed, "set_up_at": now, "used_step": step}
        self._connection.execute(insert(staff_factor), values)
        hashed = [{"staff_id": int(account), "digest": recovery_digest(code)} for code in recovery_codes]
        self._connection.execute(insert(staff_recovery_code), hashed)

    def use(self, account: str, typed: str, now: datetime) -> bool:
        """Whether `typed` is a code that opens this account now. It opens nothing a second time."""
        return self._use_code(account, typed, now) or self._use_recovery_code(account, typed)

    def _use_code(self, account: str, typed: str, now: datetime) -> bool:
        own = staff_factor.c.staff_id == int(account)
        row = self._connection.execute(select(staff_factor).where(own)).mappings().one_or_none()
        if row is None:
            return False
        step = step_of(self._keys.open(row["sealed_secret"], PURPOSE), typed, now, row["used_step"])
        if step is None:
            return False
        # Of two who type the same code at once, one finds that it has been used.
        unused = update(staff_factor).where(own, staff_factor.c.used_step < step)
        return self._connection.execute(unused.values(used_step=step)).rowcount == 1

    def _use_recovery_code(self, account: str, typed: str) -> bool:
        code = staff_recovery_code.c
        used = delete(staff_recovery_code).where(
            code.staff_id == int(account), code.digest == recovery_digest(typed)
        )
        return self._connection.execute(used).rowcount == 1


def forget_factor(connection: Connection, account: str) -> None:
    """Take the second factor and its recovery codes away: at the next sign-in another is set up."""
    for table in (staff_recovery_code, staff_factor):
        connection.execute(delete(table).where(table.c.staff_id == int(account)))


def recovery_codes_left(connection: Connection, account: str) -> int:
    code = staff_recovery_code.c
    wanted = select(func.count()).where(code.staff_id == int(account))
    return connection.execute(wanted).scalar_one()
