"""Typed words in their plainest form, so that what is meant can be found however it was typed.

"STOP!!!", "stóp" and "s\u200btooop" are all `stop`. Accents and capitals go, Arabic letters that are
often typed for each other become one, and a word typed several times over counts once.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 1000
"""Characters. Nobody types a longer command: more than this is an answer."""
APOSTROPHES = "'’‘ʼ`´"
MARKS = ("Mn", "Cf", "Sk")
SAME_LETTERS = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ـ": None,
        **dict.fromkeys(APOSTROPHES),
    }
)
"""Letters that Unicode does not take apart, but that people type for each other; tatweel only stretches."""
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by their category, with nothing to see."""
STRETCHED = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: its plain form, and where it stands in the text."""

    plain: str
    start: int
    end: int


def says_anything(text: str) -> bool:
    """Whether anything in `text` can be seen."""
    return any(unicodedata.category(char)[0] not in "CZM" and char not in BLANK for char in text)


def typed_words(text: str) -> tuple[Word, ...]:
    """The words of `text` without its punctuation; its symbols, each a word, where it is nothing else."""
    letters = "".join(char if _in_a_word(char) else " " for char in text)
    spelt = any(unicodedata.category(char)[0] in "LN" for char in letters)
    source, word = (letters, r"\S+") if spelt else (text, r"\S")
    words = [Word(_plain(found[0]), *found.span()) for found in re.finditer(word, source)]
    said = [word for word in words if word.plain]
    return tuple(word for place, word in enumerate(said) if place == 0 or word.plain != said[place - 1].plain)


def plain(text: str) -> str:
    """`text` as plain words with one space between: what two spellings of one command have in common."""
    return " ".join(word.plain for word in typed_words(text))


def without(words: Sequence[Word], phrases: Sequence[Sequence[str]]) -> tuple[Word, ...]:
    """`words` less every one of `phrases` (the longest first) wherever it stands."""
    left: list[Word] = []
    place = 0
    while place < len(words):
        skipped = leading(words[place:], phrases)
        left.extend(() if skipped else words[place : place + 1])
        place += skipped or 1
    return tuple(left)


def leading(words: Sequence[Word], phrases: Sequence[Sequence[str]]) -> int:
    """How many words at the front are the first of `phrases` that stands there; 0 for none."""
    first = words[0].plain if words else ""
    for phrase in phrases:
        # Most phrases differ in their first word, and every turn asks for all of them.
        if phrase[0] == first and [word.plain for word in words[: len(phrase)]] == list(phrase):
            return len(phrase)
    return 0


def _in_a_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LMN" or category == "Cf" or char in APOSTROPHES


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold()).translate(SAME_LETTERS)
    bare = "".join(char for char in apart if unicodedata.category(char) not in MARKS)
    return STRETCHED.sub(r"\1", bare)
