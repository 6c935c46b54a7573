"""The one record that every report is written from: what was heard, asked and promised, safe to be seen.

It is gathered once for a report. Asks are in it only as far as the public may know of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from admin_api.hearing import hear, of_plan
from admin_api.judged import Judged, judged, judged_words
from admin_api.sentences import TRUST_TIME, date_words, people
from admin_api.translation.speaking import translate
from admin_api.views_asks import AskView, views
from admin_api.views_plans import IndicatorPage, indicator_page
from analysis.board import Board, needs_of
from analysis.disclosure_control import Rule
from analysis.needs import Needs
from analysis.summary import OutcomeSummary, QuestionSummary, Row, Table
from analysis.taxonomy import RESERVED
from consultations.accountability import Ask
from consultations.errors import NotFound
from consultations.ledger import Entry, entries
from consultations.plan import Indicator, Outcome, Plan
from consultations.quotes import Quote
from consultations.storage.asks import Asks
from consultations.storage.ledger import CurveNote, CurveNotes, Ledger
from consultations.storage.plans import Plans
from consultations.storage.quotes import Quotes
from consultations.storage.walks import OfAsk

MOST_THEMES = 5


@dataclass(frozen=True, slots=True)
class Record:
    """`judged`: how many think our answer to an ask fair, partly, not; by its number, protected.

    `notes` are what officers wrote about the curve of an indicator, by its code.
    """

    plan: Plan
    board: Board
    asks: tuple[AskView, ...]
    judged: Mapping[int, Judged]
    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]
    notes: Mapping[str, Sequence[CurveNote]]
    needs: tuple[Needs, ...]
    rule: Rule
    today: date

    @property
    def made(self) -> str:
        sample = (
            " " + translate("Some of the answers in it are invented, to show how it works.")
            if self.board.sample
            else ""
        )
        return translate(
            "{area}. Made on {day}.{sample}", area=self.plan.area, day=date_words(self.today), sample=sample
        )

    def heard(self, outcome: str) -> OutcomeSummary | None:
        return next((one for one in self.board.summary.outcomes if one.code == outcome), None)

    def asks_of(self, outcome: str) -> list[AskView]:
        return [one for one in self.asks if one.ask.outcome_code == outcome]

    def entries_of(self, outcome: str) -> list[Entry]:
        return [one for one in self.entries if one.outcome == outcome]

    def quotes_of(self, question: QuestionSummary) -> list[Quote]:
        """Those that may be shown: none of a question that few answered, the same words once."""
        if not question.people.value:
            return []
        code = {one.code: one.id for one in self.board.consultations}.get(question.consultation)
        own = [one for one in self.quotes if (one.consultation_id, one.question) == (code, question.question)]
        return list({one.words: one for one in own}.values())

    def told(self, outcome: Outcome, indicator: Indicator) -> IndicatorPage:
        """An indicator with its curve and the story behind it, as the pages tell it."""
        return indicator_page(self.plan, outcome, indicator, self.notes.get(indicator.code, ()), None, ())

    def judged_words(self, view: AskView) -> str:
        """How people judge our answer, or "" where nothing can be said."""
        return judged_words(self.judged.get(view.ask.id))

    def outcome(self, code: str) -> Outcome:
        """Raises `NotFound`."""
        found = self.plan.outcome(code)
        if found is None:
            known = ", ".join(one.code for one in self.plan.outcomes)
            raise NotFound(
                "no_outcome",
                translate("The plan has no outcome “{code}”.", code=code),
                translate("It has these: {known}.", known=known),
            )
        return found


def record_of(
    connection: Connection, plan_code: str | None, rule: Rule, now: datetime, *, by_group: bool = False
) -> Record:
    """The record of one plan, or of the one in force. Raises `NotFound`.

    `by_group`: with its `needs`, for which everything is counted anew.
    """
    plan = Plans(connection).get(plan_code) if plan_code else Plans(connection).current()
    if plan is None:
        raise NotFound("no_plan", "There is no plan yet.", "Import one first: together plan import FILE.")
    board = hear(connection, plan, rule)
    asks = [one for one in of_plan(Asks(connection).all(), plan) if not one.followed and not _draft_news(one)]
    shown = tuple(views(asks, board.summary, rule, now, insider=False))
    return Record(
        plan=plan,
        board=board,
        asks=shown,
        judged={one.ask.id: judged(connection, one.ask.id, rule) for one in shown if one.ask.published_at},
        entries=entries(plan, asks, Ledger(connection).of_plan(plan.code)),
        quotes=tuple(Quotes(connection).published([one.id for one in board.consultations])),
        notes=CurveNotes(connection).of_plan(plan.code),
        needs=needs_of(connection, board, rule) if by_group else (),
        rule=rule,
        today=now.astimezone(TRUST_TIME).date(),
    )


def _draft_news(ask: Ask) -> bool:
    """Whether this is more news of an ask that has not been published: the published one stands for it."""
    return ask.follows is not None and ask.published_at is None


def named_themes(themes: Table, most: int = MOST_THEMES) -> list[Row]:
    """The themes of which a number can be shown, the most spoken of first."""
    shown = [row for row in themes if row.people.value and row.name not in RESERVED]
    return sorted(shown, key=lambda row: -(row.people.value or 0))[:most]


def questions(record: Record) -> Iterator[QuestionSummary]:
    for outcome in record.board.summary.outcomes:
        yield from outcome.questions


def answers_source(question: QuestionSummary, part: str = "") -> str:
    """The base of a question's numbers, and the address that leads back to its answers."""
    address = f"{question.consultation}/{question.question}{f'/{part}' if part else ''}"
    return translate(
        "{people} who answered “{label}”. Answers: {address}",
        people=people(question.people),
        label=question.label,
        address=address,
    )


