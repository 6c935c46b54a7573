"""From stored readings to what the board and the staff see. Every number in it may be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection

from analysis.disclosure_control import Count, Rule
from analysis.pipeline import free_text, taxonomy_of
from analysis.summary import BoardSummary, Choice, Choices, summarise
from analysis.taxonomy import NO_REASON_GIVEN, OTHER, Theme
from consultations.consultation import Consultation
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question, Questionnaire, words
from consultations.plan import Plan
from consultations.storage.answers import AnswerRow, Answers
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.plans import Plans

GROUPING = ("age_band",)
"""Questions that say who took part. They are counted beside the others, never with them."""
COLUMNS = {
    "participant": "int64",
    "consultation": "str",
    "question": "str",
    "question_label": "str",
    "question_type": "str",
    "outcome": "object",
    "value": "str",
    "status": "object",
    "label": "object",
    "polarity": "float64",
    "themes": "object",
}
"""One row for each answer that counts (`analysis.counting`)."""


@dataclass(frozen=True, slots=True)
class Board:
    """One plan as the board sees it. `order` gives each question's place by (consultation, question)."""

    plan: Plan
    summary: BoardSummary
    consultations: tuple[Consultation, ...]
    order: dict[tuple[str, str], int]
    read_at: datetime | None
    models: tuple[str, ...]

    @property
    def sample(self) -> bool:
        """Whether any of the answers was invented."""
        return any(one.sample for one in self.consultations)


@dataclass(frozen=True, slots=True)
class PromotableTheme:
    """A theme of a question that an officer may make an ask of. `ask_id`: the ask it is already."""

    question: str
    question_label: str
    theme: str
    theme_label: str
    people: Count
    outcome_code: str
    ask_id: int | None


@dataclass(frozen=True, slots=True)
class _Told:
    """A consultation with its questionnaire and its answers."""

    consultation: Consultation
    questionnaire: Questionnaire
    rows: Sequence[AnswerRow]


def board(connection: Connection, plan: Plan, rule: Rule | None = None) -> Board:
    """Everything that was said about `plan`, in all its consultations."""
    told = [_told(connection, one) for one in Consultations(connection).all() if one.plan_code == plan.code]
    labels = {
        code: label
        for one in told
        for code, label in taxonomy_of(one.consultation, _outcomes(plan)).labels.items()
    }
    summary = summarise(_frame(told), _choices(told), labels, GROUPING, rule)
    order = {
        (one.consultation.code, question.name): place
        for one in told
        for place, question in enumerate(one.questionnaire.questions())
    }
    read_at, models = Answers(connection).newest_reading([one.consultation.id for one in told])
    return Board(plan, summary, tuple(one.consultation for one in told), order, read_at, models)


def promotable(
    connection: Connection, consultation: Consultation, rule: Rule | None = None
) -> tuple[PromotableTheme, ...]:
    """The themes of each free-text question, the most spoken of first, each once for each question."""
    plan = Plans(connection).get(consultation.plan_code)
    themes = {one.code: one for one in taxonomy_of(consultation, _outcomes(plan)).themes}
    asked = {(one.question, one.theme): one.id for one in Asks(connection).all_of(consultation.id)}
    questionnaire = Consultations(connection).questionnaire(consultation.questionnaire_id)
    found = board(connection, plan, rule).summary
    texts = {one.name: one for one in questionnaire.questions() if one.name in free_text(questionnaire)}
    return tuple(
        PromotableTheme(
            question=question.question,
            question_label=question.label,
            theme=row.name,
            theme_label=row.label,
            people=row.people,
            outcome_code=_outcome_of(texts[question.question], themes[row.name]),
            ask_id=asked.get((question.question, row.name)),
        )
        for outcome in found.outcomes
        for question in outcome.questions
        if question.consultation == consultation.code and question.question in texts
        for row in question.themes
        if row.name in themes and row.name not in (OTHER, NO_REASON_GIVEN) and row.people != Count(0)
    )


def _outcome_of(question: Question, theme: Theme) -> str:
    """The outcome to file an ask under: the question's own, else the theme's first."""
    return question.outcome or theme.outcomes[0]


def _outcomes(plan: Plan) -> tuple[str, ...]:
    return tuple(outcome.code for outcome in plan.outcomes)


def _told(connection: Connection, consultation: Consultation) -> _Told:
    questionnaire = Consultations(connection).questionnaire(consultation.questionnaire_id)
    return _Told(consultation, questionnaire, Answers(connection).counting(consultation.id))


def _frame(told: Iterable[_Told]) -> pd.DataFrame:
    """One row for each answer that a person gave, with its reading where it has one."""
    frames = [_one_frame(one) for one in told]
    empty = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})
    return pd.concat(frames, ignore_index=True) if any(len(one) for one in frames) else empty


def _one_frame(told: _Told) -> pd.DataFrame:
    language = told.questionnaire.default_language
    asked = {one.name: one for one in told.questionnaire.questions() if type_of(one.type).summary != "none"}
    rows = [row for row in told.rows if row.question in asked]
    frame = pd.DataFrame(
        {
            "participant": [row.participant for row in rows],
            "consultation": told.consultation.code,
            "question": [row.question for row in rows],
            "outcome": [row.outcome for row in rows],
            "value": [row.value for row in rows],
            "status": [row.status for row in rows],
            "label": [row.label for row in rows],
            "polarity": [row.polarity for row in rows],
            "themes": [row.themes for row in rows],
        }
    )
    labels = {name: words(one.label, language, language) for name, one in asked.items()}
    frame["question_label"] = frame["question"].map(labels)
    frame["question_type"] = frame["question"].map({name: one.type for name, one in asked.items()})
    return frame


def _choices(told: Iterable[_Told]) -> Choices:
    return {
        (one.consultation.code, question.name): [
            Choice(choice.name, words(choice.label, one.questionnaire.default_language, "") or choice.name)
            for choice in one.questionnaire.choice_lists[question.choices]
        ]
        for one in told
        for question in one.questionnaire.questions()
        if question.choices
    }
