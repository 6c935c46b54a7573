"""What the board hears besides participants: what audits found, and which consultations ask the staff.

The plan of Cheshire East (2022, “How we will know we have made a difference”) names four sources for each
outcome: performance, audits, young people and their families, staff.
"""

from dataclasses import dataclass
from datetime import date, datetime

LONGEST_TITLE = 150
LONGEST_WORDS = 1000
LONGEST_BY = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """What one audit found about an outcome, in staff's words: about practice, never about one child.

    `audited_by` is the body or team, `audited_on` its day. `next_step` may be empty.
    """

    id: int
    plan_code: str
    outcome_code: str
    title: str
    found: str
    next_step: str
    audited_by: str
    audited_on: date
    made_by: str
    made_at: datetime
