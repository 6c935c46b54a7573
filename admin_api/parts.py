"""What the pages and the API are built from, made once by the wiring."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from admin_api.rendering import Pages
from analysis.disclosure_control import Rule
from consultations.storage.database import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """The database, the clock, randomness for tokens, how pages are made, and which numbers may be shown."""

    database: Database
    clock: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    pages: Pages
    rule: Rule = field(default_factory=Rule)
    secure_cookies: bool = True
