"""The codes in letters to parents: with one, a child whose parents have not opted out takes part."""

from sqlalchemy import Column, ForeignKey, String, Table

from consultations.storage.metadata import Instant, metadata

letter_code = Table(
    "letter_code",
    metadata,
    Column("fingerprint", String(64), primary_key=True),  # a keyed hash: the code itself is on paper only
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("opted_out_at", Instant),
)
