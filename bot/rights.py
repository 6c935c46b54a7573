"""Their data is theirs: at any time, in every state, people see, download, correct, take out or delete it.

It is no part of any questionnaire, so it works as well where none is open, and for whoever has stopped.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import asking, closing, equality
from bot.answering import names_a_choice
from bot.exchange import Exchange, session_of
from bot.intents import Do
from bot.messages import Button, Command, Message
from bot.reminders import UNDER_WAY
from bot.session import Session
from bot.turn import Turn
from consultations.erasures import Erasure, who
from consultations.storage.conversations import Stored
from consultations.storage.erasing import erase, withdraw

SURE: Mapping[Command, bool] = {"sure": True, "yes": True, "not_sure": False, "no": False}
"""What answers the question whether somebody is sure, once it was asked."""


class Rights(Exchange):
    """What people can do with what is kept of them.

    `said`: what they had answered and is gone now; some of it may name files. `forgotten`: nothing of this
    turn is to be remembered of this person.
    """

    said: frozenset[str] = frozenset()
    forgotten = False

    def rights(self, stored: Stored | None) -> bool:
        """Do what this person wants with their data. False where they want something else."""
        session = session_of(stored) if stored else self.nobody()
        intent = self.intent(session)
        command = intent.command if isinstance(intent, Do) else None
        asked = self.person.asked
        if asked:
            self._ask_for(None)
        if asked and command is not None and command in SURE:
            self._decided(asked, stored, sure=SURE[command])
            return True
        wanted = self._wanted(command)
        if wanted is None or self._is_an_answer(stored, session):
            return False
        wanted(stored, session)
        return True

    def _wanted(self, command: Command | None) -> "Callable[[Stored | None, Session], None] | None":
        wanted: Mapping[Command, Callable[[Stored | None, Session], None]] = {
            "data": self._menu,
            "download": self._download,
            "withdraw": self._withdraw,
            "delete": self._delete,
        }
        if command in ("sure", "not_sure") and self.incoming.button is not None:
            return self._late
        return wanted.get(command) if command else None

    def _is_an_answer(self, stored: Stored | None, session: Session) -> bool:
        """Whether what was typed is a choice of the question that waits, and so its answer."""
        text = (self.incoming.text or "").strip()
        if not text or text.startswith("/") or stored is None or session.status != "asking":
            return False
        form = self.live(stored.questionnaire_id).form
        turn = Turn(session, form, self.world.surroundings(self.now), self.incoming)
        return turn.at_question() and names_a_choice(turn, text)

    def _ask_for(self, what: str | None) -> None:
        self.store.change_person(self.person.id, asked=what)
        self.person = replace(self.person, asked=what)

    def _menu(self, stored: Stored | None, session: Session) -> None:
        here = stored is not None
        possible: tuple[tuple[Command, bool], ...] = (
            ("mine", here),
            ("download", True),
            ("change", bool(session.answers) and session.status in UNDER_WAY),
            ("withdraw", here),
            ("delete", True),
        )
        buttons = [asking.command_button(session, one) for one, offered in possible if offered]
        said = asking.reply(session, "data.menu")
        self.answer([replace(said, kind="question", buttons=(*buttons, *_ways_on(session)))])

    def _download(self, stored: Stored | None, session: Session) -> None:
        """On the web the page has a link; elsewhere they get one that is good once, or all of it in words."""
        link = self.world.data_link(self.incoming.channel, self.incoming.address)
        if self.incoming.channel == "web":
            said = [asking.reply(session, "data.download.here", "data", "start", "help")]
        elif link:
            said = [asking.reply(session, "data.download.link", "data", "start", "help", link=link)]
        else:
            said = [self._in_words(one) for one in self.store.of_person(self.person.id)]
        self.answer(said or [asking.reply(session, "mine.nothing", "data", "start", "help")])

    def _in_words(self, stored: Stored) -> Message:
        form, around = self.live(stored.questionnaire_id).form, self.world.surroundings(self.now)
        session = session_of(stored, self.person.language)
        mine = closing.my_answers(session, form, around)
        return equality.with_answers(mine, session, self.told(stored.consultation_id))

    def _late(self, stored: Stored | None, session: Session) -> None:
        """A button that says to be sure of something long ago."""
        self.answer([asking.reply(session, "data.late", "data", "start", "help")])

    def _withdraw(self, stored: Stored | None, session: Session) -> None:
        if stored is None:
            self.answer([asking.reply(session, "data.withdraw.nothing", "delete", "start", "help")])
            return
        self._ask_for("withdraw")
        self.answer([_be_sure(session, "data.withdraw.sure", title=self._title(stored))])

    def _delete(self, stored: Stored | None, session: Session) -> None:
        self._ask_for("delete")
        self.answer([_be_sure(session, "data.delete.sure")])

    def _title(self, stored: Stored) -> str:
        return self.consultations.by_id(stored.consultation_id).title

    def _decided(self, asked: str, stored: Stored | None, *, sure: bool) -> None:
        if not sure:
            session = session_of(stored) if stored else self.nobody()
            self.answer([asking.reply(session, "data.kept"), *self._where_they_were(stored)])
        elif asked == "delete":
            self._erase(stored)
        elif stored is not None:
            self._take_out(stored)

    def _where_they_were(self, stored: Stored | None) -> list[Message]:
        """What waits for an answer, for whoever has not stopped."""
        if stored is None or self.person.stopped or stored.status not in UNDER_WAY:
            return []
        if stored.consultation_state != "open":
            return []
        return [*self.take_step(stored, self.incoming.starting(stored.consultation)).messages]

    def _erase(self, stored: Stored | None) -> None:
        """Delete everything now. What says so is all that is left, until it has been read."""
        session = session_of(stored) if stored else self.nobody()
        self._note("")
        channel, address = self.incoming.channel, self.incoming.address
        self.said = frozenset(
            erase(self.connection, self.world.ring, self.person.id, self.incoming.message_id)
        )
        self.person = self.store.person(channel, address, self.now)
        self.store.change_person(self.person.id, leaving_at=self.now)
        self.forgotten = True
        self.answer([asking.reply(session, "data.delete.done", "start", "help")])

    def _take_out(self, stored: Stored) -> None:
        session, title = session_of(stored), self._title(stored)
        self._note(stored.consultation)
        self.said = frozenset(
            withdraw(self.connection, self.world.ring, self.person.id, stored.consultation_id)
        )
        self.person = replace(self.person, session_id=None, recent=None, agreed=None)
        self.forgotten = True
        self.answer([asking.reply(session, "data.withdraw.done", "data", "start", "help", title=title)])

    def _note(self, consultation: str) -> None:
        """Write it down outside the database before it is done: a restore must not undo it."""
        person = who(self.world.ring, self.incoming.channel, self.incoming.address)
        self.world.note_erasure(Erasure(self.now, person, consultation))


def _be_sure(session: Session, key: str, **details: object) -> Message:
    said = asking.reply(session, key, "sure", "not_sure", "help", **details)
    return replace(said, kind="question")


def _ways_on(session: Session) -> list[Button]:
    on = "button.carry_on" if session.status == "asking" else ""
    return [asking.command_button(session, "start", on), asking.command_button(session, "help")]
