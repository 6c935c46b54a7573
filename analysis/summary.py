"""What was said, counted in people and safe to publish.

`summarise` is the only way in, and nothing that it returns holds a number that may not be seen: every
figure is a `disclosure_control.Count`, or a percentage, mean or median with a base of ten or more.

Summarise **once** everything that will be published together, then show parts of the result. Two summaries
of overlapping answers (all, and all but one school) can be subtracted from each other; one cannot.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.counting import UNLISTED, Answers, Cells, Question, take
from analysis.disclosure_control import (
    HIDDEN,
    Count,
    Part,
    Rule,
    protect_count,
    protect_overlap,
    protect_partition,
    protect_sum,
    protect_whole,
    share,
)
from analysis.sentiment import Feeling
from analysis.taxonomy import NO_REASON_GIVEN, OTHER, RESERVED

NOT_SAID = "not_said"
ANOTHER_ANSWER = "another_answer"
_UNREAD = ("empty", "not_english", "waiting")
_FEELINGS = tuple(str(feeling) for feeling in Feeling)
_FEELING_LABELS = {name: name[0].upper() + name[1:] for name in _FEELINGS}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice's stored name, and its label in the reader's language."""

    name: str
    label: str


Choices = Mapping[tuple[str, str], Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. `share` is in whole per cent of the people who answered, or None."""

    name: str
    label: str
    people: Count
    share: int | None


Table = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NumberStats:
    """To one decimal place."""

    mean: float
    median: float


@dataclass(frozen=True, slots=True)
class Unread:
    """People whose words were not read: nothing said, not English, or waiting (not yet read, or held)."""

    empty: Count
    not_english: Count
    waiting: Count


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """One question of one consultation. Tables that the question's type does not have are empty."""

    consultation: str
    question: str
    label: str
    type: str
    outcome: str | None
    people: Count
    answers: Count
    distribution: Table
    numbers: NumberStats | None
    feelings: Table
    themes: Table
    unread: Unread | None


@dataclass(frozen=True, slots=True)
class OutcomeSummary:
    """All that was said about one outcome; `code` None holds the questions that belong to none.

    Feelings and themes count a person once in each label or theme, however many answers carry it.
    """

    code: str | None
    people: Count
    answers: Count
    feelings: Table
    themes: Table
    unread: Unread | None
    questions: tuple[QuestionSummary, ...]


@dataclass(frozen=True, slots=True)
class ConsultationSummary:
    """How many took part. While fewer than the threshold have, their answers are left out of all else."""

    consultation: str
    people: Count


@dataclass(frozen=True, slots=True)
class Group:
    """Who took part, by one question (age band); the last row is those who did not say."""

    question: str
    rows: Table


@dataclass(frozen=True, slots=True)
class BoardSummary:
    """Everything for the board page. Outcomes in code order, consultations and questions by name."""

    people: Count
    consultations: tuple[ConsultationSummary, ...]
    who_took_part: tuple[Group, ...]
    outcomes: tuple[OutcomeSummary, ...]


def summarise(
    frame: pd.DataFrame,
    choices: Choices,
    themes: Mapping[str, str],
    grouping: Sequence[str] = (),
    rule: Rule | None = None,
) -> BoardSummary:
    """Count the people behind the answers in `frame`, one row per current, relevant answer.

    `choices` is by (consultation, question), in the order to show; `themes` is code → label
    (`Taxonomy.labels`). `grouping` names select_one questions such as age band, which appear in
    `who_took_part` and not among the questions. FaultyInput when columns are missing.
    """
    named = {**themes, **{code: themes.get(code, label) for code, label in RESERVED.items()}}
    return _Summariser(take(frame), choices, named, tuple(grouping), rule or Rule()).board()


class _Summariser:
    """Holds the raw counts while they are protected. Nothing outside this module sees one."""

    def __init__(
        self,
        answers: Answers,
        choices: Choices,
        themes: Mapping[str, str],
        grouping: tuple[str, ...],
        rule: Rule,
    ) -> None:
        self._rule, self._choices, self._grouping = rule, choices, grouping
        self._took_part = {str(name): people for name, people in answers.people_by("consultation").items()}
        large = [name for name, people in self._took_part.items() if people >= rule.threshold]
        self._answers = answers.among(large)
        self._said = said = self._answers.without(grouping)
        self._themes = {code: label for code, label in themes.items() if code != NO_REASON_GIVEN}
        self._no_reason = themes[NO_REASON_GIVEN]
        self._people = self._answers.rows_by_question()
        self._chosen = said.choices({key: [each.name for each in kept] for key, kept in choices.items()})
        self._numbers = said.numbers()
        self._felt = {by: said.feelings(by) for by in ("id", "outcome")}
        self._status = {by: said.statuses(by) for by in ("id", "outcome")}
        self._themed = {by: said.themes(by, self._themes, OTHER) for by in ("id", "outcome")}

    def board(self) -> BoardSummary:
        consultations, outcomes = self._consultations(), self._outcomes()
        people = self._everybody(consultations, outcomes)
        groups = tuple(self._group(question, people) for question in self._grouping)
        return BoardSummary(people, consultations, groups, outcomes)

    def _everybody(
        self, consultations: Sequence[ConsultationSummary], outcomes: Sequence[OutcomeSummary]
    ) -> Count:
        """Shown only when neither consultations nor outcomes give a small group away by it."""
        people, raw = self._answers.people(), self._said.people_by("outcome")
        by_consultation = [
            Part(self._took_part[each.consultation], each.people)
            for each in consultations
            if self._took_part[each.consultation] >= self._rule.threshold
        ]
        by_outcome = [Part(raw[each.code or ""], each.people) for each in outcomes]
        by_outcome += [self._base(each) for each in self._answers.questions if each.name in self._grouping]
        counts = [protect_whole(people, parts, self._rule) for parts in (by_consultation, by_outcome)]
        return Count(people) if all(count.shown for count in counts) else HIDDEN

    def _consultations(self) -> tuple[ConsultationSummary, ...]:
        asked: dict[str, list[Question]] = {name: [] for name in sorted(self._took_part)}
        for question in self._answers.questions:
            asked[question.consultation].append(question)
        return tuple(
            ConsultationSummary(name, self._union(self._took_part[name], questions))
            for name, questions in asked.items()
        )

    def _base(self, question: Question) -> Part:
        people = self._people[question.id]
        return Part(people, protect_count(people, self._rule))

    def _union(self, people: int, questions: Sequence[Question]) -> Count:
        """The people behind several questions."""
        parts = [self._base(each) for each in questions]
        return protect_whole(people, parts, self._rule) if parts else protect_count(people, self._rule)

    def _group(self, question: str, everybody: Count) -> Group:
        bands = self._bands(question)
        given = self._answers.first_choice(question)
        cells = {name: given.pop(name, 0) for name in bands}
        cells |= {ANOTHER_ANSWER: sum(given.values())} if given else {}
        cells[NOT_SAID] = self._answers.people() - sum(cells.values())
        counts = protect_partition(tuple(cells.values()), self._rule)
        if not everybody.shown:
            counts = (HIDDEN,) * len(cells)
        labels = {**bands, ANOTHER_ANSWER: "Another answer", NOT_SAID: "Did not say"}
        return Group(question, self._table({name: labels[name] for name in cells}, counts, everybody))

    def _bands(self, question: str) -> dict[str, str]:
        """Choice name → label over all consultations that ask `question`, in order of first appearance."""
        asked = [key for key in sorted(self._choices) if key[1] == question]
        return {each.name: each.label for key in asked for each in self._choices[key]}

    def _outcomes(self) -> tuple[OutcomeSummary, ...]:
        people = {str(code): size for code, size in self._said.people_by("outcome").items()}
        asked: dict[str, list[Question]] = {
            code: [] for code in sorted(people, key=lambda code: (not code, code))
        }
        for question in self._said.questions:
            asked[question.outcome].append(question)
        return tuple(self._outcome(code, people[code], questions) for code, questions in asked.items())

    def _outcome(self, code: str, people: int, questions: Sequence[Question]) -> OutcomeSummary:
        summaries = tuple(self._question(each) for each in questions)
        texts = [each for each in summaries if each.unread]
        whole = _Wholes(people, code, [each.id for each in questions if each.type == "text"], self._rule)
        base = self._union(people, questions)
        unread = Unread(*whole.protect(_UNREAD, self._status, [_unread_row(each) for each in texts]))
        feelings = whole.protect(_FEELINGS, self._felt, [each.feelings for each in texts])
        themes = whole.protect(tuple(self._themes), self._themed, [each.themes for each in texts])
        return OutcomeSummary(
            code or None,
            base,
            protect_sum([self._base(each) for each in questions]),
            self._table(_FEELING_LABELS, feelings, base) if texts else (),
            self._themes_table(themes, unread.empty, base) if texts else (),
            unread if texts else None,
            summaries,
        )

    def _question(self, question: Question) -> QuestionSummary:
        people = protect_count(self._people[question.id], self._rule)
        feelings, themes, unread = (
            self._words(question, people) if question.type == "text" else ((), (), None)
        )
        return QuestionSummary(
            question.consultation,
            question.name,
            question.label,
            question.type,
            question.outcome or None,
            people,
            people,
            self._distribution(question, people),
            self._stats(question),
            feelings,
            themes,
            unread,
        )

    def _distribution(self, question: Question, base: Count) -> Table:
        if question.type not in ("select_one", "select_multiple"):
            return ()
        found = self._chosen.get(question.id, {})
        labels = {each.name: each.label for each in self._choices.get(question[1:3], ())}
        cells = {name: found.get(name, 0) for name in labels}
        if UNLISTED in found:
            labels[ANOTHER_ANSWER], cells[ANOTHER_ANSWER] = "Another answer", found[UNLISTED]
        people = tuple(cells.values())
        if question.type == "select_one":
            return self._table(labels, protect_partition(people, self._rule), base)
        return self._table(labels, protect_overlap(people, self._people[question.id], self._rule), base)

    def _stats(self, question: Question) -> NumberStats | None:
        found = self._numbers.get(question.id)
        if found is None or found.people < self._rule.minimum_base:
            return None
        return NumberStats(round(found.mean, 1), round(found.median, 1))

    def _words(self, question: Question, base: Count) -> tuple[Table, Table, Unread]:
        status, felt = (found["id"].get(question.id, {}) for found in (self._status, self._felt))
        cells = [felt.get(name, 0) for name in _FEELINGS] + [status.get(name, 0) for name in _UNREAD]
        counts = protect_partition(cells, self._rule)
        feelings, unread = counts[: len(_FEELINGS)], Unread(*counts[len(_FEELINGS) :])
        themed = self._themed["id"].get(question.id, {})
        themes = protect_overlap(
            [themed.get(code, 0) for code in self._themes], status.get("read", 0), self._rule
        )
        return (
            self._table(_FEELING_LABELS, feelings, base),
            self._themes_table(themes, unread.empty, base),
            unread,
        )

    def _themes_table(self, counts: Sequence[Count], empty: Count, base: Count) -> Table:
        """The themes; those who gave no reason are those whose answer was empty, so both print alike."""
        labels = {**self._themes, NO_REASON_GIVEN: self._no_reason}
        return self._table(labels, (*counts, empty), base)

    def _table(self, labels: Mapping[str, str], counts: Sequence[Count], base: Count) -> Table:
        return tuple(
            Row(name, label, count, share(count, base, self._rule))
            for (name, label), count in zip(labels.items(), counts, strict=True)
        )


@dataclass(frozen=True, slots=True)
class _Wholes:
    """The people of an outcome in each label or theme, given what its text `questions` show of it."""

    people: int
    outcome: str
    questions: Sequence[int]
    rule: Rule

    def protect(
        self, names: Sequence[str], raw: Mapping[str, Mapping[Hashable, Cells]], shown: Sequence[Table]
    ) -> tuple[Count, ...]:
        whole = raw["outcome"].get(self.outcome, {})
        cells = [raw["id"].get(question, {}) for question in self.questions]
        return tuple(
            protect_whole(
                whole.get(name, 0),
                [
                    Part(each.get(name, 0), table[place].people)
                    for each, table in zip(cells, shown, strict=True)
                ],
                self.rule,
                self.people,
            )
            for place, name in enumerate(names)
        )


def _unread_row(question: QuestionSummary) -> Table:
    unread = question.unread
    counts = (unread.empty, unread.not_english, unread.waiting) if unread else (HIDDEN,) * len(_UNREAD)
    return tuple(Row(name, name, count, None) for name, count in zip(_UNREAD, counts, strict=True))
