"""A consultation: one version of a questionnaire, put to people, about one plan."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from consultations.errors import Refused
from consultations.forms.questionnaire import Questionnaire

CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What may stand in a link, and in Telegram's `/start` (core.telegram.org/bots/features#deep-linking)."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation that was opened. `questionnaire_id` names the version it keeps to its end."""

    id: int
    code: str
    title: str
    plan_code: str
    questionnaire_id: str
    taxonomy: str | None
    state: Literal["open", "closed"]
    sample: bool
    opened_at: datetime
    closed_at: datetime | None


def check_launch(code: str, questionnaire: Questionnaire, outcomes: Collection[str]) -> None:
    """Raise `Refused` where a consultation may not be opened with this code and questionnaire.

    `outcomes` are the codes of the plan that it is about.
    """
    if not CODE.fullmatch(code):
        raise Refused(
            "bad_code",
            f"“{code}” cannot stand in a link.",
            "Use letters, digits, - and _ only, at most 64 of them.",
        )
    unknown = sorted({one.outcome for one in questionnaire.questions() if one.outcome} - set(outcomes))
    if unknown:
        raise Refused(
            "unknown_outcome",
            f"The plan has no outcome called {', '.join(unknown)}.",
            f"Use these in the column “outcome”: {', '.join(sorted(outcomes))}.",
        )
