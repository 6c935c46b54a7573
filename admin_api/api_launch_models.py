"""What the API takes and gives of a consultation in preparation: what an officer says, and its questions."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from admin_api.api_models import Given, Made
from admin_api.forms import Typed
from admin_api.launch_fields import LONGEST, MOST_PEOPLE
from admin_api.pages_launch import LONGEST_TITLE
from admin_api.pages_wording import MOST_LANGUAGES
from consultations.consultation import LONGEST_NEW_CODE
from consultations.forms.editing import Translation, Wording
from consultations.launching import Channel, Intent
from consultations.participants import AgeBand

Words = Annotated[Typed, Field(max_length=LONGEST)]
Title = Annotated[Typed, Field(min_length=1, max_length=LONGEST_TITLE)]
NewCode = Annotated[Typed, Field(min_length=1, max_length=LONGEST_NEW_CODE)]
People = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
Named = Annotated[Typed, Field(max_length=100)]
Label = Annotated[Typed, Field(max_length=1000)]
Language = Annotated[str, Field(max_length=40)]
EXAMPLE: Mapping[str, Any] = {
    "what_can_change": "Where the new lamps go, and which come first.",
    "decided": "no",
    "decides_on": "2030-05-21",
    "ages": ["under_13", "13_15"],
    "channels": ["web", "paper"],
    "closes_on": "2030-03-27",
}


class Name(Given):
    title: Title = Field(examples=["Feeling safe"])
    code: NewCode = Field(description="Stands in every link.", examples=["feeling-safe"])


class NewDraft(Name):
    plan: Named = Field(examples=["CE-2022"])


class _Said(BaseModel):
    what_can_change: Words = ""
    what_cannot: Words = ""
    decided: Literal["", "no", "yes"] = ""
    options: Words = Field("", description="What people need to know to answer well.")
    decided_by: Words = ""
    decides_on: date | None = None
    how_considered: Words = ""
    outcomes: list[Named] = Field([], max_length=100)
    ages: list[AgeBand] = Field([], max_length=4)
    targets: dict[AgeBand, People] = Field({}, description="How many of each age you hope to hear.")
    least_heard: Words = ""
    channels: list[Channel] = Field([], max_length=4)
    channel_targets: dict[Channel, People] = {}
    languages: list[Language] = Field([], max_length=MOST_LANGUAGES)
    closes_on: date | None = None
    why_short: Words = ""
    remind_after_hours: Literal[48, 72, 168] | None = None
    told_on: date | None = None
    cover: Words = Field("", description="Who covers safeguarding: roles, no names.")
    lead_told: bool = Field(False, description="The safeguarding lead knows of these dates.")


class SaidIn(Given, _Said):
    """What is said about a launch; what is left out stays as it was."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [dict(EXAMPLE)]})

    def changes(self) -> dict[str, Any]:
        """What was said, as `Intent` holds it."""
        given = self.model_dump(exclude_unset=True)
        return {name: tuple(dict.fromkeys(value)) if isinstance(value, list) else value
                for name, value in given.items()}  # fmt: skip


class SaidOut(Made):
    """What has been said so far; "" and null for what has not."""

    what_can_change: str
    what_cannot: str
    decided: Literal["", "no", "yes"]
    options: str
    decided_by: str
    decides_on: date | None
    how_considered: str
    outcomes: list[str] = Field(examples=[["CE2"]])
    ages: list[str] = Field(examples=[["under_13"]])
    targets: dict[str, int] = Field(examples=[{"under_13": 40}])
    least_heard: str
    channels: list[str] = Field(examples=[["web"]])
    channel_targets: dict[str, int] = Field(examples=[{"web": 60}])
    languages: list[str] = Field(examples=[["en"]])
    closes_on: date | None
    why_short: str
    remind_after_hours: int | None = Field(examples=[72])
    told_on: date | None
    cover: str
    lead_told: bool


class WeighedIn(Given):
    seen: Named = Field(description="`seen` of the draft that was read.", examples=["5e884898da28"])


class AskedToSign(Made):
    """How many young person leads were written to, of how many."""

    reached: int = Field(examples=[1])
    leads: int = Field(examples=[2])


class TemplateIn(Given):
    template: Annotated[str, Field(max_length=50)] = Field(examples=["good-and-better"])


class InLanguage(BaseModel):
    """The words of a question in another language than the form's own; a choice without words is “–”."""

    model_config = ConfigDict(extra="forbid")

    label: Words = Field("", examples=["Co pomaga?"])
    hint: Words = ""
    choices: list[Label] = Field([], max_length=200)


class QuestionIn(Given):
    """A question. Languages that are left out of `others` stay as they are; choices keep their names."""

    type: Literal["text", "select_one", "select_multiple", "range", "integer", "note"] = Field(
        "text", description="A question of another type keeps its own."
    )
    label: Annotated[Typed, Field(min_length=1, max_length=LONGEST)] = Field(examples=["What helps?"])
    hint: Words = ""
    outcome: Named = Field("", examples=["CE2"])
    frame: Literal["", "good", "improve", "why", "open"] = ""
    required: bool = False
    why_required: Label = ""
    why_identifying: Label = ""
    relevant: Words = Field("", description="An XLSForm expression: asked only where it is true.")
    choices: list[Label] = Field([], max_length=200)
    others: dict[Language, InLanguage] = Field({}, max_length=MOST_LANGUAGES)
    still: list[Language] = Field(
        [], max_length=MOST_LANGUAGES, description="Languages whose words still say the same."
    )

    def wording(self, kind: str) -> Wording:
        plain = self.model_dump(exclude={"others", "still", "choices", "type", "after"})
        others = {
            code: Translation(one.label, one.hint, "\n".join(one.choices))
            for code, one in self.others.items()
        }
        return Wording(**plain, type=kind, choices="\n".join(self.choices), others=others)


class NewQuestion(QuestionIn):
    after: Annotated[str, Field(max_length=200)] = Field(
        "", description="The question behind which it stands; at the end where there is none."
    )


class MoveIn(Given):
    do: Literal["up", "down"]


class TranslationOut(Made):
    label: str
    hint: str
    choices: list[str]


class QuestionOut(Made):
    """A question as it is edited. `name` is what answers are stored by."""

    name: str = Field(examples=["helps"])
    type: str = Field(examples=["text"])
    label: str = Field(examples=["What helps?"])
    hint: str
    outcome: str = Field(examples=["CE2"])
    frame: str = Field(examples=["good"])
    required: bool
    why_required: str
    why_identifying: str
    relevant: str
    choices: list[str]
    others: dict[str, TranslationOut] = Field(
        examples=[{"pl": {"label": "Co pomaga?", "hint": "", "choices": []}}]
    )


def said_out(intent: Intent) -> SaidOut:
    return SaidOut.model_validate({name: getattr(intent, name) for name in SaidOut.model_fields})


def question_out(name: str, wording: Wording) -> QuestionOut:
    return QuestionOut(
        name=name,
        **{part: getattr(wording, part) for part in QuestionOut.model_fields
           if part not in ("name", "choices", "others")},
        choices=wording.choices.splitlines(),
        others={
            code: TranslationOut(label=one.label, hint=one.hint, choices=one.choices.splitlines())
            for code, one in wording.others.items()
        },
    )  # fmt: skip
