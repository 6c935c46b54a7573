"""Writes to everyone who wants the newsletter what is out: once each, a few hundred at a time.

One message for each meeting, whatever goes out after it: with several reports it names them all, and leads to
the list of them.
"""

from collections.abc import Callable
from datetime import datetime

from bot import wording
from bot.conversation import MESSAGE
from bot.messages import Message
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.meetings import Meeting, Meetings

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
            for person in people:
                said = message(meeting, public, person.language or wording.DEFAULT)
                key = f"newsletter:{meeting.id}:{person.participant_id}"
                row = OutgoingRow(key, "notice", MESSAGE.dump_json(said).decode())
                store = Conversations(connection)
                store.put_in_outbox(person.participant_id, person.channel, [row], clock())
            if not people:
                Meetings(connection).pushed(meeting.id, clock())
                return written
        written, last = written + len(people), people[-1].participant_id


def message(meeting: Meeting, public: str, language: str) -> Message:
    """What is out after `meeting`: the newsletter, or each report by its title."""
    link, titles = link_to(meeting, public), [one.title for one in meeting.reports]
    if len(titles) == 1:
        said = wording.say("newsletter.out", language, link=link)
    else:
        said = wording.say("newsletter.several", language, reports="\n".join(titles), link=link)
    return Message("notice", said.strip(), language=language)
