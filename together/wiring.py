"""Builds everything once: the only place that knows all the parts, the clock, chance and new ids."""

import asyncio
import contextlib
import os
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from sqlalchemy.exc import InterfaceError, OperationalError

from admin_api.access import Audience
from admin_api.app import create_app
from admin_api.parts import Outreach, Parts, no_files
from admin_api.rendering import Pages, make_environment
from admin_api.webhook_sender import WebhookSender
from analysis.disclosure_control import Rule
from bot import simulator, wording
from bot.alerts import Alerts
from bot.announcements import news
from bot.ask_mail import AskMail
from bot.broadcasts import CHANNELS, Broadcaster, warnings
from bot.conversation import Conversation, World
from bot.delivery import Delivery, Sender
from bot.mail import Mail
from bot.messages import Command, Incoming, Message
from bot.outcome import Sent
from bot.pacing import Pace
from bot.reach import Reach
from bot.telegram.channel import TelegramChannel
from bot.telegram.receiving import Ports
from bot.telegram.sending import Latest
from bot.telegram.settings import TelegramSettings
from bot.telling import feedback_form
from bot.timers import Reminders, plan_reminders
from bot.web import routes as web
from bot.web.settings import ChatSettings
from consultations.errors import NotFound
from consultations.media import MediaFile
from consultations.storage.media import MediaFiles
from consultations.storage.shown import latest_shown
from together import retention
from together.invitations import asking_to_sign, invitation
from together.launching import launching
from together.opening import file_store, new_id, open_database, utc_now, world
from together.samples import CHANNEL as SAMPLES
from together.settings import Settings
from together.stored_settings import site_of, with_stored
from together.telegram_names import bot_name_of
from together.upkeep import TIMER, Upkeep

MENU: tuple[Command, ...] = (
    "start", "help", "stop", "skip", "back", "menu", "mine", "change", "restart", "language", "meaning",
    "who", "about", "tell", "came", "newsletter", "data",
)  # fmt: skip
"""The commands in Telegram's menu."""
Result = TypeVar("Result")
OUTAGES = (OSError, OperationalError, InterfaceError)
"""Errors that pass: what arrives meanwhile waits for the database to come back."""


def outreach(settings: Settings) -> Outreach:
    """How people can be written to in bulk."""
    return Outreach(tuple(CHANNELS), settings.send_rate, settings.quiet, warnings)


class SampleSender:
    """Where messages to invented people go: nowhere, at once."""

    async def send(self, address: str, message: Message) -> Sent:
        return Sent(message.kind)


