"""The Trust's own test: the trend of the four standing questions, and each consultation's scorecard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from admin_api.curve_charts import CurveChart, curve_chart
from admin_api.sentences import people
from admin_api.translation.speaking import message, translate
from admin_api.ways import NO_WAYS, Ways
from analysis.disclosure_control import Count
from analysis.summary import BoardSummary, QuestionSummary
from consultations.accountability import Ask
from consultations.consultation import Consultation
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.standing import SUCCESS, YES
from consultations.forms.together_check import check_together
from consultations.launching import Draft
from consultations.plan import Indicator, Plan, Point, Polarity, Series, Unit
from consultations.scorecard import Facts, Score, scorecard

NAMES: Mapping[str, str] = {
    "success_impact": message("See things change"),
    "success_responsible": message("Know who decides"),
    "success_who_to_go_to": message("Know who to go to"),
    "success_together": message("Adults work with me"),
}
TITLES = {
    "principles": message("The TOGETHER principles"),
    "we_will": message("We will…"),
    "we_wont": message("We won’t…"),
}
NOT_SHOWN = message("too few answered to show it")
JUDGING = ("leading_question", "double_question", "unbalanced_choices")


@dataclass(frozen=True, slots=True)
class Cell:
    """One question in one consultation: the share of yes in per cent, None where it is not shown.

    `people` answered, None where nobody was asked. `way` leads to those who said yes.
    """

    share: int | None
    answered: str
    people: Count | None = None
    way: str = ""


@dataclass(frozen=True, slots=True)
class SuccessRow:
    consultation: Consultation
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SuccessPage:
    """`rows`: consultations that asked any of the four, the earliest first."""

    names: tuple[str, ...]
    rows: tuple[SuccessRow, ...]
    chart: CurveChart | None


@dataclass(frozen=True, slots=True)
class ScorePage:
    """`told` is what was said when it was launched: (question, answer)."""

    consultation: Consultation
    plan: Plan
    groups: tuple[tuple[str, tuple[Score, ...]], ...]
    told: Sequence[tuple[str, str]] = ()


def success_page(
    heard: Sequence[tuple[Sequence[Consultation], BoardSummary]], ways: Ways = NO_WAYS
) -> SuccessPage:
    """From what was heard about each plan."""
    rows = [row for consultations, summary in heard for row in _rows(consultations, summary, ways)]
    rows.sort(key=lambda row: (row.consultation.opened_at, row.consultation.id))
    return SuccessPage(tuple(NAMES[name] for name in SUCCESS), tuple(rows), curve_chart(_indicator(rows)))


def _rows(consultations: Sequence[Consultation], summary: BoardSummary, ways: Ways) -> Iterator[SuccessRow]:
    for consultation in consultations:
        asked = standing_answers(summary, consultation.code)
        if asked:
            yield SuccessRow(consultation, tuple(_cell(asked.get(name), ways) for name in SUCCESS))


def standing_answers(summary: BoardSummary, consultation: str) -> Mapping[str, QuestionSummary]:
    """The standing questions of one consultation by name, as the one protected summary has them."""
    return {
        question.question: question
        for outcome in summary.outcomes
        for question in outcome.questions
        if question.consultation == consultation and question.question in SUCCESS
    }


def _cell(question: QuestionSummary | None, ways: Ways) -> Cell:
    if question is None:
        return Cell(None, translate("not asked"))
    share = share_of(question, YES)
    way = ways.to_chosen(question.consultation, question.question, YES) if share else ""
    return Cell(share, people(question.people), question.people, way)


def share_of(question: QuestionSummary, answer: str) -> int | None:
    """Of those who answered, in per cent; None where it may not be shown."""
    return next((row.share for row in question.distribution if row.name == answer), None)


def _indicator(rows: Sequence[SuccessRow]) -> Indicator:
    """The trend as an indicator with a curve for each question, so that it is drawn as every other is."""
    series = tuple(
        Series(name=NAMES[name], points=tuple(_point(n, row, place) for n, row in enumerate(rows, start=1)))
        for place, name in enumerate(SUCCESS)
    )
    words = translate("Children and young people who say yes, of all who answered")
    return Indicator(code="success", text=words, polarity=Polarity.UP, unit=Unit.PERCENT, series=series)


def _point(number: int, row: SuccessRow, place: int) -> Point:
    share = row.cells[place].share
    when = f"{number}. {row.consultation.opened_at:%b %Y}"
    if share is None:
        return Point(period=when, missing=NOT_SHOWN)
    return Point(period=when, value=Decimal(share))


def score_page(consultation: Consultation, plan: Plan, facts: Facts) -> ScorePage:
    scored = scorecard(plan, facts)
    return ScorePage(consultation, plan, tuple((TITLES[name], found) for name, found in scored.items()))


def facts_of(
    consultation: Consultation,
    form: Questionnaire,
    plan: Plan,
    draft: Draft | None,
    asks: Sequence[Ask],
    told: bool | None,
    summary: BoardSummary,
    today: date,
) -> Facts:
    """`asks` are those of this consultation that the reader may know of; `told`: see `Facts`."""
    report = check_together(form, plan.terms)
    codes = [fault.code for fault in report.findings]
    questions = form.questions()
    standing = standing_answers(summary, consultation.code)
    together = standing.get("success_together")
    return Facts(
        jargon=codes.count("jargon"),
        grade=report.grade,
        minutes=report.length.slowest,
        judging=sum(codes.count(code) for code in JUDGING),
        identifying=codes.count("identifying_question"),
        must_answer=sum(bool(one.required) and one.type != "note" for one in questions),
        open_questions=sum(one.type == "text" for one in questions),
        languages=len(form.languages),
        signed_by_young_lead=bool(draft and draft.intent.signature),
        can_change_said=bool(draft and draft.intent.what_can_change),
        days_late=_days_late(consultation, asks, today),
        asks=len(asks),
        decided=sum(ask.decision is not None for ask in asks),
        answered=sum(ask.published_at is not None for ask in asks),
        cant_without_reason=sum(ask.decision == "cant" and not ask.what_happens for ask in asks),
        told=told,
        unread=any(_waits(one) for one in _own(summary, consultation.code)),
        together=share_of(together, YES) if together else None,
    )


def _days_late(consultation: Consultation, asks: Sequence[Ask], today: date) -> int | None:
    """How late people heard, or have been waiting: the worst of the days that we named, to them all and for
    each thing they asked for."""
    heard = min((ask.published_at.date() for ask in asks if ask.published_at), default=None)
    named = [_late(consultation.next_on, heard, today)]
    named += [_late(ask.due_on, ask.published_at.date() if ask.published_at else None, today) for ask in asks]
    return max((days for days in named if days is not None), default=None)


def _late(named: date | None, heard: date | None, today: date) -> int | None:
    """0 in time; None where no day was named, or it has not come and nobody has heard."""
    if named is None or (heard is None and today <= named):
        return None
    return max(((heard or today) - named).days, 0)


def _own(summary: BoardSummary, consultation: str) -> Iterator[QuestionSummary]:
    for outcome in summary.outcomes:
        yield from (one for one in outcome.questions if one.consultation == consultation)


def _waits(question: QuestionSummary) -> bool:
    return question.unread is not None and question.unread.waiting.value != 0
