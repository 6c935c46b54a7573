"""Asks Telegram whose a token is, before it is kept."""

import asyncio

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from consultations.errors import Refused


def bot_name_of(base_url: str, token: str) -> str:
    """The name of the bot. Raises `Refused`, without a word of the token."""
    try:
        return asyncio.run(_name(base_url, token))
    except InvalidToken:
        refused = Refused(
            "telegram_token", "Telegram does not know this token.", "Copy it again from @BotFather."
        )
    except TelegramError:
        refused = Refused("telegram_unreachable", "Telegram did not answer.", "Try again in a few minutes.")
    raise refused  # outside, for their own error quotes the token


async def _name(base_url: str, token: str) -> str:
    async with Bot(token, base_url=f"{base_url.rstrip('/')}/bot") as bot:
        return str(bot.username)
