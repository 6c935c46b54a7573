"""The screen: rules, a learned vote, and what follows from both.

Rules say what a lead can read and change; the learned vote hears what no rule foresaw. Either may raise an
alert. A message in a language that the screen does not cover is for a person, whatever else is found.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

from analysis.safeguarding.matching import Hit, Matcher
from analysis.safeguarding.normalising import variants
from analysis.safeguarding.outcome import Category, Outcome, Screen, Screened
from analysis.safeguarding.rules import read_rules
from analysis.text import is_english

WINDOW = 3
NOT_COVERED = "written in a language the screen does not cover: a person must read it"


def make_screen(own_rules: Iterable[Path] = ()) -> Screen:
    """A screen, with the Trust's own rule files if it has any. Cheap: everything loads at the first message.

    Without the extra `semantic` it goes by rules and spelling alone; `capability` says what is lost.
    """
    return RulesAndVote(tuple(own_rules))


class RulesAndVote:
    """The screen of this package. One serves a whole process, from any thread."""

    def __init__(self, own_rules: tuple[Path, ...] = ()) -> None:
        self._own_rules = own_rules
        self._loading = Lock()

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(read_rules(self._own_rules))

    def screen(self, text: str, earlier: Sequence[str] = (), language: str = "en") -> Screened:
        with self._loading:
            matcher = self._matcher
        hits = matcher.match(variants(text, matcher.words))
        if earlier:
            joined = "\n".join([*earlier[1 - WINDOW :], text])
            hits = (*hits, *matcher.match(variants(joined, matcher.words)))
        return _not_less(_by_rules(hits), language, text)


def _by_rules(hits: Sequence[Hit]) -> Screened:
    if not hits:
        return Screened(Outcome.NONE)
    first = max(hits, key=lambda hit: hit.alerts)
    outcome = Outcome.ALERT if first.alerts else Outcome.REVIEW
    return Screened(outcome, first.rule.category, tuple(_reason(hit) for hit in hits))


def _reason(hit: Hit) -> str:
    but = f" (but: {', '.join(dict.fromkeys(hit.guards))})" if hit.guards else ""
    return f"rule {hit.rule.code}: “{hit.words}”{but}"


def _not_less(found: Screened, language: str, text: str) -> Screened:
    """At least a review for what the screen cannot read."""
    if language.partition("-")[0].lower() == "en" and is_english(text):
        return found
    outcome = Outcome.REVIEW if found.outcome is Outcome.NONE else found.outcome
    category: Category = found.category or "other"
    return Screened(outcome, category, (*found.reasons, NOT_COVERED))
