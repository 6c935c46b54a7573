"""From stored answers and readings to what the board and the staff see. Every number in it may be shown."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, TypeVar

import pandas as pd
from sqlalchemy import Connection

from analysis.disclosure_control import Count, Rule
from analysis.needs import GROUPING, Needs, cross
from analysis.pipeline import NO_THEMES, taxonomy_of
from analysis.summary import (
    BoardSummary,
    Choice,
    Choices,
    Gathered,
    OutcomeSummary,
    QuestionSummary,
    Row,
    Table,
    summarise,
)
from analysis.taxonomy import RESERVED, Taxonomy, Theme
from analysis.who import Asked, who
from consultations.consultation import Consultation
from consultations.errors import FaultyInput
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question, Questionnaire, Text, unfilled, words
from consultations.plan import Plan
from consultations.quotes import Quote
from consultations.storage.answers import SEPARATOR, AnswerRow, Answers
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.evidence import StaffConsultations
from consultations.storage.quotes import Quotes
from consultations.storage.theme_standings import ThemeStandings
from consultations.theme_standing import ThemeStanding

Part = TypeVar("Part")
Key = TypeVar("Key")

ANSWER_TYPES = {
    "participant": "int64",
    "consultation_id": "int64",
    "question": "str",
    "value": "str",
    "status": "str",
    "label": "str",
    "themes": "str",
}


@dataclass(frozen=True, slots=True)
class Board:
    """One plan as the board sees it: the one summary of all that was said about it.

    Outcomes stand in the plan's order, consultations with the newest first, and questions in the order of
    their consultations and questionnaires, which `order` also gives by (consultation, question). So do
    `quotes`, each approved by a person. `themes` says by consultation how its themes came about. `read_at` is
    when the last answer was read, None when none was. `left_out` are the consultations that people still
    answer: nothing of them is in anything else here.
    """

    plan: Plan
    summary: BoardSummary
    consultations: tuple[Consultation, ...]
    order: Mapping[tuple[str, str], int]
    read_at: datetime | None
    models: tuple[str, ...]
    quotes: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    themes: Mapping[str, ThemeStanding] = field(default_factory=dict)
    left_out: tuple[Consultation, ...] = ()

    @property
    def sample(self) -> bool:
        """Whether any of the answers was invented."""
        return any(one.sample for one in self.consultations)


@dataclass(frozen=True, slots=True)
class PromotableTheme:
    """A theme of a question that an officer may make an ask of.

    `people` named it in this question, `everywhere` in any question about the question's outcome: there the
    number can often be shown where each question's own would give a small one away. `outcome_code` is the
    outcome to file the ask under: the question's, else the theme's first. `ask_id` is the ask that it is
    already.
    """

    question: str
    question_label: str
    theme: str
    theme_label: str
    people: Count
    everywhere: Count
    outcome_code: str
    ask_id: int | None


class _Asked(NamedTuple):
    """A question as the frame of answers names it (`analysis.counting`)."""

    consultation_id: int
    question: str
    consultation: str
    question_label: str
    question_type: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class _Held:
    """A consultation, with what it asks and what it listens for."""

    consultation: Consultation
    questionnaire: Questionnaire
    taxonomy: Taxonomy

    def say(self, text: Text, otherwise: str) -> str:
        """`text` in the questionnaire's own language, without the answers of any one person."""
        said = words(text, self.questionnaire.default_language, "") or otherwise
        return unfilled(said)

    def questions(self) -> Iterator[Question]:
        """Those that people answer and that can be summed up."""
        for question in self.questionnaire.questions():
            if type_of(question.type).summary != "none":
                yield question

    def kept(self) -> Asked:
        return Asked(self.consultation.id, self.consultation.code, self.questionnaire)

    def asked(self) -> Iterator[_Asked]:
        one = self.consultation
        for question in self.questions():
            label = self.say(question.label, question.name)
            yield _Asked(one.id, question.name, one.code, label, question.type, question.outcome)

    def choices(self) -> Choices:
        return {
            (self.consultation.code, question.name): [
                Choice(choice.name, self.say(choice.label, choice.name))
                for choice in self.questionnaire.choice_lists.get(question.choices, ())
            ]
            for question in self.questions()
            if question.choices
        }


def board(connection: Connection, plan: Plan, rule: Rule | None = None, *, of_staff: bool = False) -> Board:
    """Everything that was said about `plan`, in all its consultations that are over, sample ones included.

    What staff say is counted apart: no answer is in both, so that neither tells anything of the other.
    """
    asked = _asked(connection, plan, of_staff=of_staff)
    left_out = tuple(one for one in asked if one.under_way)
    found = _board(connection, plan, rule, held_of(connection, plan, of_staff=of_staff))
    return replace(found, left_out=left_out)


