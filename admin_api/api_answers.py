"""From the domain's own types to those of the API. Nothing is counted here."""

from admin_api.api_heard import (
    AgreedOut,
    ApartOut,
    BoardOut,
    GroupOut,
    HeardOut,
    QuestionOut,
    RowOut,
    ThemesOut,
    TookPart,
    UnreadOut,
    VoiceOut,
)
from admin_api.api_models import (
    AskOut,
    BearsOn,
    CaseOut,
    ChoiceOut,
    ConsultationOut,
    Figure,
    Form,
    IndicatorOut,
    OutcomeOut,
    PlanDetail,
    PlanOut,
    PriorityOut,
    ProgressOut,
    QuestionForm,
    Shown,
    Suppressed,
    ThemeOut,
    TranslationsOut,
)
from admin_api.theme_words import how_found
from admin_api.views_asks import AskView
from admin_api.views_ledger import BearingView
from analysis.board import Board, PromotableTheme
from analysis.disclosure_control import Count, Rule, protect_count
from analysis.summary import (
    ConsultationSummary,
    Group,
    OutcomeSummary,
    QuestionSummary,
    Table,
    Unread,
    Voice,
)
from analysis.voices import Agreed, Apart, compare
from consultations.ask_words import Translations
from consultations.consultation import Consultation
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.plan import Indicator, Outcome, Plan, Priority
from consultations.storage.consultations import Progress
from consultations.theme_standing import ThemeStanding


def figure(count: Count) -> Figure:
    return Suppressed() if count.value is None else Shown(value=count.value)


def plan_out(plan: Plan) -> PlanOut:
    return PlanOut(
        code=plan.code,
        title=plan.title,
        area=plan.area,
        starts=plan.starts,
        ends=plan.ends,
        status=plan.status.value,
    )


def plan_detail(plan: Plan) -> PlanDetail:
    outcomes = [outcome_out(each) for each in plan.outcomes]
    return PlanDetail(**plan_out(plan).model_dump(), outcomes=outcomes)


def outcome_out(outcome: Outcome) -> OutcomeOut:
    return OutcomeOut(
        code=outcome.code,
        title=outcome.title,
        label=outcome.label,
        lead_partnership=outcome.lead_partnership.name if outcome.lead_partnership else None,
        asked_us=[each.text for each in outcome.asked_us],
        priorities=[priority_out(each) for each in outcome.priorities],
        indicators=[indicator_out(each) for each in outcome.indicators],
    )


def priority_out(priority: Priority) -> PriorityOut:
    return PriorityOut(
        code=priority.code, text=priority.text, kind=priority.kind.value, actions=list(priority.actions)
    )


def indicator_out(indicator: Indicator) -> IndicatorOut:
    return IndicatorOut(
        code=indicator.code,
        text=indicator.text,
        polarity=indicator.polarity.value,
        baseline=indicator.baseline,
        target=indicator.target,
        unit=indicator.unit or "",
    )


def consultation_out(consultation: Consultation) -> ConsultationOut:
    return ConsultationOut(
        code=consultation.code,
        title=consultation.title,
        plan=consultation.plan_code,
        state=consultation.state,
        sample=consultation.sample,
        opened=consultation.opened_at,
        closed=consultation.closed_at,
    )


def board_out(board: Board, rule: Rule) -> BoardOut:
    summary = board.summary
    known = {each.code: each for each in board.consultations}
    return BoardOut(
        plan=board.plan.code,
        read_at=board.read_at,
        models=list(board.models),
        themes_found=[themes_out(code, one, rule) for code, one in board.themes.items()],
        threshold=rule.threshold,
        people=figure(summary.people),
        consultations=[took_part(each, known.get(each.consultation)) for each in summary.consultations],
        still_open=[one.code for one in board.left_out],
        who_took_part=[group_out(each) for each in summary.who_took_part],
        outcomes=[heard_out(each, board.plan, rule) for each in summary.outcomes],
    )


def themes_out(code: str, standing: ThemeStanding, rule: Rule) -> ThemesOut:
    learned, signed = standing.learned, standing.sign_off
    return ThemesOut(
        consultation=code,
        how=how_found(standing, rule),
        coded=figure(protect_count(learned.coded, rule)) if learned else None,
        f1=round(learned.f1, 2) if learned else None,
        low=round(learned.low, 2) if learned else None,
        high=round(learned.high, 2) if learned else None,
        signed_off_by=signed.role if signed else None,
        signed_off=signed.signed_at if signed else None,
    )


def took_part(found: ConsultationSummary, consultation: Consultation | None) -> TookPart:
    return TookPart(
        consultation=found.consultation,
        title=consultation.title if consultation else found.consultation,
        sample=bool(consultation and consultation.sample),
        people=figure(found.people),
    )


def group_out(group: Group) -> GroupOut:
    return GroupOut(question=group.question, rows=rows(group.rows))


def heard_out(found: OutcomeSummary, plan: Plan, rule: Rule) -> HeardOut:
    compared = compare(found.voices, rule)
    outcome = plan.outcome(found.code) if found.code else None
    return HeardOut(
        code=found.code,
        label=outcome.label if outcome else None,
        people=figure(found.people),
        answers=figure(found.answers),
        feelings=rows(found.feelings),
        themes=rows(found.themes),
        unread=unread_out(found.unread),
        questions=[question_out(each) for each in found.questions],
        groups=[voice_out(each) for each in found.voices],
        comparisons=compared.comparisons,
        differences=[apart_out(each) for each in compared.apart],
        said_in_all_groups=[agreed_out(each) for each in compared.agreed],
    )


