"""Opens what the settings name: the database, the files, and what a conversation takes from outside."""

import random
import uuid
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from analysis.safeguarding import make_screen
from bot.conversation import World
from bot.doorway import Doorway
from bot.files import FileStore
from bot.web.tickets import DataLinks, Tickets
from consultations.erasures import ErasureFile
from consultations.participants import AgeBand
from consultations.storage.database import Database
from together.settings import Settings, load


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
        locations=settings.locations,
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


def file_store(settings: Settings) -> FileStore | None:
    """Where files that people send are kept; None where the Trust has not switched that on."""
    if not settings.file_sizes:
        return None
    return FileStore(settings.files_folder or settings.data_folder / "files", settings.file_sizes, new_id)
