"""What people told us, as staff's pages show it: who waits how long, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME, day, days
from admin_api.translation.speaking import counted, message, translate
from consultations.feedback import Telling
from consultations.storage.feedback import Feedback, Remark

MOST_ANSWERED = 20
REMARKS_SHOWN = timedelta(days=14)
CHANNELS = {"web": message("Web chat"), "telegram": message("Telegram")}


@dataclass(frozen=True, slots=True)
class TellingView:
    """One telling at the moment `now`."""

    telling: Telling
    now: datetime

    @property
    def overdue(self) -> bool:
        return self.telling.overdue(self.now)

    @property
    def clock(self) -> str:
        """How long there is for the reply, or by how much it is late."""
        last = self.telling.due_at.astimezone(TRUST_TIME).date()
        left = (last - self.now.astimezone(TRUST_TIME).date()).days
        if left < 0:
            return translate("Overdue by {days}", days=days(-left))
        due = day(self.telling.due_at)
        return (
            translate("Reply by {day}", day=due)
            if left
            else translate("Reply by {day}, which is today", day=due)
        )

    @property
    def heading(self) -> str:
        return translate("About: {outcome}", outcome=self.telling.outcome or translate("they did not say"))

    @property
    def told(self) -> str:
        return f"{day(self.telling.told_at)}, {CHANNELS.get(self.telling.channel, self.telling.channel)}"

    @property
    def read(self) -> str:
        one = self.telling
        return f"{one.read_by}, {day(one.read_at)}" if one.read_at else ""

    @property
    def replied(self) -> str:
        one = self.telling
        return f"{one.replied_by}, {day(one.replied_at)}" if one.replied_at else ""

    @property
    def delivery(self) -> str:
        """What became of the reply."""
        if self.telling.sent_at:
            return translate(
                "Sent on {day}. On the web chat they see it when they come back.",
                day=day(self.telling.sent_at),
            )
        if self.telling.silent:
            return translate(
                "They asked us to send nothing, or left. The reply waits until they start again."
            )
        return translate("On its way.")


@dataclass(frozen=True, slots=True)
class ReadingQueue:
    """What waits for a reply, first what is due first, and the latest that has one."""

    waiting: Sequence[TellingView]
    answered: Sequence[TellingView]
    remarks: Sequence[Remark]

    @property
    def overdue(self) -> int:
        return sum(one.overdue for one in self.waiting)

    @property
    def summary(self) -> str:
        waiting = len(self.waiting)
        if not waiting:
            return translate("Nobody waits for a reply.")
        said = counted("{number} person waits for a reply", "{number} wait for a reply", waiting)
        return translate("{waiting}; {number} overdue.", waiting=said, number=self.overdue)


def reading_queue(parts: Parts) -> ReadingQueue:
    now = parts.clock()
    with parts.database.read() as connection:
        feedback = Feedback(connection)
        waiting, answered = feedback.waiting(), feedback.answered(MOST_ANSWERED)
        remarks = feedback.remarks(now - REMARKS_SHOWN)
    return ReadingQueue(
        [TellingView(one, now) for one in waiting], [TellingView(one, now) for one in answered], remarks
    )


def telling_view(parts: Parts, number: int) -> TellingView:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        return TellingView(Feedback(connection).get(number), parts.clock())
