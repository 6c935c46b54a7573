"""The board's meetings, after each of which an easy-read newsletter goes out."""

from sqlalchemy import Column, Date, Integer, String, Table, Text, UniqueConstraint

from consultations.storage.metadata import Instant, metadata

meeting = Table(
    "meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("held_on", Date, nullable=False),
    Column("added_by", String(100), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("newsletter_at", Instant),  # when the newsletter was made
    Column("page", Text),  # the newsletter as HTML, as it went out
    Column("pushed_at", Instant),  # when the messages to those who want it were written
    UniqueConstraint("held_on"),
)
