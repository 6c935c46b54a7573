"""Sends staff's replies to those who told us something, each once, in their own channel."""

from collections.abc import Callable
from datetime import datetime

from bot import session as sessions
from bot import telling
from bot.conversation import MESSAGE
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.feedback import Feedback


def send_replies(database: Database, clock: Callable[[], datetime]) -> int:
    """Write the replies that staff have given since. Gives their number."""
    with database.write() as connection:
        feedback, conversations = Feedback(connection), Conversations(connection)
        now = clock()
        unsent = feedback.unsent()
        for one in unsent:
            language = sessions.from_json(one.session_state).language
            body = MESSAGE.dump_json(telling.replied(one.words, one.reply, language)).decode()
            row = OutgoingRow(f"reply:{one.id}", "notice", body)
            conversations.put_in_outbox(one.participant_id, one.channel, [row], now)
            feedback.sent(one.id, now)
        return len(unsent)
