"""The board's meetings, and the reports that go out after each."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from consultations.storage.metadata import Instant, metadata

meeting = Table(
    "meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("held_on", Date, nullable=False),
    Column("added_by", String(100), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("pushed_at", Instant),  # when the messages to those who want it were written
    UniqueConstraint("held_on"),
)

meeting_report = Table(
    "meeting_report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(60), nullable=False),  # of the report; a spotlight with its outcome: spotlight/CE2
    Column("made_at", Instant),  # null until the morning after
    Column("title", Text, nullable=False, server_default=""),
    Column("page", Text),  # as HTML, as it went out
    UniqueConstraint("meeting_id", "name"),
)
