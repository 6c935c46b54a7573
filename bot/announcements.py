"""Tells those who said it what came of it: one message to each person, once, in their own channel."""

from collections.abc import Callable
from datetime import datetime

from bot import session as sessions
from bot import wording
from bot.conversation import MESSAGE
from bot.messages import Message
from consultations.accountability import Ask
from consultations.storage.asks import Asks, Teller
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database


def news(ask: Ask, language: str) -> Message:
    """The message about a published ask: what you told us, what happened."""
    decision = wording.say(f"ask.{ask.decision}", language)
    told = wording.say(
        "ask.published",
        language,
        question=ask.question_label,
        theme=ask.theme_label,
        decision=decision,
        what_happens=ask.what_happens,
    )
    return Message(kind="notice", text=f"{told}\n{wording.say('ask.thanks', language)}")


def announce(database: Database, clock: Callable[[], datetime]) -> int:
    """Write the messages about every ask that was published since. Gives the number of messages."""
    with database.write() as connection:
        asks, conversations = Asks(connection), Conversations(connection)
        now = clock()
        written = 0
        for ask in asks.to_announce():
            for teller in asks.tellers(ask.id):
                _write(asks, conversations, ask, teller, now)
                written += 1
            asks.announced(ask.id, now)
        return written


def _write(asks: Asks, conversations: Conversations, ask: Ask, teller: Teller, now: datetime) -> None:
    key = f"ask:{ask.id}:{teller.participant_id}"
    language = sessions.from_json(teller.session_state).language
    body = MESSAGE.dump_json(news(ask, language)).decode()
    conversations.put_in_outbox(
        teller.participant_id, teller.channel, [OutgoingRow(key, "notice", body)], now
    )
    asks.told(ask.id, teller.participant_id, key)
