"""The catalogues as they are written (.po): their sentences, and what the comments above them say.

Above an English sentence: `#. safety` where safety depends on it, `#. picture: stop` where a picture stands
beside it. Above a sentence in another language: `# machine-drafted from 1a2b3c4`, or
`# reviewed by ROLE on YYYY-MM-DD from 1a2b3c4`; the figure is that of the English it was made from.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from consultations.translations import Mark, mark_of

HERE = Path(__file__).parent
SOURCE = "en"
PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one catalogue. `words` are "" where nobody has translated it."""

    key: str
    words: str
    mark: Mark | None
    safety: bool
    picture: str | None

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(PLACEHOLDER.findall(self.words))


Sentences = Mapping[str, Sentence]


def po_file(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "bot.po"


def languages() -> list[str]:
    """The languages that have a catalogue, English first."""
    found = sorted(path.parent.parent.name for path in HERE.glob("*/LC_MESSAGES/bot.po"))
    return sorted(found, key=lambda language: language != SOURCE)


def catalogue(language: str) -> Catalog:
    with po_file(language).open("rb") as file:
        return read_po(file, abort_invalid=True)


def sentences(language: str) -> dict[str, Sentence]:
    """Every sentence of the catalogue of `language`, in its order."""
    return {str(one.id): _sentence(one) for one in catalogue(language) if one.id}


def wanted(language: str) -> dict[str, Sentence]:
    """The English sentences that `language` needs of its own. Registers of English share its commands."""
    shared = "words." if is_register(language) else None
    return {key: one for key, one in sentences(SOURCE).items() if not (shared and key.startswith(shared))}


def is_register(language: str) -> bool:
    """Whether `language` is another way of writing English."""
    return language.startswith(f"{SOURCE}-")


def fingerprint(english: str) -> str:
    """Seven characters that change when the English does."""
    return hashlib.sha256(english.encode()).hexdigest()[:7]


def is_stale(sentence: Sentence, english: Sentence) -> bool:
    """Whether the English has changed since. Words to type are each language's own: they do not grow old."""
    own = english.key.startswith("words.")
    return sentence.mark is not None and not own and sentence.mark.english != fingerprint(english.words)


def is_reviewed(sentence: Sentence, english: Sentence) -> bool:
    mark = sentence.mark
    return mark is not None and mark.role is not None and not is_stale(sentence, english)


def _sentence(one: Message) -> Sentence:
    notes = [note.strip() for note in one.auto_comments]
    pictures = [note.removeprefix("picture:").strip() for note in notes if note.startswith("picture:")]
    return Sentence(
        key=str(one.id),
        words=str(one.string),
        mark=mark_of(one.user_comments),
        safety="safety" in notes,
        picture=pictures[0] if pictures else None,
    )
