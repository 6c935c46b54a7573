"""People who answered in words, read as in service."""

from collections.abc import Sequence

from analysis.pipeline import read_new
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.consultation import Consultation
from consultations.storage.database import Database
from tests.builders import Clock, launch, question, questionnaire, world

DARK = "dark_streets"
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
  - code: buses
    label: Buses
    description: Buses that do not come.
    outcomes: [CE2]
    words: [buses]
    examples: [More buses please]
"""
LIGHTS_WANTED = "We need street lights"
BUSES_WANTED = "We need more buses"


def safe_streets(database: Database, **fields: object) -> Consultation:
    """A consultation called "safe" that is open and asks one question."""
    form = questionnaire(question("better", "text", "What would make it better?", outcome="CE2"))
    return launch(database, form, taxonomy=THEMES, **fields)


def people_say(database: Database, clock: Clock, lights: Sequence[str], buses: int = 8) -> None:
    """In "safe", by Telegram: `lights` ask for street lights, and so many others for buses."""
    conversation = Conversation(database, world(clock))
    others = [f"other-{number}" for number in range(buses)]
    said = {**dict.fromkeys(lights, LIGHTS_WANTED), **dict.fromkeys(others, BUSES_WANTED)}
    for address, words in said.items():
        conversation.take(Incoming("telegram", address, f"{address}-0", start="safe"))
        conversation.take(Incoming("telegram", address, f"{address}-1", text=words))
    read_new(database, clock)


def stops(database: Database, clock: Clock, address: str) -> None:
    """This person wants no more messages."""
    Conversation(database, world(clock)).take(Incoming("telegram", address, f"{address}-stop", text="STOP"))