def voice_out(found: Voice) -> VoiceOut:
    return VoiceOut(
        group=found.group,
        label=found.label,
        people=figure(found.people),
        feelings=rows(found.feelings),
        themes=rows(found.themes),
    )


def apart_out(found: Apart) -> ApartOut:
    return ApartOut(
        about=found.kind,
        name=found.name,
        label=found.label,
        more=found.more,
        less=found.less,
        low=found.low,
        high=found.high,
    )


def agreed_out(found: Agreed) -> AgreedOut:
    return AgreedOut(
        theme=found.theme,
        label=found.label,
        least=found.least,
        most=found.most,
        consensus=round(found.consensus, 4),
    )


def question_out(found: QuestionSummary) -> QuestionOut:
    return QuestionOut(
        consultation=found.consultation,
        question=found.question,
        label=found.label,
        type=found.type,
        people=figure(found.people),
        distribution=rows(found.distribution),
        mean=found.numbers.mean if found.numbers else None,
        median=found.numbers.median if found.numbers else None,
        feelings=rows(found.feelings),
        themes=rows(found.themes),
        unread=unread_out(found.unread),
    )


def rows(table: Table) -> list[RowOut]:
    return [
        RowOut(name=row.name, label=row.label, people=figure(row.people), percent=row.share) for row in table
    ]


def unread_out(found: Unread | None) -> UnreadOut | None:
    if found is None:
        return None
    return UnreadOut(
        empty=figure(found.empty), not_english=figure(found.not_english), waiting=figure(found.waiting)
    )


def translations_out(found: Translations) -> TranslationsOut:
    return TranslationsOut(
        question=dict(found.question), theme=dict(found.theme), what_happens=dict(found.what_happens)
    )


def ask_out(view: AskView) -> AskOut:
    """Of a published ask only: the others have no decision that may be seen."""
    ask = view.ask
    if ask.decision is None or ask.published_at is None:
        raise ValueError(f"Ask {ask.id} is not published.")
    return AskOut(
        id=ask.id,
        plan=ask.plan_code,
        outcome=ask.outcome_code,
        consultation=ask.consultation,
        sample=ask.sample,
        question=ask.question,
        question_label=ask.question_label,
        theme=ask.theme,
        theme_label=ask.theme_label,
        title=ask.title,
        decision=ask.decision,
        what_happens=ask.what_happens or "",
        translations=translations_out(ask.translations),
        published=ask.published_at,
        people=figure(view.people),
        told=figure(view.told),
    )


def form_out(code: str, questionnaire: Questionnaire) -> Form:
    """What can be answered: what is only told or calculated is left out."""
    asked = [each for each in questionnaire.questions() if type_of(each.type).summary != "none"]
    return Form(
        consultation=code,
        languages=list(questionnaire.languages),
        questions=[question_form(each, questionnaire) for each in asked],
    )


def question_form(question: Question, questionnaire: Questionnaire) -> QuestionForm:
    choices = questionnaire.choice_lists.get(question.choices or "", ())
    return QuestionForm(
        name=question.name,
        type=question.type,
        outcome=question.outcome,
        labels=dict(question.label),
        choices=[ChoiceOut(name=each.name, labels=dict(each.label)) for each in choices],
    )


def progress_out(code: str, found: Progress, rule: Rule) -> ProgressOut:
    """How many did not finish is a number of people too: where it is small, who finished is hidden."""
    began, left = protect_count(found.began, rule), found.began - found.finished
    finished = Suppressed() if rule.is_small(left) else figure(protect_count(found.finished, rule))
    return ProgressOut(consultation=code, began=figure(began), finished=finished)


def theme_out(found: PromotableTheme) -> ThemeOut:
    return ThemeOut(
        question=found.question,
        question_label=found.question_label,
        theme=found.theme,
        theme_label=found.theme_label,
        outcome=found.outcome_code,
        people=figure(found.people),
        ask=found.ask_id,
    )


def bears_on_out(one: BearingView) -> BearsOn:
    return BearsOn(kind=one.kind, code=one.code, text=one.text, result=one.result)


def case_out(view: AskView) -> CaseOut:
    """Of any ask, for officers."""
    ask = view.ask
    return CaseOut(
        id=ask.id,
        plan=ask.plan_code,
        outcome=ask.outcome_code,
        consultation=ask.consultation,
        sample=ask.sample,
        question=ask.question,
        question_label=ask.question_label,
        theme=ask.theme,
        theme_label=ask.theme_label,
        title=ask.title,
        state=ask.state,
        decision=ask.decision,
        what_happens=ask.what_happens or "",
        translations=translations_out(ask.translations),
        action=ask.action_code,
        promise=ask.promise_code,
        indicator=ask.indicator_code,
        bears_on=[bears_on_out(one) for one in view.bears_on],
        follows=ask.follows,
        due=ask.due_on,
        next_news=ask.next_news_on,
        partnership=ask.partnership,
        signed=ask.signed,
        days=view.since,
        made=ask.created_at,
        decided=ask.decided_at,
        published=ask.published_at,
        people=figure(view.people),
        told=figure(view.told),
    )
