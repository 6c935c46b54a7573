"""A consultation in service, to which a test may say anything in the Trust's place."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import ColumnElement, String, Table, cast, func, select, update

from bot.conversation import MESSAGE
from bot.messages import Attachment, Button, Media, Message
from consultations.consultation import Consultation
from consultations.errors import TogetherError
from consultations.forms.questionnaire import Questionnaire
from consultations.media import MediaFile
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.media import MediaFiles
from consultations.storage.tables import answer, consultation, outbox, participant
from tests.builders import KEYS, NOW, launch
from together.opening import world
from together.settings import Settings
from together.wiring import Service

WEATHER = "Sunny, with clouds later."
LOADING = 30_000
"""Milliseconds in which a busy machine has loaded what screens the first words."""


async def weather(scope, receive, send) -> None:
    """The harmless page that the quick exit leads to."""
    if scope["type"] != "http":
        return
    headers = [(b"content-type", b"text/html")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    page = f"<!doctype html><html lang=en><title>Weather</title><main><h1>{WEATHER}</h1></main>"
    await send({"type": "http.response.body", "body": page.encode()})


def png(red: int = 200, green: int = 80, blue: int = 60) -> bytes:
    """A small picture in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = (b"\0" + bytes((red, green, blue)) * 30) * 20
    header = struct.pack(">IIBBBBB", 30, 20, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@dataclass
class Shelf:
    """A file store that takes pictures and nothing else."""

    kept: list[bytes] = field(default_factory=list)

    def keep(self, content: bytes, kind: str) -> Attachment:
        if not content.startswith(b"\x89PNG"):
            raise TogetherError("bad_file", "That is not a picture.", "Please choose another one.")
        self.kept.append(content)
        return Attachment("image", f"{len(self.kept)}.png", "image/png")

    def words(self, attachment: Attachment) -> str:
        return ""


def beyond_the_door(settings: Settings) -> Service:
    """A service that asks nobody how old they are: most stories begin with the first question."""
    return Service(settings, around=replace(world(settings), doorway=None))


@dataclass
class ChatSite:
    """`serve` is the fixture; `url` an SQLite database without anybody in it."""

    url: str
    folder: Path
    serve: Callable[..., str]
    turns: "count[int]" = field(default_factory=lambda: count(1))
    served: dict[object, str] = field(default_factory=dict)
    came_before: int = 0

    def __post_init__(self) -> None:
        self.database = Database(self.url, KEYS)
        self.exit = self.serve(weather)

    def forget(self) -> None:
        """What was open is over, its code is free, and whoever came before no longer counts."""
        over = update(consultation).values(state="closed", closed_at=NOW)
        with self.database.write() as connection:
            connection.execute(over.values(code=consultation.c.code + "-" + cast(consultation.c.id, String)))
            self.came_before = connection.execute(select(func.max(participant.c.id))).scalar() or 0

    def open(self, form: Questionnaire | None = None, code: str = "safe", **fields: object) -> Consultation:
        return launch(self.database, form, code, **fields)

    def start(self, **settings: object) -> str:
        """Serve it, once with the same settings; gives the address of the site."""
        key = tuple(sorted(settings.items()))
        if key not in self.served:
            self.served[key] = self.start_anew(**settings)
        return self.served[key]

    def start_anew(self, **settings: object) -> str:
        chosen = {"quick_exit_url": self.exit, **settings}
        return self.serve(
            beyond_the_door(Settings(database_url=self.url, data_folder=self.folder, **chosen)).app()
        )

    def say(self, *messages: Message) -> None:
        """Write messages to the person who came last, as another process would."""
        turn = f"turn-{next(self.turns)}"
        rows = [
            OutgoingRow(f"{turn}:{place}", one.kind, MESSAGE.dump_json(one).decode())
            for place, one in enumerate(messages)
        ]
        with self.database.write() as connection:
            person = connection.execute(select(func.max(participant.c.id))).scalar_one()
            Conversations(connection).put_in_outbox(person, "web", rows, NOW)

    def keep_media(self, of: Consultation, **files: bytes) -> None:
        with self.database.write() as connection:
            kept = [MediaFile(f"{name}.png", "image/png", content) for name, content in files.items()]
            MediaFiles(connection).keep(of.questionnaire_id, kept)

    def answers(self) -> dict[str, str]:
        mine = answer.c.participant_id > self.came_before
        with self.database.read() as connection:
            rows = connection.execute(select(answer.c.question, answer.c.value).where(mine))
            return {row.question: row.value for row in rows}

    def people(self) -> int:
        return self._count(participant, participant.c.id > self.came_before)

    def unsent(self) -> int:
        mine = outbox.c.participant_id > self.came_before
        return self._count(outbox, mine & outbox.c.sent_at.is_(None))

    def _count(self, table: Table, which: ColumnElement[bool]) -> int:
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(table).where(which)).scalar_one()


def begin(page: Page, address: str) -> None:
    """Start the consultation of `builders.safe_places`."""
    page.goto(address)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(last(page)).to_contain_text("Do you feel safe?")


def last(page: Page) -> Locator:
    return page.locator("#now .bubble").last


def button(number: int, label: str, role: str = "answer", picture: Media | None = None) -> Button:
    return Button(f"x.1.{number}", label, role=role, picture=picture)  # type: ignore[arg-type]


TOOLS = (
    button(90, "Skip", "skip"),
    button(91, "Back", "back"),
    button(92, "More", "menu"),
    button(93, "Stop", "stop"),
    button(94, "Get help", "help"),
)