def outcome_source(heard: OutcomeSummary, most: int | None = None) -> str:
    """The base of an outcome's numbers, and the addresses of the questions that they come from.

    Of more than `most` addresses, how many more there are.
    """
    asked = [f"{one.consultation}/{one.question}" for one in heard.questions]
    named = ", ".join(asked[:most])
    more = (
        " " + translate("and {number} more", number=len(asked) - most)
        if most is not None and len(asked) > most
        else ""
    )
    return translate(
        "{people} who answered questions about it, all consultations. Answers: {named}{more}",
        people=people(heard.people),
        named=named,
        more=more,
    )


def theme_source(heard: OutcomeSummary, row: Row) -> str:
    """The base of a theme's number, and the addresses that lead back to its answers."""
    return translate(
        "{people} who answered questions about it. Answers: {addresses}",
        people=people(heard.people),
        addresses=theme_addresses(heard, row),
    )


def theme_addresses(heard: OutcomeSummary, row: Row) -> str:
    """The addresses that lead back to the answers in which people spoke of a theme."""
    asked = [one for one in heard.questions if any(each.name == row.name for each in one.themes)]
    return ", ".join(f"{one.consultation}/{one.question}/{row.name}" for one in asked)


def ask_source(view: AskView) -> str:
    """What stands behind an ask, and the address that leads back to its answers."""
    ask = view.ask
    return translate(
        "{people} who said so in “{label}”. Answers: {consultation}/{question}/{theme}, ask {id}",
        people=people(view.people),
        label=ask.question_label,
        consultation=ask.consultation,
        question=ask.question,
        theme=ask.theme,
        id=ask.id,
    )


def judged_source(record: Record, view: AskView) -> str:
    """Who judged, and the addresses that lead back to what they had said, for each number that is shown."""
    shown = [verdict for verdict, count in record.judged[view.ask.id].items() if count.value]
    addresses = ", ".join(str(OfAsk(view.ask.id, verdict)) for verdict in shown)
    return translate(
        "those who were sent our answer and said what they think of it. Answers: {addresses}",
        addresses=addresses,
    )
