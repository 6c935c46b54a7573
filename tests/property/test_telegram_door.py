"""Whatever comes to Telegram's webhook: taken or refused, never for ever, and nobody's answers are lost."""

import json
import os
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.conversation import Conversation
from bot.telegram.receiving import MOST_TRIES, Ports, Receiver
from bot.telegram.sending import TelegramSender
from bot.telegram.settings import WEBHOOK_PATH
from bot.telegram.showing import Showing, no_media
from bot.telegram.webhook import SECRET_HEADER, webhook_router
from consultations.storage.database import Database
from consultations.storage.tables import answer, event, outbox
from tests.builders import KEYS, Clock, launch, world
from tests.property.telegram_updates import (
    ADA,
    BOB,
    GROUP,
    anything,
    chat,
    message,
    person,
    spoilt_updates,
    updates,
)

EXAMPLES = int(os.environ.get("TOGETHER_EXAMPLES", "40"))
SECRET = "a-secret-of-the-webhook"
OPENED = {SECRET_HEADER: SECRET}
PROFILE = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class QuietTelegram(BaseRequest):
    """Telegram's side: it takes whatever it is sent."""

    read_timeout = 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        return 200, json.dumps({"ok": True, "result": True}).encode()


class Door:
    """The webhook of a service with one open consultation, in which Ada has said that she feels safe."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.numbers = count(1)
        self.conversation = Conversation(database, world(Clock()))
        bot: ExtBot[Any] = ExtBot("1:a", request=QuietTelegram(), get_updates_request=QuietTelegram())
        self.sender = TelegramSender(bot, lambda: 0.0, Showing(bot, no_media))
        receiver = Receiver(bot, Ports(self._receive, self._blocked), self.sender)
        app = FastAPI()
        app.include_router(webhook_router(SECRET, receiver.take))
        self.client = TestClient(app, raise_server_exceptions=False)

    async def _receive(self, incoming: Any) -> None:
        self.conversation.take(incoming)

    async def _blocked(self, address: str) -> None:
        self.conversation.blocked("telegram", address)

    def delivers(self, update: Any, update_id: int | None = None) -> int:
        """The status of the answer. The body is as Python writes it, lone surrogates and all."""
        named = {**update, "update_id": update_id or next(self.numbers)}
        return self.client.post(WEBHOOK_PATH, content=json.dumps(named), headers=OPENED).status_code

    def says(self, who: int, text: str) -> int:
        own = 10**16 + next(self.numbers)
        return self.delivers({"message": message(who, own, {"text": text})})

    def stored(self) -> tuple[int, int]:
        """How many events and messages there are."""
        with self.database.read() as connection:
            return tuple(  # type: ignore[return-value]
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (event, outbox)
            )

    def answers(self) -> dict[tuple[str, str], str]:
        with self.database.read() as connection:
            rows = connection.execute(select(answer.c.session_id, answer.c.question, answer.c.value))
            return {(row.session_id, row.question): row.value for row in rows}

    def acknowledged(self) -> dict[tuple[str, str], str]:
        """What the events alone say that was answered."""
        found: dict[tuple[str, str], str] = {}
        with self.database.read() as connection:
            for row in connection.execute(select(event).order_by(event.c.id)):
                if row.kind == "answered":
                    found[row.session_id, row.question] = row.value
                elif row.kind in ("skipped", "cleared"):
                    found.pop((row.session_id, row.question), None)
        return found

    def still_works(self) -> bool:
        """Whether Ada is answered when she writes."""
        before = self.stored()
        return self.says(ADA, "/help") == 200 and self.stored()[1] > before[1]


@pytest.fixture
def door(sqlite_url: str) -> Iterator[Door]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    launch(database)
    opened = Door(database)
    for text in ("/start safe", "yes", "yes"):
        assert opened.says(ADA, text) == 200
    assert "safe" in {question for _, question in opened.answers()}
    yield opened
    database.close()


@PROFILE
@given(update=updates())
def test_whatever_people_do_is_taken_once(door: Door, update: dict[str, Any]) -> None:
    number = next(door.numbers)
    assert door.delivers(update, number) == 200
    after = door.stored(), door.answers()
    assert door.delivers(update, number) == 200, "the same update, brought again"
    assert (door.stored(), door.answers()) == after
    assert door.answers() == door.acknowledged()
    assert door.still_works()


@PROFILE
@given(update=spoilt_updates())
def test_what_telegram_never_sends_does_not_come_for_ever(door: Door, update: dict[str, Any]) -> None:
    number = next(door.numbers)
    statuses = [door.delivers(update, number) for _ in range(MOST_TRIES)]
    assert set(statuses) <= {200, 400, 500}
    assert statuses[-1] in (200, 400), "it is given up in the end"
    assert door.answers() == door.acknowledged()
    assert door.still_works()


@PROFILE
@given(body=st.binary(max_size=300) | anything.map(json.dumps).map(str.encode))
def test_what_is_no_update_is_refused(door: Door, body: bytes) -> None:
    before = door.stored()
    assert door.client.post(WEBHOOK_PATH, content=body, headers=OPENED).status_code == 400
    assert door.stored() == before


@PROFILE
@given(secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40), update=updates())
def test_nobody_else_can_deliver(door: Door, secret: str, update: dict[str, Any]) -> None:
    if secret == SECRET:
        return
    before = door.stored()
    body = json.dumps({**update, "update_id": 1})
    answered = door.client.post(WEBHOOK_PATH, content=body, headers={SECRET_HEADER: secret})
    assert (answered.status_code, answered.content) == (403, b"")
    assert door.stored() == before


@PROFILE
@given(text=st.text(min_size=1, max_size=40))
def test_a_group_and_a_stranger_hear_nothing_of_ada(door: Door, text: str) -> None:
    for who in (BOB, GROUP):
        before = door.answers()
        door.delivers(
            {
                "message": {
                    **message(ADA, 10**17 + next(door.numbers), {"text": text}),
                    "chat": chat(who),
                    "from": person(who),
                }
            }
        )
        ours = {key: value for key, value in door.answers().items() if key in before}
        assert ours == before
