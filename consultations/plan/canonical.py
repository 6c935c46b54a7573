"""A plan as JSON and back, always the same text for the same plan.

Values that are the default are left out, so a plan saved before the model grew still reads the same.
"""

from pydantic import TypeAdapter

from consultations.plan.model import Plan

PLAN = TypeAdapter(Plan)


def to_json(plan: Plan) -> str:
    return PLAN.dump_json(plan, exclude_defaults=True).decode()


def from_json(text: str) -> Plan:
    return PLAN.validate_json(text)
