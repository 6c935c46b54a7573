"""Making sense of what people said: filters over the published tables, and the words that fit.

Numbers come from the board's one summary alone: a filter chooses which of its tables are shown and never has
anything counted anew, so that no combination of filters tells more than the board's pages do. Words are shown
only where people of the threshold or more wrote what fits, and without how many they were.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from admin_api.early_looks import left_out
from admin_api.figures import ANSWER, FEELING, Figure, figure, theme_figure
from admin_api.hearing import hear_for
from admin_api.parts import Parts
from admin_api.sentences import FEELING_NAMES
from admin_api.theme_words import about_outcome, about_themes
from admin_api.translation.speaking import message, translate
from analysis.board import Board
from analysis.disclosure_control import Rule
from analysis.readings import Feeling, Kind
from analysis.summary import OutcomeSummary, QuestionSummary
from consultations.consultation import Consultation
from consultations.errors import NotFound
from consultations.plan import Plan
from consultations.staff import Account
from consultations.storage.plans import Plans
from consultations.storage.searching import Found, Searching, Wanted

ON_A_PAGE = 10
HALF = message("still open: half of the answers")
Audience = Literal["everybody", "staff"]
KINDS: Mapping[str, str] = {
    Kind.PRAISE: message("Praise"),
    Kind.WORRY: message("A worry"),
    Kind.NEED: message("A need"),
    Kind.IDEA: message("An idea"),
    Kind.UNFAIRNESS: message("Something unfair"),
    Kind.INFO: message("Something to know"),
}


class Asked(NamedTuple):
    """The filters, "" meaning any. `question` is `consultation/name`."""

    audience: Audience = "everybody"
    outcome: str = ""
    question: str = ""
    theme: str = ""
    kind: str = ""
    feeling: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The published tables of one question, or of a whole outcome."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ExplorePage:
    """`too_few`: so few wrote what fits that nothing of it is shown. `next` is where the next page begins.

    `left_out` are those that people still answer, where whoever looks has not said why they must see them.
    """

    asked: Asked
    outcomes: tuple[Option, ...]
    questions: tuple[Option, ...]
    themes: tuple[Option, ...]
    tables: tuple[Tables, ...]
    found: tuple[Found, ...]
    labels: Mapping[tuple[int, str], str]
    too_few: bool
    next: int
    left_out: tuple[Consultation, ...] = ()

    @property
    def kinds(self) -> tuple[Option, ...]:
        return tuple(Option(value, label) for value, label in KINDS.items())

    @property
    def feelings(self) -> tuple[Option, ...]:
        return tuple(Option(str(one), FEELING_NAMES[one]) for one in Feeling)


def explore_page(parts: Parts, account: Account, asked: Asked) -> ExplorePage:
    """Raises `NotFound` where there is no plan."""
    with parts.database.read() as connection:
        plan = Plans(connection).current()
        if plan is None:
            raise NotFound("no_plan", "There is no plan yet.", "Import one first: together plan import FILE.")
        boards = hear_for(connection, parts, account, plan, of_staff=asked.audience == "staff")
        kept = list(chosen(boards, asked))
        found, too_few = words_that_fit(connection, boards, kept, asked, parts.rule)
        hidden = left_out(connection, parts, account)
    return ExplorePage(
        asked=asked,
        outcomes=tuple(Option(each.code, each.label) for each in plan.outcomes),
        questions=tuple(Option(key(each), each.label) for each in every(boards)),
        themes=tuple(themes(boards)),
        tables=tuple(tables(boards, plan, kept, asked, parts.rule)),
        found=tuple(found[:ON_A_PAGE]),
        labels={(number_of(boards, one.consultation), one.question): one.label for one in every(boards)},
        too_few=too_few,
        next=found[ON_A_PAGE - 1].answer_id if len(found) > ON_A_PAGE else 0,
        left_out=tuple(one for one in hidden if one.plan_code == plan.code),
    )


def every(boards: Sequence[Board]) -> Iterator[QuestionSummary]:
    outcomes = (outcome for board in boards for outcome in board.summary.outcomes)
    return (question for outcome in outcomes for question in outcome.questions)


def key(question: QuestionSummary) -> str:
    return f"{question.consultation}/{question.question}"


def chosen(boards: Sequence[Board], asked: Asked) -> Iterator[QuestionSummary]:
    """The questions that the filters leave."""
    for question in every(boards):
        if asked.outcome in ("", question.outcome) and asked.question in ("", key(question)):
            yield question


def themes(boards: Sequence[Board]) -> Iterator[Option]:
    named = {row.name: row.label for question in every(boards) for row in question.themes}
    return (Option(name, label) for name, label in sorted(named.items(), key=lambda each: each[1]))


def tables(
    boards: Sequence[Board], plan: Plan, kept: Sequence[QuestionSummary], asked: Asked, rule: Rule
) -> Iterator[Tables]:
    """Those tables of the summaries that the filters choose, whole: no row is left out, and none is added.

    One under way has a summary of its own, and each table of it says so.
    """
    for number, board in enumerate(boards):
        half = f" ({HALF})" if any(one.under_way for one in board.consultations) else ""
        if asked.outcome and not asked.question:
            for outcome in board.summary.outcomes:
                if outcome.code == asked.outcome:
                    found = plan.outcome(asked.outcome)
                    label = found.label if found else asked.outcome
                    how = about_outcome(board, outcome, rule)
                    yield Tables(f"{label}{half}", figures_of(f"o{number}", outcome, rule, how))
        own = {each.code for each in board.consultations}
        for place, question in enumerate(kept if asked.question or asked.outcome else ()):
            if question.consultation in own:
                how = about_themes(board, [question.consultation], rule)
                yield Tables(f"{question.label}{half}", figures_of(f"q{place}", question, rule, how))


def figures_of(  # `how` the themes were found
    id: str,  # noqa: A002 - HTML's
    found: OutcomeSummary | QuestionSummary,
    rule: Rule,
    how: str,
) -> tuple[Figure, ...]:
    made = []
    if isinstance(found, QuestionSummary) and found.distribution:
        made.append(
            figure(
                f"{id}-answers",
                translate("What they chose"),
                ANSWER,
                found.distribution,
                found.people,
                rule,
            )
        )
    if found.themes:
        made.append(
            theme_figure(
                f"{id}-themes", translate("What they spoke of"), found.themes, found.people, rule, how
            )
        )
        made.append(
            figure(
                f"{id}-feelings",
                translate("How it sounded"),
                FEELING,
                found.feelings,
                found.people,
                rule,
            )
        )
    return tuple(made)


def number_of(boards: Sequence[Board], code: str) -> int:
    return next((one.id for board in boards for one in board.consultations if one.code == code), 0)


def words_that_fit(
    connection: Connection,
    boards: Sequence[Board],
    kept: Sequence[QuestionSummary],
    asked: Asked,
    rule: Rule,
    most: int = ON_A_PAGE,
) -> tuple[list[Found], bool]:
    """One more than the `most` of a page, so that more can be known to follow; none where few wrote."""
    texts = [(number_of(boards, one.consultation), one.question) for one in kept if one.type == "text"]
    wanted = Wanted(texts, asked.theme, asked.kind, asked.feeling)
    searching = Searching(connection)
    if not texts or not searching.written_by(wanted, rule.threshold):
        return [], True
    return searching.some(wanted, most + 1, asked.after), False
