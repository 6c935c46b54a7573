"""Builds everything once: the only place that knows all the parts, the clock, chance and new ids."""

import asyncio
import contextlib
import random
import secrets
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
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
from analysis.pipeline import read_new
from analysis.redacting import redact_new
from analysis.safeguarding import make_screen
from bot import simulator, wording
from bot.alerts import Alerts
from bot.announcements import announce, news
from bot.broadcasts import CHANNELS, Broadcaster, warnings
from bot.concern_replies import send_concern_messages
from bot.conversation import Conversation, World
from bot.delivery import Delivery, Sender
from bot.doorway import Doorway
from bot.files import FileStore
from bot.mail import Mail
from bot.messages import Command, Incoming, Message
from bot.outcome import Sent
from bot.pacing import Pace
from bot.reach import Reach
from bot.replies import send_replies
from bot.telegram.channel import TelegramChannel
from bot.telegram.receiving import Ports
from bot.telegram.sending import Latest
from bot.telegram.settings import TelegramSettings
from bot.telling import feedback_form
from bot.timers import Reminders, plan_reminders
from bot.web import routes as web
from bot.web.settings import ChatSettings
from bot.web.tickets import DataLinks, Tickets
from consultations.audit_anchors import add_anchor
from consultations.erasures import ErasureFile
from consultations.errors import NotFound
from consultations.media import MediaFile
from consultations.participants import AgeBand
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.files import without_answer
from consultations.storage.media import MediaFiles
from consultations.storage.participants import forget_leaving
from consultations.storage.shown import latest_shown
from consultations.storage.stages import advance
from together import retention
from together.background import every, in_thread
from together.invitations import invitation
from together.last_days import close_ended
from together.launching import launching
from together.newsletters import after_meetings
from together.samples import CHANNEL as SAMPLES
from together.settings import Settings, load
from together.stored_settings import site_of, with_stored
from together.telegram_names import bot_name_of

TIMER = "timer"
"""Who does by itself what nobody asks for, in the audit log."""
MENU: tuple[Command, ...] = (
    "start", "help", "stop", "skip", "back", "menu", "mine", "change", "restart", "language", "meaning",
    "who", "tell", "came", "newsletter", "data",
)  # fmt: skip
"""The commands in Telegram's menu."""
UNUSED_SECONDS = 3600
"""How old a file must be before it counts as nobody's: a younger one may just be on its way to an answer."""
Result = TypeVar("Result")
OUTAGES = (OSError, OperationalError, InterfaceError)
"""Errors that pass: what arrives meanwhile waits for the database to come back."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return uuid.uuid4().hex


def world(settings: Settings | None = None) -> World:
    """The clock, the Trust's time zone, ids and chance of this process."""
    settings = settings or load()
    chance = random.SystemRandom().random
    return World(
        clock=utc_now,
        zone=ZoneInfo(settings.time_zone),
        new_id=new_id,
        random=chance,
        screen=make_screen(),
        ring=settings.key_ring(),
        reply_days=settings.reply_days,
        help_lines=settings.who_helps(),
        doorway=Doorway(settings.under_13, partial(_web_link, settings)),
        data_link=partial(_data_link, settings),
        note_erasure=ErasureFile(settings.erasure_file).add,
    )


def _web_link(settings: Settings, code: str, age: AgeBand) -> str:
    """A link that brings somebody to the web chat, once; "" where people cannot reach us there."""
    if settings.public_url is None:
        return ""
    token = Tickets(settings.cookie_secret(), new_id).token(code, age)
    return f"{str(settings.public_url).rstrip('/')}/chat/ticket/{token}"


def _data_link(settings: Settings, channel: str, address: str) -> str:
    """A link that gives somebody their own data, once; "" where people cannot reach us on the web."""
    if settings.public_url is None:
        return ""
    token = DataLinks(settings.cookie_secret(), settings.key_ring(), new_id).token(channel, address)
    return f"{str(settings.public_url).rstrip('/')}/chat/my-data/{token}"


def open_database(settings: Settings | None = None) -> Database:
    """The database of the settings, its tables made or brought up to date."""
    settings = settings or load()
    database = Database(settings.database, settings.key_ring())
    database.upgrade()
    return database


def outreach(settings: Settings) -> Outreach:
    """How people can be written to in bulk."""
    return Outreach(tuple(CHANNELS), settings.send_rate, settings.quiet, warnings)


def file_store(settings: Settings) -> FileStore | None:
    """Where files that people send are kept; None where the Trust has not switched that on."""
    if not settings.file_sizes:
        return None
    return FileStore(settings.files_folder or settings.data_folder / "files", settings.file_sizes, new_id)


