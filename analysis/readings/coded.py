"""The coded answers that the learned reading was taught with: `analysis/coded_answers/*.jsonl`.

Their README says how they were made and what the codes mean.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.readings.reading import Asked, Feeling, Kind
from consultations.forms.frames import Frame

FOLDER = Path(__file__).parent.parent / "coded_answers"


@dataclass(frozen=True, slots=True)
class Coded:
    """An answer with the question it answers, the voice it is written in, and its codes."""

    question: str
    frame: Frame
    answer: str
    audience: str
    voice: str
    label: Feeling
    kind: Kind

    @property
    def asked(self) -> Asked:
        return Asked(self.answer, self.question, self.frame)


def voices() -> tuple[str, ...]:
    """The voices that are there: one file each."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.jsonl")))


@cache
def read_coded(of: tuple[str, ...]) -> tuple[Coded, ...]:
    """The coded answers of these voices, by voice and line. Raises ValueError on an unknown code."""
    return tuple(one for voice in of for one in _read(FOLDER / f"{voice}.jsonl"))


@cache
def digest(of: tuple[str, ...]) -> str:
    """Changes with any coded answer of these voices; “gone” where a voice is missing."""
    lines = hashlib.sha256()
    for voice in of:
        path = FOLDER / f"{voice}.jsonl"
        lines.update(path.read_bytes() if path.exists() else b"gone")
    return lines.hexdigest()[:16]


def second_codes() -> list[tuple[Coded, Feeling, Kind]]:
    """Answers that somebody else coded too, without seeing the first codes: with label and kind by them."""
    found = []
    for path in sorted((FOLDER / "second").glob("*.jsonl")):
        first = list(_read(FOLDER / path.name))
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append((first[row["line"] - 1], Feeling(row["label"]), Kind(row["kind"])))
    return found


def _read(path: Path) -> Iterator[Coded]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Coded(
            question=row["question"],
            frame=Frame(row["frame"]),
            answer=row["answer"],
            audience=row["audience"],
            voice=row["voice"],
            label=Feeling(row["label"]),
            kind=Kind(row["kind"]),
        )
