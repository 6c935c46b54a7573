"""An audience: who is meant by a message to many, saved as a filter and counted anew each time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from consultations.errors import Fault, FaultyInput, Place, worded
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Choice, Question, Questionnaire

TookPart = Literal["anybody", "never", "began", "not_finished", "finished"]
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is meant, kept under a name. Whoever stopped or blocked us is never in it.

    `consultation` is the code that `took_part` and `answered` (question → choice) speak of. `language` "" is
    any. `channel` "" is every channel that we can write to.
    """

    name: str
    consultation: str = ""
    took_part: TookPart = "anybody"
    answered: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    channel: str = ""


def check_audience(one: Audience, asked: Questionnaire | None, channels: Collection[str]) -> None:
    """Raise `FaultyInput` where the filter cannot mean what its author thinks: a slip would reach everybody.

    `asked` is what the consultation asks, None where there is no such consultation. `Place.column` names the
    field.
    """
    faults = [*_faults(one, asked, channels), *(_answer_faults(one, asked) if asked else ())]
    if faults:
        raise FaultyInput("bad_audience", "This audience cannot be saved.", faults)


def _faults(one: Audience, asked: Questionnaire | None, channels: Collection[str]) -> Iterator[Fault]:
    if not one.name or len(one.name) > LONGEST_NAME:
        fix = f"Give it one, of at most {LONGEST_NAME} letters, such as “Finished Feeling safe”."
        yield Fault("audience_name", "The audience has no name that can be kept.", fix, Place(column="name"))
    if one.consultation == "" and (one.took_part != "anybody" or one.answered):
        words = "It is not said of which consultation people took part or gave that answer."
        yield Fault(
            "no_consultation", words, "Name the consultation by its code.", Place(column="consultation")
        )
    if one.consultation and asked is None:
        words = f"There is no consultation called “{one.consultation}”."
        fix = "See: together consultation list."
        yield Fault("unknown_consultation", words, fix, Place(column="consultation"))
    if one.channel and one.channel not in channels:
        fix = f"Choose from: {', '.join(channels)}."
        yield Fault(
            "channel",
            worded("We cannot write to people on “{channel}”.", channel=one.channel),
            fix,
            Place(column="channel"),
        )


def _answer_faults(one: Audience, asked: Questionnaire) -> Iterator[Fault]:
    known = {question.name: [choice.name for choice in choices] for question, choices in choosable(asked)}
    for question, choice in one.answered.items():
        if question not in known:
            words = f"No question with choices is called “{question}”."
            fix = f"Choose from: {', '.join(known) or 'none, there is no such question'}."
            yield Fault("unknown_question", words, fix, Place(column="answered"))
        elif choice not in known[question]:
            words = f"“{choice}” is no choice of “{question}”."
            fix = f"Choose from: {', '.join(known[question])}."
            yield Fault("unknown_choice", words, fix, Place(column="answered"))


def choosable(asked: Questionnaire) -> list[tuple[Question, Sequence[Choice]]]:
    """The questions whose answers can make an audience, with their choices."""
    found = (
        (question, asked.choice_lists.get(question.choices or "", ()))
        for question in asked.questions()
        if type_of(question.type).summary in ("choices", "several")
    )
    return [(question, choices) for question, choices in found if choices]


@cache
def _adapter() -> TypeAdapter[Audience]:
    return TypeAdapter(Audience)


def audience_to_json(audience: Audience) -> str:
    return _adapter().dump_json(audience).decode()


def audience_from_json(text: str) -> Audience:
    return _adapter().validate_json(text)
