"""Fills the board's pages. Pure: plan, summary, asks and the rule come in; sentences and figures go out."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from admin_api.charts import Datum
from admin_api.figures import (
    ANSWER,
    FEELING,
    GROUP,
    Figure,
    answer_bits,
    feeling_bits,
    figure,
    in_order,
    theme_bits,
    theme_figure,
)
from admin_api.sentences import chosen_most, clock_time, felt, listed, not_read, people, sentence, spoke_of
from admin_api.theme_words import about_outcome, about_themes, theme_lines
from admin_api.translation.speaking import counted, message, translate
from admin_api.views_asks import AskView, Standing
from admin_api.views_board import (
    Card,
    FrontPage,
    GroupView,
    Method,
    OutcomePage,
    Part,
    QuestionView,
)
from admin_api.views_coverage import coverage_view, grouped
from admin_api.views_ledger import LedgerPage
from admin_api.views_voices import To, no_way, voices_view
from admin_api.ways import NO_WAYS, Ways
from analysis.board import Board
from analysis.disclosure_control import HIDDEN, Count, Rule
from analysis.protected import ANOTHER_ANSWER, NOT_SAID
from analysis.summary import (
    BoardSummary,
    ConsultationSummary,
    Group,
    OutcomeSummary,
    QuestionSummary,
    Unread,
)
from analysis.walking import NOT_READ
from consultations.consultation import Consultation
from consultations.plan import Outcome, PriorityKind
from consultations.population import PopulationFigure
from consultations.storage.walks import Address

GROUPS = {"age_band": message("How old they are"), "audience": message("Who they are")}
ONE_EACH = "select_one"
OPEN: tuple[Standing, Standing] = ("promised", "waiting")
STILL_OPEN = message("people can still answer, so nothing of it is counted yet")
MOST_QUOTES = 5
"""Under one question."""


def front_page(
    board: Board,
    asks: Sequence[AskView],
    ledger: LedgerPage,
    rule: Rule,
    population: Mapping[str, PopulationFigure],
    ways: Ways = NO_WAYS,
) -> FrontPage:
    cards = [card(board, outcome, asks, ways) for outcome in board.plan.outcomes]
    return FrontPage(
        plan=board.plan,
        took_part=sentence(translate("{people} took part", people=people(board.summary.people))),
        way=ways.to_said(board.summary.people, board.plan.code),
        parts=parts(board, ways),
        sample=any(each.sample for each in board.consultations),
        cards=tuple(each for each in cards if each.heard),
        quiet=tuple(each for each in cards if not each.heard),
        groups=tuple(
            group_view(f"group{place}", group, board, rule, ways)
            for place, group in enumerate(board.summary.who_took_part)
        ),
        coverage=coverage_view(board.summary, population, ways, board.plan.code),
        left_out=any(not each.people.shown for each in board.summary.consultations),
        promised=standing(asks, "promised"),
        waiting=standing(asks, "waiting"),
        ledger=ledger,
        decided=standing(asks, "decided"),
        method=method(board, rule),
    )


def outcome_page(
    board: Board, outcome: Outcome, asks: Sequence[AskView], rule: Rule, ways: Ways = NO_WAYS
) -> OutcomePage:
    found = summary_of(board.summary, outcome.code)
    own = tuple(each for each in asks if each.ask.outcome_code == outcome.code)
    asked = found.questions if found else ()
    said = partial(ways.to_said, plan=board.plan.code, outcome=outcome.code)
    known = {each.code: each for each in board.consultations}
    return OutcomePage(
        plan=board.plan,
        outcome=outcome,
        card=card(board, outcome, asks, ways),
        answers=(
            Datum(translate("Answers"), found.answers.value, way=said(found.answers))
            if found
            else Datum(translate("Answers"), 0)
        ),
        sample=any(known[each.consultation].sample for each in asked if each.consultation in known),
        unread=not_read(found.unread) if found and found.unread else "",
        unread_way=unread_way(found.unread, said) if found and found.unread else "",
        questions=tuple(
            question_view(f"q{place}", each, known.get(each.consultation), rule, board, ways)
            for place, each in enumerate(asked, start=1)
        ),
        voices=voices_view("voices", found.voices, rule, to_group(board, said)) if found else None,
        asks=own,
        how=about_outcome(board, found, rule) if found else "",
        year_one=tuple(each for each in outcome.priorities if each.kind is PriorityKind.YEAR_ONE),
        method=method(board, rule),
    )


def summary_of(summary: BoardSummary, code: str) -> OutcomeSummary | None:
    return next((each for each in summary.outcomes if each.code == code), None)


def unread_way(found: Unread, said: Callable[..., str]) -> str:
    """To the answers that no program read, where a number of their people is shown."""
    shown = next((one for one in (found.empty, found.not_english, found.waiting) if one.value), HIDDEN)
    return said(shown, part=NOT_READ)


def to_group(board: Board, said: Callable[..., str]) -> To:
    """To what one group said about an outcome, by the question that tells groups apart."""
    asked = grouped(board.summary)
    if not asked:
        return no_way
    return lambda people, part, group: said(people, part=part, group=f"{asked[0].question}={group}")


def standing(asks: Sequence[AskView], wanted: Standing) -> tuple[AskView, ...]:
    """The asks that stand so, those that have stood longest first."""
    found = [each for each in asks if each.standing == wanted]
    return tuple(sorted(found, key=lambda each: -each.since))


def method(board: Board, rule: Rule) -> Method:
    when = clock_time(board.read_at) if board.read_at else ""
    return Method(when, tuple(board.models), theme_lines(board, rule))


def parts(board: Board, ways: Ways = NO_WAYS) -> tuple[Part, ...]:
    counts = {each.consultation: each for each in board.summary.consultations}
    under_way = (part(each, None, ways) for each in board.left_out)
    return (*under_way, *(part(each, counts.get(each.code), ways) for each in board.consultations))


def part(consultation: Consultation, found: ConsultationSummary | None, ways: Ways) -> Part:
    took_part = found.people if found else Count(0)
    return Part(
        consultation.code,
        consultation.title,
        consultation.state,
        consultation.sample,
        STILL_OPEN if consultation.under_way else translate("{people} took part", people=people(took_part)),
        ways.to(Address(consultation.code), took_part),
    )


def card(board: Board, outcome: Outcome, asks: Sequence[AskView], ways: Ways = NO_WAYS) -> Card:
    found = summary_of(board.summary, outcome.code)
    own = [each for each in asks if each.ask.outcome_code == outcome.code]
    chosen, choices = answer_bits(found, ways) if found else ("", [])
    return Card(
        code=outcome.code,
        label=outcome.label,
        heard=found is not None,
        instead="" if found else translate("Nothing that can be shown has been said about this yet."),
        people=answered(found, ways, board.plan.code),
        themes=tuple(theme_bits(found, ways)) if found else (),
        feelings=tuple(feeling_bits(found, ways)) if found else (),
        chosen=chosen,
        choices=tuple(choices),
        asks=open_asks(own),
    )


def answered(found: OutcomeSummary | None, ways: Ways, plan: str) -> Datum:
    if found is None:
        return Datum(translate("People who answered"), None)
    way = ways.to_said(found.people, plan, found.code or "")
    return Datum(translate("People who answered"), found.people.value, way=way)


def open_asks(asks: Sequence[AskView]) -> str:
    """“2 promises not done yet, 1 ask waiting for a decision.”; empty when there are neither."""
    promised, waiting = (len(standing(asks, wanted)) for wanted in OPEN)
    said = [
        counted("{number} promise not done yet", "{number} promises not done yet", promised)
        if promised
        else "",
        counted("{number} ask waiting for a decision", "{number} asks waiting for a decision", waiting)
        if waiting
        else "",
    ]
    return sentence(", ".join(filter(None, said))) if any(said) else ""


def group_title(group: Group) -> str:
    return GROUPS.get(group.question, group.question.replace("_", " ").capitalize())


def group_view(
    id: str,  # noqa: A002 - HTML's own word
    group: Group,
    board: Board,
    rule: Rule,
    ways: Ways,
) -> GroupView:
    title = group_title(group)
    bands = [row for row in group.rows if row.name not in (NOT_SAID, ANOTHER_ANSWER)]
    silent = [row.label for row in bands if row.people.value == 0]
    link = ways.to_group(board.plan.code, group.question)
    drawn = figure(id, title, GROUP, group.rows, board.summary.people, rule, link)
    return GroupView(drawn, listed(silent, "or"))


def question_view(
    id: str,  # noqa: A002 - HTML's own word
    found: QuestionSummary,
    consultation: Consultation | None,
    rule: Rule,
    board: Board,
    ways: Ways = NO_WAYS,
) -> QuestionView:
    return QuestionView(
        label=found.label,
        consultation=consultation.title if consultation else found.consultation,
        sample=bool(consultation and consultation.sample),
        answered=sentence(translate("{people} answered", people=people(found.people))),
        way=ways.to_answers(found),
        lead=question_lead(found),
        figures=question_figures(id, found, rule, about_themes(board, [found.consultation], rule), ways),
        numbers=found.numbers,
        unread=not_read(found.unread) if found.unread else "",
        quotes=board.quotes.get((found.consultation, found.question), ())[:MOST_QUOTES],
    )


def question_lead(found: QuestionSummary) -> tuple[str, ...]:
    chosen = chosen_most(found.distribution, found.people, found.type == ONE_EACH)
    return tuple(filter(None, (chosen, spoke_of(tuple(in_order(found.themes))), felt(found.feelings))))


def question_figures(
    id: str,  # noqa: A002 - HTML's own word
    found: QuestionSummary,
    rule: Rule,
    how: str,
    ways: Ways,
) -> tuple[Figure, ...]:
    base = found.people
    if found.distribution:
        chose, link = found.distribution, ways.to_choice(found)
        return (figure(f"{id}-answers", translate("What they chose"), ANSWER, chose, base, rule, link),)
    if not found.unread:
        return ()
    spoke, felt_ = ways.to_question(found, "theme"), ways.to_question(found, "feeling")
    return (
        theme_figure(f"{id}-themes", translate("What they spoke of"), found.themes, base, rule, how, spoke),
        figure(
            f"{id}-feelings",
            translate("How it sounded"),
            FEELING,
            found.feelings,
            base,
            rule,
            felt_,
        ),
    )
