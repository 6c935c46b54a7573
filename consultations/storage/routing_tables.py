"""Which outcomes a member of staff leads on, and the e-mails that tell them of asks."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from consultations.storage.metadata import Instant, metadata

staff_outcome = Table(
    "staff_outcome",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    # No foreign key to the outcome: that somebody leads on it must not keep it in a plan.
    Column("plan_code", String(64), primary_key=True),
    Column("outcome_code", String(64), primary_key=True),
)

ask_notice = Table(  # one member of staff told how the clock of one ask stands; without a word of anybody's
    "ask_notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ask_id", ForeignKey("ask.id", ondelete="CASCADE"), nullable=False),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("stage", String(4), nullable=False),  # ask_routing.Stage
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("sent_at", Instant),
    Column("failed_at", Instant),
    Column("failure", Text),
    UniqueConstraint("ask_id", "staff_id", "stage"),
    CheckConstraint("stage IN ('new', 'soon', 'late')", name="stage"),
    Index("ix_ask_notice_due_at", "due_at"),
    Index("ix_ask_notice_staff_id", "staff_id"),
)
