"""What staff's pages show, gathered from storage. Every number of people is protected, as everywhere:
pages are copied and forwarded. Numbers of days, asks and messages are exact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from admin_api.ask_languages import Readers, languages_of, readers, warnings
from admin_api.early_looks import may_see
from admin_api.figures import Bit
from admin_api.hearing import hear_in
from admin_api.judged import WORDS, judged, judged_shares
from admin_api.next_steps import Step, next_step
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME, date_words, days, people, sentence
from admin_api.theme_words import how_found, signed_off
from admin_api.translation.speaking import counted, message, translate
from admin_api.views_asks import told
from admin_api.views_files import asks_files
from admin_api.views_launch import told as told_at_launch
from admin_api.views_ledger import BearingView, bearing_view
from admin_api.views_routing import Routed, days_gone, queue, routed
from admin_api.ways import OPEN_WAYS
from analysis.board import PromotableTheme, promotable
from analysis.disclosure_control import HIDDEN, Count, Rule, protect_count, protect_partition
from analysis.evidence import NO_EVIDENCE, Evidence, evidence_of
from analysis.summary import BoardSummary
from consultations.accountability import Ask
from consultations.consultation import Consultation
from consultations.errors import NotFound
from consultations.plan import Outcome, Plan, PriorityKind
from consultations.staff import Account
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations, Progress
from consultations.storage.drafts import Drafts
from consultations.storage.fairness import Fairness, Why
from consultations.storage.plans import Plans
from consultations.storage.theme_standings import ThemeStandings
from consultations.storage.walks import TOLD, bearings

MOST_IDS = 500
NOBODY = Progress(0, 0)
STATES = {
    "open": message("To decide"),
    "decided": message("Decided, to be signed"),
    "signed": message("Signed, to be published"),
    "published": message("Published"),
}
REACHED = {
    "nobody": message("Nobody yet"),
    "some": message("Some who said it"),
    "everybody": message("Everybody who said it"),
}
COLOURS = {"open": "yellow", "decided": "blue", "signed": "turquoise", "published": "green"}


@dataclass(frozen=True, slots=True)
class Running:
    """A consultation, and how many began and finished it."""

    consultation: Consultation
    began: Count
    finished: Count

    @property
    def so_far(self) -> str:
        return sentence(
            translate(
                "{began} began so far, {finished} finished",
                began=people(self.began),
                finished=people(self.finished),
            )
        )

    @property
    def reminder(self) -> str:
        hours = self.consultation.remind_after_hours
        if not hours:
            return translate("Nobody is reminded.")
        if hours % 24 == 0:
            return counted(
                "Once, {number} day after their last word.",
                "Once, {number} days after their last word.",
                hours // 24,
            )
        return counted(
            "Once, {number} hour after their last word.", "Once, {number} hours after their last word.", hours
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask and its clock: the days from when it was made until it was published, or until now.

    `left` are the days until the answer is due, below 0 where it is late; None where nothing is due.
    """

    ask: Ask
    days: int
    left: int | None = None

    @property
    def state(self) -> str:
        return STATES[self.ask.state]

    @property
    def colour(self) -> str:
        return COLOURS[self.ask.state]

    @property
    def waited(self) -> str:
        waited = days(self.days)
        if self.ask.published_at:
            return (
                translate("Answered after {days}", days=waited)
                if self.days
                else translate("Answered within a day")
            )
        return translate("Waiting for {days}", days=waited) if self.days else translate("New")

    @property
    def due(self) -> str:
        """The clock in words: days promised, days gone."""
        if self.left is None or self.ask.due_on is None:
            return ""
        due = date_words(self.ask.due_on)
        if self.left < 0:
            return counted(
                "{number} day late: due {day}", "{number} days late: due {day}", -self.left, day=due
            )
        return counted(
            "Due {day}: {gone}, {number} day left",
            "Due {day}: {gone}, {number} days left",
            self.left,
            day=due,
            gone=days_gone(self.ask, self.days),
        )

    @property
    def told(self) -> str:
        return REACHED[self.ask.reach]


@dataclass(frozen=True, slots=True)
class Desk:
    """The first page of staff. `mine` are the asks that wait for one's own decision, `signed` those
    to be published, `orphans` those nobody leads on; `failing` says that e-mails could not be sent."""

    running: Sequence[Running]
    asked: Sequence[Asked]
    mine: Sequence[Asked]
    signed: Sequence[Asked]
    orphans: Sequence[Asked]
    failing: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question and the themes that people spoke of in answering it."""

    label: str
    themes: Sequence[PromotableTheme]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One consultation. `told` is what was said when it was launched: (question, answer)."""

    running: Running
    plan_title: str
    spoken: Sequence[Spoken]
    asked: Sequence[Asked]
    asks_files: bool = False
    themes_found: str = ""
    told: Sequence[tuple[str, str]] = ()
    next: Step | None = None


