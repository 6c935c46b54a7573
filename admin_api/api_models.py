"""What the API takes and gives, as types: OpenAPI describes exactly this.

A number of people is `{"shown": true, "value": 22}`; a hidden one is `{"shown": false, "code": "c"}`.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from admin_api.forms import Typed
from admin_api.paging import Paged
from consultations.accountability import Decision, State
from consultations.webhooks import LONGEST_URL, NEWS, News

Code = Annotated[str, StringConstraints(max_length=64)]


class Given(BaseModel):
    """What a request brings: fields that we do not know are refused."""

    model_config = ConfigDict(extra="forbid")


class AskFilter(Paged):
    plan: Code | None = Field(None, description="Only asks about this plan.", examples=["CE-2022"])
    outcome: Code | None = Field(None, description="Only asks about this outcome.", examples=["CE2"])


class ConsultationFilter(Paged):
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


class FaultOut(Made):
    """One thing wrong in a request, and in which of its fields or in which row of a file."""

    code: str = Field(examples=["missing"])
    message: str = Field(examples=["Something is missing."])
    fix: str = Field(examples=["Please fill it in."])
    field: str | None = Field(examples=["title"])
    row: int | None = Field(examples=[3])


class Problem(Made):
    """An error (RFC 9457): a stable `code` for programs, and what happened and what to do in words."""

    type: str = Field(examples=["urn:together:problem:unknown-plan"])
    title: str = Field(examples=["We cannot find that page"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no plan “CE-2026”."])
    code: str = Field(description="What programs may go by: it stays.", examples=["unknown-plan"])
    fix: str = Field(examples=["Import its plan file first."])
    faults: list[FaultOut] = Field(description="Every fault of a request that does not fit.", examples=[[]])


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


class TranslationsOut(Made):
    """What is said about an ask in other languages than English, by language. The question is the
    questionnaire's own, in every language that it has."""

    question: dict[str, str] = Field(examples=[{"pl": "Co by pomogło?"}])
    theme: dict[str, str] = Field(examples=[{"pl": "Latarnie"}])
    what_happens: dict[str, str] = Field(examples=[{"pl": "Do marca postawimy 40 lamp."}])


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
    translations: TranslationsOut
    published: datetime
    people: Figure
    told: Figure


class ChoiceOut(Made):
    """`name` is what answers hold; `labels` are the words by language."""

    name: str = Field(examples=["yes"])
    labels: dict[str, str] = Field(examples=[{"en": "Yes"}])


class QuestionForm(Made):
    name: str = Field(examples=["safe"])
    type: str = Field(examples=["select_one"])
    outcome: str | None = Field(examples=["CE2"])
    labels: dict[str, str] = Field(examples=[{"en": "Do you feel safe?"}])
    choices: list[ChoiceOut]


class Form(Made):
    """What a consultation asks, in the order of its questionnaire; over all its versions."""

    consultation: str = Field(examples=["feeling-safe"])
    languages: list[str] = Field(examples=[["en", "pl"]])
    questions: list[QuestionForm]


class ProgressOut(Made):
    consultation: str = Field(examples=["feeling-safe"])
    began: Figure
    finished: Figure


class ThemeOut(Made):
    """A theme of a question; `ask` is the ask that was made of it already."""

    question: str = Field(examples=["better"])
    question_label: str = Field(examples=["What would make it better?"])
    theme: str = Field(examples=["street_lights"])
    theme_label: str = Field(examples=["Street lights"])
    outcome: str = Field(examples=["CE2"])
    people: Figure
    ask: int | None = Field(examples=[3])


class AllAsks(Paged):
    plan: Code | None = Field(None, description="Only asks about this plan.", examples=["CE-2022"])
    state: State | None = Field(None, description="Only asks that stand so.")


class BearsOn(Made):
    """A part of the plan that a decision bears on, and what came of it so far."""

    kind: str = Field(examples=["Action"])
    code: str = Field(examples=["CE2.A1"])
    text: str = Field(examples=["Light the path by the school"])
    result: str = Field(examples=["Done: minutes of May"])


class CaseOut(Made):
    """An ask as officers see it. `days` since it came to stand where it stands."""

    id: int = Field(examples=[3])
    plan: str = Field(examples=["CE-2022"])
    outcome: str = Field(examples=["CE2"])
    consultation: str = Field(examples=["feeling-safe"])
    sample: bool
    question: str = Field(examples=["better"])
    question_label: str = Field(examples=["What would make it better?"])
    theme: str = Field(examples=["street_lights"])
    theme_label: str = Field(examples=["Street lights"])
    title: str = Field(examples=["Light on the way home"])
    state: State
    decision: Decision | None
    due: date | None = Field(description="By when the answer is to be published.")
    next_news: date | None = Field(description="By when those who said it are promised more news.")
    partnership: str = Field(description="Who leads on the outcome.")
    signed: bool = Field(description="Whether a young person lead has signed these words.")
    what_happens: str = Field(examples=["We put up 40 lamps by March."])
    translations: TranslationsOut
    action: str = Field(examples=["CE2.A1"])
    promise: str = Field(examples=["CE2.P1"])
    indicator: str = Field(examples=["CE2.I1"])
    bears_on: list[BearsOn]
    follows: int | None = Field(description="The ask whose answer this gives more news of.", examples=[2])
    days: int = Field(examples=[12])
    made: datetime
    decided: datetime | None
    published: datetime | None
    people: Figure
    told: Figure


