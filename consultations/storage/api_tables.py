"""The tables of the API: keys of analysts' programs, webhooks, and what waits to be sent to them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from consultations.storage.metadata import Instant, metadata

api_key = Table(
    "api_key",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("scopes", String(100), nullable=False),  # with spaces between them
    Column("digest", String(64), unique=True),  # SHA-256; null until the owner has collected the key
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("collected_at", Instant),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
    Column("minute", Integer, nullable=False, server_default="0"),  # since 1970: in which it was last used
    Column("uses", Integer, nullable=False, server_default="0"),  # in that minute
    Index("ix_api_key_staff_id", "staff_id"),
)

webhook = Table(
    "webhook",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("events", String(200), nullable=False),  # with spaces between them
    Column("sealed_secret", Text, nullable=False),  # signs what is sent; the key that opens it is elsewhere
    Column("made_by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("active", Boolean, nullable=False),
)

webhook_event = Table(
    "webhook_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("webhook_id", ForeignKey("webhook.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(120), nullable=False),  # what happened: the same is sent once
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),  # the JSON that is signed and sent, byte for byte
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant),  # null when delivered or given up
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("sent_at", Instant),
    Column("failed_at", Instant),
    Column("failure", Text),
    UniqueConstraint("webhook_id", "key"),
    Index("ix_webhook_event_due_at", "due_at"),
)
