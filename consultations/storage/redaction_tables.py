"""The words of answers as everybody may see them: without what tells who somebody is."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from consultations.storage.metadata import metadata

redacted_answer = Table(
    "redacted_answer",
    metadata,
    Column("answer_id", ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),  # of the words: others are to be redacted again
    Column("rules", String(40), nullable=False),  # analysis.redaction.RULES
    Column("redacted_text", Text, nullable=False),
)
