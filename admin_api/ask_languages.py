"""In which languages an answer goes out: how the message arrives in each, who reads it, and what is missing.

How many read which language is shown as everywhere: never about a few, and not to be worked out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from admin_api.forms import FieldError
from admin_api.parts import Parts
from admin_api.plain_words import hard_among
from admin_api.sentences import people, sentence
from admin_api.sign_in import fingerprint
from admin_api.translation.speaking import Language, message, translate
from analysis.disclosure_control import Count, Rule, protect_partition
from consultations.accountability import Ask
from consultations.forms.languages import EASY_READ, ENGLISH, direction, fallbacks
from consultations.forms.readability import too_hard
from consultations.storage.asked import asked_in

ANOTHER = ""
"""Stands for every language that the consultation is not in."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """The message about an ask, word for word, as it arrives in one language."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Readers:
    """Who is told about an ask. `languages` are those of its consultation but English; `people` counts by
    code, English too, and under `ANOTHER` where there are such people."""

    languages: Sequence[Language]
    people: Mapping[str, Count]

    def of(self, code: str) -> str:
        return people(self.people.get(code, Count(0)))


def languages_of(connection: Connection, parts: Parts, ask: Ask) -> list[Language]:
    """English, which everything is written in, and then the other languages of the consultation."""
    names = dict(parts.launching.languages)
    codes = dict.fromkeys((ENGLISH, *asked_in(connection, ask).languages))
    return [Language(code, names.get(code, code), direction(code)) for code in codes]


def arriving(connection: Connection, parts: Parts, ask: Ask) -> list[Arriving]:
    """The message in every language of the consultation, English first."""
    return [Arriving(one, parts.preview(ask, one.code)) for one in languages_of(connection, parts, ask)]


def seen(messages: Iterable[Arriving]) -> str:
    """What stands for these very messages: who publishes shows with it that they have read them."""
    return fingerprint("\n\n".join(f"{one.language.code}\n{one.text}" for one in messages))


def readers(languages: Sequence[Language], told: Iterable[str], rule: Rule) -> Readers:
    """`told`: the language of each person who is told, "" where it is not known."""
    known = {one.code for one in languages}
    counted = Counter(_place(language or ENGLISH, known) for language in told)
    places = [*known, *([ANOTHER] if counted[ANOTHER] else [])]
    shown = protect_partition([counted[place] for place in places], rule)
    others = [one for one in languages if one.code != ENGLISH]
    return Readers(others, dict(zip(places, shown, strict=True)))


THEY_READ_ENGLISH = message("They read English.")


def _place(language: str, known: Iterable[str]) -> str:
    return next((code for code in fallbacks(language) if code in known), ANOTHER)


def warnings(ask: Ask, found: Readers) -> list[str]:
    """What to think of before the answer goes out: who reads English instead, and which words are hard."""
    missing = [
        translate("Some words are missing in {language}.", language=one.name)
        + " "
        + sentence(translate("{people} would read English instead", people=found.of(one.code)))
        for one in found.languages
        if not ask.translations.has(one.code)
    ]
    if ANOTHER in found.people:
        others = translate(
            "{people} chose a language that this consultation is not in", people=found.of(ANOTHER)
        )
        missing.append(f"{sentence(others)} {THEY_READ_ENGLISH}")
    return missing + hard_words(ask)


def hard_words(ask: Ask) -> list[str]:
    """What is hard to read in the answer: in its English, and in its easy read."""
    easy = ask.translations.what_happens.get(EASY_READ, "")
    found = hard_among((ask.title, ask.what_happens or ""))
    if found and not easy:
        found.append(translate("Nobody wrote it in easy read, so children read these words."))
    return found + [
        translate("The easy-read words are hard to read: they have {what}.", what=one)
        for one in too_hard(easy)
    ]


def unknown_languages(written: Iterable[str], languages: Sequence[Language]) -> list[FieldError]:
    """What is written in languages that the consultation is not in."""
    known = {one.code for one in languages if one.code != ENGLISH}
    return [
        FieldError(
            "translations",
            translate("The consultation is not in “{code}”, or that is the English itself.", code=code),
        )
        for code in sorted(set(written) - known)
    ]
