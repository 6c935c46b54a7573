"""One outcome from the four sides that the plan names: performance, audits, young people and families, staff.

Every number of people is of one of two summaries that share no answer: everybody's but staff's, and staff's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from admin_api.board_pages import outcome_page, parts, summary_of
from admin_api.sentences import date_words, day
from admin_api.translation.speaking import message, translate
from admin_api.views_asks import AskView
from admin_api.views_board import Card, GroupView, OutcomePage, Part
from admin_api.views_coverage import CoverageView
from admin_api.views_ledger import EntryView
from admin_api.views_plans import Row, row
from admin_api.ways import NO_WAYS, Ways
from analysis.board import Board
from analysis.disclosure_control import Rule
from analysis.groups import Part as Counted
from analysis.groups import Wave, differences, plain_wording, trend
from analysis.summary import QuestionSummary
from consultations.evidence import Finding
from consultations.plan import Outcome

MOST_FINDINGS = 5


@dataclass(frozen=True, slots=True)
class FindingView:
    finding: Finding

    @property
    def by(self) -> str:
        return f"{self.finding.audited_by}, {date_words(self.finding.audited_on)}"


@dataclass(frozen=True, slots=True)
class Step:
    """One consultation in a trend: when it opened, what per cent chose `choice`, and how many of how many.

    `way` leads to their answers.
    """

    when: str
    consultation: str
    percent: int
    part: Counted
    way: str = ""


ROSE = message("{percent}% said “{choice}”, up from {before}% ({when}).")
FELL = message("{percent}% said “{choice}”, down from {before}% ({when}).")
STAYED = message("{percent}% said “{choice}”, and before {before}% ({when}).")
UNSURE = message("{percent}% said “{choice}”, no reliable difference from {before}% ({when}).")


@dataclass(frozen=True, slots=True)
class Trend:
    """The same question asked in the same words in several consultations, the oldest first; only shares that
    may be shown.
    """

    label: str
    choice: str
    steps: tuple[Step, ...]

    @property
    def words(self) -> str:
        first, last = self.steps[0], self.steps[-1]
        return translate(
            self._pattern,
            percent=last.percent,
            choice=self.choice,
            before=first.percent,
            when=first.when,
        )

    @property
    def _pattern(self) -> str:
        before, now = self.steps[0].percent, self.steps[-1].percent
        if self.changed:
            return ROSE if now > before else FELL
        return STAYED if now == before else UNSURE

    @property
    def changed(self) -> bool:
        """Whether chance is an unlikely reason for the difference between the first time and the last."""
        asked = {"first": self.steps[0].part, "last": self.steps[-1].part}
        return any(one.reliable for one in differences({self.choice: asked}, 1))


@dataclass(frozen=True, slots=True)
class Panels:
    """`young` is the outcome's page as everybody but staff filled it; `staff_card` what staff said of it.

    `rows` are the plan's figures, `late` and `open` promises about the outcome; `groups` who took part in
    all, and `coverage` how that is against the people in the area.
    """

    outcome: Outcome
    rows: tuple[Row, ...]
    late: tuple[EntryView, ...]
    open: tuple[EntryView, ...]
    findings: tuple[FindingView, ...]
    young: OutcomePage
    trends: tuple[Trend, ...]
    groups: tuple[GroupView, ...]
    coverage: CoverageView
    staff: OutcomePage
    staff_parts: tuple[Part, ...]

    @property
    def with_figures(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.now)

    @property
    def without_figures(self) -> tuple[Row, ...]:
        """The plan names them, and no number of them has been published since it began."""
        return tuple(row for row in self.rows if not row.now)

    @property
    def card(self) -> Card:
        return self.young.card

    @property
    def staff_card(self) -> Card:
        return self.staff.card

    @property
    def silent(self) -> tuple[str, ...]:
        """The groups of which nobody took part, in words."""
        return tuple(each.silent for each in self.groups if each.silent)

    @property
    def asks(self) -> tuple[AskView, ...]:
        return self.young.asks


@dataclass(frozen=True, slots=True)
class Everything:
    """What the board's pages of one plan are filled from, and the ways of who looks at them."""

    board: Board
    staff: Board
    asks: Sequence[AskView]
    promises: Sequence[EntryView]
    findings: Sequence[Finding]
    groups: tuple[GroupView, ...]
    coverage: CoverageView
    rule: Rule
    ways: Ways = NO_WAYS


def panels(found: Everything, outcome: Outcome) -> Panels:
    of_staff = replace(found.ways, audience="staff")
    own = [each for each in found.promises if each.entry.outcome == outcome.code]
    findings = [FindingView(each) for each in found.findings if each.outcome_code == outcome.code]
    summary = summary_of(found.board.summary, outcome.code)
    return Panels(
        outcome=outcome,
        rows=tuple(map(row, outcome.indicators)),
        late=tuple(each for each in own if each.state == "late"),
        open=tuple(each for each in own if each.state == "due"),
        findings=tuple(findings[:MOST_FINDINGS]),
        young=outcome_page(found.board, outcome, found.asks, found.rule, found.ways),
        trends=trends(summary.questions if summary else (), found.board, found.ways),
        groups=found.groups,
        coverage=found.coverage,
        staff=outcome_page(found.staff, outcome, (), found.rule, of_staff),
        staff_parts=parts(found.staff, of_staff),
    )


def all_panels(found: Everything) -> tuple[Panels, ...]:
    return tuple(panels(found, each) for each in found.board.plan.outcomes)


def trends(questions: Sequence[QuestionSummary], board: Board, ways: Ways = NO_WAYS) -> tuple[Trend, ...]:
    """Questions of one choice that several consultations ask under the same name and in the words of the last
    of them: the first choice's share.

    Each share is one that the question's own table shows; nothing is counted anew.
    """
    opened: Mapping[str, tuple[str, object]] = {
        one.code: (day(one.opened_at), one.opened_at) for one in board.consultations
    }
    asked = [each for each in questions if each.type == "select_one" and each.consultation in opened]
    by_name = sorted(asked, key=lambda each: (each.question, str(opened[each.consultation][1])))
    found = []
    for _, several in groupby(by_name, key=lambda each: each.question):
        same = list(several)
        if trend := _trend(same, {code: when for code, (when, _) in opened.items()}, ways):
            found.append(trend)
    return tuple(found)


def same_wording(waves: Sequence[Wave], wording: str) -> Sequence[Wave]:
    """The last waves that asked in these words; none where the last one that can be shown did not."""
    kept = trend(waves)
    return kept if kept and plain_wording(kept[-1].wording) == plain_wording(wording) else ()


def _trend(asked: Sequence[QuestionSummary], opened: Mapping[str, str], ways: Ways) -> Trend | None:
    question = asked[-1].question
    first = asked[-1].distribution[0] if asked[-1].distribution else None
    if first is None:
        return None
    waves = [
        Wave(each.consultation, each.label, Counted(line.people.value or 0, each.people.value or 0))
        for each in asked
        for line in each.distribution
        if line.name == first.name and line.share is not None
    ]
    steps = [
        Step(
            opened[one.name],
            one.name,
            round(100 * one.part.share),
            one.part,
            ways.to_chosen(one.name, question, first.name) if one.part.share else "",
        )
        for one in same_wording(waves, asked[-1].label)
    ]
    return Trend(asked[-1].label, first.label, tuple(steps)) if len(steps) > 1 else None
