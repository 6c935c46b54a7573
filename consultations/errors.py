"""What can be wrong, said so that the person who made it can mend it.

Every error carries a stable `code` (for programs and tests) and humane words: what happened, where, what
to do. No HTTP status stands here: `admin_api` maps codes to statuses.
"""

import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Level = Literal["error", "warning", "info"]


class Worded(str):
    """A sentence with its values filled in. It remembers both: a page says it in its own language."""

    sentence: str
    details: Mapping[str, object]


def worded(sentence: str, /, **details: object) -> Worded:
    """`sentence` with its `{details}`: write it where an error says a value, in place of an f-string."""
    words = Worded(sentence.format(**details))
    words.sentence, words.details = sentence, details
    return words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault stands. Rows, lines and characters count from 1, as spreadsheets and editors do."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None
    character: int | None = None

    def __str__(self) -> str:
        parts = [
            self.file,
            self.line and f"line {self.line}",
            self.sheet and f"sheet “{self.sheet}”",
            self.row and f"row {self.row}",
            self.column and f"column “{self.column}”",
            self.character and f"character {self.character}",
        ]
        return ", ".join(str(part) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in what somebody gave us: its code, what happened, and what to do about it."""

    code: str
    message: str
    fix: str
    place: Place = Place()
    level: Level = "error"

    def __str__(self) -> str:
        where = str(self.place)
        return f"{where}: {self.message} {self.fix}" if where else f"{self.message} {self.fix}"


class TogetherError(Exception):
    """The base of every error that this project raises on purpose."""

    def __init__(self, code: str, message: str, fix: str = "") -> None:
        super().__init__(f"{message} {fix}".strip())
        self.code = code
        self.message = message
        self.fix = fix


class FaultyInput(TogetherError):
    """A file or a request with faults. `faults` holds all of them; nothing was changed."""

    def __init__(self, code: str, message: str, faults: Iterable[Fault]) -> None:
        super().__init__(code, message)
        self.faults: Sequence[Fault] = tuple(faults)


class NotFound(TogetherError):
    """What was asked for is not there."""


class Refused(TogetherError):
    """What was asked for is there, but may not be done in its present state."""


def places(error: BaseException) -> list[str]:
    """Where it happened, the innermost last: what a log may say of an error whose words it may not.

    Of libraries only the last step: a database's own would leave no room for ours.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames[:-1] if "site-packages" not in frame.filename]
    shown = [*ours[-7:], *frames[-1:]]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in shown]
