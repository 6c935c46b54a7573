"""The board's meetings, the reports after each, and who wants to get them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from consultations.errors import NotFound, Refused
from consultations.storage.meeting_tables import meeting, meeting_report
from consultations.storage.statements import insert_new
from consultations.storage.tables import participant

NEWSLETTER = "newsletter"
"""The report that goes out after every meeting; others may go with it."""


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """A report after a meeting. `made_at` is None until it is made; `title` is then what it is called."""

    id: int
    meeting_id: int
    held_on: date
    name: str
    made_at: datetime | None
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """`pushed_at`: when all who want what came after it were written to."""

    id: int
    held_on: date
    pushed_at: datetime | None
    reports: tuple[MeetingReport, ...]

    @property
    def over(self) -> bool:
        """Whether anything of it has gone out."""
        return any(one.made_at for one in self.reports)


@dataclass(frozen=True, slots=True)
class Subscriber:
    participant_id: int
    channel: str
    language: str | None


REPORTS = (
    select(
        meeting_report.c.id,
        meeting_report.c.meeting_id,
        meeting.c.held_on,
        meeting_report.c.name,
        meeting_report.c.made_at,
        meeting_report.c.title,
    )
    .join(meeting, meeting.c.id == meeting_report.c.meeting_id)
    .order_by(meeting.c.held_on.desc(), meeting_report.c.id)
)
"""Those of the latest meeting first."""


class Meetings:
    """Keeps them. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, held_on: date, by: str, now: datetime, reports: Sequence[str] = ()) -> None:
        """Note a day, and what goes out after it beside the newsletter. Raises `Refused` where there is a
        meeting on it already.
        """
        row = {"held_on": held_on, "added_by": by, "added_at": now}
        if self._connection.execute(insert_new(self._connection, meeting).values(row)).rowcount == 0:
            raise Refused("meeting_there", "There is a meeting on that day already.")
        own = select(meeting.c.id).where(meeting.c.held_on == held_on)
        number = self._connection.execute(own).scalar_one()
        names = dict.fromkeys((NEWSLETTER, *reports))
        wanted = [{"meeting_id": number, "name": name} for name in names]
        self._connection.execute(meeting_report.insert(), wanted)

    def remove(self, number: int) -> None:
        """Forget a day. Raises `NotFound` where there is none, or something has gone out after it."""
        out = select(meeting_report.c.meeting_id).where(meeting_report.c.made_at.is_not(None))
        waiting = (meeting_report.c.meeting_id == number, meeting_report.c.meeting_id.not_in(out))
        self._connection.execute(delete(meeting_report).where(*waiting))
        own = delete(meeting).where(meeting.c.id == number, meeting.c.id.not_in(out))
        if self._connection.execute(own).rowcount == 0:
            raise NotFound("no_meeting", "There is no such meeting that could be taken away.")

    def all(self) -> list[Meeting]:
        """Every meeting, the latest first."""
        of: dict[int, list[MeetingReport]] = {}
        for one in self._reports():
            of.setdefault(one.meeting_id, []).append(one)
        shown = select(meeting.c.id, meeting.c.held_on, meeting.c.pushed_at)
        rows = self._connection.execute(shown.order_by(meeting.c.held_on.desc()))
        return [Meeting(*row, tuple(of.get(row.id, ()))) for row in rows]

    def to_make(self, today: date) -> list[MeetingReport]:
        """What is to go out after meetings before `today` and has not been made."""
        return self._reports(meeting.c.held_on < today, meeting_report.c.made_at.is_(None))

    def to_push(self) -> list[Meeting]:
        """The meetings of which everything is made and has not gone to everyone who wants it."""
        waiting = [one for one in self.all() if one.pushed_at is None and one.reports]
        return [one for one in reversed(waiting) if all(each.made_at for each in one.reports)]

    def publish(self, number: int, title: str, page: str, now: datetime) -> None:
        """Keep a report after a meeting, once."""
        own = update(meeting_report).where(meeting_report.c.id == number, meeting_report.c.made_at.is_(None))
        self._connection.execute(own.values(title=title, page=page, made_at=now))

    def give_up(self, number: int) -> None:
        """Forget a report that cannot be made any more."""
        self._connection.execute(delete(meeting_report).where(meeting_report.c.id == number))

    def pushed(self, number: int, now: datetime) -> None:
        self._connection.execute(update(meeting).where(meeting.c.id == number).values(pushed_at=now))

    def out(self) -> list[MeetingReport]:
        """Every report that has gone out, those after the latest meeting first."""
        return self._reports(meeting_report.c.made_at.is_not(None))

    def page(self, number: int) -> str:
        """A report as it went out. Raises `NotFound`."""
        own = select(meeting_report.c.page).where(meeting_report.c.id == number)
        page = self._connection.execute(own).scalar_one_or_none()
        if page is None:
            raise NotFound("no_report", "There is no such report, or it is not out yet.")
        return str(page)

    def newsletter(self) -> str:
        """The latest newsletter. Raises `NotFound` while there is none."""
        number = next((one.id for one in self.out() if one.name == NEWSLETTER), None)
        if number is None:
            raise NotFound("no_newsletter", "There is no newsletter yet.", "It comes after the next meeting.")
        return self.page(number)

    def _reports(self, *conditions: ColumnElement[bool]) -> list[MeetingReport]:
        return [MeetingReport(*row) for row in self._connection.execute(REPORTS.where(*conditions))]

    def want(self, participant_id: int, now: datetime) -> bool:
        """Turn the newsletter on or off for this person; whether they get it now."""
        own = participant.c.id == participant_id
        had = self._connection.execute(select(participant.c.newsletter_at).where(own)).scalar_one_or_none()
        self._connection.execute(update(participant).where(own).values(newsletter_at=None if had else now))
        return had is None

    def subscribers(self, after: int, most: int) -> list[Subscriber]:
        """Those who want the newsletter and have not stopped, by number, from behind `after`."""
        wanted = (
            select(participant.c.id, participant.c.channel, participant.c.language)
            .where(participant.c.newsletter_at.is_not(None), participant.c.stopped_at.is_(None))
            .where(participant.c.id > after)
            .order_by(participant.c.id)
            .limit(most)
        )
        return [Subscriber(*row) for row in self._connection.execute(wanted)]
