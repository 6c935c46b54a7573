"""Texts written for this project to measure redaction on, with what must be found marked: “{name|Ffion}”.

`worked_on.txt` was looked at while the rules were made; near its end are texts of other writers.
`held_out.txt` was written before the first rule, and its faults are only counted, never mended one by one.
`unseen.txt` is another writer's, measured when the rules were done and not looked at since.
`schools.txt` has schools as children write them, mostly without “school” beside them, and as many texts like
these without one; it was worked on. `schools_unseen.txt` is of the same kind; nobody looked at its faults.
`odd_forms.txt` has numbers, addresses and names in the forms that a hurried or a careful hand gives them;
each third of it was measured once, at first sight, and then worked on.
Nobody's real words, names, numbers or addresses: phone numbers are those that Ofcom keeps for drama,
mail goes to example.com.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.redaction import Span, redact

_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")
_KINDS = {"nhs": "nhs_number", "nino": "ni_number", "dob": "date_of_birth"}


@dataclass
class Measured:
    """How many spans are marked and were wholly covered, by kind; and what was covered without a mark."""

    marked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    taken: int = 0
    taken_wrongly: int = 0
    clean: int = 0
    clean_touched: int = 0

    def recall(self, *kinds: str) -> float:
        return sum(self.found[kind] for kind in kinds) / sum(self.marked[kind] for kind in kinds)


def texts(name: str) -> Iterator[tuple[str, list[Span]]]:
    """The texts of a file and what is marked in them."""
    for line in (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        yield plain(line)


def plain(marked: str) -> tuple[str, list[Span]]:
    text, spans, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), _KINDS.get(mark[1], mark[1])))  # type: ignore[arg-type]
        text += mark[2]
        last = mark.end()
    return text + marked[last:], spans


def measure(name: str) -> Measured:
    """A span is found when no character of it but spaces and points at its ends is left to read."""
    measured = Measured()
    for text, marked in texts(name):
        taken = redact(text).spans
        covered = {place for span in taken for place in range(span.start, span.end)}
        for span in marked:
            measured.marked[span.kind] += 1
            measured.found[span.kind] += covered.issuperset(range(span.start, span.end))
        measured.taken += len(taken)
        measured.taken_wrongly += sum(not any(_meets(one, span) for span in marked) for one in taken)
        measured.clean += not marked
        measured.clean_touched += not marked and bool(taken)
    return measured


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