def board_of_one(connection: Connection, plan: Plan, rule: Rule | None, one: Consultation) -> Board:
    """What was said in `one` alone, which is left out of the board while it is under way: as for staff's, no
    answer is in both.
    """
    return _board(connection, plan, rule, [_held(connection, one)])


def _board(connection: Connection, plan: Plan, rule: Rule | None, held: Sequence[_Held]) -> Board:
    ids = [one.consultation.id for one in held]
    given = gathered(connection, held)
    summary = summarise(given.frame, given.choices, given.themes, given.grouping, rule, given.voices)
    consultations = tuple(one.consultation for one in held)
    order = [(row.consultation, row.question) for one in held for row in one.asked()]
    return Board(
        plan,
        _arranged(summary, plan, held, order),
        consultations,
        _places(order),
        *Answers(connection).newest_reading(ids),
        _quotes(Quotes(connection).published(ids), consultations, summary),
        ThemeStandings(connection).of(consultations),
    )


def needs_of(connection: Connection, shown: Board, rule: Rule) -> tuple[Needs, ...]:
    """Themes by locality and group, that may be published beside the numbers of `shown`; in its order."""
    found = cross(gathered(connection, [_held(connection, one) for one in shown.consultations]), rule)
    newest = [one.code for one in shown.consultations]

    def place(one: Needs) -> tuple[int, int, int]:
        asked = shown.order[one.consultation, one.question]
        return newest.index(one.consultation), GROUPING.index(one.group), asked

    return tuple(sorted(found, key=place))


def with_present(connection: Connection, kept: Board) -> Board:
    """The same numbers, with its quotes and what is said of its consultations as they are by now.

    A quote goes at once when its answer is changed, withdrawn or held, however long the numbers are kept.
    """
    now = {one.id: one for one in Consultations(connection).all()}
    consultations = tuple(now.get(one.id, one) for one in kept.consultations)
    published = Quotes(connection).published([one.id for one in consultations])
    quotes = _quotes(published, consultations, kept.summary)
    themes = ThemeStandings(connection).of(consultations)
    left_out = tuple(now.get(one.id, one) for one in kept.left_out)
    return replace(kept, consultations=consultations, quotes=quotes, themes=themes, left_out=left_out)


