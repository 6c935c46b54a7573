"""Reference (b): python-telegram-bot's ConversationHandler, its PicklePersistence flushed after each turn.

No network: the bot's own request object is replaced by one that answers at once, so that what is measured is
taking an update, moving the conversation on, and making that durable.
"""

import asyncio
import json
import os
import time
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram import Update
from telegram.ext import (
    Application,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.request import BaseRequest

ME = {"id": 1, "is_bot": True, "first_name": "bot", "username": "bot"}
ASKING = 1


class Silent(BaseRequest):
    """Answers every call to Telegram at once."""

    read_timeout = 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url: str, *_: object, **__: object) -> tuple[int, bytes]:
        message = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "next"}
        result = ME if url.endswith("getMe") else message
        return 200, json.dumps({"ok": True, "result": result}).encode()


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    answers = context.user_data.setdefault("answers", {})
    answers[f"q{len(answers) % 12}"] = update.message.text
    await update.message.reply_text("The next question?")
    return ASKING


def update(number: int, chat: int) -> dict[str, object]:
    person = {"id": chat, "is_bot": False, "first_name": "x"}
    message = {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}, "from": person}
    return {"update_id": number, "message": {**message, "text": "some words"}}


async def _rate(file: Path, participants: int, turns: int) -> float:
    persistence = PicklePersistence(file, on_flush=True)
    builder = Application.builder().token("1:a").request(Silent()).get_updates_request(Silent())
    app = builder.updater(None).persistence(persistence).build()
    talk = MessageHandler(filters.TEXT, answer)
    app.add_handler(ConversationHandler([talk], {ASKING: [talk]}, [], name="chat", persistent=True))
    async with app:
        for chat in range(participants):
            app.user_data[chat + 1]["answers"] = {f"q{number}": "some words" for number in range(6)}
            await persistence.update_user_data(chat + 1, app.user_data[chat + 1])
            await persistence.update_conversation("chat", (chat + 1, chat + 1), ASKING)
        await persistence.flush()
        began = time.perf_counter()
        for number in range(turns):
            await app.process_update(Update.de_json(update(number, number % participants + 1), app.bot))
            await app.update_persistence()
            await persistence.flush()
        return turns / (time.perf_counter() - began)


def rate(folder: Path, participants: int, turns: int) -> float:
    """Turns a second with this many known participants."""
    return asyncio.run(_rate(folder / f"ptb-{participants}.pickle", participants, turns))
