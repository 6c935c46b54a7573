"""Which language a page is in, and how Python says something in it: `translate`, `message` and `counted`.

A route with `Pages.in_chosen_language` speaks what `?language=` names; every other one is in English. Nothing
else counts: no cookie and no header, so that one address is the same page for everybody.
"""

import gettext
import json
from collections.abc import Callable, Collection, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from markupsafe import Markup, escape

from consultations.errors import Fault, TogetherError, Worded
from consultations.forms.languages import ENGLISH, direction

CATALOGUES = Path(__file__).parent.parent / "catalogues"
REVIEWED = CATALOGUES / "reviewed.json"
"""The languages whose every sentence on the public pages a named role has read and approved."""

WARNING = "A computer translated this page. Nobody has checked it yet."
WAY_BACK = "Read it in English"
"""Said in English beside their translation."""

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that pages can be in: English first, then by what they call themselves."""
    codes = [path.parent.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES/pages.mo")]
    return (ENGLISH, *sorted(codes, key=language_name))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """What a language says; an empty one for English."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    with (CATALOGUES / language / "LC_MESSAGES" / "pages.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


@cache
def reviewed() -> frozenset[str]:
    return frozenset((ENGLISH, *json.loads(REVIEWED.read_bytes())))


def language_name(code: str) -> str:
    """What a language calls itself."""
    # What your language calls itself.
    return "English" if code == ENGLISH else catalogue(code).gettext(message("language_name"))


def spoken() -> str:
    """The code of the language of the page that is being made."""
    return _spoken.get()


def translate(words: str, /, **details: object) -> str:
    """`words` in the language of this page, with its `{details}` filled in."""
    if isinstance(words, Worded):
        return translate(words.sentence, **words.details)
    said = catalogue(spoken()).gettext(words) if words else ""  # gettext answers "" with its own header
    return said.format(**details) if details else str.__str__(said)


def counted(one: str, many: str, number: int, /, **details: object) -> str:
    """`one` or `many` in the language of this page, in its form for `number`, which is `{number}` in them."""
    said = catalogue(spoken()).ngettext(one, many, number)
    return said.format(number=f"{number:,}", **details)


class Message(str):
    """Words that a table holds. What shows them says them in the language of its page: a template, an
    f-string, `str`. To everything else (`==`, a key, JSON, the database, `join`) they are the English.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return translate(self)

    def __format__(self, spec: str) -> str:
        return format(translate(self), spec)

    def __html__(self) -> Markup:
        return escape(translate(self))


def words_of(error: TogetherError | Fault) -> str:
    """What happened and what to do, in the language of this page."""
    return f"{translate(error.message)} {translate(error.fix)}".strip()


def message(words: str) -> str:
    """`words` for a table, a default or a constant: marked for the translators, and said later."""
    return Message(words)


def speak(language: str) -> None:
    """Speak a language, one of `languages`, until this request ends."""
    _spoken.set(language)


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    direction: Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What templates ask, as `spoken`, about the language of the page. `hidden` gives the codes of those that
    the Trust has switched off.
    """

    hidden: Callable[[], Collection[str]] = tuple
    warning: str = WARNING
    way_back: str = WAY_BACK

    @property
    def code(self) -> str:
        return spoken()

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return direction(spoken())

    @property
    def query(self) -> str:
        """What a link to another page for everybody ends with, so that it stays in this language."""
        return "" if spoken() == ENGLISH else f"?language={spoken()}"

    @property
    def checked(self) -> bool:
        """Whether people have read all of it."""
        return spoken() in reviewed()

    @property
    def languages(self) -> Sequence[Language]:
        """Those that this page can be read in."""
        hidden = self.hidden()
        offered = (code for code in languages() if code not in hidden)
        return [Language(code, language_name(code), direction(code)) for code in offered]
