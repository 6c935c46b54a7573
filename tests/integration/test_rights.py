"""Their data is theirs: in chat, in every state, and at once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import func, insert, select, update

from bot.conversation import MESSAGE, Conversation
from bot.messages import Channel, Incoming, Message
from consultations.erasures import Erasure
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox
from consultations.storage.participants import forget_leaving
from consultations.storage.tables import (
    answer,
    ask,
    ask_answer,
    concern_tables,
    consultation,
    event,
    inbound,
    outbox,
    participant,
    session,
    telling,
)
from tests.builders import NOW, Clock, launch, world

ADDRESS = "a-browser-of-somebody"
WORDS = "the dark path behind the mill"


@dataclass
class Visitor:
    """Somebody who answers, in a world that writes down erasures."""

    database: Database
    channel: Channel = "web"
    count: int = 0
    last: list[Message] = field(default_factory=list)
    erasures: list[Erasure] = field(default_factory=list)
    gone_files: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        launch(self.database)
        self.clock = Clock()
        around = replace(world(self.clock), note_erasure=self.erasures.append)
        self.conversation = Conversation(self.database, around, discard=self.gone_files.append)

    def does(self, **fields: object) -> list[Message]:
        self.count += 1
        self.clock.tick(seconds=1)
        with self.database.read() as connection:
            before = set(connection.execute(select(outbox.c.key)).scalars())
        self.conversation.take(Incoming(self.channel, ADDRESS, f"{ADDRESS}:{self.count}", **fields))  # type: ignore[arg-type]
        with self.database.read() as connection:
            rows = connection.execute(select(outbox.c.key, outbox.c.body).order_by(outbox.c.id)).all()
        self.last = [MESSAGE.validate_json(row.body) for row in rows if row.key not in before]
        return self.last

    def says(self, text: str) -> list[Message]:
        return self.does(text=text)

    def presses(self, role: str) -> list[Message]:
        button = next(one for message in self.last for one in message.buttons if one.role == role)
        return self.does(button=button.id)

    def begins(self) -> "Visitor":
        self.does(start="safe")
        self.says("no")
        self.says(WORDS)
        return self

    def rows(self, *tables: object) -> list[int]:
        with self.database.read() as connection:
            return [
                connection.execute(select(func.count()).select_from(one)).scalar_one()  # type: ignore[arg-type]
                for one in tables
            ]

    def is_told(self) -> None:
        """What was said has been shown, and a minute has passed."""
        with self.database.write() as connection:
            for one in connection.execute(select(outbox.c.id)).scalars().all():
                Outbox(connection).sent(one, self.clock())
            forget_leaving(connection)


def new(visitor: Visitor) -> None:
    """Nothing."""


def asked(visitor: Visitor) -> None:
    visitor.begins()


def finished(visitor: Visitor) -> None:
    visitor.begins()
    visitor.presses("skip")
    visitor.says("Lamps")
    with visitor.database.read() as connection:
        assert connection.execute(select(session.c.status)).scalar_one() == "finished"


def stopped(visitor: Visitor) -> None:
    visitor.begins()
    visitor.says("stop")


def closed(visitor: Visitor) -> None:
    visitor.begins()
    with visitor.database.write() as connection:
        connection.execute(update(consultation).values(state="closed", closed_at=NOW))


def worried(visitor: Visitor) -> None:
    visitor.begins()
    visitor.says("he hits me")


STATES = [new, asked, finished, stopped, closed, worried]


@pytest.mark.parametrize("state", STATES)
def test_whoever_is_sure_is_erased_in_every_state(
    database: Database, state: Callable[[Visitor], None]
) -> None:
    visitor = Visitor(database)
    state(visitor)
    (sure,) = visitor.says("Please delete my data")
    assert "note" in sure.text
    (done,) = visitor.presses("sure")
    assert done.text.startswith("OK. We have deleted all you told us.")
    assert visitor.rows(session, event, answer, outbox) == [0, 0, 0, 1], "only the message that says so"
    visitor.is_told()
    assert visitor.rows(participant, inbound, outbox) == [0, 0, 0]
    assert [one.consultation for one in visitor.erasures] == [""]
    assert ADDRESS not in visitor.erasures[0].to_line()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("typed", ["no", "No, keep it", "what is this?", "/help"])
def test_whoever_is_not_sure_keeps_everything(
    database: Database, state: Callable[[Visitor], None], typed: str
) -> None:
    visitor = Visitor(database)
    state(visitor)
    before = visitor.rows(answer, concern_tables.concern)
    visitor.says("delete everything")
    visitor.says(typed)
    visitor.says("Yes, I am sure")  # nobody asks any more
    after = visitor.rows(answer, concern_tables.concern)
    assert all(now >= then for now, then in zip(after, before, strict=True))
    assert visitor.erasures == []


@pytest.mark.parametrize("state", STATES)
def test_the_menu_is_there_in_every_state(database: Database, state: Callable[[Visitor], None]) -> None:
    visitor = Visitor(database)
    state(visitor)
    (menu,) = visitor.says("my data")
    roles = [button.role for button in menu.buttons]
    assert {"download", "delete", "help"} <= set(roles)
    assert ("withdraw" in roles) == (state is not new)


def test_a_late_button_deletes_nothing(database: Database) -> None:
    visitor = Visitor(database).begins()
    visitor.says("delete everything")
    late = next(one for one in visitor.last[-1].buttons if one.role == "sure")
    visitor.says("no")
    (said,) = visitor.does(button=late.id)
    assert said.text == "We have kept it all. Press My data to go on."
    assert visitor.rows(answer) == [2]


def test_not_sure_goes_on_where_they_were(database: Database) -> None:
    visitor = Visitor(database).begins()
    visitor.says("delete everything")
    kept, question = visitor.presses("not_sure")
    assert kept.text == "OK. We have kept it all."
    assert question.question == "where"


def test_a_second_copy_of_the_message_does_nothing(database: Database) -> None:
    visitor = Visitor(database).begins()
    visitor.says("delete everything")
    visitor.says("yes")
    visitor.count -= 1
    assert visitor.says("yes") == []
    assert len(visitor.erasures) == 1


def test_withdrawing_takes_out_one_consultation_and_leaves_the_other(database: Database) -> None:
    visitor = Visitor(database)
    launch(database, code="other", title="Other things")
    visitor.does(start="other")
    visitor.says("no")
    visitor.begins()
    (sure,) = visitor.says("withdraw")
    assert "“Safe places”" in sure.text
    (done,) = visitor.says("yes")
    assert "“Safe places”" in done.text
    with database.read() as connection:
        codes = select(consultation.c.code).join(session, session.c.consultation_id == consultation.c.id)
        assert connection.execute(codes).scalars().all() == ["other"]
        bodies = connection.execute(select(outbox.c.body)).scalars().all()
        assert not any(WORDS in body for body in bodies)
        assert connection.execute(select(participant.c.recent)).scalar_one() is None
    assert visitor.rows(answer) == [1]
    assert [one.consultation for one in visitor.erasures] == ["safe"]


def test_a_concern_stays_and_no_longer_says_whose_it_is(database: Database) -> None:
    visitor = Visitor(database).begins()
    visitor.says("he hits me")
    visitor.says("delete my data")
    visitor.presses("sure")
    with database.read() as connection:
        kept = connection.execute(select(concern_tables.concern.c.participant_id)).scalars().all()
    assert kept == [None]


def test_what_was_published_stays_published(database: Database) -> None:
    visitor = Visitor(database).begins()
    with database.write() as connection:
        given = {"consultation_id": 1, "question": "why_not", "question_label": "Why?", "theme": "light"}
        more = {"theme_label": "Light", "plan_code": "cheshire", "outcome_code": "CE2", "title": "Light"}
        made = {"created_at": NOW, "created_by": "officer", "published_at": NOW}
        connection.execute(insert(ask).values(id=1, **given, **more, **made))
        own = connection.execute(select(answer.c.id).where(answer.c.question == "why_not")).scalar_one()
        connection.execute(insert(ask_answer).values(ask_id=1, answer_id=own))
        message = connection.execute(select(func.min(outbox.c.id))).scalar_one()
        Outbox(connection).sent(message, NOW)
        connection.execute(insert(telling).values(ask_id=1, participant_id=1, outbox_id=message))
    before = counts(database)
    visitor.says("delete my data")
    visitor.presses("sure")
    assert visitor.rows(ask_answer, telling) == [0, 0]
    assert counts(database) == before == (1, 1)


def counts(database: Database) -> tuple[int, int]:
    from consultations.storage.asks import Asks

    with database.read() as connection:
        found = Asks(connection).get(1)
    return found.people, found.told


def test_words_that_are_a_choice_stay_an_answer(database: Database) -> None:
    from consultations.forms.questionnaire import Choice
    from tests.builders import question, questionnaire

    visitor = Visitor(database)
    choices = (Choice("all", {"en": "Delete everything"}), Choice("none", {"en": "Nothing"}))
    form = questionnaire(question("game", "select_one", choices="games"), question("why"), games=choices)
    launch(database, form, code="games")
    visitor.does(start="games")
    assert visitor.says("Delete everything")[-1].question == "why"
    assert visitor.says("/delete")[-1].buttons[0].role == "sure"
