"""Which written answers a person has read or coded, in which words of theirs."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

answer_seen = Table(
    "answer_seen",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),  # the words that were read: others are to be read again
    Column("seen_at", Instant, nullable=False),
    Column("seen_by", String(100), nullable=False),
)

reading_beside = Table(
    "reading_beside",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("model", Text, nullable=False),
    Column("label", String(30)),
    Column("kind", String(20)),
    Column("row", Text, nullable=False),  # JSON: the whole reading with its themes
    Column("read_at", Instant, nullable=False),
)

reading_version = Table(
    "reading_version",
    metadata,
    Column("place", String(10), primary_key=True),  # on: it counts; before: it did, before the last switch
    Column("version", Text, nullable=False),
    Column("since", Instant, nullable=False),
)

reading_checked = Table(
    "reading_checked",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),  # the words that were looked at
    Column("label", String(30), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("checked_at", Instant, nullable=False),
    Column("checked_by", String(100), nullable=False),
)

answer_code = Table(
    "answer_code",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("coder", String(100), primary_key=True),
    Column("revision", Integer, nullable=False),  # the words that were coded: others are to be coded again
    Column("codes", Text, nullable=False),  # codes of themes, a line end between two
    Column("coded_at", Instant, nullable=False),
)
