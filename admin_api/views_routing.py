"""Whose desk an ask is on, as pages show it, and what became of the e-mails about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from admin_api.sentences import clock_time, days
from consultations.accountability import Ask
from consultations.ask_routing import STANDS_IN, Routing, Stage, led_of
from consultations.staff import Account
from consultations.storage.routing import Told, failing, routing, told_of

ABOUT: dict[Stage, str] = {
    "new": "that it is there",
    "soon": "that the day of the answer is near",
    "late": "that the answer is late",
}


@dataclass(frozen=True, slots=True)
class Routed:
    """Who leads on the outcome of an ask, by name, and what became of the e-mails, in sentences."""

    leaders: Sequence[str]
    mails: Sequence[str]


@dataclass(frozen=True, slots=True)
class Queue:
    """The asks without a decision that are on one person's desk, the most urgent first.

    `orphans` are those that nobody leads on: every lead sees them. `failing` says how many e-mails about asks
    could not be sent.
    """

    mine: Sequence[Ask]
    orphans: Sequence[Ask]
    failing: str


def routed(connection: Connection, ask: Ask) -> Routed:
    present = routing(connection)
    told = present.told(led_of(ask))
    names = {one.id: one.name for one in told}
    became = told_of(connection, ask.id, list(names))
    without = [f"{one.name}: no e-mail, for this name is no address" for one in told if not one.address]
    return Routed(
        [one.name for one in present.leading(led_of(ask))],
        [*(_said(names[one.account], one) for one in became), *without],
    )


def _said(name: str, told: Told) -> str:
    about = f"{name}: e-mail {ABOUT[told.stage]}"
    if told.sent_at:
        return f"{about}, sent {clock_time(told.sent_at)}"
    if told.failure:
        again = f" Next try {clock_time(told.due_at)}." if told.due_at else ""
        return f"{about}, could not be sent: {told.failure.rstrip('.')}.{again}"
    return f"{about}, on its way"


def queue(connection: Connection, account: Account, asks: Sequence[Ask]) -> Queue:
    """What waits for the decision of `account`."""
    present = routing(connection)
    waiting = sorted((one for one in asks if one.state == "open"), key=_urgency)
    orphans = [one for one in waiting if not present.leading(led_of(one))]
    number = failing(connection)
    counted = "1 e-mail" if number == 1 else f"{number} e-mails"
    return Queue(
        list(_led_by(present, account, waiting)),
        orphans if STANDS_IN in account.roles else [],
        f"{counted} about asks could not be sent. The page of the ask says why." if number else "",
    )


def _led_by(present: Routing, account: Account, asks: Sequence[Ask]) -> Iterator[Ask]:
    return (one for one in asks if account.id in {each.id for each in present.leading(led_of(one))})


def _urgency(ask: Ask) -> tuple[bool, str, int]:
    return ask.due_on is None, str(ask.due_on), ask.id


def days_gone(ask: Ask, gone: int) -> str:
    """“12 of 30 days are gone”; "" where nothing is due."""
    promised = (ask.due_on - ask.created_at.date()).days if ask.due_on else 0
    return f"{gone} of {days(promised)} gone" if ask.due_on and not ask.published_at else ""
