"""The morning after a meeting of the board: its reports are made, published and sent to who wants them."""

from collections.abc import Callable
from datetime import datetime

from admin_api.reports import record_of, report
from admin_api.reports.document import Document
from admin_api.reports.html import as_html
from admin_api.reports.record import Record
from admin_api.sentences import TRUST_TIME
from analysis.disclosure_control import Rule
from bot.newsletters import push
from consultations.errors import NotFound
from consultations.storage.database import Database
from consultations.storage.meetings import Meetings

SHEET = "/static/report.css"


def after_meetings(database: Database, rule: Rule, public: str, clock: Callable[[], datetime]) -> int:
    """Do what is due. `public` is where people reach us. Gives the number of messages written."""
    now = clock()
    with database.read() as connection:
        due = Meetings(connection).to_make(now.astimezone(TRUST_TIME).date())
        record = record_of(connection, None, rule, now) if due else None
    for one in due:
        made = _made(record, one.name) if record else None
        with database.write() as connection:
            if made is None:
                Meetings(connection).give_up(one.id)
            else:
                Meetings(connection).publish(one.id, made.title, as_html(made, SHEET).decode(), now)
    return push(database, clock, public)


def _made(record: Record, name: str) -> Document | None:
    """The report, a spotlight on its outcome; None where the plan has that outcome no more."""
    kind, _, outcome = name.partition("/")
    try:
        return report(kind, record, outcome)
    except NotFound:
        return None
