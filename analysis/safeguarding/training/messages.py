"""The messages that the screen learns from (`messages/README.md` says how they were made)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from analysis.safeguarding.measuring import Message
from analysis.safeguarding.outcome import Category, Outcome

FOLDER = Path(__file__).parents[1] / "messages"

# Who wrote which voice: whoever is tested must be unknown to the training, and a voice's writer has others.
AUTHORS = {
    "child": "first",
    "tween": "first",
    "learner": "first",
    "teen": "second",
    "obfuscated": "second",
    "careleaver": "second",
    "parent": "third",
    "friend": "third",
    "indirect": "third",
    "retracted": "fourth",
    "split": "fourth",
    "consultation": "fourth",
    "mixed": "fifth",
    "plain": "fifth",
    "kid": "fifth",
    "lad": "fifth",
    "grown": "fifth",
    "asking": "fifth",
    "newcomer": "fifth",
    "long": "fifth",
    "more": "fifth",
    "pals": "fifth",
    "junior": "fifth",
    "grave": "fifth",
    "ordinary": "fifth",
    "plainer": "fifth",
    "primary": "sixth",
    "typed": "sixth",
    "sixteen": "sixth",
    "parents": "seventh",
    "slang": "seventh",
    "arriving": "seventh",
    "mates": "seventh",
    "worried": "eighth",
    "blunt": "eighth",
    "hints": "eighth",
    "rambling": "eighth",
    "everyday": "eighth",
    "answers": "ninth",
    "foster": "tenth",
    "littleones": "tenth",
    "middle": "tenth",
    "college": "eleventh",
    "quiet": "eleventh",
    "yearten": "eleventh",
    "arrivals": "twelfth",
    "mums": "twelfth",
    "pupils": "twelfth",
    "bench": "thirteenth",
    "dodging": "thirteenth",
    "veiled": "thirteenth",
    "boys": "fourteenth",
    "replies": "fourteenth",
    "typedfast": "fourteenth",
    "carers": "fifteenth",
    "girls": "fifteenth",
    "mixedages": "fifteenth",
    "hungry": "sixteenth",
    "lows": "sixteenth",
    "telling": "sixteenth",
    "hit": "seventeenth",
    "pulledin": "seventeenth",
    "touched": "seventeenth",
    "doubles": "eighteenth",
    "hintsmore": "eighteenth",
    "earlyteens": "nineteenth",
    "inanswers": "nineteenth",
    "adultsabout": "twentieth",
    "sixteens": "twentieth",
    "athome": "twentyfirst",
    "goingwithout": "twentyfirst",
    "lowly": "twentyfirst",
    "settled": "twentyfirst",
    "bodily": "twentysecond",
    "general": "twentysecond",
    "jokingly": "twentysecond",
    "strangers": "twentysecond",
    "firstlook": "twentyfirst",
    "secondlook": "twentysecond",
    "unseen": "twentythird",
    "fewwords": "twentythird",
    "othersees": "twentyfourth",
    "smallwords": "twentyfourth",
    "unlooked": "twentyfourth",
}


# Authors who are left out together to judge what was learned without them: all that they wrote, never a
# part of it. All other authors always teach.
GROUPS = {
    "one": ("tenth", "thirteenth", "sixteenth"),
    "two": ("eleventh", "fourteenth"),
    "three": ("twelfth", "fifteenth", "seventeenth"),
}
_GROUP_OF = {author: group for group, authors in GROUPS.items() for author in authors}


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    outcome: Outcome
    category: Category | None
    voice: str
    earlier: list[str] = []

    @model_validator(mode="after")
    def _has_a_category_or_is_nothing(self) -> "_Line":
        if (self.category is None) != (self.outcome is Outcome.NONE):
            raise ValueError("An alert or a review has a category, and nothing else has one.")
        return self


@dataclass(frozen=True, slots=True)
class Written:
    """A message, its voice, its author, and the group that it is left out with.

    A message without a group always teaches.
    """

    message: Message
    voice: str
    author: str
    group: str | None


def read_messages(folder: Path = FOLDER) -> list[Written]:
    """All messages, by file and line. Raises pydantic's ValidationError for a line that is not right."""
    return [_read(line) for path in sorted(folder.glob("*.jsonl")) for line in _lines(path)]


def digest(folder: Path = FOLDER) -> str:
    """The sha256 of all messages' files, in order."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.jsonl")))).hexdigest()


def _lines(path: Path) -> Iterable[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _read(line: str) -> Written:
    one = _Line.model_validate_json(line)
    message = Message(one.text, one.outcome, one.category, tuple(one.earlier))
    return Written(message, one.voice, AUTHORS[one.voice], _GROUP_OF.get(AUTHORS[one.voice]))
