"""The pictures and sounds of questionnaires, kept with the version that names them."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from consultations.storage.metadata import metadata

media = Table(
    "media",
    metadata,
    Column("questionnaire_id", ForeignKey("questionnaire.id"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("media_type", String(50), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
