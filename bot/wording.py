"""Every sentence a participant can see, found by its key in a gettext catalogue (`catalogues/`)."""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
DEFAULT = "en"
OTHER_LANGUAGES = {
    "ar": "العربية",
    "cy": "Cymraeg",
    "es": "Español",
    "fr": "Français",
    "lt": "Lietuvių",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "uk": "Українська",
    "ur": "اردو",
    "zh": "中文",
}
"""What languages call themselves that a questionnaire may be in before the wording is."""
COMMANDS = ("stop", "help", "skip", "back", "done", "start")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of `language`; what it lacks, or a language without one, is said in English."""
    wanted = [language, DEFAULT] if language else [DEFAULT]
    return gettext.translation("bot", localedir=CATALOGUES, languages=wanted)


def languages() -> list[str]:
    """The codes of the languages that have a catalogue."""
    return sorted(path.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES"))


def say(key: str, language: str, /, **details: object) -> str:
    """The sentence called `key`. KeyError for a key that no catalogue has: a mistake in the program."""
    sentence = _catalogue(language).gettext(key)
    if sentence == key:
        raise KeyError(f"The wording has no sentence called {key!r}.")
    return sentence.format(**details) if details else sentence


@cache
def commands(language: str) -> Mapping[str, str]:
    """What may be typed → the command it stands for; English works in every language."""
    return {
        word: command
        for spoken in (DEFAULT, language)
        for command in COMMANDS
        for word in say(f"words.{command}", spoken).split("|")
    }


def is_hello(text: str, language: str) -> bool:
    """Whether `text` only greets."""
    said = " ".join(text.casefold().split()).strip(" .!")
    return any(said in say("words.hello", spoken).split("|") for spoken in (DEFAULT, language))


def language_name(code: str) -> str:
    """What a language calls itself, or its code where no catalogue says."""
    return say("language_name", code) if code in languages() else OTHER_LANGUAGES.get(code, code)
