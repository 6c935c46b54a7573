"""Where something that identifies stands in a text, and the text without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Kind = Literal[
    "email",
    "url",
    "handle",
    "nhs_number",
    "phone",
    "ni_number",
    "postcode",
    "date_of_birth",
    "school",
    "address",
    "name",
]
"""In the order in which one wins over another where they overlap."""

_RANK = {kind: rank for rank, kind in enumerate(get_args(Kind))}
_SHOWN = {kind: f"[{kind.replace('_', ' ')}]" for kind in get_args(Kind)} | {
    "url": "[web page]",
    "handle": "[user name]",
    "nhs_number": "[NHS number]",
    "ni_number": "[National Insurance number]",
}


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text as it was given, and the spans that are taken out of it: in order, none overlapping another."""

    given: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The text with “[name]”, “[school]” … in place of each span."""
        kept: list[str] = []
        last = 0
        for start, end, kind in self.spans:
            kept += (self.given[last:start], _SHOWN[kind])
            last = end
        return "".join((*kept, self.given[last:]))


def without_overlaps(found: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping spans as one that covers them all, of the kind that wins."""
    kept: list[Span] = []
    for span in sorted(found):
        if kept and span.start < kept[-1].end:
            before = kept.pop()
            kind = min(before.kind, span.kind, key=_RANK.__getitem__)
            span = Span(before.start, max(before.end, span.end), kind)
        kept.append(span)
    return tuple(kept)
