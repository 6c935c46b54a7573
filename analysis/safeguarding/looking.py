"""A message made ready: its variants, the rules that hit it, and what the learned vote goes by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.safeguarding.matching import Hit, Matcher
from analysis.safeguarding.normalising import plain_sentences, variants
from analysis.safeguarding.rules import read_rules
from analysis.safeguarding.vote import HERE, Signs

WORDS_FILE = HERE / "words.txt"
WINDOW = 3
LONGEST = 120  # words: hardly ever more than the 256 tokens that the sentence model reads
STEP = 90
MOST_PIECES = 30
NEAR = 18  # words of a stretch: about one clause and what is said around it


@dataclass(frozen=True, slots=True)
class Looked:
    """One message or window, the hits in it and the signs for the vote."""

    hits: tuple[Hit, ...]
    signs: Signs


def make_matcher(own_rules: Iterable[Path] = ()) -> Matcher:
    """The rules of the package and the Trust's own, and the words that the messages hold."""
    return Matcher(read_rules(own_rules), frozenset(WORDS_FILE.read_text(encoding="utf-8").split()))


def window(text: str, earlier: Sequence[str]) -> str:
    """The last three messages as one."""
    return ". ".join([*earlier[1 - WINDOW :], text])


def pieces(text: str) -> tuple[str, ...]:
    """`text`, or where it is longer than the sentence model reads, overlapping pieces of whole words.

    What comes after the thirtieth piece (some 2,700 words) is one more, however long: rules and spelling read
    all of it, meaning its beginning.
    """
    words = text.split(" ")
    if len(words) <= LONGEST:
        return (text,)
    starts = range(0, min(len(words) - LONGEST + STEP, MOST_PIECES * STEP), STEP)
    found = [" ".join(words[start : start + LONGEST]) for start in starts]
    rest = words[starts[-1] + LONGEST :]
    return (*found, " ".join(rest)) if rest else tuple(found)


def stretches(text: str) -> tuple[str, ...]:
    """Overlapping stretches of `text`; nothing where it is hardly longer than one."""
    words = text.split()
    if len(words) < NEAR * 3 // 2:
        return ()
    starts = range(0, len(words) - NEAR // 2, NEAR // 2)
    return tuple(" ".join(words[start : start + NEAR]) for start in starts)


def look(matcher: Matcher, text: str) -> Looked:
    """`text` made ready. Pure, and the only way to make `Signs`: training and screening go by the same."""
    message = variants(text, matcher.words)
    return Looked(matcher.match(message), Signs(message, plain_sentences(text, matcher.words)))
