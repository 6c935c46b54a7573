"""Rows on disk as they are read, so that a run which was broken off goes on where it stood.

Beside OUT stand, until it is complete, `OUT.part` with the rows and `OUT.part.json` with how many of them are
whole, and of which input and options. Rows that another input or other options made are never continued.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from analysis.alone import Value
from together.tables import open_writer

_BLOCK = 1 << 20


@dataclass(slots=True)
class Kept:
    """What is whole in `OUT.part`: so many rows, in so many bytes, and how many were not read, and why."""

    key: str
    rows: int = 0
    size: int = 0
    problems: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    """For each reason, the number of the first row."""


def key_of(source: Path, *options: object) -> str:
    """Changes with the input's content and with what is to be done."""
    digest = hashlib.sha256(repr(options).encode())
    with source.open("rb") as file:
        for block in iter(lambda: file.read(_BLOCK), b""):
            digest.update(block)
    return digest.hexdigest()


class Part:
    """The rows of one run. Use `begin`, then `add` and, when all are in, `finish`."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._part = out.with_name(out.name + ".part")
        self._state = out.with_name(out.name + ".part.json")

    def begin(self, key: str, *, fresh: bool) -> Kept:
        """What an earlier run with the same key left, cut back to whole rows; nothing where it is `fresh`."""
        kept = None if fresh else self._left(key)
        if kept is None:
            kept = Kept(key)
            self._part.write_bytes(b"")
        else:
            os.truncate(self._part, kept.size)
        return kept

    def _left(self, key: str) -> Kept | None:
        try:
            kept = Kept(**json.loads(self._state.read_text(encoding="utf-8")))
            whole = self._part.stat().st_size >= kept.size
        except (OSError, ValueError, TypeError):
            return None
        return kept if whole and kept.key == key else None

    def add(self, kept: Kept, rows: Sequence[Sequence[Value]], problems: Sequence[tuple[int, str]]) -> None:
        """Append whole rows and say so; what is said is never ahead of what is written."""
        data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "replace")
        with self._part.open("ab") as file:
            file.write(data)
        kept.rows += len(rows)
        kept.size += len(data)
        for number, problem in problems:
            kept.problems[problem] = kept.problems.get(problem, 0) + 1
            kept.first.setdefault(problem, number)
        beside = self._state.with_suffix(".tmp")
        beside.write_text(json.dumps(asdict(kept)), encoding="utf-8")
        beside.replace(self._state)

    def rows(self) -> Iterator[list[Value]]:
        with self._part.open(encoding="utf-8") as file:
            yield from map(json.loads, file)

    def finish(self, headings: Sequence[str]) -> None:
        """Write OUT from the rows, whole or not at all, and clear away what stood beside it."""
        beside = self._out.with_name(self._out.name + ".tmp")
        writer = open_writer(beside, self._out.suffix)
        try:
            writer.write(headings)
            for row in self.rows():
                writer.write(row)
        finally:
            writer.close()
        beside.replace(self._out)
        self._part.unlink()
        self._state.unlink(missing_ok=True)
