"""What a question type answers for, and the registry it is found in.

A type is one class. It says what can be tapped, what typed words mean, how a stored value reads back, and how
the board sums it up. It knows nothing of channels and speaks in codes; the sentences are in the wording.
"""

from abc import ABC
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from consultations.forms.questionnaire import Choice, Question, Text, words

Summary = Literal["choices", "several", "numbers", "dates", "texts", "none"]
Input = Literal["none", "text", "number", "decimal", "date", "time", "datetime", "image", "audio", "file"]
Attached = Literal["image", "audio", "file"]
"""What can be sent as an answer instead of words."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be tapped: the value it stands for, and its words or the wording's key for them.

    `media` names its files: image or audio → language → file name.
    """

    value: str
    label: Text = field(default_factory=dict)
    wording: str = ""
    media: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer, as it is stored: XForms' own text for the value."""

    value: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The answer, most likely: to be stored once the person says that `shown` is what they meant."""

    value: str
    shown: Option


@dataclass(frozen=True, slots=True)
class Draft:
    """Not finished yet: more may be tapped before the person says done."""

    value: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the words are no answer: a code of the wording, and what to fill into its sentence."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


Reading = Accepted | Unsure | Draft | Problem


class QuestionType(ABC):
    """One type of question. Stateless: one instance serves every question of the type."""

    name: ClassVar[str]
    asks: ClassVar[bool] = True
    """Whether a person answers it. A note is told; a calculation is silent."""
    told: ClassVar[bool] = False
    """Whether a person sees it without answering."""
    input: ClassVar[Input] = "none"
    """Which form field fits a typed answer, where a channel has form fields."""
    takes_several: ClassVar[bool] = False
    """Whether taps add up until the person says done."""
    ordered: ClassVar[bool] = False
    """Whether taps are counted in their order, so that the last can be undone. It ends with the last tap."""
    attachment: ClassVar[Attached | None] = None
    """What is sent to answer it, where words are no answer."""
    uses_choices: ClassVar[bool] = False
    how_to: ClassVar[str] = ""
    """The wording's key of the hint that says how to answer, where the author gave no hint."""
    summary: ClassVar[Summary] = "none"

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        """What can be tapped, in order. `choices` are those the question's filter leaves."""
        return ()

    def tap(self, option: Option, draft: str, choices: Sequence[Choice]) -> Reading:
        """What tapping `option` means when `draft` was tapped before."""
        return Accepted(option.value)

    def done(self, draft: str) -> Reading:
        """What saying done means after `draft`."""
        return Accepted(draft) if draft else Problem("nothing_chosen")

    def undo(self, draft: str) -> Draft:
        """What is left of `draft` without its last tap."""
        return Draft(" ".join(draft.split()[:-1]))

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        """What typed words mean. `text` is never blank."""
        raise NotImplementedError

    def attach(self, kind: Attached, stored: str) -> Reading:
        """What sending a picture, a sound or a file means. `stored` is its name in the file store."""
        return Problem("nothing_to_attach")

    def locate(
        self, question: Question, choices: Sequence[Choice], latitude: float, longitude: float
    ) -> Reading | None:
        """What it means that somebody is there (degrees, WGS 84); None where that answers nothing."""
        return None

    def decimals(self, question: Question) -> int | None:
        """Of how many decimals of a degree it asks where somebody is; None where it asks something else."""
        return None

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        """A stored value as a person reads it, in `language`."""
        return value

    def check(self, question: Question) -> Sequence[Problem]:
        """What is wrong with the question's own parameters, for the one who wrote it."""
        return ()


def label_of(choices: Sequence[Choice], name: str, language: str) -> str:
    """The words of the choice called `name`, or the name where the list has none of it."""
    found = next((choice for choice in choices if choice.name == name), None)
    return words(found.label, language, "") or name if found else name
