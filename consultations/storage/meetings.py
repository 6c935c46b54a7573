"""The board's meetings, the newsletter of each, and who wants to get it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, select, update

from consultations.errors import NotFound, Refused
from consultations.storage.meeting_tables import meeting
from consultations.storage.statements import insert_new
from consultations.storage.tables import participant


@dataclass(frozen=True, slots=True)
class Meeting:
    """`newsletter_at`: when its newsletter was made; `pushed_at`: when all who want it were written to."""

    id: int
    held_on: date
    newsletter_at: datetime | None
    pushed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Subscriber:
    participant_id: int
    channel: str
    language: str | None


SHOWN = [meeting.c[name] for name in Meeting.__dataclass_fields__]


class Meetings:
    """Keeps them. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, held_on: date, by: str, now: datetime) -> None:
        """Note a day. Raises `Refused` where there is a meeting on it already."""
        row = {"held_on": held_on, "added_by": by, "added_at": now}
        if self._connection.execute(insert_new(self._connection, meeting).values(row)).rowcount == 0:
            raise Refused("meeting_there", "There is a meeting on that day already.")

    def remove(self, number: int) -> None:
        """Forget a day. Raises `NotFound` where there is none, or its newsletter has been made."""
        own = delete(meeting).where(meeting.c.id == number, meeting.c.newsletter_at.is_(None))
        if self._connection.execute(own).rowcount == 0:
            raise NotFound("no_meeting", "There is no such meeting that could be taken away.")

    def all(self) -> list[Meeting]:
        """Every meeting, the latest first."""
        rows = self._connection.execute(select(*SHOWN).order_by(meeting.c.held_on.desc()))
        return [Meeting(*row) for row in rows]

    def without_newsletter(self, today: date) -> list[Meeting]:
        """Those before `today` whose newsletter has not been made, the earliest first."""
        wanted = select(*SHOWN).where(meeting.c.held_on < today, meeting.c.newsletter_at.is_(None))
        return [Meeting(*row) for row in self._connection.execute(wanted.order_by(meeting.c.held_on))]

    def to_push(self) -> list[Meeting]:
        """Those whose newsletter is made and has not gone to everyone who wants it."""
        wanted = select(*SHOWN).where(meeting.c.newsletter_at.is_not(None), meeting.c.pushed_at.is_(None))
        return [Meeting(*row) for row in self._connection.execute(wanted.order_by(meeting.c.held_on))]

    def publish(self, number: int, page: str, now: datetime) -> None:
        """Keep the newsletter of a meeting, once."""
        own = update(meeting).where(meeting.c.id == number, meeting.c.newsletter_at.is_(None))
        self._connection.execute(own.values(page=page, newsletter_at=now))

    def pushed(self, number: int, now: datetime) -> None:
        self._connection.execute(update(meeting).where(meeting.c.id == number).values(pushed_at=now))

    def newsletter(self) -> str:
        """The latest newsletter. Raises `NotFound` while there is none."""
        wanted = select(meeting.c.page).where(meeting.c.page.is_not(None)).order_by(meeting.c.held_on.desc())
        page = self._connection.execute(wanted.limit(1)).scalar_one_or_none()
        if page is None:
            raise NotFound("no_newsletter", "There is no newsletter yet.", "It comes after the next meeting.")
        return str(page)

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
