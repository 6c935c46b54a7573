"""The small language of the rules' phrases, and its way into regular expressions.

    word   word*   (a|b c|d)   [may|be there]   <list>   ..  (up to 3 words between)   ...  (up to 8)

Who somebody is (“mum”, “he”) stands also for “mum is” and “mum’s”: without apostrophes, “mums”.

A phrase matches a line of `normalising.Variants`: whole words with one space after each. Every expression is
bounded, so that no text can make it slow.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_PIECE = re.compile(r"\.\.\.|\.\.|[()\[\]|]|<[\w]+>|[^\W_]+\*?|\S")
_GAPS = {"..": 3, "...": 8}
_SHORTEST_STEM = 3
_EVERYDAY = """
i im me my he hes she shes they him her them his the a to of in on at and or if is was be been it so for with
not no dont cant get got go going when we us all you your did have has had want wants just that this what up
"""
_EVERYWHERE = frozenset(_EVERYDAY.split())
_PEOPLE = """
he she mum dad mam father mother brother sister uncle auntie aunt nan nana gran grandad grandma grandpa
boyfriend girlfriend partner husband wife man teacher coach carer neighbour friend mate cousin
"""
_WITH_IS = frozenset(_PEOPLE.split())


class PhraseError(ValueError):
    """A phrase that is not written in the language; the message says why."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase ready to match. A line without any of `anchors` cannot match it.

    `words`: every whole word it names (what a disguise may hide).
    """

    written: str
    expression: re.Pattern[str]
    anchors: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a phrase: its expression, words of which one must be there (or none such), all words."""

    expression: str
    needed: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def read_phrase(written: str, lists: Mapping[str, Sequence[str]]) -> Phrase:
    """The phrase, with `<name>` standing for any item of `lists[name]`. Raises PhraseError."""
    reader = _Reader(_PIECE.findall(written.lower().replace("'", "").replace("’", "")), lists)
    whole = reader.sequence(closing=())
    if not whole.needed:
        raise PhraseError("It has no word that must be there.")
    return Phrase(written, re.compile(f"(?<= ){whole.expression}"), whole.needed, whole.words)


def _cost(needed: frozenset[str]) -> float:
    """How often one of these words stands in any message, roughly: few and rare words are better anchors."""
    return len(needed) + 100 * len(needed & _EVERYWHERE) if needed else float("inf")


class _Reader:
    """Reads the pieces of one phrase, left to right."""

    def __init__(self, pieces: list[str], lists: Mapping[str, Sequence[str]]) -> None:
        self._pieces = pieces
        self._at = 0
        self._lists = lists

    def sequence(self, closing: tuple[str, ...]) -> _Part:
        """Parts one after the other, up to one of `closing` (left to be read) or the end."""
        parts = list(self._parts(closing))
        if self._next() is None and closing:
            raise PhraseError("A bracket is not closed.")
        best = min((part.needed for part in parts if part.needed), key=_cost, default=frozenset[str]())
        words = frozenset[str]().union(*(part.words for part in parts))
        return _Part("".join(part.expression for part in parts), best, words)

    def _next(self) -> str | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _parts(self, closing: tuple[str, ...]) -> Iterator[_Part]:
        while (piece := self._next()) is not None and piece not in closing:
            self._at += 1
            yield self._part(piece)

    def _part(self, piece: str) -> _Part:
        if piece in _GAPS:
            return _Part(f"(?:[^\\W_]+ ){{0,{_GAPS[piece]}}}?")
        if piece == "(":
            return self._choice(")")
        if piece == "[":
            inside = self._choice("]")
            return _Part(f"(?:{inside.expression})?", words=inside.words)
        if piece.startswith("<"):
            return self._list(piece[1:-1])
        return _word(piece)

    def _choice(self, close: str) -> _Part:
        ways = []
        while True:
            ways.append(self.sequence(closing=("|", close)))
            ended = self._next() == close
            self._at += 1
            if ended:
                return _either(ways)

    def _list(self, name: str) -> _Part:
        if name not in self._lists:
            known = ", ".join(sorted(self._lists)) or "none"
            raise PhraseError(f"There is no list “{name}” (there are: {known}).")
        return _either([_in_a_row(item) for item in self._lists[name]])


def _in_a_row(item: str) -> _Part:
    reader = _Reader(_PIECE.findall(item.lower().replace("'", "").replace("’", "")), {})
    return reader.sequence(closing=())


def _either(ways: Sequence[_Part]) -> _Part:
    if not all(way.expression for way in ways):
        raise PhraseError("A choice in it is empty.")
    needed = frozenset[str]().union(*(way.needed for way in ways))
    all_need = all(way.needed for way in ways)
    expression = "|".join(sorted((way.expression for way in ways), key=len, reverse=True))
    words = frozenset[str]().union(*(way.words for way in ways))
    return _Part(f"(?:{expression})", needed if all_need else frozenset(), words)


def _word(piece: str) -> _Part:
    stem = piece.removesuffix("*")
    if not stem.isalnum():
        raise PhraseError(f"“{piece}” is not understood.")
    if stem in _WITH_IS and stem == piece:
        forms = frozenset({piece, f"{piece}s"})
        return _Part(f"{piece}s? ", forms, forms)
    if stem == piece:
        return _Part(f"{piece} ", frozenset({piece}), frozenset({piece}))
    if len(stem) < _SHORTEST_STEM:
        raise PhraseError(
            f"“{piece}” would match too much: at least {_SHORTEST_STEM} letters before the star."
        )
    return _Part(f"{stem}[^\\W_]* ", frozenset({piece}), frozenset({stem}))