def _quotes(
    published: Iterable[Quote], consultations: Iterable[Consultation], summary: BoardSummary
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Approved quotes by (consultation, question); none of a question that few answered."""
    codes = {one.id: one.code for one in consultations}
    many = {
        (one.consultation, one.question)
        for outcome in summary.outcomes
        for one in outcome.questions
        if one.people.value
    }
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in published:
        key = codes[one.consultation_id], one.question
        if key in many and one.words not in found.get(key, ()):
            found[key] = (*found.get(key, ()), one.words)
    return found


def promotable(
    connection: Connection, consultation: Consultation, summary: BoardSummary
) -> tuple[PromotableTheme, ...]:
    """The themes of each free-text question as the board's `summary` counts them, the most spoken of first.

    One that has no outcome, asked about in a question that has none, cannot be filed and is left out.
    """
    themes = {one.code: one for one in _themes(consultation).themes}
    asks = {(one.question, one.theme): one.id for one in Asks(connection).all_of(consultation.id)}
    return tuple(
        found
        for outcome in summary.outcomes
        for question in outcome.questions
        if question.consultation == consultation.code
        for found in _promotable(question, {row.name: row.people for row in outcome.themes}, themes, asks)
    )


def _promotable(
    question: QuestionSummary,
    everywhere: Mapping[str, Count],
    themes: Mapping[str, Theme],
    asks: Mapping[tuple[str, str], int],
) -> Iterator[PromotableTheme]:
    def most_first(row: Row) -> tuple[int, int]:
        return -(everywhere[row.name].value or 0), -(row.people.value or 0)

    for row in sorted(question.themes, key=most_first):
        theme = themes.get(row.name)
        outcome = question.outcome or next(iter(theme.outcomes if theme else ()), None)
        if theme and outcome and row.people != Count(0):
            yield PromotableTheme(
                question=question.question,
                question_label=question.label,
                theme=row.name,
                theme_label=row.label,
                people=row.people,
                everywhere=everywhere[row.name],
                outcome_code=outcome,
                ask_id=asks.get((question.question, row.name)),
            )


def held_of(connection: Connection, plan: Plan, *, of_staff: bool = False) -> list[_Held]:
    """The consultations of a plan that the board counts, for everybody but staff, or staff; newest first."""
    asked = _asked(connection, plan, of_staff=of_staff)
    return [_held(connection, one) for one in asked if not one.under_way]


def _asked(connection: Connection, plan: Plan, *, of_staff: bool) -> list[Consultation]:
    """The consultations of a plan that ask everybody but staff, or staff, the newest first."""
    staff = StaffConsultations(connection).all()
    return [
        one
        for one in Consultations(connection).all()
        if one.plan_code == plan.code and (one.id in staff) == of_staff
    ]


def gathered(connection: Connection, held: Sequence[_Held]) -> Gathered:
    """What people said in these consultations, and what it is called."""
    answers, ids = Answers(connection), [one.consultation.id for one in held]
    took_part = who([one.kept() for one in held], answers.channels(ids))
    return Gathered(
        frame=pd.concat([_frame(answers.counting(ids), held), *took_part.frames]),
        choices={key: choices for one in held for key, choices in one.choices().items()}
        | dict(took_part.choices),
        themes={theme.code: theme.label for one in reversed(held) for theme in one.taxonomy.themes},
        grouping=took_part.grouping,
        voices=took_part.voices,
    )


def _held(connection: Connection, consultation: Consultation) -> _Held:
    questionnaire = Consultations(connection).over_versions(consultation)
    return _Held(consultation, questionnaire, _themes(consultation))


def _themes(consultation: Consultation) -> Taxonomy:
    """The themes of a consultation; none where they cannot be read, which `pipeline` logs."""
    try:
        return taxonomy_of(consultation.code, consultation.taxonomy)
    except FaultyInput:
        return NO_THEMES


def _frame(rows: Sequence[AnswerRow], held: Sequence[_Held]) -> pd.DataFrame:
    """One row for each answer to a question that can be summed up: calculated and hidden values go here."""
    answers = pd.DataFrame(rows, columns=AnswerRow._fields).astype(ANSWER_TYPES)
    asked = pd.DataFrame([row for one in held for row in one.asked()], columns=_Asked._fields)
    keys = {key: ANSWER_TYPES[key] for key in ("consultation_id", "question")}
    answers["themes"] = answers["themes"].str.split(SEPARATOR)
    return answers.merge(asked.astype(keys), on=list(keys))


def _arranged(
    summary: BoardSummary, plan: Plan, held: Sequence[_Held], order: Sequence[tuple[str, str]]
) -> BoardSummary:
    """The summary in the order in which people know its parts, each with its own themes only.

    To leave out the noughts of themes that nobody listened for gives nothing away.
    """
    outcomes = [outcome.code for outcome in plan.outcomes]
    consultations = [one.consultation.code for one in held]
    return replace(
        summary,
        consultations=_in_order(summary.consultations, consultations, lambda each: each.consultation),
        outcomes=_in_order(
            [_own(each, held, order) for each in summary.outcomes], outcomes, lambda each: each.code
        ),
    )


def _in_order(
    parts: Iterable[Part], order: Sequence[object], key: Callable[[Part], object]
) -> tuple[Part, ...]:
    """`parts` by the place that their key has in `order`, those without one last."""
    places = _places(order)
    return tuple(sorted(parts, key=lambda part: places.get(key(part), len(places))))


def _places(order: Iterable[Key]) -> dict[Key, int]:
    return {one: place for place, one in enumerate(order)}


def _own(outcome: OutcomeSummary, held: Sequence[_Held], order: Sequence[tuple[str, str]]) -> OutcomeSummary:
    listened_for = {one.consultation.code: tuple(one.taxonomy.labels) for one in held}
    questions = [
        replace(each, themes=_only(each.themes, listened_for[each.consultation]))
        for each in outcome.questions
    ]
    own = dict.fromkeys(row.name for one in questions for row in one.themes)
    return replace(
        outcome,
        themes=_only(outcome.themes, own),
        voices=tuple(replace(each, themes=_only(each.themes, own)) for each in outcome.voices),
        questions=_in_order(questions, order, lambda each: (each.consultation, each.question)),
    )


def _only(themes: Table, names: Collection[str]) -> Table:
    """The rows called `names`, in their order but for the reserved two, which stand last."""
    own = [row for row in themes if row.name in names]
    return _in_order(own, [name for name in names if name not in RESERVED], lambda row: row.name)
