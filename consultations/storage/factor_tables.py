"""The second factors of staff."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

staff_factor = Table(
    "staff_factor",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("sealed_secret", Text, nullable=False),  # the key that opens it is outside the database
    Column("set_up_at", Instant, nullable=False),
    Column("used_step", BigInteger, nullable=False),  # of the clock: no code of it or before is taken again
)

staff_recovery_code = Table(
    "staff_recovery_code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("ix_staff_recovery_code_staff_id", "staff_id"),
)
