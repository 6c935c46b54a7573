"""Every sentence a participant can see, found by its key in a gettext catalogue (`catalogues/`).

What nobody has reviewed in a language is still said in it, except on the subject of safety: there the English
stands beside it. docs/languages.md says how a sentence comes to be reviewed.
"""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from consultations.forms.languages import CODES_AT_ONCE, direction, fallbacks
from consultations.forms.languages import EASY_READ as EASY_READ

CATALOGUES = Path(__file__).parent / "catalogues"
MARKS = CATALOGUES / "marks.json"
DEFAULT = "en"
GROUPS = re.compile(r"\+?[0-9]+(?: [0-9]+)+")
"""Digits in groups, as telephone numbers are written."""
OTHER_LANGUAGES = {
    "es": "Español",
    "fr": "Français",
    "lt": "Lietuvių",
    "pt": "Português",
    "ur": "اردو",
    "zh": "中文",
}
"""What languages call themselves that a questionnaire may be in before the wording is."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the catalogues say about their sentences. `catalogues/compile.py` writes it, from their comments.

    `safety`: the keys on safety. `pictures`: key → name of a picture. `reviewed`: language → the keys that a
    named role has read and approved there, and whose English has not changed since.
    """

    safety: tuple[str, ...]
    pictures: Mapping[str, str]
    reviewed: Mapping[str, tuple[str, ...]]


@cache
def _marks() -> Marks:
    return TypeAdapter(Marks).validate_json(MARKS.read_bytes())


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a catalogue."""
    return tuple(sorted(path.parent.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES/bot.mo")))


@lru_cache(maxsize=CODES_AT_ONCE)
def catalogue_of(language: str) -> str:
    """The language whose catalogue speaks for `language`: `pl` for `pl-PL`, English where there is none."""
    return next((code for code in fallbacks(language) if code in languages()), DEFAULT)


def has_catalogue(language: str) -> bool:
    """Whether we speak `language`, or a wider one that it belongs to."""
    return catalogue_of(language) in fallbacks(language)


@cache
def _own(language: str) -> gettext.NullTranslations:
    """The catalogue of exactly this language, without any other behind it."""
    with (CATALOGUES / language / "LC_MESSAGES" / "bot.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


@cache
def _sentence(key: str, language: str) -> str:
    """The words of `key` as a catalogue has them. What the language's own lacks is said in English."""
    for code in (*fallbacks(language), DEFAULT):
        words = _own(code).gettext(key) if code in languages() else key
        if words != key:
            return words
    raise KeyError(f"The wording has no sentence called {key!r}.")


def say(key: str, language: str, /, **details: object) -> str:
    """The sentence called `key`. Where it is on safety and nobody has reviewed it, the English stands below.

    KeyError for a key that no catalogue has: a mistake in the program.
    """
    sentence, english = _sentence(key, language), _sentence(key, DEFAULT)
    if english_beside(key, language) and sentence != english:
        sentence = f"{sentence}\n\n{english}"
    if direction(language) == "rtl":
        details = {name: _in_order(value) for name, value in details.items()}
    return sentence.format(**details) if details else sentence


def _in_order(detail: object) -> object:
    """A phone number as it is dialled: behind Arabic letters its groups would stand the other way round.

    Between the marks it is laid out by itself (first strong isolate; Unicode Standard Annex 9, section 2.4).
    """
    return GROUPS.sub("\u2068\\g<0>\u2069", detail) if isinstance(detail, str) else detail


def day_in_words(day: date) -> str:
    """A day as people here write it."""
    return f"{day.day}/{day.month:02}/{day.year}"


def english_beside(key: str, language: str) -> bool:
    """Whether `key` needs its English beside it. The registers of English are English already."""
    return DEFAULT not in fallbacks(catalogue_of(language)) and key in unreviewed(language)


def unreviewed(language: str) -> tuple[str, ...]:
    """The keys on safety that nobody has reviewed in `language`. None in English: it is the source."""
    spoken = catalogue_of(language)
    if spoken == DEFAULT:
        return ()
    reviewed = _marks().reviewed.get(spoken, ())
    return tuple(key for key in _marks().safety if key not in reviewed)


def picture(key: str, language: str) -> str | None:
    """The picture beside `key`, a file in `static/pictures/`, in a language that speaks with pictures."""
    name = _marks().pictures.get(key) if catalogue_of(language) == EASY_READ else None
    return f"{name}.svg" if name else None


def is_hello(text: str, language: str) -> bool:
    """Whether `text` only greets."""
    return is_any_of("words.hello", text, language)


def is_any_of(key: str, text: str, language: str) -> bool:
    """Whether `text` is one of the ways to say something that `key` lists, in its language or in English."""
    said = " ".join(text.casefold().split()).strip(" .!")
    return any(said in say(key, spoken).split("|") for spoken in (DEFAULT, language))


def language_name(code: str) -> str:
    """What a language calls itself, or its code where nothing says."""
    if has_catalogue(code):
        return _sentence("language_name", code)
    return next((OTHER_LANGUAGES[one] for one in fallbacks(code) if one in OTHER_LANGUAGES), code)
