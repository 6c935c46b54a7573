"""Who said why they must see what people say in a consultation before it is over."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from consultations.storage.early_tables import early_look


class EarlyLooks:
    """Keeps reasons and finds them. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, consultation_id: int, account: str, reason: str, now: datetime) -> None:
        row = {"consultation_id": consultation_id, "account": account, "reason": reason, "at": now}
        self._connection.execute(insert(early_look).values(row))

    def of(self, account: str, since: datetime) -> frozenset[int]:
        """The ids of the consultations for which this person has said why, since then."""
        own = select(early_look.c.consultation_id).where(
            early_look.c.account == account, early_look.c.at >= since
        )
        return frozenset(self._connection.execute(own).scalars())
