"""What was said, counted in people and safe to publish.

`summarise` is the only way in, and nothing that it returns holds a number that may not be seen: every
figure is a `disclosure_control.Count`, or a percentage, mean or median with a base of ten or more.

Summarise **once** everything that will be published together, then show parts of the result. Two summaries
of overlapping answers (all, and all but one school) can be subtracted from each other; one cannot.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
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
    unfit_parts,
    whole_or_nothing,
    wholes_of_partitions,
)
from analysis.readings import Feeling
from analysis.taxonomy import NO_REASON_GIVEN, OTHER, RESERVED

NOT_SAID = "not_said"
ANOTHER_ANSWER = "another_answer"
_UNREAD = ("empty", "not_english", "waiting")
_FEELINGS = tuple(str(feeling) for feeling in Feeling)
_HEARD = (*_FEELINGS, *_UNREAD)
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
        self._heard = {by: _joined(self._felt[by], self._status[by]) for by in ("id", "outcome")}
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
        # “I do not want to say” may be a choice of its own: it is one row with those who passed over it.
        silent = self._answers.people() - sum(cells.values())
        cells[NOT_SAID] = cells.pop(NOT_SAID, 0) + silent
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
        texts = [each.id for each in questions if each.type == "text"]
        base = self._union(people, questions)
        heard, spoken = self._wholes(code, texts, _HEARD), self._wholes(code, texts, tuple(self._themes))
        unread = Unread(*heard.counts[len(_FEELINGS) :]) if texts else None
        return OutcomeSummary(
            code or None,
            base,
            protect_sum([self._base(each) for each in questions]),
            self._table(_FEELING_LABELS, heard.counts[: len(_FEELINGS)], base) if texts else (),
            self._themes_table(spoken.counts, unread.empty, base) if unread else (),
            unread,
            tuple(self._question(each, heard, spoken) for each in questions),
        )

    def _wholes(self, code: str, texts: Sequence[Hashable], names: Sequence[str]) -> "_Wholes":
        """The people of an outcome in each of `names`, and of its questions: the outcome comes first."""
        raw = self._heard if names == _HEARD else self._themed
        parts = {text: [raw["id"].get(text, {}).get(name, 0) for name in names] for text in texts}
        if len(texts) < 2:
            tables = {text: self._table_of(names, text, cells, ()) for text, cells in parts.items()}
            return _Wholes(next(iter(tables.values()), ()), tables)
        cells = [raw["outcome"].get(code, {}).get(name, 0) for name in names]
        columns = list(zip(*parts.values(), strict=True))
        unfit = [unfit_parts(cell, column, self._rule) for cell, column in zip(cells, columns, strict=True)]
        tables = {
            text: self._table_of(
                names, text, parts[text], [n for n, hidden in enumerate(unfit) if place in hidden]
            )
            for place, text in enumerate(texts)
        }
        counts = protect_overlap(cells, self._answers.people_in(texts), self._rule)
        if names == _HEARD:
            tables = {text: whole_or_nothing(table) for text, table in tables.items()}
            counts = wholes_of_partitions(counts, [*tables.values()], [*parts.values()], self._rule)
        return _Wholes(counts, tables)

    def _table_of(
        self, names: Sequence[str], text: Hashable, cells: Sequence[int], unfit: Collection[int]
    ) -> tuple[Count, ...]:
        """One question's people in each of `names`; everybody has one feeling, but may name many themes."""
        if names == _HEARD:
            return protect_partition(cells, self._rule, unfit)
        return protect_overlap(cells, self._read_in(text), self._rule, unfit)

    def _read_in(self, text: Hashable) -> int:
        return self._status["id"].get(text, {}).get("read", 0)

    def _question(self, question: Question, heard: "_Wholes", spoken: "_Wholes") -> QuestionSummary:
        people = protect_count(self._people[question.id], self._rule)
        feelings, themes, unread = (
            self._words(heard.tables[question.id], spoken.tables[question.id], people)
            if question.type == "text"
            else ((), (), None)
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

    def _words(
        self, heard: Sequence[Count], spoken: Sequence[Count], base: Count
    ) -> tuple[Table, Table, Unread]:
        """Feelings, themes and what was not read."""
        unread = Unread(*heard[len(_FEELINGS) :])
        return (
            self._table(_FEELING_LABELS, heard[: len(_FEELINGS)], base),
            self._themes_table(spoken, unread.empty, base),
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


def _joined(
    felt: Mapping[Hashable, Cells], status: Mapping[Hashable, Cells]
) -> dict[Hashable, dict[str, int]]:
    """Feelings, and what was not read, as the cells of one table."""
    return {key: {**felt.get(key, {}), **status.get(key, {})} for key in {*felt, *status}}


@dataclass(frozen=True, slots=True)
class _Wholes:
    """What an outcome shows of its labels or themes, and what each of its questions shows of them."""

    counts: tuple[Count, ...]
    tables: Mapping[Hashable, tuple[Count, ...]]
