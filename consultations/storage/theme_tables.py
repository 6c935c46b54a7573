"""How the themes of a consultation came about: learned from what people coded, and signed off by whom."""

from sqlalchemy import Column, Float, ForeignKey, Integer, String, Table

from consultations.storage.metadata import Instant, metadata

learned_themes = Table(
    "learned_themes",
    metadata,
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True),
    Column("model", String(40), nullable=False),  # of which codes and themes it was learned
    Column("coded", Integer, nullable=False),  # so many answers
    Column("f1", Float, nullable=False),  # samples-F1 by cross-validation, with its 95 % interval
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("learned_at", Instant, nullable=False),
)

theme_sign_off = Table(
    "theme_sign_off",
    metadata,
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True),
    Column("themes", String(64), nullable=False),  # the digest of the file that was signed: no other counts
    Column("role", String(20), nullable=False),
    Column("signed_by", String(100), nullable=False),
    Column("signed_at", Instant, nullable=False),
)
