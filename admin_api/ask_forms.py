"""The forms of asks: the title, what was decided, and what a young person lead says about the words."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from admin_api.forms import FieldError, Filled, Typed, filled
from consultations.accountability import NEWS_FOLLOWS, Answered, Ask, Decision, Links

LONGEST_TITLE = 150
LONGEST_WORDS = 1000
"""Letters of what happens: about a screen of a phone, and well within one Telegram message (4096)."""
LONGEST_SENT = 20_000
"""Letters that are taken in, so that too many can be given back to be shortened."""
LONGEST_CHANGE = 2000

CHOOSE = "Choose what you decided."
REASON = "Write the reason why not. People will read it."
WORDS = "Write what happens. People will read it."
TOO_LONG = "Shorten this to {} letters or fewer. It has {} now."
NO_DAY = "Write a day that there is, such as 27 3 2027."
NO_NEWS = "Write by when people will hear more. They will be told."
PAST = "Write a day to come."
CHANGE = "Write what should change."

Part = Annotated[Typed, Field(default="", max_length=10)]
Code = Annotated[Typed, Field(default="", max_length=64)]


class AskForm(BaseModel):
    """The form that makes an ask of a theme."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=200)
    theme: str = Field(max_length=100)
    title: Typed = Field(default="", max_length=LONGEST_SENT)

    @property
    def theme_of_question(self) -> dict[str, str]:
        """What the address of the page with this form brings."""
        return {"question": self.question, "theme": self.theme}

    def errors(self) -> list[FieldError]:
        if not self.title:
            return [FieldError("title", "Write a title.")]
        if len(self.title) > LONGEST_TITLE:
            return [FieldError("title", TOO_LONG.format(LONGEST_TITLE, len(self.title)))]
        return []


class DecisionForm(BaseModel):
    """The form that records a decision: what, in which words, when there is more news, what it bears on."""

    model_config = ConfigDict(extra="forbid")

    decision: str = Field(default="", max_length=20)
    what_happens: Typed = Field(default="", max_length=LONGEST_SENT)
    day: Part
    month: Part
    year: Part
    action: Code
    promise: Code
    indicator: Code

    def errors(self, today: date) -> list[FieldError]:
        """Everything wrong with it, in the order of its fields."""
        problems = {
            "decision": "" if self.decision in get_args(Decision) else CHOOSE,
            "what_happens": self._bad_words(),
            "news-day": self._bad_day(today),
        }
        return [FieldError(field, problem) for field, problem in problems.items() if problem]

    def _bad_words(self) -> str:
        if not self.what_happens:
            return REASON if self.decision == "cant" else WORDS
        if len(self.what_happens) > LONGEST_WORDS:
            return TOO_LONG.format(LONGEST_WORDS, len(self.what_happens))
        return ""

    def _bad_day(self, today: date) -> str:
        if not (self.day or self.month or self.year):
            return NO_NEWS if self.decision in NEWS_FOLLOWS else ""
        found = self.news_on()
        if found is None:
            return NO_DAY
        return "" if found > today else PAST

    def news_on(self) -> date | None:
        """The day that was written; None where there is none such."""
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None

    def answered(self) -> Answered:
        links = Links(self.action, self.promise, self.indicator)
        return Answered(self.decision, self.what_happens, self.news_on(), links)

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, **self.model_dump())


def as_filled(ask: Ask) -> Filled:
    """The form as the ask stands."""
    on = ask.next_news_on
    day = {"day": str(on.day), "month": str(on.month), "year": str(on.year)} if on else {}
    links = {"action": ask.action_code, "promise": ask.promise_code, "indicator": ask.indicator_code}
    return filled(decision=ask.decision or "", what_happens=ask.what_happens or "", **day, **links)


class SignForm(BaseModel):
    """What a young person lead says about the words of an answer: sign them, or what should change."""

    model_config = ConfigDict(extra="forbid")

    wording: str = Field(default="", max_length=64)
    change: Typed = Field(default="", max_length=LONGEST_CHANGE)
    do: Literal["sign", "ask"] = "sign"

    def errors(self) -> list[FieldError]:
        return [FieldError("change", CHANGE)] if self.do == "ask" and not self.change else []
