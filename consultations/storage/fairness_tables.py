"""What people say who were told what came of it: whether our answer is fair, and why."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
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

fairness = Table(
    "fairness",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ask_id", ForeignKey("ask.id"), nullable=False),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("verdict", String(6), nullable=False),  # accountability.Verdict
    Column("judged_at", Instant, nullable=False),
    Column("why", Text),
    Column("held", Boolean, nullable=False, server_default=false()),  # a concern holds these words
    UniqueConstraint("ask_id", "participant_id"),
    CheckConstraint("verdict IN ('yes', 'partly', 'no')", name="verdict"),
    Index("ix_fairness_participant_id", "participant_id"),
)
