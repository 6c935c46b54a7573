"""What one run of `together analyse` is to do, and how its rows become answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.alone import COLUMNS
from analysis.readings import Asked, Frame, framed
from consultations.errors import Refused
from together.tables import Line, Table

FRAMES = tuple(str(frame) for frame in Frame)
GIVEN = "given_"
WORDS_OF_A_QUESTION = 3


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a row the answer, its question and its frame stand; None where there is no such column.

    `frame` is the frame of every row where no column says it; "" leaves it to the question's words.
    `heading` is the question of every row where no column says it; "" where the heading is none.
    """

    text: int
    question: int | None
    framed_by: int | None
    frame: str
    heading: str = ""

    def asked(self, cells: Sequence[str]) -> Asked:
        question = cells[self.question].strip() if self.question is not None else self.heading
        said = cells[self.framed_by].strip().lower() if self.framed_by is not None else self.frame
        frame = framed(said if said in FRAMES else None, question).frame
        return Asked(cells[self.text], question, frame)


def places(table: Table, text: str, question: str | None, frame: str | None) -> Places:
    """Find the columns that the options name. Raises FaultyInput with the columns there are."""
    fixed = frame.strip().lower() if frame and frame.strip().lower() in FRAMES else ""
    answers = table.column(text)
    column = None if not frame or (fixed and frame not in table.headings) else table.column(frame)
    return Places(
        text=answers,
        question=table.column(question) if question else None,
        framed_by=column,
        frame="" if column is not None else fixed,
        heading="" if question else _question(table.headings[answers]),
    )


def _question(heading: str) -> str:
    """The heading where it asks something, as those of a form's answers do; "" for “Comments”."""
    return heading if len(heading.split()) >= WORDS_OF_A_QUESTION else ""


def headings(table: Table) -> tuple[str, ...]:
    """What stands above the output: the input's columns, then ours. An input column of ours is renamed."""
    given = [GIVEN + name if name in COLUMNS else name for name in table.headings]
    return (*given, *COLUMNS)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows in their order."""

    lines: tuple[Line, ...]


def check_out(path: Path, source: Path) -> None:
    """Refuse to write over the file that is read."""
    if path.resolve() == source.resolve():
        raise Refused("same-file", "OUT is the file that is read.", "Give it another name.")
