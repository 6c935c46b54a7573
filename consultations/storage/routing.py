"""Which outcomes each member of staff leads on, and the e-mails that tell them of asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import Connection, and_, delete, func, insert, select

from consultations.ask_routing import Led, Notice, Routing, Stage, Waiting, may_decide, read_led
from consultations.errors import Refused
from consultations.staff import Account
from consultations.storage.accounts import Accounts
from consultations.storage.plans import Plans
from consultations.storage.routing_tables import ask_notice, staff_outcome
from consultations.storage.sending import lease, note_failed, note_sent
from consultations.storage.statements import insert_new
from consultations.storage.tables import ask

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)


def routing(connection: Connection) -> Routing:
    """Who leads on what, of all who may sign in."""
    leads: dict[str, set[Led]] = {}
    for number, *led in connection.execute(select(staff_outcome)):
        leads.setdefault(str(number), set()).add(Led(*led))
    return Routing(Accounts(connection).all(), {one: frozenset(led) for one, led in leads.items()})


def led_by(connection: Connection, account: Account) -> frozenset[Led]:
    return routing(connection).leads.get(account.id, frozenset())


def give_outcomes(connection: Connection, account: Account, written: Sequence[str]) -> frozenset[Led]:
    """Let an account lead on these outcomes, written PLAN/OUTCOME, and no others.

    Raises `FaultyInput` where there is no such outcome, `Refused` where the account may not decide.
    """
    led = read_led(written, Plans(connection).all())
    if led and not may_decide(account):
        message = f"{account.name} records no decisions, and so leads on no outcome here."
        raise Refused("no_decider", message, "Give them the role officer or lead first.")
    connection.execute(delete(staff_outcome).where(staff_outcome.c.staff_id == int(account.id)))
    for one in sorted(led):
        row = {"staff_id": int(account.id), "plan_code": one.plan, "outcome_code": one.outcome}
        connection.execute(insert(staff_outcome), row)
    return led


@dataclass(frozen=True, slots=True)
class DueNotice:
    """One e-mail to be sent now."""

    id: int
    ask: Waiting
    stage: Stage
    address: str
    leads: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one e-mail about an ask: to whom, how its clock stood, and whether it went out."""

    account: str
    stage: Stage
    sent_at: datetime | None
    failure: str | None
    due_at: datetime | None


class AskNotices:
    """Keeps who is told of the asks that wait for an answer. `zone`: of the Trust's clock. Never commits."""

    def __init__(self, connection: Connection, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone

    def plan(self, now: datetime) -> None:
        """Write down every e-mail that holds now, each once, and take away what holds no longer unsent."""
        wanted = routing(self._connection).notices(self._waiting(), now.astimezone(self._zone).date())
        self._connection.execute(delete(ask_notice).where(ask_notice.c.id.in_(self._over(wanted))))
        for one in sorted(wanted - self._known()):
            row = {
                "ask_id": one.ask_id, "staff_id": int(one.account), "stage": one.stage,
                "made_at": now, "due_at": now,
            }  # fmt: skip
            self._connection.execute(insert_new(self._connection, ask_notice), row)

    def _waiting(self) -> list[Waiting]:
        """The asks without a published answer, without counting who said them."""
        wanted = select(
            ask.c.id, ask.c.plan_code, ask.c.outcome_code, ask.c.decision, ask.c.created_at, ask.c.due_on
        ).where(ask.c.published_at.is_(None))
        return [
            Waiting(number, Led(plan, outcome), decision, self._day(made), due)
            for number, plan, outcome, decision, made, due in self._connection.execute(wanted)
        ]

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _known(self) -> set[Notice]:
        wanted = select(ask_notice.c.ask_id, ask_notice.c.staff_id, ask_notice.c.stage)
        return {Notice(ask, str(account), stage) for ask, account, stage in self._connection.execute(wanted)}

    def _over(self, wanted: Collection[Notice]) -> list[int]:
        unsent = select(
            ask_notice.c.id, ask_notice.c.ask_id, ask_notice.c.staff_id, ask_notice.c.stage
        ).where(ask_notice.c.sent_at.is_(None))
        rows = self._connection.execute(unsent).all()
        return [
            number for number, ask, account, stage in rows if Notice(ask, str(account), stage) not in wanted
        ]

    def take(self, now: datetime, most: int = 20) -> list[DueNotice]:
        """Those to be sent now; until the lease ends nobody else takes them."""
        rows = lease(self._connection, ask_notice, select(ask_notice), now, now + LEASE, most)
        present = routing(self._connection)
        accounts = {one.id: one for one in present.accounts}
        asks = {one.id: one for one in self._waiting()}
        return [
            DueNotice(
                row.id,
                asks[row.ask_id],
                row.stage,
                accounts[str(row.staff_id)].address,
                accounts[str(row.staff_id)] in present.leading(asks[row.ask_id].led),
                row.attempts,
            )
            for row in rows
        ]

    def sent(self, number: int, now: datetime) -> None:
        note_sent(self._connection, ask_notice, number, now)

    def failed(self, notice: DueNotice, why: str, now: datetime) -> None:
        """It did not go out. It is tried again for as long as it holds."""
        wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 10), LONGEST_WAIT)
        note_failed(self._connection, ask_notice, notice.id, why, now, wait)


def told_of(connection: Connection, number: int, accounts: Sequence[str]) -> list[Told]:
    """What became of the e-mails about an ask to these accounts (ids), the newest first."""
    columns = (ask_notice.c[name] for name in ("staff_id", "stage", "sent_at", "failure", "due_at"))
    people = ask_notice.c.staff_id.in_([int(one) for one in accounts])
    wanted = select(*columns).where(ask_notice.c.ask_id == number, people).order_by(ask_notice.c.id.desc())
    return [Told(str(account), *rest) for account, *rest in connection.execute(wanted)]


def failing(connection: Connection) -> int:
    """How many e-mails about asks have not gone out yet, though it was tried."""
    trying = and_(ask_notice.c.due_at.is_not(None), ask_notice.c.failed_at.is_not(None))
    return int(connection.execute(select(func.count()).where(trying)).scalar_one())
