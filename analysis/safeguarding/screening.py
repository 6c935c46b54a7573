"""The screen: rules, a learned vote, and what follows from both.

Rules say what a lead can read and change; the learned vote hears what no rule foresaw. The vote may raise an
alert alone, a rule unless the vote is sure that nothing is the matter. A message in a language that the
screen does not cover is for a person, whatever else is found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock

from analysis import sentences
from analysis.safeguarding.looking import Looked, look, make_matcher, pieces, stretches, window
from analysis.safeguarding.matching import Hit, Matcher
from analysis.safeguarding.outcome import Category, Outcome, Screen, Screened
from analysis.safeguarding.vote import Thresholds, Vote, Voter, load_voter
from analysis.text import is_empty, is_english

GRAVE: tuple[Category, ...] = ("suicidal", "sexual", "physical")
FEWEST_WORDS = 5
BRIEF = Thresholds(alert=0.8, grave=0.75, review=0.6)
"""“idk” and “no one” are what most people answer some question with, and no voice has enough of them: where
no rule says anything either, the vote must be surer of so few words than of more."""
TOGETHER = Thresholds(alert=0.9, grave=0.9, review=0.8)
"""Answers to different questions, read as one, often sound as if they told a story. With the thresholds of
single messages 13 % of 243 invented answers raised an alert with those before them, against 3 % alone."""
_LOST = (
    "The extra “semantic” is not installed: the screen goes by rules and spelling alone and misses many more"
    " disclosures than with it (docs/safeguarding.md)."
)
MOST_STRETCHES = 4
SILENT = Vote(0.0, "other", "nobody")
ENOUGH_TO_KNOW = 2000  # characters, to tell a language by
NOT_COVERED = "written in a language the screen does not cover: a person must read it"


@dataclass(frozen=True, slots=True)
class Judged:
    """What rules and the learned vote say about one message, or about the last three as one.

    `brief`: it has so few words that the learned vote knows little about it.
    """

    hits: tuple[Hit, ...]
    vote: Vote
    brief: bool = False


def make_screen(own_rules: Iterable[Path] = ()) -> Screen:
    """A screen, with the Trust's own rule files if it has any. Cheap: everything loads at the first message.

    Without the extra `semantic` it goes by rules and spelling alone; `capability` says what is lost.
    """
    return RulesAndVote(tuple(own_rules))


class RulesAndVote:
    """The screen of this package. One serves a whole process, from any thread.

    `voter` is for who tests or measures another; by default the best that can run here is loaded.
    """

    def __init__(self, own_rules: tuple[Path, ...] = (), voter: Voter | None = None) -> None:
        self._own_rules = own_rules
        self._voter = voter
        self._matcher: Matcher | None = None
        self._loading = Lock()

    def screen(self, text: str, earlier: Sequence[str] = (), language: str = "en") -> Screened:
        matcher, voter = self._loaded()
        views = pieces(text)
        if earlier:
            views = (*views, window(views[0], earlier))
        looked = [look(matcher, view) for view in views]
        readable = is_english(text[:ENOUGH_TO_KNOW]) or is_english(looked[0].signs.sentences[:ENOUGH_TO_KNOW])
        judged = _judged(looked, views, _votes(voter, looked) if readable else [SILENT] * len(looked))
        alone = judged[: -1 if earlier else None]
        if readable and _doubted(alone, voter.thresholds):
            alone = [*alone, *_nearer(matcher, voter, views[: len(alone)])]
        found = decided(alone, voter.thresholds)
        if earlier and found.outcome is not Outcome.ALERT:
            found = _graver(found, decided(judged[-1:], TOGETHER))
        return found if readable and _covers(language) else _for_a_person(found)

    def _loaded(self) -> tuple[Matcher, Voter]:
        with self._loading:
            self._matcher = self._matcher or make_matcher(self._own_rules)
            self._voter = self._voter or load_voter()
            return self._matcher, self._voter


def _doubted(views: Sequence[Judged], thresholds: Thresholds) -> bool:
    """Whether a rule alerts somewhere, and the vote of the view that it is in finds nothing the matter."""
    alerting = ([(hit, one.vote) for hit in one.hits if hit.alerts] for one in views)
    return any(hits and not any(_believed(*hit, thresholds) for hit in hits) for hits in alerting)


def _nearer(matcher: Matcher, voter: Voter, views: Sequence[str]) -> list[Judged]:
    """The first few stretches of `views` in which a rule alerts, judged by themselves.

    One line in the middle of a long and cheerful message weighs little in the vote on all of it.
    """
    parts = ((part, look(matcher, part)) for view in views for part in stretches(view))
    alerting = ((part, looked) for part, looked in parts if any(hit.alerts for hit in looked.hits))
    near = list(islice(alerting, MOST_STRETCHES))
    looked = [one for _, one in near]
    return _judged(looked, [part for part, _ in near], _votes(voter, looked))


def capability() -> tuple[str, ...]:
    """What is lost here, in words for whoever runs the service; nothing where the screen is whole."""
    if sentences.available():
        return ()
    return (_LOST,)


def _graver(alone: Screened, together: Screened) -> Screened:
    """The last messages as one, where that says more than the last alone."""
    return together if _GRAVITY[together.outcome] > _GRAVITY[alone.outcome] else alone


def _covers(language: str) -> bool:
    return language.partition("-")[0].lower() == "en"


def _judged(looked: Sequence[Looked], views: Sequence[str], votes: Sequence[Vote]) -> list[Judged]:
    found = zip(looked, views, votes, strict=True)
    return [Judged(one.hits, vote, len(view.split()) < FEWEST_WORDS) for one, view, vote in found]


def _votes(voter: Voter, looked: Sequence[Looked]) -> list[Vote]:
    """“idk” says nothing by itself; with what came before it, it is judged as a window."""
    said = [one.signs for one in looked if not is_empty(one.signs.sentences)]
    votes = iter(voter.votes(said))
    return [SILENT if is_empty(one.signs.sentences) else next(votes) for one in looked]


def decided(views: Sequence[Judged], thresholds: Thresholds) -> Screened:
    """What follows from a message by itself and, perhaps, with those before it: the graver of the two."""
    return max((_decided(one, thresholds) for one in views), key=lambda found: _GRAVITY[found.outcome])


_GRAVITY = {Outcome.NONE: 0, Outcome.REVIEW: 1, Outcome.ALERT: 2}


def _decided(judged: Judged, thresholds: Thresholds) -> Screened:
    vote, hits = judged.vote, judged.hits
    alerting = next((hit for hit in hits if _believed(hit, vote, thresholds)), None)
    if judged.brief and not hits:
        thresholds = BRIEF
    needed = _needed(judged, thresholds)
    reasons = tuple(_reason(hit) for hit in hits)
    if vote.likely > 0:
        reasons = (*reasons, _said(vote))
    if alerting or vote.likely >= needed:
        category = alerting.rule.category if alerting and vote.likely < needed else vote.category
        return Screened(Outcome.ALERT, category, reasons)
    if hits or vote.likely >= thresholds.review:
        return Screened(Outcome.REVIEW, hits[0].rule.category if hits else vote.category, reasons)
    return Screened(Outcome.NONE)


def _needed(judged: Judged, thresholds: Thresholds) -> float:
    """How sure the vote must be to alert: half as far beyond a review where some rule hit, guarded or not."""
    if judged.vote.category in GRAVE:
        return thresholds.grave
    return (thresholds.review + thresholds.alert) / 2 if judged.hits else thresholds.alert


def _believed(hit: Hit, vote: Vote, thresholds: Thresholds) -> bool:
    """Whether a rule alerts: not where the vote is sure of the contrary, or else a person only looks today.

    The vote cannot be sure of what it cannot read, and it does not know what the Trust's own rules are about.
    """
    return hit.alerts and (hit.rule.sure or vote is SILENT or vote.likely >= thresholds.review)


def _said(vote: Vote) -> str:
    return f"learned vote by {vote.by}: {vote.likely:.0%} likely, {vote.category.replace('_', ' ')}"


def _reason(hit: Hit) -> str:
    but = f" (but: {', '.join(dict.fromkeys(hit.guards))})" if hit.guards else ""
    return f"rule {hit.rule.code}: “{hit.words}”{but}"


def _for_a_person(found: Screened) -> Screened:
    """At least a review, for what the screen cannot read: the vote was not asked, rules may have alerted.

    It has no category where no rule gave one: nothing was found but that a person must read it.
    """
    outcome = Outcome.REVIEW if found.outcome is Outcome.NONE else found.outcome
    return Screened(outcome, found.category, (*found.reasons, NOT_COVERED))
