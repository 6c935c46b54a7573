"""What the API gives of what was heard about a plan: the board's numbers, as types."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from admin_api.api_models import Figure, Made


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


class VoiceOut(Made):
    """What one group said about an outcome; `people` are those of it whose words were read."""

    group: str = Field(examples=["10-14"])
    label: str = Field(examples=["10 to 14"])
    people: Figure
    feelings: list[RowOut]
    themes: list[RowOut]


class ApartOut(Made):
    """A reliable difference: the group `more` said so more often than `less`, by `low` to `high` points."""

    about: Literal["feeling", "theme"]
    name: str = Field(examples=["positive"])
    label: str = Field(examples=["Positive"])
    more: str = Field(examples=["Parents and carers"])
    less: str = Field(examples=["10 to 14"])
    low: int = Field(examples=[20])
    high: int = Field(examples=[35])


class AgreedOut(Made):
    """A theme that every group compared spoke of, by `least` to `most` per cent of each.

    `consensus` is the product of (A + 1)/(S + 2) over these groups, of whom A of S spoke of it.
    """

    theme: str = Field(examples=["street_lights"])
    label: str = Field(examples=["Street lights"])
    least: int = Field(examples=[20])
    most: int = Field(examples=[45])
    consensus: float = Field(examples=[0.09])


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
    groups: list[VoiceOut] = Field(description="Who said what; empty where groups are not told apart.")
    comparisons: int = Field(
        description="How many pairs of groups were compared in something; what is not in "
        "`differences` is no reliable difference.",
        examples=[24],
    )
    differences: list[ApartOut]
    said_in_all_groups: list[AgreedOut] = Field(description="Most agreed first.")


class TookPart(Made):
    consultation: str
    title: str
    sample: bool
    people: Figure


class GroupOut(Made):
    """Who took part, by one question."""

    question: str
    rows: list[RowOut]


class ThemesOut(Made):
    """How themes came about. Null: words alone found them, nobody signed (`signed_off_by`: a role)."""

    consultation: str
    how: str
    coded: Figure | None
    f1: float | None
    low: float | None
    high: float | None
    signed_off_by: str | None
    signed_off: datetime | None


class BoardOut(Made):
    """All that the board's pages show about one plan, of one reading."""

    plan: str
    read_at: datetime | None
    models: list[str] = Field(description="What read the words.")
    themes_found: list[ThemesOut] = Field(description="How the themes came about, and how often right.")
    threshold: int = Field(
        description="Numbers about fewer people than this are not shown; the others are rounded to 5.",
        examples=[5],
    )
    people: Figure
    consultations: list[TookPart]
    still_open: list[str] = Field(
        description="Consultations that people still answer: nothing of them is counted yet.",
        examples=[["feeling-safe"]],
    )
    who_took_part: list[GroupOut]
    outcomes: list[HeardOut]
