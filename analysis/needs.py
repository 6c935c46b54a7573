"""Themes by locality and group, safe to be published beside the board's one summary.

Everybody who spoke of a theme is in exactly one group, and everybody of a group spoke of it or did not: all
these numbers are one publication, so no small one can be worked out. A row is shown only where the board
shows its whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from analysis.board import Board
from analysis.disclosure_control import Count, Publication, Rule
from analysis.protected import NOT_SAID
from analysis.summary import QuestionSummary, Row
from analysis.taxonomy import RESERVED
from consultations.forms.questionnaire import Question, Questionnaire, words
from consultations.storage.answers import SEPARATOR, AnswerRow, Answers
from consultations.storage.consultations import Consultations

GROUPING = ("locality", "area", "town", "ward", "age_band", "age_group", "group")
"""Questions of one choice by which themes are told apart."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The themes of one question by the answers to another of the same consultation.

    `rows`: the label of a theme and a count for each of `groups`.
    """

    consultation: str
    question: str
    question_label: str
    group_label: str
    people: Count
    groups: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Count, ...]], ...]


def needs_of(connection: Connection, board: Board, rule: Rule) -> tuple[Needs, ...]:
    """Every table that can be shown, in the board's order."""
    return tuple(_tables(connection, board, rule))


def _tables(connection: Connection, board: Board, rule: Rule) -> Iterator[Needs]:
    codes = {one.code: one for one in board.consultations}
    asked = [one for outcome in board.summary.outcomes for one in outcome.questions if one.themes]
    for code in dict.fromkeys(one.consultation for one in asked):
        form = Consultations(connection).over_versions(codes[code])
        answers = Answers(connection).counting([codes[code].id])
        for group in _groupings(form):
            for one in asked:
                if one.consultation == code and (found := _table(form, answers, group, one, rule)):
                    yield found


def _groupings(form: Questionnaire) -> list[Question]:
    known = {one.name: one for one in form.questions() if one.type == "select_one"}
    return [known[name] for name in GROUPING if name in known]


def _table(
    form: Questionnaire, answers: Sequence[AnswerRow], group: Question, asked: QuestionSummary, rule: Rule
) -> Needs | None:
    """None where so few answered that no table may be shown."""
    if asked.people.value is None or asked.people.value < 2 * rule.minimum_base:
        return None
    cells = _Cells.of(answers, group.name, asked.question)
    labels = {
        choice.name: words(choice.label, form.default_language, choice.name)
        for choice in form.choice_lists.get(group.choices or "", ())
    } | {NOT_SAID: "Did not say"}
    named = [row for row in asked.themes if row.name not in RESERVED and row.people.shown]
    rows = cells.protected(named, list(labels), rule)
    shown = tuple((label, counts) for label, counts in rows if any(count.value for count in counts))
    if not shown:
        return None
    about = (asked.consultation, asked.question, asked.label)
    label = words(group.label, form.default_language, group.name)
    return Needs(*about, label, asked.people, tuple(labels.values()), shown)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How many people of each group spoke of each theme, and how many of each group answered."""

    spoke: Mapping[str, Counter[str]]
    answered: Counter[str]

    @classmethod
    def of(cls, answers: Sequence[AnswerRow], group: str, question: str) -> "_Cells":
        belongs = {one.participant: one.value for one in answers if one.question == group}
        spoke: dict[str, set[tuple[int, str]]] = defaultdict(set)
        answered: set[tuple[int, str]] = set()
        for one in answers:
            if one.question == question:
                person = (one.participant, belongs.get(one.participant) or NOT_SAID)
                answered.add(person)
                for theme in (one.themes or "").split(SEPARATOR):
                    spoke[theme].add(person)
        counted = {theme: Counter(each for _, each in found) for theme, found in spoke.items()}
        return cls(counted, Counter(each for _, each in answered))

    def protected(
        self, themes: Sequence[Row], groups: Sequence[str], rule: Rule
    ) -> list[tuple[str, tuple[Count, ...]]]:
        """The label of each theme, and what may be seen of each group in it."""
        together = Publication(rule)
        for group in groups:
            together.add(("group", group), self.answered.get(group, 0))
        for theme in themes:
            found = self.spoke.get(theme.name, Counter())
            together.add(("theme", theme.name), found.total())
            for group in groups:
                spoke = found.get(group, 0)
                together.add((theme.name, group), spoke)
                together.add(("not", theme.name, group), self.answered.get(group, 0) - spoke, shown=False)
                together.partition(("group", group), [(theme.name, group), ("not", theme.name, group)])
            together.partition(("theme", theme.name), [(theme.name, group) for group in groups])
        counts = together.close()
        return [(theme.label, tuple(counts[theme.name, group] for group in groups)) for theme in themes]
