"""What people told us of their own accord, as staff read it and reply to it."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from consultations.storage.metadata import Instant, metadata

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("told_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),  # by then we said that we would reply
    Column("more", Text),  # what they added where something else was asked
    Column("held", Boolean, nullable=False, server_default=false()),  # a concern holds what they added
    Column("version", Integer, nullable=False),  # grows with each change, so that two do not overwrite
    Column("read_at", Instant),
    Column("read_by", String(100)),
    Column("reply", Text),
    Column("replied_at", Instant),
    Column("replied_by", String(100)),
    Column("sent_at", Instant),  # when the reply was put into the outbox
    UniqueConstraint("session_id"),
    Index("ix_feedback_due_at", "due_at"),
)