def batched(names: Sequence[str], size: int) -> list[Sequence[str]]:
    return [names[start : start + size] for start in range(0, len(names), size)]


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
        self.webhooks = WebhookSender(
            self.database, settings.key_ring, utc_now, self.public, settings.private_webhooks
        )
        self.broadcaster = Broadcaster(self.database, utc_now, settings.quiet, settings.send_rate)
        self.reminders = Reminders(self.database, utc_now, settings.windows, zone)
        self.pages = Pages(
            make_environment(site_of(settings, self.database, sample_data=demonstration), ["bot"])
        )
        self._sending: set[asyncio.Task[int]] = set()

    @property
    def secure(self) -> bool:
        """Whether people reach us over https: then cookies travel over nothing else."""
        return self.settings.public_url is not None and self.settings.public_url.scheme == "https"

    def app(self) -> FastAPI:
        """The web application: staff, board, public, chat, and Telegram's webhook where it is used."""
        parts = Parts(
            database=self.database,
            clock=utc_now,
            random_bytes=secrets.token_bytes,
            pages=self.pages,
            secure_cookies=self.secure,
            preview=lambda ask: news(ask, wording.DEFAULT).text,
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
            launching=launching(self.settings, self._bot_name),
            bot_name_of=partial(bot_name_of, self.settings.telegram_base_url),
            invite=invitation(self.settings),
            private_webhooks=self.settings.private_webhooks,
            second_factor_required=self.settings.second_factor == "required",
        )
        routers = [(web.router(self._web_chat()), Audience.PUBLIC)]
        chosen = self.settings
        simulated = simulator.Simulator(
            self.conversation, self.database, utc_now, chosen.windows, chosen.allowed
        )
        routers.append((simulator.router(simulated, self.pages.text), Audience.OFFICER))
        if self.telegram:
            routers.append((self.telegram.router, Audience.PUBLIC))
        return create_app(
            parts,
            routers,
            self._lifespan,
            static={"/chat-static": web.STATIC},
            framed_by=self.settings.embed_origins,
        )

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
        )
        return web.WebChat(self.conversation, self.database, chosen, self.pages.text)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        if self.telegram:
            await self.telegram.start()
        work = [
            every(1, "replies", self.delivery.deliver),
            every(1, "bulk", self.delivery.deliver_bulk),
            every(1, "broadcasts", in_thread(self.broadcaster.fill)),
            every(3600, "files", in_thread(self.delete_unused_files)),
            every(60, "forgetting", in_thread(self.forget_leaving)),
            every(60, "reminders", in_thread(self.reminders.fire)),
            every(60, "stages", in_thread(self.advance_stages)),
            every(600, "newsletters", in_thread(self.after_meetings)),
            every(1, "announcements", in_thread(partial(announce, self.database, utc_now))),
            every(1, "concern_messages", in_thread(self.send_concern_messages)),
            every(1, "staff_replies", in_thread(partial(send_replies, self.database, utc_now))),
            every(3600, "retention", in_thread(self.retain)),
            every(600, "anchors", in_thread(self.anchor)),
            every(
                600,
                "last_days",
                in_thread(partial(close_ended, self.database, utc_now, self.around.zone, TIMER)),
            ),
            every(
                2,
                "redactions",
                in_thread(partial(redact_new, self.database, self.settings.who_helps().numbers())),
            ),
            every(60, "news", in_thread(self.webhooks.find_news)),
            every(5, "webhooks", in_thread(self.webhooks.send_due)),
            every(2, "readings", in_thread(partial(read_new, self.database, utc_now))),
        ]
        if self.alerts:
            work.append(every(5, "alerts", self.alerts.work))
        work.append(asyncio.to_thread(self.warm_up))
        tasks = [asyncio.create_task(one) for one in work]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, *self._sending, return_exceptions=True)
            if self.telegram:
                await self.telegram.stop()
            self.database.close()

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

    def advance_stages(self) -> None:
        """Note how far each closed consultation has come."""
        with self.database.write() as connection:
            advance(connection, TIMER, utc_now())

    def after_meetings(self) -> None:
        """Make and send the newsletter of each meeting that is over."""
        after_meetings(self.database, Rule(self.settings.fewest_shown), self.public, utc_now)

    def anchor(self) -> None:
        """Write today's anchor of the audit log, outside the database, where there is none yet."""
        with self.database.read() as connection:
            last = AuditLog(connection).last()
        add_anchor(self.settings.anchors, last, utc_now().date())

    def retain(self) -> None:
        """Delete what is kept no longer, once a day."""
        if retention.is_due(self.database, utc_now()):
            now_set = with_stored(self.settings, self.database, self.ring)
            retention.run(self.database, now_set, utc_now(), TIMER, new_id)

    def replay_erasures(self) -> None:
        """Erase again whoever a restore from a backup has brought back."""
        retention.replay_erasures(self.database, self.settings, self.files, utc_now(), TIMER)

    def delete_unused_files(self) -> None:
        """Delete the files that are nobody's answer, or not any more: changed, erased, or left by a crash."""
        if self.files is None:
            return
        old = list(self.files.older_than(time.time() - UNUSED_SECONDS))
        with self.database.read() as connection:
            unused = [one for some in batched(old, 500) for one in without_answer(connection, some)]
        for stored in unused:
            self.files.delete(stored)

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

    @property
    def public(self) -> str:
        """Where people reach us, without a / at the end; "" where the settings do not say."""
        return str(self.settings.public_url or "").rstrip("/")

    def send_concern_messages(self) -> None:
        """Put what the safeguarding lead wrote to people into the outbox."""
        send_concern_messages(self.database, self.ring, utc_now)

    def warm_up(self) -> None:
        """Load what the screen needs before anybody writes: it takes some seconds."""
        self.around.screen.screen("hello")

    def forget_leaving(self) -> None:
        """Forget those who were too young for their channel and know by now where to go."""
        with self.database.write() as connection:
            forget_leaving(connection)

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
