"""The front page for everybody: what can be answered now, and what came of what was said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from admin_api.sentences import date_words
from admin_api.views_about import Offered
from admin_api.views_asks import AskView
from consultations.consultation import Consultation
from consultations.plan import Plan, Term


@dataclass(frozen=True, slots=True)
class Answered:
    """The published asks of one outcome."""

    label: str
    asks: tuple[AskView, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A closed consultation: what happens next in its officer's words, and by when; may be empty."""

    title: str
    news: str
    by: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """`coming` are closed consultations of which people will still hear: what happens next, and when."""

    open: tuple[Offered, ...]
    answered: tuple[Answered, ...]
    coming: tuple[Coming, ...] = ()


def public_page(
    plans: Sequence[Plan],
    consultations: Sequence[Consultation],
    opened: Sequence[Offered],
    asks: Sequence[AskView],
) -> PublicPage:
    """`asks` are the published ones; they are shown by outcome, in the plans' order."""
    return PublicPage(tuple(opened), answered(plans, asks), tuple(coming(consultations)))


def coming(consultations: Sequence[Consultation]) -> Iterator[Coming]:
    for one in consultations:
        if one.state == "closed" and one.stage != "archived" and (one.next_news or one.next_on):
            yield Coming(one.title, one.next_news or "", date_words(one.next_on) if one.next_on else "")


def answered(plans: Sequence[Plan], asks: Sequence[AskView]) -> tuple[Answered, ...]:
    by_outcome: dict[tuple[str, str], list[AskView]] = {}
    for each in asks:
        by_outcome.setdefault((each.ask.plan_code, each.ask.outcome_code), []).append(each)
    return tuple(
        Answered(label, tuple(by_outcome[code]))
        for code, label in labels(plans).items()
        if code in by_outcome
    )


def labels(plans: Sequence[Plan]) -> Mapping[tuple[str, str], str]:
    return {(plan.code, outcome.code): outcome.label for plan in plans for outcome in plan.outcomes}


def hard_words(plan: Plan | None) -> list[Term]:
    return sorted(plan.terms, key=lambda term: term.jargon.casefold()) if plan else []
