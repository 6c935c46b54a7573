"""Who looked at what people said before a consultation was over, and why."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from consultations.storage.metadata import Instant, metadata

early_look = Table(
    "early_look",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("account", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
