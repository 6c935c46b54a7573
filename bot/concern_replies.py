"""A safeguarding lead's message to the person, on the channel that they used: sealed until it is sent."""

from collections.abc import Callable
from datetime import datetime

from bot import wording
from bot.envelopes import Envelopes
from bot.messages import Message
from consultations.sealing import KeyRing
from consultations.storage.concern_queue import unsent_messages
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.outbox import FROM_SAFEGUARDING


def send_concern_messages(database: Database, ring: KeyRing, clock: Callable[[], datetime]) -> int:
    """Put what was written into the outbox, each once. How many."""
    with database.write() as connection:
        now = clock()
        found = unsent_messages(connection, ring, now)
        for one in found:
            text = wording.say("safety.from_the_lead", one.language, words=one.words)
            message = Message("reply", text, language=one.language)
            row = OutgoingRow(f"{FROM_SAFEGUARDING}{one.id}", message.kind, Envelopes(ring).seal(message))
            Conversations(connection).put_in_outbox(one.participant_id, one.channel, [row], now)
    return len(found)
