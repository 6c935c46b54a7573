"""Answers to counts of people, with pandas. Raw numbers: only `summary` may use them, to protect them.

Works on whole columns: a million answers are a matter of seconds, never of a Python loop over rows.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from consultations.errors import Fault, FaultyInput

COLUMNS = (
    "participant",
    "consultation",
    "question",
    "question_label",
    "question_type",
    "outcome",
    "value",
    "status",
    "label",
    "themes",
)
STATUSES = ("read", "empty", "not_english")
NUMBER_TYPES = ("integer", "decimal", "range")
UNLISTED = "\N{EMPTY SET}"
_NO_OUTCOME = ""


class Question(NamedTuple):
    """A question of one consultation. `id` is its place in the order of consultation and name."""

    id: int
    consultation: str
    name: str
    label: str
    type: str
    outcome: str


class Numbers(NamedTuple):
    """The numbers that `people` gave to one question."""

    mean: float
    median: float
    people: int


Cells = Mapping[str, int]
Listed = Mapping[tuple[str, str], Collection[str]]


@dataclass(frozen=True)
class Answers:
    """The answers, one row per person and question, with whole numbers in `person` and `id` for both."""

    rows: pd.DataFrame
    questions: tuple[Question, ...]

    def people(self) -> int:
        return int(self.rows["person"].nunique())

    def people_in(self, questions: Collection[Hashable]) -> int:
        """How many people answered any of these questions, named by their `id`."""
        return int(self.rows.loc[self.rows["id"].isin(list(questions)), "person"].nunique())

    def read_in(self, questions: Collection[Hashable]) -> int:
        """How many people there are whose words were read in any of these questions."""
        read = self._read
        return int(read.loc[read["id"].isin(list(questions)), "person"].nunique())

    def people_by(self, column: str) -> dict[Hashable, int]:
        """How many different people there are for each value of `column`."""
        return _sizes(self.rows.drop_duplicates([column, "person"]), column)

    def rows_by_question(self) -> dict[Hashable, int]:
        """How many answered each question; as many as answers, for each has one."""
        return _sizes(self.rows, "id")

    def among(self, consultations: Collection[str]) -> "Answers":
        """Only the answers given in `consultations`."""
        kept = self.rows[self.rows["consultation"].isin(consultations)]
        return Answers(kept, tuple(each for each in self.questions if each.consultation in consultations))

    def without(self, names: Collection[str]) -> "Answers":
        """Only the answers to questions not called one of `names`."""
        kept = self.rows[~self.rows["question"].isin(list(names))]
        return Answers(kept, tuple(each for each in self.questions if each.name not in names))

    def by_group(
        self, question: str, groups: Collection[str], otherwise: str, silent: str
    ) -> dict[str, "Answers"]:
        """The answers in words of each group's people apart, by what they chose in `question` first.

        Whoever gave what is not in `groups` is in `otherwise`, who gave nothing in `silent`; no empty ones.
        """
        given = self.rows[self.rows["question"] == question].drop_duplicates("person")
        group = given.set_index("person")["value"].astype("object")
        group = group.where(group.isin(list(groups)), otherwise)
        texts = self._texts
        of = texts["person"].map(group).astype("object").fillna(silent)
        return {str(name): Answers(rows, self.questions) for name, rows in texts.groupby(of)}

    def read_by_outcome(self) -> dict[Hashable, int]:
        """How many people there are, for each outcome, whose words about it were read."""
        return _sizes(self._read.drop_duplicates(["outcome", "person"]), "outcome")

    def choices(self, listed: Listed) -> dict[Hashable, dict[str, int]]:
        """Question id → choice name → people. Whatever is not in `listed` is counted as UNLISTED."""
        chosen = self.rows[self.rows["question_type"].isin(["select_one", "select_multiple"])]
        picked = chosen[["id", "person"]].assign(choice=chosen["value"].astype("object"))
        several = chosen["question_type"] == "select_multiple"
        if several.any():  # to split takes long
            split = chosen["value"][several].str.split().explode()
            both = picked.loc[several, ["id", "person"]].join(split.rename("choice"))
            picked = pd.concat([picked[~several], both], ignore_index=True)
        known = [(question.id, name) for question in self.questions for name in listed.get(question[1:3], ())]
        is_known = pd.MultiIndex.from_frame(picked[["id", "choice"]]).isin(known or [(-1, "")])
        picked["choice"] = picked["choice"].where(pd.Series(is_known, picked.index), UNLISTED)
        return _nested(picked.drop_duplicates(), ["id", "choice"])

    def feelings(self, by: str) -> dict[Hashable, dict[str, int]]:
        """`by` (id or outcome) → label → people who said something that reads so."""
        return _nested(self._read.drop_duplicates([by, "label", "person"]), [by, "label"])

    def statuses(self, by: str) -> dict[Hashable, dict[str, int]]:
        """`by` → status → people; “waiting” is what has no reading: not read yet, or held back."""
        status = self._texts["status"]
        texts = self._texts.assign(status=status.where(status.isin(STATUSES), "waiting"))
        return _nested(texts.drop_duplicates([by, "status", "person"]), [by, "status"])

    def themes(self, by: str, known: Collection[str], otherwise: str) -> dict[Hashable, dict[str, int]]:
        """`by` → theme → people whose words were read; a theme not `known` counts as `otherwise`."""
        each = self._read[["id", "outcome", "person", "themes"]].explode("themes")
        each["themes"] = each["themes"].where(each["themes"].isin(list(known)), otherwise)
        return _nested(each.drop_duplicates([by, "themes", "person"]), [by, "themes"])

    def numbers(self) -> dict[Hashable, Numbers]:
        """Question id → what the numbers given come to; values that are no numbers are left out."""
        given = self.rows[self.rows["question_type"].isin(NUMBER_TYPES)]
        values = pd.to_numeric(given["value"], errors="coerce")
        table = values.groupby(given["id"]).agg(["mean", "median", "count"])
        return {row[0]: Numbers(*row[1:]) for row in table.itertuples(name=None)}

    def first_choice(self, question: str) -> dict[str, int]:
        """Value → people, each counted once, for the questions of this name in all consultations."""
        given = self.rows[self.rows["question"] == question].drop_duplicates("person")
        return {str(value): int(people) for value, people in given["value"].value_counts().items()}

    @cached_property
    def _read(self) -> pd.DataFrame:
        return self._texts[self._texts["status"] == "read"]

    @cached_property
    def _texts(self) -> pd.DataFrame:
        return self.rows[self.rows["question_type"] == "text"]


def take(frame: pd.DataFrame) -> Answers:
    """The frame made ready. Raises FaultyInput when columns are missing. The frame is not changed."""
    missing = [column for column in COLUMNS if column not in frame]
    if missing:
        faults = [Fault("missing-column", f"The column “{name}” is missing.", "Add it.") for name in missing]
        raise FaultyInput("answers-faulty", "These answers cannot be summarised.", faults)
    rows = frame[list(COLUMNS)].drop_duplicates(["consultation", "question", "participant"], keep="last")
    rows = rows.sort_values(["consultation", "question"], kind="stable", ignore_index=True)
    rows["outcome"] = rows["outcome"].astype("object").where(rows["outcome"].notna(), _NO_OUTCOME)
    rows["person"] = pd.factorize(rows["participant"])[0]
    rows["id"] = rows.groupby(["consultation", "question"], sort=True, observed=True).ngroup()
    return Answers(rows, _questions(rows))


def _questions(rows: pd.DataFrame) -> tuple[Question, ...]:
    described = ["id", "consultation", "question", "question_label", "question_type", "outcome"]
    firsts = rows.drop_duplicates("id")[described].sort_values("id")
    return tuple(
        Question(int(row[0]), *map(str, row[1:])) for row in firsts.itertuples(index=False, name=None)
    )


def _sizes(rows: pd.DataFrame, key: str) -> dict[Hashable, int]:
    return {value: int(size) for value, size in rows.groupby(key, observed=True).size().items()}


def _nested(rows: pd.DataFrame, keys: list[str]) -> dict[Hashable, dict[str, int]]:
    nested: dict[Hashable, dict[str, int]] = {}
    sizes = rows.groupby(keys, observed=True).size().reset_index(name="people")
    for outer, inner, people in sizes.itertuples(index=False, name=None):
        nested.setdefault(outer, {})[str(inner)] = int(people)
    return nested
