"""The morning after a meeting of the board: the newsletter is made, published and sent to who wants it."""

from collections.abc import Callable
from datetime import datetime

from admin_api.reports import record_of, report
from admin_api.reports.html import as_html
from admin_api.sentences import TRUST_TIME
from analysis.disclosure_control import Rule
from bot.newsletters import push
from consultations.storage.database import Database
from consultations.storage.meetings import Meetings

SHEET = "/static/report.css"
PATH = "/newsletter"


def after_meetings(database: Database, rule: Rule, public: str, clock: Callable[[], datetime]) -> int:
    """Do what is due. `public` is where people reach us. Gives the number of messages written."""
    now = clock()
    with database.read() as connection:
        due = Meetings(connection).without_newsletter(now.astimezone(TRUST_TIME).date())
        page = as_html(report("newsletter", record_of(connection, None, rule, now)), SHEET) if due else b""
    for one in due:
        with database.write() as connection:
            Meetings(connection).publish(one.id, page.decode(), now)
    return push(database, clock, f"{public}{PATH}" if public else "")
