"""How people judged our answers, as far as it may be shown: counts for everybody, reasons for officers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from admin_api.translation.speaking import message, translate
from analysis.disclosure_control import Count, Rule, protect_partition
from consultations.accountability import Ask, Verdict
from consultations.storage.asks import Asks
from consultations.storage.fairness import Fairness

VERDICTS: Sequence[Verdict] = ("yes", "partly", "no")
WORDS: Mapping[Verdict, str] = {
    "yes": message("fair"),
    "partly": message("partly fair"),
    "no": message("not fair"),
}
MOST_REASONS = 5
"""For each answer: enough to learn from, and it stays untold how many there are."""
Judged = Mapping[Verdict, Count]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that people were given before, how they judged it, and why some thought it not quite fair.

    `judged` is "" where too few did. `reasons` are without what tells who somebody is.
    """

    ask: Ask
    judged: str
    reasons: tuple[str, ...]


def judged(connection: Connection, ask_id: int, rule: Rule) -> Judged:
    counts = Fairness(connection).counts(ask_id)
    cells = protect_partition([counts[verdict] for verdict in VERDICTS], rule)
    return dict(zip(VERDICTS, cells, strict=True))


def judged_words(counts: Judged | None) -> str:
    """How people judge an answer, or "" where nothing can be said."""
    shares = judged_shares(counts) if counts else ""
    return translate("Is it a fair answer? People said {shares}.", shares=shares) if shares else ""


def judged_shares(counts: Judged) -> str:
    """“fair: 10, partly fair: 5, not fair: 0”, or "" where nothing can be said."""
    if not any(one.value for one in counts.values()):
        return ""
    return ", ".join(f"{WORDS[verdict]}: {counts[verdict]}" for verdict in VERDICTS)


def earlier_answers(
    connection: Connection, plan: str, outcomes: Collection[str], rule: Rule, redacted: Callable[[str], str]
) -> Iterator[Earlier]:
    """What was answered about these outcomes of a plan, the newest first."""
    answered = [one for one in Asks(connection).published() if one.plan_code == plan]
    for one in sorted(answered, key=lambda each: -each.id):
        if one.outcome_code in outcomes:
            why = tuple(map(redacted, _reasons(connection, one.id, rule)))
            yield Earlier(one, judged_words(judged(connection, one.id, rule)), why)


def _reasons(connection: Connection, ask_id: int, rule: Rule) -> list[str]:
    """The newest reasons against an answer; none where few gave one. What a concern holds is left out."""
    against = [one.why for one in Fairness(connection).reasons(ask_id) if one.verdict != "yes" and one.why]
    return [] if len(against) < rule.threshold else against[:MOST_REASONS]
