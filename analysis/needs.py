"""Themes by locality and group, safe to be published beside the board's one summary. Pure.

They are entered in the publication of the board once that is closed, and give way to it: no small number can
be worked out from both together. What a reader knows is that everybody who answered a question is in one
group, that whoever spoke of a theme did answer, that a group's people are among those of the board's table of
the same question, and, where the board tells the same groups apart, that its numbers of an outcome are made
of those of its questions.

The board that is on show may be some minutes older: then the two are numbers of different days.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.counting import Answers, Question, take
from analysis.disclosure_control import Count, Key, Rule
from analysis.protected import ANOTHER_ANSWER, NOT_SAID, Entered, enter
from analysis.summary import Choices, Gathered, names_of, said_themes, with_reserved
from analysis.taxonomy import OTHER, RESERVED

GROUPING = ("locality", "area", "town", "ward", "age_band", "age_group", "group")
"""Questions of one choice by which themes are told apart."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The themes of one question by the answers to another, called `group`, of the same consultation.

    `rows`: the label of a theme and a count for each of `groups`.
    """

    consultation: str
    question: str
    question_label: str
    group: str
    group_label: str
    people: Count
    groups: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Count, ...]], ...]


class _Table(NamedTuple):
    """What of a table was entered: the question, the one that groups, the groups and the themes."""

    asked: Question
    by: Question
    groups: Sequence[str]
    themes: Sequence[str]

    def inside(self, group: str) -> Key:
        """How many of the group answered."""
        return ("inside", self.by.id, self.asked.id), group

    def cell(self, theme: str, group: str) -> Key:
        return ("crossed", self.by.id, self.asked.id, theme), group


def cross(given: Gathered, rule: Rule) -> tuple[Needs, ...]:
    """Every table of which something can be shown, in no order that means anything."""
    labels = with_reserved(given.themes)
    themes = tuple(said_themes(labels))
    listed = names_of(given.choices)
    entered = enter(take(given.frame), listed, themes, given.grouping, rule, given.voices)
    crossing = _Crossing(entered, themes, given, rule)
    tables = list(crossing.enter())
    crossing.tie(tables)
    counts = entered.publication.close()
    return tuple(
        _needs(one, counts, labels, given.choices, rows)
        for one in tables
        if (rows := [theme for theme in one.themes if any(counts[key].value for key in _row(one, theme))])
    )


def _row(one: _Table, theme: str) -> list[Key]:
    return [one.cell(theme, group) for group in one.groups]


def _needs(
    one: _Table, counts: Mapping[Key, Count], labels: Mapping[str, str], choices: Choices, rows: Sequence[str]
) -> Needs:
    asked, by = one.asked, one.by
    groups = {each.name: each.label for each in choices[by.consultation, by.name]}
    groups |= {ANOTHER_ANSWER: "Another answer", NOT_SAID: "Did not say"}
    return Needs(
        consultation=asked.consultation,
        question=asked.name,
        question_label=asked.label,
        group=by.name,
        group_label=by.label,
        people=counts["question", asked.id],
        groups=tuple(groups[name] for name in one.groups),
        rows=tuple((labels[theme], tuple(counts[key] for key in _row(one, theme))) for theme in rows),
    )


class _Crossing:
    """Enters tables in the publication of a board. Raw numbers: nothing outside this module sees one."""

    def __init__(self, entered: Entered, themes: Sequence[str], given: Gathered, rule: Rule) -> None:
        self._publication, self._answers = entered.publication, entered.answers
        self._themes, self._given, self._rule = themes, given, rule
        self._board = entered.publication.close()

    def enter(self) -> Iterator[_Table]:
        for by in self._answers.questions:
            if by.name in GROUPING and by.type == "select_one":
                yield from self._enter_all(by)

    def _enter_all(self, by: Question) -> Iterator[_Table]:
        """The themes of every question in words of a consultation, by the groups of one of its questions."""
        listed = [each.name for each in self._given.choices.get((by.consultation, by.name), ())]
        own = self._answers.among([by.consultation])
        said = own.by_group(by.name, listed, ANOTHER_ANSWER, NOT_SAID)
        groups = list(dict.fromkeys([*listed, *(set(said) & {ANOTHER_ANSWER}), NOT_SAID]))
        cells = {name: _Said.of(one, self._themes) for name, one in said.items()}
        for asked in own.questions:
            base = self._board.get(("question", asked.id))
            if asked.type == "text" and base and (base.value or 0) >= 2 * self._rule.minimum_base:
                table = _Table(asked, by, groups, self._shown(asked))
                self._enter(table, cells)
                yield table

    def _shown(self, asked: Question) -> list[str]:
        """The themes of which the board shows enough people to break them down."""
        named = [name for name in self._themes if name not in RESERVED]
        people = {name: self._board[("theme", asked.id), name].value or 0 for name in named}
        return [name for name in named if people[name] >= self._rule.minimum_base]

    def _enter(self, table: _Table, said: Mapping[str, "_Said"]) -> None:
        asked, publication = table.asked, self._publication
        for group in table.groups:
            own = said.get(group, _Said({}, {}))
            answered, spoke = own.answered.get(asked.id, 0), own.spoke.get(asked.id, {})
            publication.add(table.inside(group), answered, shown=False)
            for theme in table.themes:
                shown = not 0 < answered < self._rule.minimum_base
                publication.add(table.cell(theme, group), spoke.get(theme, 0), shown=shown)
            publication.within(table.inside(group), [table.cell(theme, group) for theme in table.themes])
        publication.partition(("question", asked.id), [table.inside(group) for group in table.groups])
        for theme in table.themes:
            publication.partition((("theme", asked.id), theme), _row(table, theme))

    def tie(self, tables: Sequence[_Table]) -> None:
        """Relate the tables to the board's own numbers of the same groups."""
        for one in tables:
            whole = ("band", one.by.name) if one.by.name in self._given.grouping else ("chosen", one.by.id)
            for group in one.groups:
                if (whole, group) in self._board:
                    self._publication.within((whole, group), [one.inside(group)])
        alike = [one for one in tables if one.by.name == self._given.voices]
        for code in {one.asked.outcome for one in alike}:
            self._tie_voices(code, [one for one in alike if one.asked.outcome == code])

    def _tie_voices(self, code: str, tables: Sequence[_Table]) -> None:
        """To what each group spoke of about an outcome: made up of its questions, where all are there."""
        asked = [one for one in self._answers.questions if one.outcome == code and one.type == "text"]
        wholes = {(theme, group) for one in tables for theme in one.themes for group in one.groups}
        for theme, group in sorted(wholes):
            whole: Key = (("spoke", code, group), theme)
            having = [one for one in tables if theme in one.themes and group in one.groups]
            cells = [one.cell(theme, group) for one in having]
            if whole in self._board:
                relate = self._publication.union if len(cells) == len(asked) else self._publication.within
                relate(whole, cells)
        if len(asked) == 1:
            for group in tables[0].groups:
                if ("group", code, group) in self._board:
                    self._publication.within(tables[0].inside(group), [("group", code, group)])


class _Said(NamedTuple):
    """Of one group: how many answered each question, by its id, and spoke of each theme there."""

    answered: Mapping[Hashable, int]
    spoke: Mapping[Hashable, Mapping[str, int]]

    @classmethod
    def of(cls, said: Answers, themes: Sequence[str]) -> "_Said":
        return cls(said.rows_by_question(), said.themes("id", themes, OTHER))
