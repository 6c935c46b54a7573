"""A text cut into words once, for every rule that looks at words; and what is known about a word."""

import re
import unicodedata
from functools import cache
from importlib import resources

from zxcvbn.frequency_lists import FREQUENCY_LISTS

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_FIGURE = re.compile(r"\d")
_ENDS = frozenset(".!?;:\n\r•")


class Words:
    """The words of `text`: `lower` (small letters, no accents, ’ as '), `start`, `end`, one entry for each.

    `figures`: whether there is a digit anywhere; `shouted`: whether all letters are capitals.
    """

    __slots__ = ("end", "figures", "low_text", "lower", "shouted", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low_text = text.lower()
        self.shouted = text.isupper()
        self.figures = _FIGURE.search(text) is not None
        found = [match.span() for match in _WORD.finditer(text)]
        self.start = [start for start, _ in found]
        self.end = [end for _, end in found]
        if text.isascii():
            self.lower = [self.low_text[start:end] for start, end in found]
        else:
            self.lower = [_plain(text[start:end]) for start, end in found]

    def __len__(self) -> int:
        return len(self.lower)

    def at(self, place: int) -> str:
        """The word at `place` in small letters; empty beyond either end."""
        return self.lower[place] if 0 <= place < len(self.lower) else ""

    def is_capital(self, place: int) -> bool:
        """Whether it is written like a name: “Grace”, “McCoy”, “O'Neil”; not “GRACE”, not “grace”."""
        if not 0 <= place < len(self.lower):
            return False
        word = self.text[self.start[place] : self.end[place]]
        return word[0].isupper() and not (word.isupper() and len(word) > 1)

    def is_short_for_something(self, place: int) -> bool:
        """Whether it is written like “TIA” in a text that is not all capitals."""
        word = self.text[self.start[place] : self.end[place]]
        return word.isupper() and 1 < len(word) < 5 and not self.shouted

    def begins(self, place: int) -> bool:
        """Whether a sentence begins with the word."""
        return place == 0 or not _ENDS.isdisjoint(self.between(place - 1))

    def between(self, place: int) -> str:
        """What stands between the word at `place` and the next; after the last one, the rest."""
        after = self.start[place + 1] if place + 1 < len(self.start) else len(self.text)
        return self.text[self.end[place] : after]

    def joined(self, place: int) -> bool:
        """Whether nothing but space stands before the next word."""
        return place + 1 < len(self.lower) and self.between(place).isspace()


def _plain(word: str) -> str:
    split = unicodedata.normalize("NFD", word.replace("’", "'").replace("ł", "l").replace("Ł", "L").lower())
    return "".join(sign for sign in split if unicodedata.category(sign) != "Mn")


def bare(word: str) -> str:
    """Without the 's of possession."""
    return word.removesuffix("'s")


@cache
def forenames() -> frozenset[str]:
    """Forenames that are hardly anything else."""
    return _file("forenames.txt")


@cache
def word_names() -> frozenset[str]:
    """Forenames that are also ordinary words or places."""
    return _file("word_names.txt")


@cache
def towns() -> frozenset[str]:
    """Towns, counties and countries that everybody writes of."""
    return _file("towns.txt")


@cache
def other_names() -> frozenset[str]:
    """Further forenames and surnames, by zxcvbn's frequency lists."""
    return frozenset().union(*(FREQUENCY_LISTS[name] for name in ("surnames", "male_names", "female_names")))


@cache
def given_names() -> frozenset[str]:
    """Further forenames, by zxcvbn's frequency lists: none of them is a common word."""
    return frozenset().union(*(FREQUENCY_LISTS[name] for name in ("male_names", "female_names")))


@cache
def ordinary_words() -> frozenset[str]:
    """Words that many texts use, by zxcvbn's lists: television, an encyclopaedia, passwords."""
    common = ("english_wikipedia", "us_tv_and_film", "passwords")  # each word is in one list only
    return frozenset().union(*(FREQUENCY_LISTS[name] for name in common)) | _file("ordinary.txt")


def is_forename(word: str) -> bool:
    """Also “kelly-ann”, “ellie-mae” and what is built as “Oluwatobiloba” is."""
    if word in forenames() or ("-" in word and word.split("-")[0] in forenames()):
        return True
    if word in ordinary_words() or len(word) < 7:
        return False
    second = next((end for end in _SECOND if word.endswith(end)), "")
    return word.startswith(_built()) or (second != "" and word.removesuffix(second) in forenames())


_SECOND = ("anne", "ann", "marie", "leigh", "lynne", "lynn", "mae", "rose", "jay", "beth", "lee")
"""Second halves of forenames that are written as one: “Leighanne”."""


@cache
def _built() -> tuple[str, ...]:
    return tuple(listed("built_forenames"))


@cache
def listed(name: str) -> frozenset[str]:
    """The words under `[name]` in lists.txt."""
    sections = _text("lists.txt").split(f"\n[{name}] ", 1)[1].split("\n[", 1)[0]
    return frozenset(sections.split("\n", 1)[1].split())


def _file(file: str) -> frozenset[str]:
    lines = _text(file).splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _text(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
