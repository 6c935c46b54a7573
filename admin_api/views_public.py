"""The front page for everybody: what can be answered now, and what came of what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin_api.views_asks import AskView
from consultations.consultation import Consultation
from consultations.plan import Plan, Term


@dataclass(frozen=True, slots=True)
class Answered:
    """The published asks of one outcome."""

    label: str
    asks: tuple[AskView, ...]


@dataclass(frozen=True, slots=True)
class PublicPage:
    open: tuple[Consultation, ...]
    answered: tuple[Answered, ...]


def public_page(
    plans: Sequence[Plan], consultations: Sequence[Consultation], asks: Sequence[AskView]
) -> PublicPage:
    """`asks` are the published ones; they are shown by outcome, in the plans' order."""
    return PublicPage(tuple(each for each in consultations if each.state == "open"), answered(plans, asks))


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
