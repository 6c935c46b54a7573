"""Which rules a message matches, and which guards stand against it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.safeguarding.normalising import STOP, Variants
from analysis.safeguarding.phrases import Phrase
from analysis.safeguarding.rules import GuardName, Rule, Rules
from analysis.safeguarding.spellings import WORDS

_SHORT_FORMS = frozenset(word for word in WORDS if len(word) >= 3 and word.isalpha())
_NEAR = 3
_STEM = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, the words it matched, and the guards that find them harmless."""

    rule: Rule
    words: str
    guards: tuple[GuardName, ...]

    @property
    def alerts(self) -> bool:
        return self.rule.alert and not self.guards


class _Index:
    """Phrases by the words of which a message must have one: only those that can match are tried."""

    def __init__(self, phrases: Iterable[tuple[int, Phrase]]) -> None:
        self._exact: dict[str, list[tuple[int, Phrase]]] = {}
        self._stems: dict[str, list[tuple[int, Phrase]]] = {}
        for number, phrase in phrases:
            for anchor in phrase.anchors:
                stem = anchor.endswith("*")
                shelf, key = (self._stems, anchor[:_STEM]) if stem else (self._exact, anchor)
                shelf.setdefault(key, []).append((number, phrase))

    def possible(self, words: Iterable[str]) -> Iterator[tuple[int, Phrase]]:
        seen: set[int] = set()
        for word in words:
            for number, phrase in (*self._exact.get(word, ()), *self._stems.get(word[:_STEM], ())):
                if id(phrase) not in seen:
                    seen.add(id(phrase))
                    yield number, phrase


class Matcher:
    """The rules made ready, and the `words` that a disguise may hide besides those of the rules.

    Build it once and keep it; any thread may match with it.
    """

    def __init__(self, rules: Rules, words: frozenset[str] = frozenset()) -> None:
        self.rules = rules
        self.words = rules.words | words | _SHORT_FORMS
        self._index = _Index(
            (number, phrase) for number, rule in enumerate(rules.rules) for phrase in rule.phrases
        )
        self._guards = [(guard, _Index((0, phrase) for phrase in guard.anywhere)) for guard in rules.guards]

    def match(self, message: Variants) -> tuple[Hit, ...]:
        """Every rule that matches, once, in the order of the rules: at its most alarming."""
        found: dict[int, Hit] = {}
        for line in message.each():
            for number, hit in self._in(line):
                if number not in found or hit.alerts > found[number].alerts:
                    found[number] = hit
        return tuple(found[number] for number in sorted(found))

    def _in(self, line: str) -> Iterator[tuple[int, Hit]]:
        words = set(line.split())
        around: tuple[GuardName, ...] | None = None
        for number, phrase in self._index.possible(words):
            for match in phrase.expression.finditer(line):
                if around is None:
                    around = self._around(line, words)
                rule = self.rules.rules[number]
                sentence = line[: match.start()].rpartition(f" {STOP} ")[2].split()
                near = (*sentence[-_NEAR:], *_between(match, phrase))
                named = [word for word in match[0].split() if word in phrase.words]
                guards = () if rule.certain else (*self._beside(near, named), *around)
                held = tuple(guard for guard in guards if guard not in rule.despite)
                yield number, Hit(rule, match[0].strip(), held)

    def _around(self, line: str, words: set[str]) -> tuple[GuardName, ...]:
        return tuple(
            guard.name
            for guard, index in self._guards
            if any(phrase.expression.search(line) for _, phrase in index.possible(words))
        )

    def _beside(self, near: Sequence[str], named: Sequence[str]) -> Iterator[GuardName]:
        """Guards with words `near` the hit, unless what the phrase names holds them too (“no food”)."""
        for guard, _ in self._guards:
            if _any(guard.just_before, near) and not _any(guard.just_before, named):
                yield guard.name


def _any(phrases: Iterable[Phrase], words: Sequence[str]) -> bool:
    line = f" {' '.join(words)} "
    return any(phrase.expression.search(line) for phrase in phrases)


def _between(match: re.Match[str], phrase: Phrase) -> list[str]:
    """The words of the match that the phrase does not name: those in its gaps."""
    return [word for word in match[0].split() if word not in phrase.words]
