"""The words that carry a feeling or say what an answer does, from `analysis/lexicons/feelings.tsv`.

The file is our own: service words, British and young people's words, signs, and what says a worry, a need,
an idea or unfairness. A word with 0 is dropped on purpose: “more”, “new”, “better” say no feeling. What the
file does not have is looked up in TextBlob's list (adjectives) and in VADER's, and where both know a word
they are averaged.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.readings.pattern import pattern
from analysis.readings.tokens import tokens

FILE = Path(__file__).parent.parent / "lexicons" / "feelings.tsv"
STRONGEST_IN_VADER = 4.0
LEAST = 0.15
"""A polarity nearer to nought than this is none."""
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase as tokens, its polarity from -1 to 1, and the kind of answer that it points to or ""."""

    words: tuple[str, ...]
    polarity: float
    cue: str


Lexicon = Mapping[str, Sequence[Entry]]
"""First token → the entries that begin with it, the longest first."""


@cache
def phrases() -> Lexicon:
    """The entries of our own file."""
    found: dict[str, list[Entry]] = {}
    for entry in _entries():
        found.setdefault(entry.words[0], []).append(entry)
    return {first: sorted(entries, key=lambda one: -len(one.words)) for first, entries in found.items()}


def _entries() -> Iterator[Entry]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            words = tuple(tokens(row["words"]))
            if words:
                yield Entry(words, float(row["polarity"]), row["cue"])


@cache
def digest() -> str:
    """Changes with our file."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:8]


@cache
def _vader_words() -> Mapping[str, float]:
    return dict(SentimentIntensityAnalyzer().lexicon)


class _Known(dict[str, float]):
    """Word → its polarity in TextBlob's and VADER's lists; 0 where neither has it."""

    def __missing__(self, word: str) -> float:
        values = []
        if word in pattern() and None in pattern()[word]:
            values.append(float(pattern()[word][None][0]))
        if word in _vader_words():
            values.append(_vader_words()[word] / STRONGEST_IN_VADER)
        mean = sum(values) / len(values) if values else 0.0
        if len(self) > 100_000:
            self.clear()
        self[word] = mean if abs(mean) >= LEAST else 0.0
        return self[word]


known = _Known()


def entry_at(found: Sequence[str], place: int) -> Entry | None:
    """The longest entry of ours that begins at `place` among the tokens `found`."""
    for entry in phrases().get(found[place], ()):
        if tuple(found[place : place + len(entry.words)]) == entry.words:
            return entry
    return None
