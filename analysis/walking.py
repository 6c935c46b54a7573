"""From a number of a plan's summary back to its answers, in the same frame that it was counted in."""

from collections.abc import Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection

from analysis.board import gathered, held_of
from analysis.counting import Answers, take
from analysis.disclosure_control import Rule
from analysis.protected import ANOTHER_ANSWER, NOT_SAID
from analysis.summary import Choices
from consultations.errors import Refused, worded
from consultations.storage.answers import Answers as Stored
from consultations.storage.plans import Plans
from consultations.storage.walks import About, Number, behind

READ, NOT_READ = "read", "unread"
"""Parts: the answers in words that are in the tables of themes and feelings, and those that are not."""
KEY = ["consultation", "question", "participant"]


def answers_behind(connection: Connection, number: Number, rule: Rule) -> Sequence[int]:
    """The ids of the answers that a number counts, in their order. Raises `NotFound`; `Refused` where a group
    or an outcome has answers of so few people that no number of them is shown.
    """
    if isinstance(number, About):
        return _about(connection, number, rule)
    return behind(connection, number)


def _about(connection: Connection, wanted: About, rule: Rule) -> Sequence[int]:
    held = held_of(connection, Plans(connection).get(wanted.plan), of_staff=wanted.staff)
    given = gathered(connection, held)
    answers = take(given.frame)
    large = [name for name, people in answers.people_by("consultation").items() if people >= rule.threshold]
    counted = answers.among([str(name) for name in large])
    rows = _of_group(counted, wanted.group, given.choices) if wanted.group else counted.rows
    if wanted.outcome:
        rows = rows[(rows["outcome"] == wanted.outcome) & ~rows["question"].isin(given.grouping)]
    if wanted.part:
        rows = rows[_has(rows, wanted.part)]
    if rule.is_small(rows["person"].nunique()):
        raise Refused(
            "too_few",
            worded("Fewer than {threshold} people said that.", threshold=rule.threshold),
            "Choose a number that is shown.",
        )
    codes = {one.consultation.id: one.consultation.code for one in held}
    return _ids(connection, rows, {code: number for number, code in codes.items()})


def _of_group(answers: Answers, group: str, choices: Choices) -> pd.DataFrame:
    """The answers of those who chose this first in the question that tells groups apart."""
    question, _, name = group.partition("=")
    rows = answers.rows
    chosen = rows[rows["question"] == question].drop_duplicates("person").set_index("person")["value"]
    listed = {one.name for key, several in choices.items() if key[1] == question for one in several}
    own = chosen.astype("object").where(chosen.isin([*listed, NOT_SAID]), ANOTHER_ANSWER)
    return rows[rows["person"].map(own).astype("object").fillna(NOT_SAID) == name]


def _has(rows: pd.DataFrame, part: str) -> "pd.Series[bool]":
    """Which of the answers in words were read so, or not at all."""
    text, read = rows["question_type"] == "text", rows["status"] == READ
    if part in (READ, NOT_READ):
        return text & (read if part == READ else ~read)
    said = rows["themes"].map(lambda themes: isinstance(themes, list) and part in themes)
    return text & read & ((rows["label"] == part) | said)


def _ids(connection: Connection, rows: pd.DataFrame, numbers: Mapping[str, int]) -> Sequence[int]:
    """Ids of these rows' answers; a row that nobody gave (`analysis.who`) has none."""
    kept = rows[KEY].drop_duplicates()
    wanted = [numbers[str(code)] for code in kept["consultation"].unique()]
    codes = {number: code for code, number in numbers.items()}
    stored = pd.DataFrame(
        Stored(connection).keys(wanted), columns=["id", "consultation", "question", "participant"]
    )
    stored["consultation"] = stored["consultation"].map(codes)
    types = {name: kept[name].dtype for name in KEY}
    found = stored.astype(types).merge(kept, on=KEY)["id"]
    return [int(one) for one in sorted(found)]
