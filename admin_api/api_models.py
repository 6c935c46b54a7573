"""What the API takes and gives, as types: OpenAPI describes exactly this.

A number of people is `{"shown": true, "value": 22}`; a hidden one is `{"shown": false, "code": "c"}`.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from consultations.accountability import Decision

Code = Annotated[str, StringConstraints(max_length=64)]


class Given(BaseModel):
    """What a request brings: fields that we do not know are refused."""

    model_config = ConfigDict(extra="forbid")


class AskFilter(Given):
    plan: Code | None = Field(None, description="Only asks about this plan.", examples=["CE-2022"])
    outcome: Code | None = Field(None, description="Only asks about this outcome.", examples=["CE2"])


class ConsultationFilter(Given):
    state: Literal["open", "closed"] | None = Field(None, description="Only consultations in this state.")


class Made(BaseModel):
    """What a response gives."""

    model_config = ConfigDict(frozen=True)


class Shown(Made):
    """A number of people that may be seen."""

    shown: Literal[True] = True
    value: int = Field(examples=[22])


class Suppressed(Made):
    """A number of people so small that it could point at somebody, or that would give such a number away."""

    shown: Literal[False] = False
    code: Literal["c"] = "c"


Figure = Annotated[Shown | Suppressed, Field(discriminator="shown")]


class Fault(Made):
    """One thing wrong in a request."""

    code: str
    message: str
    fix: str


class Problem(Made):
    """An error: a stable `code` for programs, and what happened and what to do in words."""

    code: str = Field(examples=["unknown-plan"])
    message: str = Field(examples=["There is no plan “CE-2026”."])
    fix: str = Field(examples=["Import its plan file first."])
    faults: list[Fault] = Field(description="Every fault of a request that does not fit.")


class IndicatorOut(Made):
    """`baseline` and `target` are null where no number has been published; they are never 0 for that."""

    code: str
    text: str
    polarity: Literal["up", "down", "maintain"]
    baseline: Decimal | None
    target: Decimal | None
    unit: str


class PriorityOut(Made):
    code: str
    text: str
    kind: Literal["aim", "action", "year-one"]
    actions: list[str]


class OutcomeOut(Made):
    code: str = Field(examples=["CE2"])
    title: str
    label: str = Field(description="The shortest name.", examples=["Feel safe, be safe"])
    lead_partnership: str | None
    asked_us: list[str] = Field(description="What children asked the Trust to think about.")
    priorities: list[PriorityOut]
    indicators: list[IndicatorOut]


class PlanOut(Made):
    code: str = Field(examples=["CE-2022"])
    title: str
    area: str
    starts: date
    ends: date
    status: Literal["draft", "signed-off", "closed"]


class PlanDetail(PlanOut):
    outcomes: list[OutcomeOut]


class ConsultationOut(Made):
    """`sample` marks invented answers."""

    code: str = Field(examples=["feeling-safe"])
    title: str
    plan: str
    state: Literal["open", "closed"]
    sample: bool
    opened: datetime
    closed: datetime | None


class RowOut(Made):
    """A line of a table. `percent` is of the people who answered, null where it may not be said."""

    name: str
    label: str
    people: Figure
    percent: int | None


class UnreadOut(Made):
    """People whose words were not read."""

    empty: Figure
    not_english: Figure
    waiting: Figure


class QuestionOut(Made):
    consultation: str
    question: str
    label: str
    type: str
    people: Figure
    distribution: list[RowOut]
    mean: float | None
    median: float | None
    feelings: list[RowOut]
    themes: list[RowOut]
    unread: UnreadOut | None


class HeardOut(Made):
    """What was said about one outcome; `code` is null for questions that belong to none."""

    code: str | None
    label: str | None
    people: Figure
    answers: Figure
    feelings: list[RowOut]
    themes: list[RowOut]
    unread: UnreadOut | None
    questions: list[QuestionOut]


class TookPart(Made):
    consultation: str
    title: str
    sample: bool
    people: Figure


class GroupOut(Made):
    """Who took part, by one question."""

    question: str
    rows: list[RowOut]


class BoardOut(Made):
    """All that the board's pages show about one plan, of one reading."""

    plan: str
    read_at: datetime | None
    models: list[str] = Field(description="What read the words.")
    threshold: int = Field(description="Numbers about fewer people than this are not shown.", examples=[5])
    people: Figure
    consultations: list[TookPart]
    who_took_part: list[GroupOut]
    outcomes: list[HeardOut]


class AskOut(Made):
    """What people asked for and what came of it. Only published asks are given."""

    id: int
    plan: str
    outcome: str
    consultation: str
    sample: bool
    question: str
    question_label: str
    theme: str
    theme_label: str
    title: str
    decision: Decision
    what_happens: str
    published: datetime
    people: Figure
    told: Figure
