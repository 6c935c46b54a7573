"""How many people of each group there are in the area."""

from sqlalchemy import Column, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

population_figure = Table(
    "population_figure",
    metadata,
    Column("name", String(100), primary_key=True),  # a choice's name
    Column("people", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("made_by", String(100), nullable=False),
    Column("made_at", Instant, nullable=False),
)
