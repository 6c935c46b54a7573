"""Yes or no, as people type it when we ask whether we understood: “ok”, “yep”, 👍; “neither”, 👎."""

from functools import cache

from bot import wording
from bot.commands import own_words
from bot.false_friends import is_one
from bot.messages import Command
from bot.plain_words import plain, typed_words
from consultations.forms.question_types.meanings import NO, YES

SIGNS = frozenset("♀♂")
"""What an emoji of a person may end in."""


def agreed(text: str, language: str) -> bool | None:
    """Whether `text` says yes or no, in `language` or in English; None for anything else, and for both."""
    if is_one(text, language):
        return None
    said = [word.plain for word in typed_words(text)]
    polite = _listed("words.polite", language) | SIGNS
    content = " ".join(word for word in said if word not in polite)
    for answer, ways in ((True, _yes(language)), (False, _no(language))):
        told = any(word in ways for word in said) and ways.union(polite).issuperset(said)
        if told or " ".join(said) in ways or content in ways:
            return answer
    return None


@cache
def _yes(language: str) -> frozenset[str]:
    return _ways("yes", "words.confirm", language) | {plain(way) for way in YES.sure}


@cache
def _no(language: str) -> frozenset[str]:
    return _ways("no", "words.deny", language) | {plain(way) for way in NO.sure}


def _ways(command: Command, more: str, language: str) -> frozenset[str]:
    own = (word for spoken in (wording.DEFAULT, language) for word in own_words(command, spoken))
    return frozenset(plain(word) for word in own) | _listed(more, language)


@cache
def _listed(key: str, language: str) -> frozenset[str]:
    spoken = (wording.DEFAULT, language)
    return frozenset(plain(word) for one in spoken for word in wording.say(key, one).split("|"))
