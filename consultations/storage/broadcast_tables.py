"""The tables of broadcasts: audiences, what is sent to them, and to whom."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

audience = Table(
    "audience",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("definition", Text, nullable=False),  # JSON
    Column("created_at", Instant, nullable=False),
)

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("audience", Text, nullable=False),  # JSON: as it was when this was written
    Column("texts", Text, nullable=False),  # JSON: language → words
    Column("start", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String(100), nullable=False),
    Column("started_at", Instant),
    Column("finished_at", Instant),
)

recipient = Table(
    "broadcast_recipient",
    metadata,
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("written_at", Instant),  # when the message was put into the outbox; null while it waits
)
