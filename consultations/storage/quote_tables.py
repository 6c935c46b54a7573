"""Which answers may be quoted, and with which words."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

quote = Table(
    "quote",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "revision", Integer, nullable=False
    ),  # of the words that were looked at: others are looked at again
    Column("words", Text, nullable=False),  # "" where it was rejected
    Column("verdict", String(10), nullable=False),
    Column("decided_by", String(100), nullable=False),
    Column("decided_at", Instant, nullable=False),
    CheckConstraint("verdict IN ('approved', 'rejected')", name="verdict"),
)
