"""Writes broadcasts into the outbox, a little ahead of the sending, so that they can be paused and cancelled.

Each person's message has a key of its own (`broadcast:ID:PARTICIPANT`), so nobody is written to twice,
whatever happens on the way.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot import wording
from bot.conversation import MESSAGE
from bot.messages import Button, Message
from bot.reminders import PUSHED, START
from consultations.broadcast import Broadcast
from consultations.forms.languages import fallbacks
from consultations.forms.readability import too_hard
from consultations.quiet_hours import QuietHours
from consultations.storage.broadcasts import Broadcasts, Recipient
from consultations.storage.circulars import Circular, by_language, circulate
from consultations.storage.database import Database

AHEAD = 15
"""Seconds of sending that lie ready in the outbox."""
AT_ONCE = 200
"""Messages written in one transaction: others want to write as well."""
CHANNELS: Sequence[str] = sorted((*PUSHED, "web"))
"""The channels that a broadcast can go to. On the web it waits on people's page until they come back."""


def message(texts: Mapping[str, str], start: str, language: str) -> Message:
    """What one person gets: the words in their language, or else in English, or in whichever there is."""
    spoken = _spoken(texts, language)
    begin = Button(f"{START}{start}", wording.say("button.start", spoken), role="start")
    stop = Button("broadcast.stop", wording.say("button.stop", spoken), role="stop")
    buttons = (begin, stop) if start else (stop,)
    return Message("notice", texts[spoken], buttons, language=spoken)


def _spoken(texts: Mapping[str, str], language: str) -> str:
    wanted = (*fallbacks(language), wording.DEFAULT, *texts)
    return next(code for code in wanted if texts.get(code))


def warnings(texts: Mapping[str, str], languages: Collection[str]) -> list[str]:
    """What to think of before `texts` go to people who chose `languages`: hard words, missing languages."""
    hard = [
        f"The English is hard to read for some: it has {reason}."
        for code in (wording.DEFAULT, wording.EASY_READ)
        for reason in too_hard(texts.get(code, ""))
    ]
    missing = [
        f"Some of them chose {wording.language_name(code)}. They get it in {wording.language_name(found)}."
        for code in languages
        if (found := _spoken(texts, code)) not in fallbacks(code)
    ]
    return hard + missing


@dataclass(frozen=True, slots=True)
class Broadcaster:
    """Keeps the outbox filled while a broadcast is being sent. `rate` is in messages a second.

    In quiet hours it writes nothing, so that whoever stops meanwhile is left out in the morning.
    """

    database: Database
    clock: Callable[[], datetime]
    quiet: QuietHours
    rate: float

    def fill(self) -> int:
        """Write what is to go next of every broadcast. Gives the number of messages written."""
        if self.quiet.hold(self.clock()):
            return 0
        with self.database.read() as connection:
            sending = Broadcasts(connection, CHANNELS).sending()
        return sum(self._fill_up(one.id) for one in sending)

    def _fill_up(self, number: int) -> int:
        written = last = self._fill(number)
        while last == AT_ONCE:
            last = self._fill(number)
            written += last
        return written

    def _fill(self, number: int) -> int:
        now = self.clock()
        with self.database.write() as connection:
            broadcasts = Broadcasts(connection, CHANNELS)
            one = broadcasts.get(number, lock=True)
            if one.state != "sending":
                return 0
            ready = broadcasts.waiting(number, now)
            room = min(AT_ONCE, max(0, round(self.rate * AHEAD) - ready))
            people = broadcasts.take(number, room, now) if room else []
            _write(connection, one, people, now)
            progress = broadcasts.progress(number)
            if progress.waiting == 0:
                broadcasts.finish(number, now)
            return len(people)


def _write(connection: Connection, one: Broadcast, people: Sequence[Recipient], now: datetime) -> None:
    for language, readers in by_language((person.language, person.participant_id) for person in people):
        body = MESSAGE.dump_json(message(one.texts, one.start, language)).decode()
        circulate(connection, Circular(f"broadcast:{one.id}", body, one.id), readers, now)
