"""Whose desk an ask is on, as pages show it, and what became of the e-mails about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from admin_api.sentences import clock_time
from admin_api.translation.speaking import counted, message, translate
from consultations.accountability import Ask
from consultations.ask_routing import STANDS_IN, Routing, Stage, led_of
from consultations.staff import Account
from consultations.storage.routing import Told, failing, routing, told_of

SENT: dict[Stage, str] = {
    "new": message("{name}: e-mail that it is there, sent {time}"),
    "soon": message("{name}: e-mail that the day of the answer is near, sent {time}"),
    "late": message("{name}: e-mail that the answer is late, sent {time}"),
}
NOT_SENT: dict[Stage, str] = {
    "new": message("{name}: e-mail that it is there, could not be sent: {why}."),
    "soon": message("{name}: e-mail that the day of the answer is near, could not be sent: {why}."),
    "late": message("{name}: e-mail that the answer is late, could not be sent: {why}."),
}
ON_ITS_WAY: dict[Stage, str] = {
    "new": message("{name}: e-mail that it is there, on its way"),
    "soon": message("{name}: e-mail that the day of the answer is near, on its way"),
    "late": message("{name}: e-mail that the answer is late, on its way"),
}


@dataclass(frozen=True, slots=True)
class Routed:
    """Who leads on the outcome of an ask, by name, and what became of the e-mails, in sentences."""

    leaders: Sequence[str]
    mails: Sequence[str]


@dataclass(frozen=True, slots=True)
class Queue:
    """The asks on one person's desk, the most urgent first: `mine` wait for a decision, `signed` may go out.

    `orphans` are those without a decision that nobody leads on: every lead sees them. `failing` says how many
    e-mails about asks could not be sent.
    """

    mine: Sequence[Ask]
    signed: Sequence[Ask]
    orphans: Sequence[Ask]
    failing: str


def routed(connection: Connection, ask: Ask) -> Routed:
    present = routing(connection)
    told = present.told(led_of(ask))
    names = {one.id: one.name for one in told}
    became = told_of(connection, ask.id, list(names))
    without = [
        translate("{name}: no e-mail, for this name is no address", name=one.name)
        for one in told
        if not one.address
    ]
    return Routed(
        [one.name for one in present.leading(led_of(ask))],
        [*(_said(names[one.account], one) for one in became), *without],
    )


def _said(name: str, told: Told) -> str:
    if told.sent_at:
        return translate(SENT[told.stage], name=name, time=clock_time(told.sent_at))
    if told.failure:
        said = translate(NOT_SENT[told.stage], name=name, why=told.failure.rstrip("."))
        again = translate("Next try {time}.", time=clock_time(told.due_at)) if told.due_at else ""
        return f"{said} {again}".rstrip()
    return translate(ON_ITS_WAY[told.stage], name=name)


def queue(connection: Connection, account: Account, asks: Sequence[Ask]) -> Queue:
    """What waits for `account`."""
    present = routing(connection)
    waiting, signed = (
        sorted((one for one in asks if one.state == state), key=_urgency) for state in ("open", "signed")
    )
    orphans = [one for one in waiting if not present.leading(led_of(one))]
    number = failing(connection)
    unsent = counted(
        "{number} e-mail about asks could not be sent. The page of the ask says why.",
        "{number} e-mails about asks could not be sent. The page of the ask says why.",
        number,
    )
    return Queue(
        list(_led_by(present, account, waiting)),
        list(_led_by(present, account, signed)),
        orphans if STANDS_IN in account.roles else [],
        unsent if number else "",
    )


def _led_by(present: Routing, account: Account, asks: Sequence[Ask]) -> Iterator[Ask]:
    return (one for one in asks if account.id in {each.id for each in present.leading(led_of(one))})


def _urgency(ask: Ask) -> tuple[bool, str, int]:
    return ask.due_on is None, str(ask.due_on), ask.id


def days_gone(ask: Ask, gone: int) -> str:
    """“12 of 30 days are gone”; "" where nothing is due."""
    if not ask.due_on or ask.published_at:
        return ""
    promised = (ask.due_on - ask.created_at.date()).days
    return counted("{gone} of {number} day gone", "{gone} of {number} days gone", promised, gone=gone)
