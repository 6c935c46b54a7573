"""A message made ready: its variants, the rules that hit it, and what the learned vote goes by."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.safeguarding.matching import Hit, Matcher
from analysis.safeguarding.normalising import plain_sentences, variants
from analysis.safeguarding.vote import Signs

WINDOW = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """One message or window, the hits in it and the signs for the vote."""

    hits: tuple[Hit, ...]
    signs: Signs


def window(text: str, earlier: Sequence[str]) -> str:
    """The last three messages as one."""
    return ". ".join([*earlier[1 - WINDOW :], text])


def look(matcher: Matcher, text: str) -> Looked:
    """`text` made ready. Pure, and the only way to make `Signs`: training and screening go by the same."""
    message = variants(text, matcher.words)
    hits = matcher.match(message)
    alerting = sum(hit.alerts for hit in hits)
    guarded = sum(hit.rule.alert and not hit.alerts for hit in hits)
    reviewing = sum(not hit.rule.alert for hit in hits)
    return Looked(hits, Signs(message, plain_sentences(text), alerting, guarded, reviewing))
