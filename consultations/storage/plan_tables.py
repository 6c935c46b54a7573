"""Plans and their outcomes.

A plan is kept whole, as canonical JSON. Its outcomes are rows as well, because answers, questions and asks
refer to them: `(plan_code, outcome_code)` → `outcome (plan_code, code)`. Nothing cascades: an outcome that
something refers to cannot be deleted.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from consultations.storage.metadata import Instant, metadata

plan = Table(
    "plan",
    metadata,
    Column("code", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("status", String, nullable=False),
    Column("document", Text, nullable=False),  # consultations.plan.canonical
    Column("changed_at", Instant, nullable=False),
)

outcome = Table(
    "outcome",
    metadata,
    Column("plan_code", ForeignKey(plan.c.code), primary_key=True),
    Column("code", String, primary_key=True),
    Column("position", Integer, nullable=False),  # its place in the plan, from 0
    Column("title", Text, nullable=False),
    Column("label", Text, nullable=False),
)
