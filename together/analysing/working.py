"""Reads chunks of rows in this process or in several, in their order and never many at once."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.pool import AsyncResult

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # ships no types

from analysis.alone import Methods, Value, read_alone, unread
from analysis.readings import AnswerReader, Asked, best_reader
from analysis.safeguarding.screening import RulesAndVote, make_screen
from analysis.safeguarding.vote import load_spelling
from analysis.taxonomy import Taxonomy
from analysis.theme_learning import ThemeModel
from together.analysing.job import Chunk, Places

_START = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
AHEAD = 3
"""Chunks in waiting for each process."""
MOST_REMEMBERED, SHORT = 20_000, 300
"""Answers, and their letters: some 40 MB in each process."""


@dataclass(frozen=True, slots=True)
class Work:
    """What every process needs to know. `careful`: with the sentence model wherever it helps."""

    taxonomy: Taxonomy
    places: Places
    careful: bool
    concerns: bool
    themes: ThemeModel | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk's rows as they were, each with the readings of its answer, and why some were not read."""

    rows: list[tuple[Value, ...]]
    problems: list[tuple[int, str]]


class Worker:
    """Reads chunks; made once in each process."""

    def __init__(self, work: Work) -> None:
        self._places = work.places
        reader = best_reader(work.taxonomy) if work.careful else AnswerReader(work.taxonomy)
        screen = make_screen() if work.careful else RulesAndVote((), load_spelling())
        self._methods = Methods(work.taxonomy, reader, screen if work.concerns else None, work.themes)
        self._remembered: dict[Asked, tuple[Value, ...]] = {}

    def read(self, chunk: Chunk) -> Done:
        asked = [None if line.problem else self._places.asked(line.cells) for line in chunk.lines]
        found = self._found([one for one in asked if one is not None])
        rows: list[tuple[Value, ...]] = [
            (*line.cells, *(unread(line.problem) if one is None else found[one]))
            for line, one in zip(chunk.lines, asked, strict=True)
        ]
        return Done(rows, [(line.number, line.problem) for line in chunk.lines if line.problem])

    def _found(self, asked: Sequence[Asked]) -> dict[Asked, tuple[Value, ...]]:
        """Equal answers to equal questions are read once, as long as they are remembered."""
        new = [one for one in dict.fromkeys(asked) if one not in self._remembered]
        found = dict(zip(new, read_alone(self._methods, new), strict=True))
        found |= {one: self._remembered[one] for one in asked if one in self._remembered}
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered |= {one: row for one, row in found.items() if len(one.text) <= SHORT}
        return found


_worker: Worker | None = None


def _begin(work: Work) -> None:
    global _worker
    threadpool_limits(1)
    _worker = Worker(work)


def _read(chunk: Chunk) -> Done:
    assert _worker is not None  # noqa: S101 - `_begin` came first
    return _worker.read(chunk)


@contextmanager
def reading(work: Work, processes: int) -> Iterator[Callable[[Iterable[Chunk]], Iterator[Done]]]:
    """Something that reads chunks in their order, with so many processes."""
    if processes == 1:
        worker = Worker(work)
        yield lambda chunks: map(worker.read, chunks)
        return
    with multiprocessing.get_context(_START).Pool(processes, _begin, (work,)) as pool:

        def ordered(chunks: Iterable[Chunk]) -> Iterator[Done]:
            waiting: deque[AsyncResult[Done]] = deque()
            for chunk in chunks:
                waiting.append(pool.apply_async(_read, (chunk,)))
                if len(waiting) >= AHEAD * processes:
                    yield waiting.popleft().get()
            while waiting:
                yield waiting.popleft().get()

        yield ordered


def processes() -> int:
    """How many this machine has room for."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
