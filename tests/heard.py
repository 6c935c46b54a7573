"""People who answered, and what was read in their answers, without the reading itself."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.storage.answers import Answers, ReadingRow
from consultations.storage.database import Database
from consultations.storage.tables import answer
from tests.builders import Clock, world

DARK = "dark_streets"
WORDS = "We need street lights"
THEMES = """
plan: cheshire
version: 1
themes:
  - code: dark_streets
    label: Dark streets
    description: Streets without enough light.
    outcomes: [CE2]
    words: [street lights]
    examples: [We need street lights]
"""


def people_say(database: Database, clock: Clock, addresses: Sequence[str], words: str = WORDS) -> None:
    """Each of `addresses` answers "safe" in Telegram; their last `words` are about dark streets."""
    conversation = Conversation(database, world(clock))
    for address in addresses:
        for number, text in enumerate(("", "Yes", "The park", "done", words)):
            said = {"start": "safe"} if number == 0 else {"text": text}
            conversation.take(Incoming("telegram", address, f"{address}-{number}", **said))
    read_as_dark(database, clock, words)


def read_as_dark(database: Database, clock: Clock, words: str) -> None:
    with database.write() as connection:
        rows = connection.execute(select(answer.c.id, answer.c.revision).where(answer.c.value == words)).all()
        readings = [
            ReadingRow(number, revision, "test", "read", 0.0, 0.0, None, (), {DARK: ("lights",)})
            for number, revision in rows
        ]
        Answers(connection).keep_readings(readings, clock())


def stops(database: Database, clock: Clock, address: str) -> None:
    """This person wants no more messages."""
    Conversation(database, world(clock)).take(Incoming("telegram", address, f"{address}-stop", text="STOP"))
