"""The words of a choice, taken apart once for all the answers that are compared with them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from consultations.forms.question_types.accents import without_accents
from consultations.forms.question_types.number_words import (
    Numbers,
    numbers_in,
    with_western_digits,
)
from consultations.forms.questionnaire import Choice

PICTURES = re.compile("[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")
ARTICLES = ("a", "an", "the")


NO_SIGNS = str.maketrans({"’": "'", "\ufe0f": None, "\u20e3": None, "🔟": "10"})


def plain(text: str) -> str:
    """`text` as it is compared: one case, one kind of space and apostrophe, no full stop at the end; the
    number on a key (1️⃣) is that number."""
    folded = with_western_digits(unicodedata.normalize("NFKC", text)).casefold().translate(NO_SIGNS)
    return re.sub(r"\s+", " ", folded).strip(" .!,")


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to name a choice, plain. `bare` has no spaces or hyphens (“dis-agree” is “disagree”) and is ""
    where it holds a number; `content` are its words without articles and Latin accents; `numbers` what it
    stands for."""

    text: str
    bare: str
    words: tuple[str, ...]
    content: tuple[str, ...]
    numbers: Numbers | None


def taken_apart(text: str) -> Wording:
    """`text`, which is plain, as a wording. Not remembered: for what people type."""
    words = tuple(re.findall(r"[^\W_]+(?:'[^\W_]+)*", text))
    bare = "" if re.search(r"\d", text) else re.sub(r"[\W_]", "", text)
    content = tuple(without_accents(word) for word in words if word not in ARTICLES)
    return Wording(text, bare, words, content, numbers_in(text))


@lru_cache(maxsize=50_000)
def _remembered(label: str) -> Wording:
    """A label of a questionnaire, taken apart. Answers never come here."""
    return taken_apart(plain(label))


def labels_of(choice: Choice) -> Iterator[Wording]:
    """The words of a choice in every language."""
    return (_remembered(label) for label in choice.label.values())


def wordings_of(choice: Choice) -> Iterator[Wording]:
    """All that names a choice: its words in every language, with and without pictures; its name."""
    for label in choice.label.values():
        yield _remembered(label)
        if not label.isascii():
            yield _remembered(PICTURES.sub("", label))
    yield _remembered(choice.name)
    if "_" in choice.name:
        yield _remembered(choice.name.replace("_", " "))
