"""Listening for what suggests that somebody is not safe: every word that comes in, in every state.

The screen may take some hundredths of a second, so it runs before the turn's transaction; where more is known
of the person by then, it runs again within it.
"""

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

import structlog

from analysis.safeguarding import Outcome, Screened
from bot.messages import Incoming
from bot.world import World
from consultations.errors import Refused, TogetherError
from consultations.storage.conversations import Person

log = structlog.get_logger()

RECENT = "participant.recent"
"""What the last texts are sealed for."""
KEPT = 3
"""Texts that are looked at together: a disclosure may come in parts."""
LONGEST_KEPT = 4000
"""Letters of each that are kept for that."""
FAILED = "the screen failed: a person must read it"
STILL_TOGETHER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What a message is screened with: what the person wrote last, sealed, and their language."""

    recent: str | None = None
    language: str = "en"


NOTHING = Known()
PEOPLE_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What was written, what had been written before it, and what the screen says of both.

    `known` is what was known of the person: when their row says something else, find it anew. So many of the
    last texts are held back from analysis: `holds`.
    """

    text: str
    earlier: Sequence[str]
    found: Screened
    known: Known
    holds: int = 0

    @property
    def alert(self) -> bool:
        return self.found.outcome is Outcome.ALERT

    def after_an_alert(self) -> "Heard":
        """The same, written straight after an alert: whatever it says belongs to what was told."""
        if self.alert:
            return self
        why = "written straight after something that raised an alert"
        found = Screened(Outcome.REVIEW, self.found.category or "other", (*self.found.reasons, why))
        return replace(self, found=found, holds=1)

    @property
    def concern(self) -> bool:
        """Whether somebody must look at it before others do."""
        return self.found.outcome is not Outcome.NONE


class Listener:
    """Screens what comes in before its turn begins, with what it last knew of the person. Thread-safe.

    It asks the database nothing: the turn reads the person's row anyway, and where that says something else
    (this process is new, or another took the last message) it has the message screened again.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: OrderedDict[tuple[str, str], Known] = OrderedDict()
        self._changing = Lock()

    def hear(self, incoming: Incoming) -> Heard | None:
        """Screen what came in. None where nothing was written."""
        with self._changing:
            known = self._known.get((incoming.channel, incoming.address), NOTHING)
        return _hear(self._world, incoming, known)

    def heard_now(self, heard: Heard | None, incoming: Incoming, person: Person) -> Heard | None:
        """What was found, or found anew where it was screened with something else in mind."""
        known = known_of(person)
        return heard if heard is None or heard.known == known else _hear(self._world, incoming, known)

    def remember(self, incoming: Incoming, person: Person) -> None:
        """Keep what the next message of this person's is screened with."""
        with self._changing:
            self._known[incoming.channel, incoming.address] = known_of(person)
            self._known.move_to_end((incoming.channel, incoming.address))
            if len(self._known) > PEOPLE_KNOWN:
                self._known.popitem(last=False)


def known_of(person: Person) -> Known:
    return Known(person.recent, person.language or "en")


def _hear(world: World, incoming: Incoming, known: Known) -> Heard | None:
    text = (incoming.text or "").strip()
    if not text:
        return None
    earlier = [said for _, said in _recent(world, known.recent, world.clock())]
    found = _screened(world, text, earlier, known.language)
    return Heard(text, earlier, found, known, _holds(world, text, earlier, known.language, found))


def _screened(world: World, text: str, earlier: Sequence[str], language: str) -> Screened:
    """What the screen says. Where it cannot work, the turn goes on and a person reads every word."""
    try:
        return world.screen.screen(text, earlier, language)
    except (TogetherError, OSError, ValueError, KeyError) as error:
        log.warning("screen_failed", error=type(error).__name__)
        return Screened(Outcome.REVIEW, None, (FAILED,))


def _holds(world: World, text: str, earlier: Sequence[str], language: str, found: Screened) -> int:
    """How many of the last texts an alert holds back: earlier ones only where it took them to see it.

    What is only to be looked at is held once somebody finds something in it.
    """
    if found.outcome is not Outcome.ALERT:
        return 0
    alone = not earlier or _screened(world, text, (), language).outcome is Outcome.ALERT
    return 1 if alone else 1 + len(earlier)


def remembered(world: World, heard: Heard, now: datetime) -> str:
    """The last texts with this one, sealed, for the next that comes; none that raised an alert already."""
    if heard.alert:
        return world.ring.seal("[]", RECENT)
    texts = [*_recent(world, heard.known.recent, now), (now, heard.text[-LONGEST_KEPT:])]
    plain = [[at.isoformat(), said] for at, said in texts[-KEPT:]]
    return world.ring.seal(json.dumps(plain), RECENT)


def _recent(world: World, sealed: str | None, now: datetime) -> list[tuple[datetime, str]]:
    """What the person wrote within the last day, the oldest first."""
    try:
        written = json.loads(world.ring.open(sealed, RECENT)) if sealed else []
    except Refused:  # sealed with a key that is gone: what is said now is heard all the same
        written = []
    texts = [(datetime.fromisoformat(at), said) for at, said in written]
    return [(at, said) for at, said in texts if now - at < STILL_TOGETHER][-(KEPT - 1) :]
