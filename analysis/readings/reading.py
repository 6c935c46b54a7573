"""What a reading of one answer holds. Nothing in safeguarding may read it: feeling is not risk."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from analysis.themes import ThemeMatch
from consultations.forms.frames import Frame

Status = Literal["read", "empty", "not_english"]
By = Literal["rules", "learned"]


class Feeling(StrEnum):
    """What the writer feels about what is described, read with its question.

    There is no “neutral”: a pure suggestion, a fact and words that nobody knows have no clear signal.
    """

    POSITIVE = "positive"
    NEEDS_CHANGE = "needs change"
    MIXED = "mixed"
    NO_CLEAR_SIGNAL = "no clear signal"


class Kind(StrEnum):
    """What the answer does.

    A need states a lack, an idea suggests without one, a worry tells of fear or harm or what goes wrong;
    unfairness says that somebody is treated worse, not listened to or let down.
    """

    PRAISE = "praise"
    WORRY = "worry"
    NEED = "need"
    IDEA = "idea"
    UNFAIRNESS = "unfairness"
    INFO = "info"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer with the question it answers: its words in the questionnaire's language, "" if unknown."""

    text: str
    question: str = ""
    frame: Frame = Frame.OPEN


@dataclass(frozen=True, slots=True)
class Assessed:
    """One stretch of words that has a feeling, and its polarity from -1 to 1."""

    words: str
    polarity: float


@dataclass(frozen=True, slots=True)
class Signals:
    """What the separate methods say, kept apart so that a person can see where they differ.

    `repaired` and `vader` are from -1 to 1. `drove`: the words behind the repaired score. `agree` is false
    where the methods point different ways: such an answer is for a person to look at. `likely`: how sure the
    learned reading is of its label, None without it. `because`: the words of the rule, or the coded answers
    nearest in meaning, that explain the label.
    """

    repaired: float
    vader: float
    drove: tuple[Assessed, ...]
    agree: bool
    by: By
    likely: float | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine made of one answer. What it could not read has a status, no feeling, and is counted.

    `polarity` (-1 to 1) and `subjectivity` (0 to 1) are TextBlob's own, to the last bit. `model` names all
    that decided the reading: one with another model is out of date. `language` (ISO 639-1) is None where the
    answer is too short to tell.
    """

    status: Status
    model: str
    frame: Frame = Frame.OPEN
    polarity: float | None = None
    subjectivity: float | None = None
    label: Feeling | None = None
    kind: Kind | None = None
    signals: Signals | None = None
    themes: tuple[ThemeMatch, ...] = ()
    language: str | None = None
