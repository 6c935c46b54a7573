"""Who was erased, outside the database: so that a restore from a backup brings nobody back.

A line for each erasure and each withdrawal, only ever added. A line holds a keyed fingerprint of the person's
address and no address: without the key nobody can tell who it was.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from consultations.errors import Fault, FaultyInput, Place
from consultations.sealing import KeyRing

PURPOSE = "erasure"
"""What the addresses are hashed for."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """At `at` somebody was erased: from one consultation, or, where it is "", altogether."""

    at: datetime
    who: str
    consultation: str = ""

    def to_line(self) -> str:
        return json.dumps({**asdict(self), "at": self.at.isoformat()})

    @classmethod
    def from_line(cls, line: str) -> "Erasure":
        """Raises ValueError, KeyError or TypeError for a line that is none."""
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"])
        if at.tzinfo is None or not isinstance(told["who"], str) or not isinstance(told["consultation"], str):
            raise ValueError("not written by us")
        return cls(at, told["who"], told["consultation"])


NoteErasure = Callable[[Erasure], None]


def note_nothing(_: Erasure) -> None:
    """Where nothing outlives the process."""


def who(ring: KeyRing, channel: str, address: str) -> str:
    """How the person at `address` stands in the file."""
    return whoever(ring, channel, address)[0]


def whoever(ring: KeyRing, channel: str, address: str) -> list[str]:
    """The same with each key of the ring: the line may be older than the present one."""
    return list(ring.fingerprints(f"{channel}\0{address}", PURPOSE))


class ErasureFile:
    """The file at `path`. Several processes may add to it at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, erasure: Erasure) -> None:
        """Add a line; it has reached the disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(opened, f"{erasure.to_line()}\n".encode())
            os.fsync(opened)
        finally:
            os.close(opened)

    def all(self) -> list[Erasure]:
        """Every line, the oldest first. `FaultyInput` names those that are none."""
        written = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        found, faults = [], []
        for number, line in enumerate(written, start=1):
            try:
                found.append(Erasure.from_line(line))
            except (ValueError, KeyError, TypeError):
                place = Place(file=self._path.name, row=number)
                faults.append(
                    Fault("no_erasure", "This is no erasure.", "Restore the line as it was.", place)
                )
        if faults:
            raise FaultyInput("bad_erasures", "Some lines of the erasures cannot be read.", faults)
        return found