class Service:
    """One running Together: its database, its channels, its pages, and the work beside them."""

    def __init__(
        self, settings: Settings, *, demonstration: bool = False, around: World | None = None
    ) -> None:
        """`around`: what the conversation takes from outside; by default what the settings say."""
        self.database = open_database(settings)
        settings = with_stored(settings, self.database, settings.key_ring())
        self.settings = settings
        self.around = around or world(settings)
        self.files = file_store(settings)
        discard = self.files.delete if self.files else None
        self.conversation = Conversation(self.database, self.around, discard=discard)
        self.telegram = self._telegram()
        senders: dict[str, Sender] = {SAMPLES: SampleSender()} if demonstration else {}
        if self.telegram:
            senders["telegram"] = self.telegram.sender
        paces = {"telegram": Pace(settings.send_rate, time.monotonic)}
        self.delivery = Delivery(
            self.database, senders, utc_now, paces, settings.quiet, envelopes=self.conversation.envelopes
        )
        zone = ZoneInfo(settings.time_zone)
        self.ring = settings.key_ring()
        self.alerts = self._alerts(zone)
        self.pages = Pages(
            make_environment(site_of(settings, self.database, sample_data=demonstration), ["bot"])
        )
        self.upkeep = self._upkeep(zone)
        self._sending: set[asyncio.Task[int]] = set()

    @property
    def secure(self) -> bool:
        """Whether people reach us over https: then cookies travel over nothing else."""
        return self.settings.public_url is not None and self.settings.public_url.scheme == "https"

    def app(self) -> FastAPI:
        """The web application: staff, board, public, chat, and Telegram's webhook where it is used."""
        chosen = self.settings
        simulated = simulator.Simulator(
            self.conversation, self.database, utc_now, chosen.windows, chosen.allowed
        )
        routers = [
            (web.router(self._web_chat()), Audience.PUBLIC),
            (simulator.router(simulated, self.pages.text), Audience.OFFICER),
        ]
        if self.telegram:
            routers.append((self.telegram.router, Audience.PUBLIC))
        return create_app(
            self._parts(),
            routers,
            self._lifespan,
            static={"/chat-static": web.STATIC},
            framed_by=chosen.embed_origins,
            locations=chosen.locations,
        )

    def _parts(self) -> Parts:
        """What the pages and the API are built from."""
        return Parts(
            database=self.database,
            clock=utc_now,
            random_bytes=secrets.token_bytes,
            pages=self.pages,
            secure_cookies=self.secure,
            preview=lambda ask, language: news(ask, language).text,
            feedback_form=feedback_form,
            plan_reminders=plan_reminders,
            open_file=self.files.open if self.files else no_files,
            public_url=self.public,
            rule=Rule(self.settings.fewest_shown),
            duty_rota=self.alerts is not None,
            help_lines=self.settings.who_helps(),
            board=Audience.PUBLIC if self.settings.board_is_public else Audience.BOARD,
            outreach=outreach(self.settings),
            keys=self.settings.key_ring,
            sign_on=self.settings.sign_on,
            ask_days=self.settings.ask_days,
            launching=launching(self.settings, self._bot_name, lambda: self.around.surroundings(utc_now())),
            bot_name_of=partial(bot_name_of, self.settings.telegram_base_url),
            invite=invitation(self.settings),
            ask_to_sign=asking_to_sign(self.settings),
            private_webhooks=self.settings.private_webhooks,
            second_factor_required=self.settings.second_factor == "required",
            environment=os.environ,
        )

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        if self.telegram:
            await self.telegram.start()
        tasks: list[asyncio.Task[None]] = [asyncio.create_task(one) for one in self.upkeep.work()]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, *self._sending, return_exceptions=True)
            if self.telegram:
                await self.telegram.stop()
            self.database.close()

    def _bot_name(self) -> str:
        return self.telegram.username if self.telegram else ""

    def _web_chat(self) -> web.WebChat:
        chosen = ChatSettings(
            secret=self.settings.cookie_secret(),
            clock=utc_now,
            new_id=new_id,
            secure=self.secure,
            exit_url=str(self.settings.quick_exit_url),
            kiosk_minutes=self.settings.kiosk_minutes,
            embed_origins=self.settings.embed_origins,
            files=self.files,
            locations=self.settings.locations,
        )
        return web.WebChat(self.conversation, self.database, chosen, self.pages.text)

    def _telegram(self) -> TelegramChannel | None:
        token = self.settings.telegram_token
        if token is None:
            return None
        secret = self.settings.telegram_webhook_secret
        chosen = TelegramSettings(
            token=token.get_secret_value(),
            mode=self.settings.telegram_mode,
            base_url=self.settings.telegram_base_url,
            public_url=str(self.settings.public_url or ""),
            webhook_secret=secret.get_secret_value() if secret else "",
            poll_timeout=self.settings.telegram_poll_timeout,
        )
        reach = Reach("telegram", self.database, utc_now)
        ports = Ports(
            receive=self._receive,
            blocked=_awaited(partial(self.conversation.blocked, "telegram")),
            transient=OUTAGES,
            back=_awaited(reach.back),
            moved=_awaited(reach.moved),
            first_time=_awaited(reach.first_time),
            latest=_awaited(partial(self._latest, "telegram")),
            wants=_awaited(reach.wants),
            files=self.files,
            media=lambda *named: asyncio.to_thread(self._media, *named),
        )
        return TelegramChannel(chosen, ports, time.monotonic, commands())

    def _latest(self, channel: str, address: str) -> Latest | None:
        """What somebody has before them, whichever process sent it."""
        with self.database.read() as connection:
            shown = latest_shown(connection, channel, address)
        return Latest(int(shown.external_id), self.conversation.envelopes.open(shown.body)) if shown else None

    def _media(self, questionnaire: str, name: str) -> MediaFile | None:
        with self.database.read() as connection, contextlib.suppress(NotFound):
            return MediaFiles(connection).get(questionnaire, name)
        return None

    def replay_erasures(self) -> None:
        """Erase again whoever a restore from a backup has brought back."""
        retention.replay_erasures(self.database, self.settings, self.files, utc_now(), TIMER)

    def _alerts(self, zone: ZoneInfo) -> Alerts | None:
        """Who tells those on duty; None where there is no rota."""
        rota, mail = self.settings.rota(), self.settings.mail()
        if rota is None:
            return None
        return Alerts(
            self.database,
            self.ring,
            rota,
            zone,
            utc_now,
            link=f"{self.public}/staff/concerns" if self.public else "",
            mail=Mail(mail) if mail else None,
            telegram=self.telegram.sender if self.telegram else None,
        )

    def _ask_mail(self, zone: ZoneInfo) -> AskMail | None:
        """Who tells staff of asks; None without e-mail."""
        mail = self.settings.mail()
        return AskMail(self.database, Mail(mail), zone, utc_now, self.public) if mail else None

    def _upkeep(self, zone: ZoneInfo) -> Upkeep:
        return Upkeep(
            database=self.database,
            settings=self.settings,
            ring=self.ring,
            zone=zone,
            screen=self.around.screen,
            files=self.files,
            public=self.public,
            delivery=self.delivery,
            broadcaster=Broadcaster(self.database, utc_now, self.settings.quiet, self.settings.send_rate),
            reminders=Reminders(self.database, utc_now, self.settings.windows, zone),
            alerts=self.alerts,
            ask_mail=self._ask_mail(zone),
            webhooks=WebhookSender(
                self.database,
                self.settings.key_ring,
                utc_now,
                self.public,
                self.settings.private_webhooks,
            ),
            pages=self.pages,
        )

    @property
    def public(self) -> str:
        """Where people reach us, without a / at the end; "" where the settings do not say."""
        return str(self.settings.public_url or "").rstrip("/")

    async def _receive(self, incoming: Incoming) -> None:
        """One turn, committed; then its messages go out, without holding up the next person."""
        person = await asyncio.to_thread(self.conversation.take, incoming)
        if person is not None:
            task = asyncio.create_task(self.delivery.deliver(only=person))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)


def _awaited(work: Callable[..., Result]) -> Callable[..., Awaitable[Result]]:
    """Blocking `work` as something to await."""
    return lambda *about: asyncio.to_thread(work, *about)


def commands() -> dict[str, list[tuple[str, str]]]:
    """What Telegram's menu offers, in each language that we speak; English first."""
    languages = (wording.DEFAULT, *(code for code in wording.languages() if code != wording.DEFAULT))
    return {code: [(name, _described(name, code)) for name in MENU] for code in languages}


def _described(command: Command, language: str) -> str:
    return " ".join(wording.say(f"button.{command}", language).split())
