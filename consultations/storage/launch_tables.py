"""Consultations that are being prepared."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

launch_draft = Table(
    "launch_draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("plan_code", ForeignKey("plan.code"), nullable=False),
    Column("questionnaire_id", ForeignKey("questionnaire.id")),  # the wording so far
    Column("intent", Text, nullable=False),  # JSON of `launching.Intent`
    Column("created_by", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("consultation_id", ForeignKey("consultation.id"), unique=True),  # what it became
)
