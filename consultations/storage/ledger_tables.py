"""What staff write about a plan's figures and promises. Rows are added; only `withdrawn_at` is ever set."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

curve_note = Table(
    "curve_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_code", ForeignKey("plan.code"), nullable=False),
    Column("indicator", String(100), nullable=False),
    Column("kind", String(10), nullable=False),  # story, difference
    Column("words", Text, nullable=False),
    Column("partner", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("written_by", String(100), nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Index("ix_curve_note_plan_code", "plan_code", "indicator"),
)

promise_event = Table(
    "promise_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_code", ForeignKey("plan.code"), nullable=False),
    Column(
        "code", String(100), nullable=False
    ),  # of the promise, the point, the priority, the action, the ask
    Column("state", String(10), nullable=False),  # consultations.ledger.State
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("recorded_by", String(100), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_promise_event_plan_code", "plan_code", "code"),
)
