"""A consultation in English, Polish, easy read and Ukrainian; people asked for light, and it is an ask."""

from dataclasses import replace

from analysis.pipeline import read_new
from bot.conversation import Conversation
from bot.messages import Incoming
from consultations.forms.questionnaire import Questionnaire
from consultations.storage.asks import Asks, Promotion
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from tests.builders import NOW, Clock, launch, question, questionnaire, world
from tests.heard import DARK, LIGHTS_WANTED, THEMES
from tests.staff_site import StaffSite

ASKED = {"en": "What would help?", "pl": "Co by pomogło?", "en-easy": "What helps?"}
LANGUAGES = {"pl": "Polski", "en-easy": "Easy Read", "uk": "Українська", "en": "English"}
THEME = {"pl": "Ciemne ulice", "en-easy": "Dark roads"}
ANSWER = {"pl": "Park nie należy do nas.", "en-easy": "It is not our park."}
CANT = {"decision": "cant", "what_happens": "The park is not ours."}


def in_languages() -> Questionnaire:
    """One question, in English, easy read and Polish; nobody has translated it into Ukrainian."""
    better = replace(question("better", "text", outcome="CE2"), label=ASKED)
    return questionnaire(better, languages=("en", "pl", "en-easy", "uk"))


def written(**changes: str) -> dict[str, str | list[str]]:
    """The decision as an officer writes it: in Polish and easy read, not in Ukrainian."""
    said = ANSWER | changes
    words = {"theme_in": [*THEME.values(), ""], "words_in": [*said.values(), ""]}
    return {**CANT, "language": [*THEME, "uk"], **words}


def people_say(database: Database, clock: Clock, people: dict[str, str]) -> None:
    """On Telegram: each of `people` chooses their language and asks for street lights."""
    conversation = Conversation(database, world(clock))
    for address, language in people.items():
        for number, said in enumerate(
            ({"start": "safe"}, {"text": LANGUAGES[language]}, {"text": LIGHTS_WANTED})
        ):
            conversation.take(Incoming("telegram", address, f"{address}-{number}", **said))
    read_new(database, clock)


def many(**spoken: int) -> dict[str, str]:
    """So many people of each language: `pl=6`."""
    codes = {code.replace("_", "-"): number for code, number in spoken.items()}
    return {f"{code}{one}": code for code, number in codes.items() for one in range(number)}


def heard(database: Database, people: dict[str, str], *, secure: bool = True) -> StaffSite:
    launch(database, in_languages(), taxonomy=THEMES)
    site = StaffSite(database, secure=secure)
    people_say(database, site.clock, people)
    made_an_ask(database)
    return site


def made_an_ask(database: Database) -> None:
    about = ("better", ASKED["en"], DARK, "Dark streets", "cheshire", "CE2", "Light the park")
    with database.write() as connection:
        number = Consultations(connection).get("safe").id
        Asks(connection).promote(Promotion(number, *about), "officer", NOW)