@dataclass(frozen=True, slots=True)
class LinkChoices:
    """What of the plan an ask may bear on: (code, words) of each."""

    actions: Sequence[tuple[str, str]]
    promises: Sequence[tuple[str, str]]
    indicators: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """How far a telling has come: people written to, reached, how they judge the answer, and why.

    `reached_way` and `verdicts` lead to what they had said.
    """

    written: Count
    reached: Count
    judged: str
    reasons: Sequence[Why]
    reached_way: str
    verdicts: Sequence[Bit]


@dataclass(frozen=True, slots=True)
class Case:
    """One ask with what stands behind it, where it may be seen yet. `added` are those who said it only since
    the ask was made. `reachable` are those who get the message; `not_all` says that others said it too, who
    stopped, or answered where nobody can write to them. `readers` says in which languages they read it,
    `warnings` what to think of before. `routed` says on whose desk it is."""

    asked: Asked
    consultation: Consultation
    outcome: str
    answers: Sequence[int]
    added: Count
    reachable: Count
    not_all: bool
    evidence: Evidence
    choices: LinkChoices
    telling: Told
    readers: Readers
    warnings: Sequence[str]
    bears_on: Sequence[BearingView]
    routed: Routed

    @property
    def ask(self) -> Ask:
        return self.asked.ask

    @property
    def who_gets_it(self) -> str:
        said = people(self.reachable)
        return translate("about {number}", number=said) if self.reachable.value else said

    @property
    def since(self) -> str:
        """How many said it after the ask was made; "" where nobody did."""
        return "" if self.added.value == 0 else people(self.added)

    @property
    def some_answers(self) -> Sequence[int]:
        return self.answers[:MOST_IDS]


def clocked(ask: Ask, now: datetime) -> Asked:
    gone = max(((ask.published_at or now) - ask.created_at).days, 0)
    return Asked(ask, gone, ask.days_left(now.astimezone(TRUST_TIME).date()))


def desk(parts: Parts, account: Account) -> Desk:
    now = parts.clock()
    with parts.database.read() as connection:
        consultations = Consultations(connection)
        progress = consultations.progress()
        running = [running_of(one, progress, parts.rule) for one in consultations.all()]
        asks = Asks(connection).all()
        waiting = queue(connection, account, asks)
    asked, mine, signed, orphans = (
        [clocked(one, now) for one in some] for some in (asks, waiting.mine, waiting.signed, waiting.orphans)
    )
    return Desk(running, asked, mine, signed, orphans, waiting.failing)


def sheet(parts: Parts, code: str) -> Sheet:
    """One consultation. Raises `NotFound`."""
    now = parts.clock()
    with parts.database.read() as connection:
        consultations = Consultations(connection)
        consultation = consultations.get(code)
        running = running_of(consultation, consultations.progress(), parts.rule)
        themes = promotable(connection, consultation, heard(connection, parts, consultation))
        asks = [clocked(one, now) for one in Asks(connection).all() if one.consultation == code]
        title = Plans(connection).get(consultation.plan_code).title
        files = asks_files(consultations.over_versions(consultation))
        standing = ThemeStandings(connection).of([consultation]).get(code)
        said = Drafts(connection).intent_of(consultation.id)
    launched = told_at_launch(parts, said, "purpose", "people", "safeguarding")
    found = f"{how_found(standing, parts.rule)} {signed_off(standing)}" if standing else ""
    step = next_step(consultation, [one.ask for one in asks], standing)
    return Sheet(running, title, by_question(themes), asks, files, found, launched, step)


def running_of(one: Consultation, progress: Mapping[int, Progress], rule: Rule) -> Running:
    found = progress.get(one.id, NOBODY)
    return Running(one, protect_count(found.began, rule), protect_count(found.finished, rule))


def heard(connection: Connection, parts: Parts, consultation: Consultation) -> BoardSummary:
    """What the board sees of the consultation's plan: the one count, so that nothing can be subtracted.

    Of one under way, what is said by now: only for who may see that.
    """
    return hear_in(connection, consultation, parts.rule).summary


