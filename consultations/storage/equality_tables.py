"""Equality questions: what a consultation asks, what was answered, and what was counted when that went.

An answer names nobody. `owner` is a keyed hash of the person, the consultation and the question, so two
answers of one person do not even name each other, and only who holds the key finds the answers of a person.
There is no running number and no time in it: the order of rows would tell who answered when.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text, false

from consultations.storage.metadata import metadata

equality_asked = Table(
    "equality_asked",
    metadata,
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(30), primary_key=True),
    Column("version", String(10), nullable=False),  # which wording: consultations/equality
    Column("under_13", Boolean, nullable=False, server_default=false()),  # children under 13 are asked too
)

equality_answer = Table(
    "equality_answer",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("question", String(30), nullable=False),
    Column("version", String(10), nullable=False),
    Column("choice", String(30), nullable=False),
    Column(
        "sealed", Text, nullable=False
    ),  # the age band and the day: in the clear they might name one person
    sqlite_with_rowid=False,
)

equality_count = Table(  # what may be shown, kept when the answers go
    "equality_count",
    metadata,
    Column("consultation_id", ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(30), primary_key=True),
    Column("version", String(10), primary_key=True),
    Column("choice", String(30), primary_key=True),  # "" for all who were counted
    Column("people", Integer),  # null where it is not shown
    Column("below", Integer),  # and then: fewer than so many, where that may be said
    CheckConstraint("people IS NULL OR below IS NULL", name="shown"),
)