class NewAsk(Given):
    consultation: Code = Field(examples=["feeling-safe"])
    question: Annotated[Typed, Field(max_length=200)] = Field(examples=["better"])
    theme: Annotated[Typed, Field(max_length=100)] = Field(examples=["street_lights"])
    title: Annotated[Typed, Field(min_length=1, max_length=150)] = Field(examples=["Light on the way home"])


InLanguage = Annotated[str, Field(max_length=20)]


class TranslationsIn(Given):
    """The theme and what happens in other languages of the consultation than English."""

    theme: dict[InLanguage, Annotated[Typed, Field(max_length=150)]] = Field(
        {}, max_length=40, examples=[{"pl": "Latarnie"}]
    )
    what_happens: dict[InLanguage, Annotated[Typed, Field(max_length=1000)]] = Field(
        {}, max_length=40, examples=[{"pl": "Do marca postawimy 40 lamp."}]
    )


class Decided(Given):
    decision: Decision
    next_news: date | None = Field(
        None, description="The day of the next news: needed for will_do and doing.", examples=["2030-03-27"]
    )
    what_happens: Annotated[Typed, Field(min_length=1, max_length=1000)] = Field(
        description="What happens, or why not, in words that a child can read.",
        examples=["We put up 40 lamps by March."],
    )
    translations: TranslationsIn = Field(
        default_factory=lambda: TranslationsIn(theme={}, what_happens={}),
        description="The same in other languages of the consultation. What is left out is told in English.",
    )
    action: Code = Field("", description="The action of the plan that it bears on.", examples=["CE2.A1"])
    promise: Code = Field("", description="The promise that it bears on.", examples=["CE2.P1"])
    indicator: Code = Field("", description="The indicator that it bears on.", examples=["CE2.I1"])


class MessageOut(Made):
    """The message about an ask as it arrives in each language.

    `seen` shows on publishing that these words were read. `warnings` say which languages lack words, and how
    many people would read English instead.
    """

    text: str = Field(examples=["You asked for light on the way home. We will put up 40 lamps by March."])
    in_languages: dict[str, str] = Field(examples=[{"pl": "To pytanie… Do marca postawimy 40 lamp."}])
    warnings: list[str] = Field(examples=[["Some words are missing in Română."]])
    seen: str = Field(examples=["5e884898da28047151d0e56f8dc62927"])


class Read(Given):
    seen: Annotated[str, Field(max_length=64)] = Field(
        description="`seen` of the message.", examples=["5e884898da28047151d0e56f8dc62927"]
    )


class VariableOut(Made):
    """What a cell means. `codes` are the codes that it may hold, with their labels."""

    name: str = Field(examples=["safe"])
    question: str = Field(examples=["safe"])
    kind: Literal["code", "chosen", "number", "date", "words", "feeling", "themes"]
    label: str = Field(examples=["Do you feel safe?"])
    codes: dict[str, str] = Field(examples=[{"yes": "Yes", "no": "No"}])


class RespondentOut(Made):
    """One person's answers by variable; `respondent` is a running number within this file alone."""

    respondent: int
    answers: dict[str, str | int | float] = Field(examples=[{"safe": "yes", "better": "More lights please"}])


class AnswersOut(Made):
    variables: list[VariableOut]
    items: list[RespondentOut]
    next: str | None = Field(description="Send it as `cursor` for what follows; null at the end.")


class NewWebhook(Given):
    url: Annotated[Typed, Field(max_length=LONGEST_URL)] = Field(
        examples=["https://council.example/together"]
    )
    events: list[News] = Field(min_length=1, max_length=len(NEWS), examples=[["summary.new"]])


class WebhookOut(Made):
    id: int = Field(examples=[1])
    url: str = Field(examples=["https://council.example/together"])
    events: list[News] = Field(examples=[["summary.new"]])
    made: datetime


class WebhookMade(WebhookOut):
    """`secret` signs what is sent there; it is given this once."""

    secret: str = Field(examples=["whs_T2ggbm8sIHRoaXMgaXMgbm90IGEgc2VjcmV0ISE"])


class DeliveryOut(Made):
    """What became of one message; `next_attempt` is null when it arrived or was given up."""

    webhook: int = Field(examples=[1])
    event: str = Field(examples=["summary.new"])
    id: str = Field(examples=["summary:CE-2022:2026-11-23"])
    made: datetime
    attempts: int
    sent: datetime | None
    next_attempt: datetime | None
    failure: str | None
