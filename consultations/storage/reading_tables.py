"""Which written answers a person has read, in which words of theirs."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from consultations.storage.metadata import Instant, metadata

answer_seen = Table(
    "answer_seen",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),  # the words that were read: others are to be read again
    Column("seen_at", Instant, nullable=False),
    Column("seen_by", String(100), nullable=False),
)
