"""Which of a theme file's words a written word is: as it stands, in another form of it, or misspelt.

A theme file's word stands for its usual forms too: “bus” for “buses”, “listen” for “listening” and
“listened”, “kind” for “kindness”. A word in quotes (`"park"`) stands for itself alone, one with `*` for
every word that begins so. A word of six letters or more that is nothing else is compared with the file's
words once more with one letter wrong, missing, added or changed round (“helpfull”, “aptments” is two and
stays out): the deletion index of Garbe's “Symmetric Delete” (2012). All of it is remembered word by word.
"""

from collections.abc import Iterable, Iterator

EXACT = '"'
ENDING = "*"
_SUFFIXES = ("s", "es", "ed", "d", "ing", "ly", "ness")
_FEWEST_LETTERS = 4
"""Shorter words have a plural and no other form: “bus”, but not “bed” for “be”."""
_FEWEST_MISSPELT = 6
_MOST_REMEMBERED = 100_000
_LONGEST = 40


class Vocabulary:
    """The words of a theme file, in the form of `taxonomy.matching_form`, made ready to be found."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._exact: dict[str, list[str]] = {}
        self._beginnings: dict[str, str] = {}
        self._near: dict[str, list[str]] = {}
        for token in dict.fromkeys(tokens):
            self._learn(token)
        self._lengths = sorted({len(each) for each in self._beginnings})
        self._remembered: dict[str, tuple[str, ...]] = {}

    def _learn(self, token: str) -> None:
        if token.endswith(ENDING):
            self._beginnings[token[:-1]] = token
            return
        for form in forms(token):
            self._exact.setdefault(form, []).append(token)
        if len(token) >= _FEWEST_MISSPELT and not token.endswith(EXACT):
            for less in _with_one_less(token):
                self._near.setdefault(less, []).append(token)

    def tokens(self, word: str) -> tuple[str, ...]:
        """The file's words that `word` is a form of; none for nearly all words."""
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[word] = tuple(self._find(word))
        return found

    def _find(self, word: str) -> list[str]:
        found = list(self._exact.get(word, ()))
        found += [self._beginnings[word[:n]] for n in self._lengths if word[:n] in self._beginnings]
        return found or list(self._misspelt(word))

    def _misspelt(self, word: str) -> Iterator[str]:
        if not _FEWEST_MISSPELT <= len(word) <= _LONGEST:
            return
        near = {token for less in _with_one_less(word) for token in self._near.get(less, ())}
        yield from sorted(token for token in near if token[0] == word[0] and _one_off(token, word))


def forms(token: str) -> set[str]:
    """`token` and its usual forms; itself alone where it stands in quotes."""
    if token.endswith(EXACT):
        return {token[:-1]}
    if len(token) < _FEWEST_LETTERS:
        return {token, *(token + ending for ending in ("s", "es") if len(token) > 2)}
    found = {token, *(token + suffix for suffix in _SUFFIXES)}
    found |= {token + token[-1] + suffix for suffix in ("ed", "ing")}
    if token.endswith("e"):
        found.add(f"{token[:-1]}ing")
    if token.endswith("y"):
        found |= {token[:-1] + suffix for suffix in ("ies", "ied", "ily", "iness")}
    if token.endswith("s") and len(token) > _FEWEST_LETTERS and not token.endswith("ss"):
        found.add(token[:-1])
    return found


def _with_one_less(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _one_off(one: str, other: str) -> bool:
    """Whether one letter wrong, missing, added or two changed round make `one` into `other`."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rest, others = one[start:], other[start:]
    swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
