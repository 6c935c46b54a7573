"""Rounds in which those to whom a pledge was made are asked whether it is kept."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from consultations.storage.metadata import metadata

pledge_survey = Table(  # one round; the questions are a consultation of their own
    "pledge_survey",
    metadata,
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True),
    Column("plan_code", ForeignKey("plan.code"), nullable=False),
    Column("pledge_code", String(100), nullable=False),
    Column("audience", String(100), nullable=False),  # who was invited; "" where the link is open to anyone
    Index("ix_pledge_survey_plan_code", "plan_code"),
)
