"""Writes to everyone who wants the newsletter what is out: once each, a few hundred at a time.

One message for each meeting, whatever goes out after it: with several reports it names them all, and leads to
the list of them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot import wording
from bot.conversation import MESSAGE
from bot.messages import Message
from consultations.storage.circulars import Circular, by_language, circulate
from consultations.storage.database import Database
from consultations.storage.meetings import Meeting, Meetings, Subscriber

AT_ONCE = 500
ONE, SEVERAL = "/newsletter", "/reports"


def push(database: Database, clock: Callable[[], datetime], public: str) -> int:
    """Write what has not been written about what is out. Gives the number of messages.

    `public` is where people reach us, "" where the settings do not say.
    """
    with database.read() as connection:
        waiting = Meetings(connection).to_push()
    return sum(_push(database, clock, one, public) for one in waiting)


def link_to(one: Meeting, public: str) -> str:
    """Where what went out after a meeting can be read."""
    return f"{public}{ONE if len(one.reports) == 1 else SEVERAL}" if public else ""


def _push(database: Database, clock: Callable[[], datetime], meeting: Meeting, public: str) -> int:
    written, last = 0, 0
    while True:
        with database.write() as connection:
            people = Meetings(connection).subscribers(last, AT_ONCE)
            _write(connection, meeting, public, people, clock())
            if not people:
                Meetings(connection).pushed(meeting.id, clock())
                return written
        written, last = written + len(people), people[-1].participant_id


def _write(
    connection: Connection, meeting: Meeting, public: str, people: Sequence[Subscriber], now: datetime
) -> None:
    for language, readers in by_language(
        (one.language or wording.DEFAULT, one.participant_id) for one in people
    ):
        body = MESSAGE.dump_json(message(meeting, public, language)).decode()
        circulate(connection, Circular(f"newsletter:{meeting.id}", body), readers, now)


def message(meeting: Meeting, public: str, language: str) -> Message:
    """What is out after `meeting`: the newsletter, or each report by its title."""
    link, titles = link_to(meeting, public), [one.title for one in meeting.reports]
    if len(titles) == 1:
        said = wording.say("newsletter.out", language, link=link)
    else:
        said = wording.say("newsletter.several", language, reports="\n".join(titles), link=link)
    return Message("notice", said.strip(), language=language)
