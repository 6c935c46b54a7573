"""Who took part: the questions that ask it, the audience that a form declares, and how people answered.

What is known of somebody without having been asked is made into answers to a question, so that it is counted
and protected as every other one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.summary import Choice, Choices
from consultations.forms.questionnaire import Questionnaire
from consultations.participants import OUTSIDE
from consultations.storage.answers import AnswerRow

AUDIENCE = "audience"
GROUPING = (AUDIENCE, "age_band", "age_group")
"""Questions of one choice that say who took part. They are counted beside the others, never with them."""
AUDIENCE_NAME = re.compile(r"[a-z][a-z0-9_-]*")
AUDIENCES = {
    "children": "Children",
    "young_people": "Young people",
    "parents": "Parents and carers",
    "staff": "Staff",
}
WAY = "how_they_answered"
"""Answers that were not given in a chat are in the totals, and always shown beside them."""
WAYS = (
    Choice("chat", "In the chat"),
    Choice("paper", "On paper"),
    Choice("session", "In a session"),
    Choice("survey", "In another survey"),
)
LABELS = {WAY: "How they answered"}
Channels = Sequence[tuple[int, int, str]]
"""(participant, consultation, channel) of everybody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A consultation by number and code, with what it asks."""

    number: int
    code: str
    questionnaire: Questionnaire

    def choices_of(self, name: str) -> bool:
        return any(one.name == name and one.type == "select_one" for one in self.questionnaire.questions())

    def declared(self, group: str) -> str:
        """Whom the form says it asks, in the hidden value `audience`, where it does not ask for `group`."""
        if self.choices_of(group):
            return ""
        hidden = (one for one in self.questionnaire.questions() if one.type == "hidden")
        found = next((one.default for one in hidden if one.name == AUDIENCE), "")
        return found if AUDIENCE_NAME.fullmatch(found) else ""


@dataclass(frozen=True, slots=True)
class Who:
    """`grouping` names the questions that say who took part; `voices` is the one by which outcomes are broken
    down, "" where there is none.

    `frames` holds the answers that nobody had to give, `choices` what these can be.
    """

    grouping: tuple[str, ...]
    voices: str
    frames: tuple[pd.DataFrame, ...]
    choices: Choices


def who(held: Sequence[Asked], channels: Channels) -> Who:
    """Who took part in the consultations `held`."""
    asked = [name for name in GROUPING if any(one.choices_of(name) for one in held)]
    group = asked[0] if asked else AUDIENCE
    declared = {one.number: name for one in held if (name := one.declared(group))}
    if not asked and len(set(declared.values())) < 2:
        declared = {}  # that all are of one kind tells nobody apart
    grouping = asked or ([AUDIENCE] if declared else [])
    chosen: dict[tuple[str, str], Sequence[Choice]] = {}
    frames: list[pd.DataFrame] = []
    if declared:
        frames.append(_frame(group, held, [(p, c, declared[c]) for p, c, _ in channels if c in declared]))
        chosen |= {
            (one.code, group): [_audience(declared[one.number])] for one in held if one.number in declared
        }
    if any(channel in OUTSIDE for _, _, channel in channels):
        frames.append(
            _frame(WAY, held, [(p, c, way if way in OUTSIDE else "chat") for p, c, way in channels])
        )
        chosen |= {(one.code, WAY): WAYS for one in held}
        grouping = [*grouping, WAY]
    return Who(tuple(grouping), group if grouping and grouping[0] != WAY else "", tuple(frames), chosen)


def _audience(name: str) -> Choice:
    return Choice(name, AUDIENCES.get(name, name.replace("_", " ").capitalize()))


def _frame(question: str, held: Sequence[Asked], values: Channels) -> pd.DataFrame:
    """Values of people in consultations, as if a question had asked for them."""
    codes: Mapping[int, str] = {one.number: one.code for one in held}
    rows = [
        (person, number, question, value, None, None, None, codes[number]) for person, number, value in values
    ]
    frame = pd.DataFrame(rows, columns=[*AnswerRow._fields, "consultation"])
    label = LABELS.get(question, "Who they are")
    return frame.assign(question_label=label, question_type="select_one", outcome=None)
