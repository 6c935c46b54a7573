"""Builds everything once: the only place that knows all the parts, the clock, chance and new ids."""

import random
import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.conversation import World
from consultations.storage.database import Database
from together.settings import Settings, load


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return uuid.uuid4().hex


def world(settings: Settings | None = None) -> World:
    """The clock, the Trust's time zone, ids and chance of this process."""
    settings = settings or load()
    return World(utc_now, ZoneInfo(settings.time_zone), new_id, random.SystemRandom().random)


def open_database(settings: Settings | None = None) -> Database:
    """The database of the settings, its tables made or brought up to date."""
    settings = settings or load()
    database = Database(settings.database)
    database.upgrade()
    return database
