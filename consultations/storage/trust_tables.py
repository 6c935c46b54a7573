"""What a Trust sets about itself in its own pages."""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from consultations.storage.metadata import Instant, metadata

trust_setting = Table(
    "trust_setting",
    metadata,
    Column("name", String(30), primary_key=True),  # settings (JSON), telegram_token (sealed), logo (PNG)
    Column("words", Text),
    Column("content", LargeBinary),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)
