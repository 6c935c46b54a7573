"""What suggests that somebody is not safe, for the designated safeguarding lead and deputies alone."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from consultations.storage.metadata import Instant, metadata

concern = Table(
    "concern",
    metadata,
    Column("id", Integer, primary_key=True),
    # It stays when the person has their words deleted: a safeguarding record is the stated exception.
    Column("participant_id", ForeignKey("participant.id", ondelete="SET NULL"), index=True),
    Column("session_id", String(36)),
    Column("channel", String(20), nullable=False),
    Column("consultation", String(64)),
    Column("question", String(200)),
    Column("outcome", String(10), nullable=False),
    Column("category", String(30)),  # null: a person must read it, whatever it is
    Column("words", Text, nullable=False),  # sealed JSON: the texts in their order, the last one raised it
    Column("holds", Integer, nullable=False, server_default=text("0")),  # so many of the last texts are held
    Column("reasons", Text, nullable=False),  # sealed JSON: they may quote the words
    Column("language", String(35), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(10), nullable=False, server_default="received"),
    Column("version", Integer, nullable=False, server_default=text("1")),  # two do not overwrite each other
    Column("first_seen_at", Instant),
    Column("first_seen_by", String(100)),
    Column("acting_at", Instant),
    Column("acting_by", String(100)),
    Column("ended_at", Instant),
    Column("ended_by", String(100)),
    Column("ended_because", Text),  # sealed: why it was closed, or to whom it was referred
    Column("released_at", Instant),  # from then on the words count as any others
    Column("released_by", String(100)),
    CheckConstraint("outcome IN ('alert', 'review')", name="outcome"),
    CheckConstraint("state IN ('received', 'seen', 'acting', 'referred', 'closed')", name="state"),
    Index("ix_concern_state_received_at", "state", "received_at"),
)

concern_alert = Table(  # one person told in one way of one concern, in one round; without any of its words
    "concern_alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("concern_id", ForeignKey("concern.id", ondelete="CASCADE"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("title", String(100), nullable=False),
    Column("way", String(10), nullable=False),
    Column("address", Text, nullable=False),  # sealed
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant),  # null once it is sent, or no longer needed
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("sent_at", Instant),
    Column("failed_at", Instant),  # the last time that it did not go out
    Column("failure", Text),
    UniqueConstraint("concern_id", "step", "title", "way"),
    Index("ix_concern_alert_due_at", "due_at"),
)

concern_message = Table(  # what the safeguarding lead wrote to the person
    "concern_message",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("concern_id", ForeignKey("concern.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("words", Text, nullable=False),  # sealed
    Column("by", String(100), nullable=False),
    Column("at", Instant, nullable=False),
    Column("sent_at", Instant),  # when it was put into the outbox
)
