"""What a channel must know of the person at an address, and what it notices about them, beside any turn."""

from collections.abc import Callable
from datetime import datetime

from bot import session as sessions
from bot.live import LiveForms
from consultations.forms.places import split_key
from consultations.forms.question_types import Attached
from consultations.storage.conversations import Conversations, Stored
from consultations.storage.database import Database


class Reach:
    """The people of one channel. Thread-safe; all state is in the database."""

    def __init__(self, channel: str, database: Database, clock: Callable[[], datetime]) -> None:
        self._channel = channel
        self._database = database
        self._clock = clock
        self._live = LiveForms(database)

    def back(self, address: str) -> None:
        """This person lets us write again."""
        with self._database.write() as connection:
            store = Conversations(connection)
            found = store.find_person(self._channel, address)
            if found and found.blocked:
                store.change_person(found.id, blocked_at=None)

    def moved(self, old: str, new: str) -> None:
        """The channel gives this person another address. Somebody known there already stays apart."""
        with self._database.write() as connection:
            store = Conversations(connection)
            found = store.find_person(self._channel, old)
            if found and store.find_person(self._channel, new) is None:
                store.move_person(found.id, self._channel, new)

    def first_time(self, key: str) -> bool:
        """Whether nobody asked about `key` before: for what the channel should do only once."""
        with self._database.write() as connection:
            return Conversations(connection).receive_from(self._channel, key, "once", self._clock())

    def wants(self, address: str) -> Attached | None:
        """The kind of file that the question asks for where this person is; None where it asks for none."""
        stored = self._present(address)
        if stored is None or not stored.state or stored.consultation_state != "open":
            return None
        session = sessions.from_json(stored.state)
        name = split_key(session.current or "")[0]
        question = self._live.get(stored.questionnaire_id).form.questions.get(name)
        return question.kind.attachment if question and session.status == "asking" else None

    def _present(self, address: str) -> Stored | None:
        """The conversation that this person is in, unless they have stopped."""
        with self._database.read() as connection:
            store = Conversations(connection)
            person = store.find_person(self._channel, address)
            if person is None or person.stopped or not person.session_id:
                return None
            return store.session(person.session_id)
