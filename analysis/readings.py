"""One answer read: what it feels like and what it is about, or why it could not be read."""

from dataclasses import dataclass
from typing import Literal

from analysis import sentiment, text
from analysis.sentiment import Assessed, Feeling
from analysis.taxonomy import NO_REASON_GIVEN, Taxonomy
from analysis.themes import THEME_RULES, Matcher, ThemeMatch

Status = Literal["read", "empty", "not_english"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine made of one answer. What it could not read has a status, no feeling, and is counted.

    `model` names everything that decided it: a reading with another model is out of date.
    """

    status: Status
    polarity: float | None
    subjectivity: float | None
    label: Feeling | None
    drove: tuple[Assessed, ...]
    themes: tuple[ThemeMatch, ...]
    model: str


class AnswerReader:
    """Reads many answers against one taxonomy, which it makes ready once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.model = f"{sentiment.MODEL} {text.TEXT_RULES} {THEME_RULES}-{taxonomy.digest}"
        self._matcher = Matcher(taxonomy)

    def read(self, answer: str) -> Reading:
        if text.is_empty(answer):
            return self._unread("empty", (ThemeMatch(NO_REASON_GIVEN),))
        if not text.is_english(answer):
            return self._unread("not_english", ())
        felt = sentiment.read_sentiment(answer)
        themes = self._matcher.match(answer, label=felt.label)
        return Reading("read", felt.polarity, felt.subjectivity, felt.label, felt.drove, themes, self.model)

    def _unread(self, status: Status, themes: tuple[ThemeMatch, ...]) -> Reading:
        return Reading(status, None, None, None, (), themes, self.model)


def read_answer(answer: str, taxonomy: Taxonomy) -> Reading:
    """Read one answer. For many, keep an `AnswerReader`: it prepares the taxonomy only once."""
    return AnswerReader(taxonomy).read(answer)
