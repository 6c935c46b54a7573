"""What audits found, and which consultations ask the staff."""

from sqlalchemy import Column, Date, ForeignKey, ForeignKeyConstraint, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

audit_finding = Table(
    "audit_finding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_code", String(64), nullable=False),
    Column("outcome_code", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("audited_by", Text, nullable=False),
    Column("audited_on", Date, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    ForeignKeyConstraint(["plan_code", "outcome_code"], ["outcome.plan_code", "outcome.code"]),
)

staff_consultation = Table(
    "staff_consultation",
    metadata,
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True),
)
"""Those whose answers are the staff's: the board counts them apart from everybody else's."""
