"""Anchors of the audit log: a line a day, outside the database, that says how far the log had come.

The chain shows what was altered within the log; only an anchor shows that its end was cut off, or that the
whole of it was written anew. A file of anchors is only ever added to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consultations.audit import Entry, broken

FILE = "audit.anchors"


@dataclass(frozen=True, slots=True)
class Anchor:
    """On `day` the log ended with the entry `number`, whose hash was `hash`."""

    day: date
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.number} {self.hash}"

    @classmethod
    def parse(cls, line: str) -> "Anchor":
        """Raises ValueError for a line that is none."""
        day, number, hash_ = line.split(" ")
        anchor = cls(date.fromisoformat(day), int(number), hash_)
        if str(anchor) != line:
            raise ValueError("not written by us")
        return anchor


def read_anchors(folder: Path) -> tuple[Sequence[Anchor], Sequence[str]]:
    """The anchors in `folder`, and what is wrong with the file, in words."""
    file = folder / FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    anchors, faults = [], []
    for place, line in enumerate(lines, start=1):
        try:
            anchors.append(Anchor.parse(line))
        except ValueError:
            faults.append(f"line {place} of the anchors is not an anchor")
    return anchors, faults


def add_anchor(folder: Path, last: Entry | None, today: date) -> Anchor | None:
    """Write down how far the log has come, once a day; None where there is nothing to say."""
    if last is None:
        return None
    known, _ = read_anchors(folder)
    if any(anchor.day == today for anchor in known):
        return None
    anchor = Anchor(today, last.number, last.hash)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(f"{anchor}\n")
    return anchor


def verify(entries: Iterable[Entry], anchors: Sequence[Anchor]) -> Iterator[str]:
    """All that is wrong with the log, in words: where its chain is broken, and where it misses an anchor."""
    hashes: dict[int, str] = {}
    yield from broken(noting(entries, {anchor.number for anchor in anchors}, hashes))
    yield from missed(anchors, hashes)


def noting(entries: Iterable[Entry], wanted: set[int], hashes: dict[int, str]) -> Iterator[Entry]:
    """`entries` as they pass, the hashes of the wanted ones kept: a log may be longer than the memory."""
    for entry in entries:
        if entry.number in wanted:
            hashes[entry.number] = entry.hash
        yield entry


def missed(anchors: Sequence[Anchor], hashes: Mapping[int, str]) -> Iterator[str]:
    for anchor in anchors:
        if anchor.number not in hashes:
            yield f"entry {anchor.number} is missing: the log reached it on {anchor.day.isoformat()}"
        elif hashes[anchor.number] != anchor.hash:
            yield f"entry {anchor.number} is another than on {anchor.day.isoformat()}"
