"""Tells those who said it what came of it: one message to each person, once, in their own channel.

The messages are written a few hundred at a time, each lot in a transaction of its own: a process that is
killed goes on where it was, and nobody is written to twice, because the key of each message names ask and
person. No lot waits for the disk: what a power cut takes is written again, and nobody had it, for what leaves
is leased first, which does wait, for all that was written before it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection

from bot import wording
from bot.conversation import MESSAGE
from bot.messages import Button, Message
from bot.what_came import FAIR, VERDICTS
from consultations.accountability import Ask
from consultations.storage.asks import Asks, Teller
from consultations.storage.circulars import Circular, by_language, circulate
from consultations.storage.database import Database

AT_ONCE = 500
"""Messages written in one transaction: others want to write as well."""


def news(ask: Ask, language: str) -> Message:
    """The message about a published ask: what you told us, what happened, when there is more; is it fair?"""
    decision, words = wording.say(f"ask.{ask.decision}", language), ask.words(language)
    said = [
        wording.say(
            "ask.published",
            language,
            question=words.question,
            theme=words.theme,
            decision=decision,
            what_happens=words.what_happens,
        )
    ]
    if words.answer_in_english:
        said.append(wording.say("ask.in_english", language))
    if ask.next_news_on:
        said.append(wording.say("ask.next_news", language, day=wording.day_in_words(ask.next_news_on)))
    said += [wording.say(key, language) for key in ("ask.thanks", "ask.fair")]
    return Message("notice", "\n".join(said), _verdicts(ask.id, language), language=language)


def _verdicts(number: int, language: str) -> tuple[Button, ...]:
    return tuple(
        Button(f"{FAIR}{number}:{verdict}", wording.say(f"fair.{verdict}", language)) for verdict in VERDICTS
    )


def announce(database: Database, clock: Callable[[], datetime]) -> int:
    """Write the messages about every ask that was published since. Gives the number of messages."""
    with database.read() as connection:
        asks = Asks(connection)
        waiting = [(ask, asks.to_tell(ask.id)) for ask in asks.to_announce()]
    return sum(_announce(database, clock, ask, people) for ask, people in waiting)


def _announce(database: Database, clock: Callable[[], datetime], ask: Ask, people: Sequence[int]) -> int:
    written = 0
    body = cache(lambda language: MESSAGE.dump_json(news(ask, language)).decode())
    for start in range(0, len(people), AT_ONCE):
        with database.write(durable=False) as connection:
            tellers = Asks(connection).tellers(ask.id, people[start : start + AT_ONCE])
            _tell(connection, ask, tellers, body, clock())
            written += len(tellers)
    with database.write() as connection:
        Asks(connection).announced(ask.id, clock())
    return written


def _tell(
    connection: Connection, ask: Ask, tellers: Sequence[Teller], body: Callable[[str], str], now: datetime
) -> None:
    """Put the message to each of them into the outbox. `body` gives it as JSON in a language."""
    key = f"ask:{ask.id}"
    for language, people in by_language((one.reads, one.participant_id) for one in tellers):
        circulate(connection, Circular(key, body(language)), people, now)
    Asks(connection).told(ask.id, key, [one.participant_id for one in tellers])
