"""The Telegram channel: built once from settings, started and stopped with the application."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from fastapi import APIRouter
from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.polling import Pauses, Poller
from bot.telegram.quiet import keep_quiet, stop_redacting
from bot.telegram.receiving import Ports, Receiver, described
from bot.telegram.sending import TelegramSender
from bot.telegram.settings import TelegramSettings, check
from bot.telegram.showing import Showing
from bot.telegram.updates import ALLOWED_UPDATES
from bot.telegram.webhook import webhook_router
from consultations.errors import TogetherError

Menu = Sequence[tuple[str, str]]
"""Names of commands, and what each does."""

log = structlog.get_logger(__name__)


class TelegramChannel:
    """`sender` sends; `router` is to be included in the web application (it has no routes when polling).

    `commands` are the names and descriptions for Telegram's menu button, by language; the first language is
    for everybody whose own is not among them. Of several processes that poll with one token, one polls and
    the others stand by; any number may serve the webhook. `clock` counts seconds and never goes back.
    """

    def __init__(
        self,
        settings: TelegramSettings,
        ports: Ports,
        clock: Callable[[], float],
        commands: Mapping[str, Menu] | None = None,
        pauses: Pauses = Pauses(),  # noqa: B008 - frozen
    ) -> None:
        check(settings)
        self._redaction = keep_quiet(settings.token)  # first: a bot logs its address while it is made
        self._settings = settings
        self._commands = commands or {}
        self._pauses = pauses
        self._bot, polling = _bot(settings)
        self.sender = TelegramSender(self._bot, clock, Showing(self._bot, ports.media), ports.latest)
        self._receiver = Receiver(self._bot, ports, self.sender)
        self._poller = Poller(polling, self._bot.base_url, self._receiver.take, settings.poll_timeout, pauses)
        self.router = self._webhook() if settings.mode == "webhook" else APIRouter()
        self._ready = False
        self._work: asyncio.Task[None] | None = None

    @property
    def stands_by(self) -> bool:
        """Whether another process polls for this bot, and this one waits for it to end."""
        return self._poller.stands_by

    @property
    def username(self) -> str:
        """The bot's name, which its links hold; "" before Telegram has told it."""
        try:
            return self._bot.username
        except RuntimeError:  # it has not been asked yet
            return ""

    def _webhook(self) -> APIRouter:
        return webhook_router(self._settings.secret, self._receiver.take)

    async def start(self) -> None:
        """Raise TogetherError for settings that Telegram refuses. If it only cannot be reached, start all the
        same and go on trying: people on the web chat need not wait for Telegram.
        """
        refusal = await self._first_try()
        if refusal:
            await self.stop()
            raise refusal
        self._work = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop at once. The webhook stays set: Telegram keeps what arrives until we are back."""
        if self._work:
            self._work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._work
        await self._receiver.close()
        await self._bot.shutdown()
        stop_redacting(self._redaction)

    async def _first_try(self) -> TogetherError | None:
        """What an administrator must mend. It is returned, not raised, so that it drags no traceback along:
        python-telegram-bot's own error quotes the token.
        """
        try:
            await self._set_up()
        except InvalidToken:
            return _token_refused()
        except BadRequest as error:
            return _settings_refused(error)
        except TelegramError as error:
            log.warning("telegram.unreachable", error=type(error).__name__)
        return None

    async def _set_up(self) -> None:
        await self._bot.initialize()
        if self._settings.mode == "webhook":
            await self._bot.set_webhook(
                self._settings.webhook_url,
                allowed_updates=ALLOWED_UPDATES,
                secret_token=self._settings.secret,
            )
        else:
            await self._bot.delete_webhook()
        await self._set_menus()
        self._ready = True
        log.info("telegram.ready", mode=self._settings.mode)

    async def _set_menus(self) -> None:
        """In private chats only. Telegram knows languages by their two letters; None is for all others."""
        menus: dict[str | None, Menu] = {None: next(iter(self._commands.values()), ())}
        menus.update({code: menu for code, menu in self._commands.items() if len(code) == 2})
        for code, menu in menus.items():
            wanted = [BotCommand(name, description) for name, description in menu]
            await self._bot.set_my_commands(wanted, BotCommandScopeAllPrivateChats(), code)

    async def _run(self) -> None:
        """Set up if that is still to do, then poll if that is the mode; whatever happens, begin again."""
        failures = 0
        while True:
            try:
                return await self._set_up_and_poll()
            except Exception as error:  # noqa: BLE001 - a channel that died would be silence to a child
                failures += 1
                log.warning("telegram.set_up_failed", failures=failures, **described(error))
            await asyncio.sleep(self._pauses.after(failures))

    async def _set_up_and_poll(self) -> None:
        if not self._ready:
            await self._set_up()
        if self._settings.mode == "polling":
            await self._poller.run()


def _bot(settings: TelegramSettings) -> tuple[ExtBot[Any], HTTPXRequest]:
    """The bot and the connection that polls. How fast it sends, and what is tried again, is for delivery."""
    request = HTTPXRequest(connection_pool_size=32, connect_timeout=10, read_timeout=20, pool_timeout=10)
    polling = HTTPXRequest(connection_pool_size=1, connect_timeout=10)
    bot: ExtBot[Any] = ExtBot(
        settings.token,
        base_url=f"{settings.base_url.rstrip('/')}/bot",
        base_file_url=f"{settings.base_url.rstrip('/')}/file/bot",
        request=request,
        get_updates_request=polling,
    )
    return bot, polling


def _token_refused() -> TogetherError:
    return TogetherError(
        "telegram-token-refused",
        "Telegram does not know the token in TOGETHER_TELEGRAM_TOKEN.",
        "Ask @BotFather for it (/mybots, your bot, API Token), set it, and start again.",
    )


def _settings_refused(error: BadRequest) -> TogetherError:
    return TogetherError(
        "telegram-settings-refused",
        f"Telegram refused the bot's settings: {error.message}.",
        "Check TOGETHER_PUBLIC_URL: Telegram must reach it over https, on port 443, 80, 88 or 8443.",
    )
