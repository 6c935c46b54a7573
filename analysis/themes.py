"""Which themes an answer touches, and the words that say so.

The words of a taxonomy stand in a trie of words, so that a text is read once, left to right, however many
themes there are: time grows with the text's length times the longest phrase, and no text can make it slow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.taxonomy import OTHER, Taxonomy
from analysis.text import plain_words


@dataclass(frozen=True, slots=True)
class ThemeMatch:
    """A theme and the words that matched it, as they stand in the answer; none for “other”."""

    code: str
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    """One step of the trie: what may come next, as a whole word or its beginning, and what ends here."""

    exact: dict[str, "_Node"] = field(default_factory=dict)
    beginnings: dict[str, "_Node"] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)

    def add(self, word: str) -> "_Node":
        if word.endswith("*"):
            self.lengths.add(len(word) - 1)
            return self.beginnings.setdefault(word[:-1], _Node())
        return self.exact.setdefault(word, _Node())

    def after(self, word: str) -> Iterator["_Node"]:
        if word in self.exact:
            yield self.exact[word]
        for length in self.lengths:
            if word[:length] in self.beginnings:
                yield self.beginnings[word[:length]]


class Matcher:
    """A taxonomy made ready for matching. Build it once and keep it."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._order = [theme.code for theme in taxonomy.themes]
        self._root = _Node()
        for theme in taxonomy.themes:
            for phrase in theme.words:
                self._learn(phrase, theme.code)

    def _learn(self, phrase: str, code: str) -> None:
        node = self._root
        for word in phrase.split():
            node = node.add(word)
        node.codes.append(code)

    def match(self, text: str) -> tuple[ThemeMatch, ...]:
        """The themes of `text` in the taxonomy's order; “other” alone when none of them matched."""
        found: dict[str, dict[str, None]] = {}
        text_words = plain_words(text)
        for start in range(len(text_words)):
            for code, phrase in self._from(text_words, start):
                found.setdefault(code, {})[phrase] = None
        matches = tuple(ThemeMatch(code, tuple(found[code])) for code in self._order if code in found)
        return matches or (ThemeMatch(OTHER),)

    def _from(self, text_words: Sequence[str], start: int) -> Iterator[tuple[str, str]]:
        """Every theme whose phrase begins at word `start`, with the phrase as the answer has it."""
        nodes = [self._root]
        for end in range(start, len(text_words)):
            nodes = [after for node in nodes for after in node.after(text_words[end])]
            if not nodes:
                return
            phrase = " ".join(text_words[start : end + 1])
            yield from ((code, phrase) for node in nodes for code in node.codes)
