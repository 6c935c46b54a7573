"""What was said, counted in people and safe to publish.

`summarise` is the only way in, and nothing that it returns holds a number that may not be seen: every figure
is a `disclosure_control.Count`, or a percentage, mean or median with a base of ten or more. `protected`
enters all of them in one publication.

Summarise **once** everything that will be published together, then show parts of the result. Two summaries
of overlapping answers (all, and all but one school) can be subtracted from each other; one cannot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.counting import Answers, Question, take
from analysis.disclosure_control import Count, Key, Rule, share
from analysis.group_cells import FEELINGS
from analysis.protected import ANOTHER_ANSWER, NOT_SAID, PEOPLE, UNREAD, protect, words_of
from analysis.taxonomy import NO_REASON_GIVEN, RESERVED

_FEELING_LABELS = {name: name[0].upper() + name[1:] for name in FEELINGS}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice's stored name, and its label in the reader's language."""

    name: str
    label: str


Choices = Mapping[tuple[str, str], Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that is to be published together: the arguments of `summarise`."""

    frame: pd.DataFrame
    choices: Choices
    themes: Mapping[str, str]
    grouping: tuple[str, ...]
    voices: str


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
class Voice:
    """What one group said about an outcome: `people` are those of it whose words were read.

    The numbers of a group of fewer than ten are hidden. `themes` are those that enough people spoke of.
    """

    group: str
    label: str
    people: Count
    feelings: Table
    themes: Table


@dataclass(frozen=True, slots=True)
class OutcomeSummary:
    """All that was said about one outcome; `code` None holds the questions that belong to none.

    Feelings and themes count a person once in each label or theme, however many answers carry it. `voices`
    are the groups, those who did not say last; there are none where no two groups can be told apart.
    """

    code: str | None
    people: Count
    answers: Count
    feelings: Table
    themes: Table
    unread: Unread | None
    questions: tuple[QuestionSummary, ...]
    voices: tuple[Voice, ...] = ()


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
    voices: str = "",
) -> BoardSummary:
    """Count the people behind the answers in `frame`, one row per current, relevant answer.

    `choices` is by (consultation, question), in the order to show; `themes` is code → label
    (`Taxonomy.labels`). `grouping` names select_one questions such as age band, which appear in
    `who_took_part` and not among the questions; `voices` is the one of them by which outcomes are broken
    down, "" for none. FaultyInput when columns are missing.
    """
    named = with_reserved(themes)
    return _Summariser(take(frame), choices, named, tuple(grouping), rule or Rule(), voices).board()


def with_reserved(themes: Mapping[str, str]) -> dict[str, str]:
    """Code → label, with those themes that always exist."""
    return {**themes, **{code: themes.get(code, label) for code, label in RESERVED.items()}}


def said_themes(themes: Mapping[str, str]) -> dict[str, str]:
    """Those that somebody says something by."""
    return {code: label for code, label in themes.items() if code != NO_REASON_GIVEN}


def names_of(choices: Choices) -> dict[tuple[str, str], list[str]]:
    """The choices of each question as they are stored."""
    return {key: [each.name for each in kept] for key, kept in choices.items()}


class _Summariser:
    """Puts protected numbers in their places, with the labels that people read."""

    def __init__(
        self,
        answers: Answers,
        choices: Choices,
        themes: Mapping[str, str],
        grouping: tuple[str, ...],
        rule: Rule,
        voices: str,
    ) -> None:
        self._rule, self._choices, self._grouping, self._voices_by = rule, choices, grouping, voices
        self._took_part = sorted(str(name) for name in answers.people_by("consultation"))
        self._themes = said_themes(themes)
        self._no_reason = themes[NO_REASON_GIVEN]
        found = protect(answers, names_of(choices), tuple(self._themes), grouping, rule, voices)
        self._counts, self._protected = found.counts, found
        self._numbers = answers.numbers()
        self._questions = [
            one
            for one in answers.questions
            if one.name not in grouping and ("question", one.id) in self._counts
        ]

    def board(self) -> BoardSummary:
        counts = self._counts
        consultations = [ConsultationSummary(name, counts["consultation", name]) for name in self._took_part]
        groups = tuple(self._group(question) for question in self._grouping)
        return BoardSummary(counts[PEOPLE], tuple(consultations), groups, self._outcomes())

    def _group(self, question: str) -> Group:
        return Group(
            question, self._table(("band", question), self._group_labels(question), self._counts[PEOPLE])
        )

    def _group_labels(self, question: str) -> dict[str, str]:
        asked = [key for key in sorted(self._choices) if key[1] == question]
        bands = {each.name: each.label for key in asked for each in self._choices[key]}
        return {**bands, ANOTHER_ANSWER: "Another answer", NOT_SAID: "Did not say"}

    def _outcomes(self) -> tuple[OutcomeSummary, ...]:
        codes = {one.outcome for one in self._questions}
        return tuple(self._outcome(code) for code in sorted(codes, key=lambda code: (not code, code)))

    def _outcome(self, code: str) -> OutcomeSummary:
        questions = [one for one in self._questions if one.outcome == code]
        texts = [one.id for one in questions if one.type == "text"]
        base, keys = self._counts["outcome", code], words_of(code, texts)
        feelings, themes, unread = self._words(keys.heard, keys.theme, base) if texts else ((), (), None)
        return OutcomeSummary(
            code or None,
            base,
            self._counts["answers", code],
            feelings,
            themes,
            unread,
            tuple(self._question(one) for one in questions),
            self._voices(code) if texts else (),
        )

    def _voices(self, code: str) -> tuple[Voice, ...]:
        labels = self._group_labels(self._voices_by)
        return tuple(self._voice(code, name, labels[name]) for name in self._protected.groups)

    def _voice(self, code: str, name: str, label: str) -> Voice:
        base, themes = self._counts["group", code, name], self._protected.themes[code]
        felt = [self._counts[("felt", code, name), each] for each in FEELINGS]
        spoke = [self._counts[("spoke", code, name), each] for each in themes]
        named = {each: self._themes[each] for each in themes}
        return Voice(
            name, label, base, self._rows(_FEELING_LABELS, felt, base), self._rows(named, spoke, base)
        )

    def _question(self, question: Question) -> QuestionSummary:
        people, number = self._counts["question", question.id], question.id
        is_text = question.type == "text"
        words = self._words(("heard", number), ("theme", number), people) if is_text else ((), (), None)
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
            *words,
        )

    def _distribution(self, question: Question, base: Count) -> Table:
        if question.type not in ("select_one", "select_multiple"):
            return ()
        labels = {each.name: each.label for each in self._choices.get(question[1:3], ())}
        labels[ANOTHER_ANSWER] = "Another answer"
        return self._table(("chosen", question.id), labels, base)

    def _stats(self, question: Question) -> NumberStats | None:
        found = self._numbers.get(question.id)
        if found is None or found.people < self._rule.minimum_base:
            return None
        return NumberStats(round(found.mean, 1), round(found.median, 1))

    def _words(self, heard: Key, spoken: Key, base: Count) -> tuple[Table, Table, Unread]:
        """Feelings, themes and what was not read.

        Those who gave no reason are those whose answer was empty, so both print alike.
        """
        unread = Unread(*(self._counts[heard, name] for name in UNREAD))
        feelings = self._rows(_FEELING_LABELS, [self._counts[heard, name] for name in FEELINGS], base)
        counts = [*(self._counts[spoken, name] for name in self._themes), unread.empty]
        return feelings, self._rows({**self._themes, NO_REASON_GIVEN: self._no_reason}, counts, base), unread

    def _table(self, key: Key, labels: Mapping[str, str], base: Count) -> Table:
        names = self._protected.cells[key]
        return self._rows({name: labels[name] for name in names}, self._protected.table(key), base)

    def _rows(self, labels: Mapping[str, str], counts: Sequence[Count], base: Count) -> Table:
        return tuple(
            Row(name, label, count, share(count, base, self._rule))
            for (name, label), count in zip(labels.items(), counts, strict=True)
        )
