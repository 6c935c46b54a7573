"""The work beside the requests: what is sent, closed, read, deleted and told by itself, and how often."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

import structlog

from admin_api.hearing import keep_boards
from admin_api.rendering import Pages
from admin_api.webhook_sender import WebhookSender
from analysis.disclosure_control import Rule
from analysis.learned_themes import ThemeLearner
from analysis.pipeline import read_new
from analysis.redacting import redact_new
from analysis.safeguarding.outcome import Screen
from bot.alerts import Alerts
from bot.announcements import announce
from bot.ask_mail import AskMail
from bot.broadcasts import Broadcaster
from bot.concern_replies import send_concern_messages
from bot.delivery import Delivery
from bot.files import FileStore
from bot.replies import send_replies
from bot.timers import Reminders
from consultations.audit_anchors import add_anchor
from consultations.sealing import KeyRing
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.files import without_answer
from consultations.storage.participants import forget_leaving
from consultations.storage.stages import advance
from together import retention
from together.background import every, in_thread
from together.last_days import close_ended
from together.newsletters import after_meetings
from together.opening import new_id, utc_now
from together.settings import Settings
from together.stored_settings import with_stored
from together.warming import warm_up

log = structlog.get_logger(__name__)

Result = TypeVar("Result")
Rhythm = tuple[float, str, Callable[[], Result]]
"""How many seconds lie between two rounds, what it is called in the log, and one round."""
TIMER = "timer"
"""Who does by itself what nobody asks for, in the audit log."""
UNUSED_SECONDS = 3600
"""How old a file must be before it counts as nobody's: a younger one may just be on its way to an answer."""


@dataclass(frozen=True)
class Upkeep:
    """What a running service does by itself; `work` is all of it, and each method one round of one thing."""

    database: Database
    settings: Settings
    ring: KeyRing
    zone: ZoneInfo
    screen: Screen
    files: FileStore | None
    public: str
    delivery: Delivery
    broadcaster: Broadcaster
    reminders: Reminders
    alerts: Alerts | None
    ask_mail: AskMail | None
    webhooks: WebhookSender
    pages: Pages

    def work(self) -> Iterator[Coroutine[object, object, None]]:
        """Everything: each for ever, in its own rhythm, and one thing once, at the start."""
        for seconds, name, sending in self._sending():
            yield every(seconds, name, sending)
        for seconds, name, job in (*self._telling(), *self._keeping()):
            yield every(seconds, name, in_thread(job))
        yield asyncio.to_thread(warm_up, self.screen, self.pages)

    def _sending(self) -> Iterator[Rhythm[Awaitable[object]]]:
        yield 1, "replies", self.delivery.deliver
        yield 1, "bulk", self.delivery.deliver_bulk
        if self.alerts:
            yield 5, "alerts", self.alerts.work

    def _telling(self) -> Iterator[Rhythm[object]]:
        """What finds out that somebody is to be told something."""
        yield 1, "broadcasts", self.broadcaster.fill
        yield 60, "reminders", self.reminders.fire
        yield 600, "newsletters", self.after_meetings
        yield 1, "announcements", partial(announce, self.database, utc_now)
        yield 1, "concern_messages", partial(send_concern_messages, self.database, self.ring, utc_now)
        yield 1, "staff_replies", partial(send_replies, self.database, utc_now)
        if self.ask_mail:
            yield 30, "ask_mail", self.ask_mail.work
        yield 60, "news", self.webhooks.find_news
        yield 5, "webhooks", self.webhooks.send_due

    def _keeping(self) -> Iterator[Rhythm[object]]:
        """What keeps the database in order."""
        yield 3600, "files", self.delete_unused_files
        yield 3600, "statistics", self.database.analyse
        yield 60, "forgetting", self.forget_leaving
        yield 60, "stages", self.advance_stages
        yield 3600, "retention", self.retain
        yield 600, "anchors", self.anchor
        yield 600, "last_days", partial(close_ended, self.database, utc_now, self.zone, TIMER)
        yield 2, "redactions", partial(redact_new, self.database, self.settings.who_helps().numbers())
        yield 2, "readings", partial(read_new, self.database, utc_now)
        yield 10, "themes", ThemeLearner(self.database, utc_now).work
        yield 60, "boards", partial(keep_boards, self.database, Rule(self.settings.fewest_shown))

    def advance_stages(self) -> None:
        """Note how far each closed consultation has come."""
        with self.database.write() as connection:
            advance(connection, TIMER, utc_now())

    def after_meetings(self) -> None:
        """Make and send the newsletter of each meeting that is over."""
        after_meetings(self.database, Rule(self.settings.fewest_shown), self.public, utc_now)

    def anchor(self) -> None:
        """Write today's anchor of the audit log, outside the database, where there is none yet."""
        with self.database.read() as connection:
            last = AuditLog(connection).last()
        add_anchor(self.settings.anchors, last, utc_now().date())

    def retain(self) -> None:
        """Delete what is kept no longer, once a day."""
        if retention.is_due(self.database, utc_now()):
            now_set = with_stored(self.settings, self.database, self.ring)
            retention.run(self.database, now_set, utc_now(), TIMER, new_id)

    def forget_leaving(self) -> None:
        """Forget those who were too young for their channel and know by now where to go."""
        with self.database.write() as connection:
            forget_leaving(connection)

    def delete_unused_files(self) -> None:
        """Delete the files that are nobody's answer, or not any more: changed, erased, or left by a crash."""
        if self.files is None:
            return
        old = list(self.files.older_than(time.time() - UNUSED_SECONDS))
        with self.database.read() as connection:
            unused = [one for some in batched(old, 500) for one in without_answer(connection, some)]
        for stored in unused:
            self.files.delete(stored)


def batched(names: Sequence[str], size: int) -> list[Sequence[str]]:
    """`names`, `size` at a time."""
    return [names[start : start + size] for start in range(0, len(names), size)]