def by_question(themes: Sequence[PromotableTheme]) -> list[Spoken]:
    """The themes under their questions, in the order given: what most people spoke of first."""
    grouped = groupby(themes, key=lambda theme: (theme.question, theme.question_label))
    return [Spoken(label, list(found)) for (_, label), found in grouped]


def find_theme(
    connection: Connection, parts: Parts, code: str, question: str, theme: str
) -> tuple[Consultation, PromotableTheme]:
    """The theme of a question that an ask is to be made of. Raises `NotFound`."""
    consultation = Consultations(connection).get(code)
    for one in promotable(connection, consultation, heard(connection, parts, consultation)):
        if (one.question, one.theme) == (question, theme):
            return consultation, one
    raise NotFound("no_theme", "Nobody spoke of that here.", "Choose from the list of the consultation.")


def case(connection: Connection, parts: Parts, account: Account, number: int) -> Case:
    """One ask as this person may see it. Raises `NotFound`."""
    asks = Asks(connection)
    ask = asks.get(number)
    plan = Plans(connection).get(ask.plan_code)
    outcome = plan.outcome(ask.outcome_code)
    consultation = Consultations(connection).get(ask.consultation)
    reachable = asks.reachable(number)
    languages = languages_of(connection, parts, ask)
    reading = readers(languages, (one.reads for one in asks.tellers(number)), parts.rule)
    content = may_see(connection, parts, account, consultation)
    evidence = shown_evidence(connection, parts, account, ask)
    return Case(
        asked=clocked(ask, parts.clock()),
        consultation=consultation,
        outcome=f"{ask.outcome_code}: {outcome.label}" if outcome else ask.outcome_code,
        answers=asks.answers(number) if content else (),
        added=added_since(connection, ask, parts.rule) if content else HIDDEN,
        reachable=protect_count(reachable, parts.rule) if content else HIDDEN,
        not_all=reachable < first_said(ask) + asks.added(number),
        evidence=evidence,
        choices=link_choices(plan, outcome),
        telling=told_of(connection, ask, evidence.people, parts.rule),
        readers=reading,
        warnings=warnings(ask, reading) if ask.decision else (),
        bears_on=[bearing_view(one) for one in bearings(connection, plan).of(ask.links)],
        routed=routed(connection, ask),
    )


def first_said(ask: Ask) -> int:
    """How many people stood behind it when it was made."""
    return ask.people - ask.people_added


def added_since(connection: Connection, ask: Ask, rule: Rule) -> Count:
    """How many said it after the ask was made, and are told too."""
    return protect_partition([first_said(ask), Asks(connection).added(ask.id)], rule)[1]


def shown_evidence(connection: Connection, parts: Parts, account: Account, ask: Ask) -> Evidence:
    """What stands behind an ask, as far as this person may see by now what people say."""
    consultation = Consultations(connection).get(ask.consultation)
    if not may_see(connection, parts, account, consultation):
        return NO_EVIDENCE
    return evidence_of(connection, ask, parts.rule, heard(connection, parts, consultation))


def link_choices(plan: Plan, outcome: Outcome | None) -> LinkChoices:
    actions = outcome.actions if outcome else ()
    indicators = outcome.indicators if outcome else ()
    return LinkChoices(
        actions=[(one.code, one.text) for one in actions],
        promises=list(promised(plan, outcome)),
        indicators=[(one.code, one.text) for one in indicators],
    )


def promised(plan: Plan, outcome: Outcome | None) -> Iterator[tuple[str, str]]:
    """Promises and points of pledges, and what the outcome is to bring in the first year."""
    yield from ((one.code, one.text) for one in plan.promises)
    for pledge in plan.pledges:
        yield from ((one.code, one.text) for one in pledge.points)
    for one in outcome.priorities if outcome else ():
        if one.kind is PriorityKind.YEAR_ONE:
            yield one.code, one.text


def told_of(connection: Connection, ask: Ask, said_it: Count, rule: Rule) -> Told:
    fairness = Fairness(connection)
    written = protect_count(fairness.written(ask.id), rule)
    reached, counts = told(ask, said_it, rule), judged(connection, ask.id, rule)
    return Told(
        written,
        reached,
        judged_shares(counts),
        fairness.reasons(ask.id),
        OPEN_WAYS.to_asked(ask.id, reached, TOLD),
        [
            Bit(WORDS[one], count.value, OPEN_WAYS.to_asked(ask.id, count, one))
            for one, count in counts.items()
        ],
    )
