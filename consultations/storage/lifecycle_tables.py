"""What a consultation goes through: its versions of the questionnaire, and the timers of those on the way."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from consultations.storage.metadata import Instant, metadata

consultation_version = Table(
    "consultation_version",
    metadata,
    Column("consultation_id", ForeignKey("consultation.id"), primary_key=True),
    Column("number", Integer, primary_key=True),  # from 1; the highest is for whoever starts now
    Column("questionnaire_id", ForeignKey("questionnaire.id"), nullable=False),
    Column("since", Instant, nullable=False),
)

timer = Table(
    "timer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("step", Integer, nullable=False),  # it holds for this step of the conversation, for no other
    Column("due_at", Instant),  # null while nothing is waited for
    Column("leased_until", Instant),
    Column("fired_at", Instant),  # once and for all
    UniqueConstraint("session_id", "kind"),
    Index("ix_timer_due_at", "due_at"),
)
