"""How the themes of a consultation came about: who changed them, what was learned, who signed them off."""

from sqlalchemy import Column, Float, ForeignKey, Integer, String, Table, Text

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

theme_change = Table(
    "theme_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("said", Text, nullable=False),  # what was done, in codes of themes
    Column("before", Text),  # the theme file that was; null where there was none
    Column("after", String(64), nullable=False),  # the digest of the one that was made of it
    Column("gone", String(100), nullable=False),  # the theme whose codes went on to another, or ""
    Column("changed_by", String(100), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("undone_by", String(100)),
    Column("undone_at", Instant),
)

theme_code_moved = Table(
    "theme_code_moved",
    metadata,
    Column("change_id", ForeignKey("theme_change.id", ondelete="CASCADE"), primary_key=True),
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("coder", String(100), primary_key=True),
    Column("before", Text, nullable=False),  # the codes that somebody gave, and what they became
    Column("after", Text, nullable=False),
)

theme_ask_moved = Table(
    "theme_ask_moved",
    metadata,
    Column("change_id", ForeignKey("theme_change.id", ondelete="CASCADE"), primary_key=True),
    Column("ask_id", ForeignKey("ask.id", ondelete="CASCADE"), primary_key=True),
)
