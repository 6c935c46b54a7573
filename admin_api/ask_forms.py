"""The forms of asks: the title, what was decided, and what a young person lead says about the words."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from admin_api.forms import FieldError, Filled, Typed, filled
from admin_api.translation.speaking import message, translate
from consultations.accountability import NEWS_FOLLOWS, Answered, Ask, Decision, Links
from consultations.ask_words import Translations, tidy

LONGEST_TITLE = 150
LONGEST_WORDS = 1000
"""Letters of what happens: about a screen of a phone, and well within one Telegram message (4096)."""
LONGEST_SENT = 20_000
"""Letters that are taken in, so that too many can be given back to be shortened."""
LONGEST_CHANGE = 2000

CHOOSE = message("Choose what you decided.")
REASON = message("Write the reason why not. People will read it.")
WORDS = message("Write what happens. People will read it.")
TOO_LONG = message("Shorten this to {most} letters or fewer. It has {number} now.")
NO_DAY = message("Write a day that there is, such as 27 3 2027.")
NO_NEWS = message("Write by when people will hear more. They will be told.")
PAST = message("Write a day to come.")
CHANGE = message("Write what should change.")

Part = Annotated[Typed, Field(default="", max_length=10)]
Code = Annotated[Typed, Field(default="", max_length=64)]
MOST_LANGUAGES = 40
Each = Annotated[
    list[Annotated[Typed, Field(max_length=LONGEST_SENT)]],
    Field(default_factory=list, max_length=MOST_LANGUAGES),
]
"""A field that stands once for each language; `language` says, in the same order, which."""


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
            return [FieldError("title", translate("Write a title."))]
        problem = too_long(self.title, LONGEST_TITLE)
        return [FieldError("title", problem)] if problem else []


class DecisionForm(BaseModel):
    """The form that records a decision: what, in which words, when there is more news, what it bears on.

    `theme_in` and `words_in` hold the theme and what happens in each `language` but English.
    """

    model_config = ConfigDict(extra="forbid")

    decision: str = Field(default="", max_length=20)
    what_happens: Typed = Field(default="", max_length=LONGEST_SENT)
    day: Part
    month: Part
    year: Part
    action: Code
    promise: Code
    indicator: Code
    language: Each
    theme_in: Each
    words_in: Each

    def errors(self, today: date) -> list[FieldError]:
        """Everything wrong with it, in the order of its fields."""
        problems = {
            "decision": "" if self.decision in get_args(Decision) else CHOOSE,
            "what_happens": self._bad_words(),
            **self._bad_translations(),
            "news-day": self._bad_day(today),
        }
        return [FieldError(field, problem) for field, problem in problems.items() if problem]

    def _bad_words(self) -> str:
        if not self.what_happens:
            return REASON if self.decision == "cant" else WORDS
        return too_long(self.what_happens, LONGEST_WORDS)

    def _bad_translations(self) -> dict[str, str]:
        """What is wrong with the words in each language, by the id of the field."""
        return {
            field: too_long(words, LONGEST_TITLE if field.startswith("theme-") else LONGEST_WORDS)
            for field, words in in_fields(self.translations()).items()
        }

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
        return Answered(self.decision, self.what_happens, self.news_on(), links, self.translations())

    def translations(self) -> Translations:
        """What is written in other languages."""
        theme, words = (zip(self.language, each, strict=False) for each in (self.theme_in, self.words_in))
        return Translations(theme=tidy(theme), what_happens=tidy(words))

    def filled(self, *errors: FieldError) -> Filled:
        own = self.model_dump(exclude={"language", "theme_in", "words_in"})
        return filled(*errors, **own, **in_fields(self.translations()))


def as_filled(ask: Ask) -> Filled:
    """The form as the ask stands."""
    on = ask.next_news_on
    day = {"day": str(on.day), "month": str(on.month), "year": str(on.year)} if on else {}
    links = {"action": ask.action_code, "promise": ask.promise_code, "indicator": ask.indicator_code}
    own = {"decision": ask.decision or "", "what_happens": ask.what_happens or ""}
    return filled(**own, **day, **links, **in_fields(ask.translations))


def in_fields(translations: Translations) -> dict[str, str]:
    """What officers have written in other languages, by the id of the field."""
    themes = {f"theme-{code}": words for code, words in translations.theme.items()}
    return themes | {f"words-{code}": words for code, words in translations.what_happens.items()}


def too_long(words: str, most: int) -> str:
    """What to say of words that are longer than so many letters; "" where they are not."""
    return translate(TOO_LONG, most=most, number=len(words)) if len(words) > most else ""


class SignForm(BaseModel):
    """What a young person lead says about the words of an answer: sign them, or what should change."""

    model_config = ConfigDict(extra="forbid")

    wording: str = Field(default="", max_length=64)
    change: Typed = Field(default="", max_length=LONGEST_CHANGE)
    do: Literal["sign", "ask"] = "sign"

    def errors(self) -> list[FieldError]:
        return [FieldError("change", CHANGE)] if self.do == "ask" and not self.change else []
